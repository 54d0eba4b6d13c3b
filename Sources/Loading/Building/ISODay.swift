import Columns

/// Days since 1970-01-01 of a text that is exactly a date, `YYYY-MM-DD`: as `CalendarDate(iso:)`, with all digits checked at once.
@inline(__always)
func isoDay(_ text: TextView) -> Int32? {
  guard text.count == 10 else { return nil }
  let raw = UnsafeRawPointer(text.start)
  // Digits become their values, dashes 0.
  let head = UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self)) ^ 0x2D30_302D_3030_3030
  let tail = UInt16(littleEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt16.self)) ^ 0x3030
  // A byte above 9 sets its high bit when 0x76 is added.
  let wrong = (head &+ 0x7676_7676_7676_7676 | head) & 0x8080_8080_8080_8080 | head & 0xFF00_00FF_0000_0000
  guard wrong == 0, (tail &+ 0x7676 | tail) & 0x8080 == 0 else { return nil }
  func digit(_ index: UInt64) -> Int { Int(truncatingIfNeeded: head >> (index * 8) & 0xF) }
  let year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3)
  let month = digit(5) * 10 + digit(6)
  let day = Int(tail & 0xF) * 10 + Int(tail >> 8)
  guard year > 0, month >= 1, month <= 12, day >= 1,
    day <= 28 || day <= CalendarDate.daysInMonth(year: year, month: month)
  else { return nil }
  return Int32(truncatingIfNeeded: CalendarDate.days(year: year, month: month, day: day))
}
