/// Instants as microseconds since 1970-01-01T00:00Z, read from and written as ISO 8601.
package enum Instant {
  package static let microsecondsPerDay: Int64 = 86_400_000_000

  /// Reads `YYYY-MM-DDThh:mm[:ss[.ffffff]][Z|±hh:mm|±hhmm]`, a blank for the `T` too; without a zone, `zoneMinutes` east of UTC holds.
  package static func parse(_ text: String, zoneMinutes: Int) -> Int64? {
    Array(text.utf8).withUnsafeBufferPointer { parse($0, zoneMinutes: zoneMinutes) }
  }

  package static func parse(_ bytes: UnsafeBufferPointer<UInt8>, zoneMinutes: Int) -> Int64? {
    guard bytes.count >= 16, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
      let date = CalendarDate(iso: UnsafeBufferPointer(rebasing: bytes[..<10])),
      let hour = two(bytes, 11), hour < 24, bytes[13] == UInt8(ascii: ":"), let minute = two(bytes, 14), minute < 60
    else { return nil }
    var at = 16
    var micros: Int64 = 0
    if at < bytes.count, bytes[at] == UInt8(ascii: ":") {
      guard let second = two(bytes, at + 1), second < 60 else { return nil }
      micros = Int64(second) * 1_000_000
      at += 3
      if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
        guard let fraction = fraction(bytes, &at) else { return nil }
        micros += fraction
      }
    }
    guard let offset = zone(bytes, at, otherwise: zoneMinutes) else { return nil }
    let minutes = Int64(date.days) * 1440 + Int64(hour * 60 + minute - offset)
    return minutes * 60_000_000 + micros
  }

  /// Digits after the point at `at`, to microseconds; further ones are dropped.
  private static func fraction(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> Int64? {
    at += 1
    var (value, unit): (Int64, Int64) = (0, 100_000)
    let first = at
    while at < bytes.count, bytes[at] &- UInt8(ascii: "0") <= 9 {
      value += Int64(bytes[at] - UInt8(ascii: "0")) * unit
      unit /= 10
      at += 1
    }
    return at > first ? value : nil
  }

  private static func zone(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, otherwise: Int) -> Int? {
    if at == bytes.count { return otherwise }
    if bytes[at] == UInt8(ascii: "Z") { return at + 1 == bytes.count ? 0 : nil }
    guard bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-"), let hours = two(bytes, at + 1), hours < 24
    else { return nil }
    let colon = at + 3 < bytes.count && bytes[at + 3] == UInt8(ascii: ":") ? 1 : 0
    guard at + 5 + colon == bytes.count, let minutes = two(bytes, at + 3 + colon), minutes < 60 else { return nil }
    return (bytes[at] == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
  }

  /// Minutes east of UTC that the text of a datetime states; nil where it states no zone.
  package static func statedZone(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let last = bytes.last else { return nil }
    if last == UInt8(ascii: "Z") { return 0 }
    // The sign stands five or six bytes before the end, after the minutes of the time.
    for at in [bytes.count - 6, bytes.count - 5] where at >= 16 {
      if bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") { return zone(bytes, at, otherwise: 0) }
    }
    return nil
  }

  private static func two(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
    guard at + 1 < bytes.count else { return nil }
    let (tens, ones) = (bytes[at] &- UInt8(ascii: "0"), bytes[at + 1] &- UInt8(ascii: "0"))
    guard tens <= 9, ones <= 9 else { return nil }
    return Int(tens) * 10 + Int(ones)
  }

  /// Days since 1970-01-01 of the instant's date in a zone.
  package static func day(_ instant: Int64, zoneMinutes: Int) -> Int {
    let local = instant + Int64(zoneMinutes) * 60_000_000
    let (quotient, rest) = local.quotientAndRemainder(dividingBy: microsecondsPerDay)
    return Int(rest < 0 ? quotient - 1 : quotient)
  }

  /// `2023-09-01T14:30:05+08:00`, with `Z` for UTC and a fraction only where there is one.
  package static func text(_ instant: Int64, zoneMinutes: Int) -> String {
    let day = day(instant, zoneMinutes: zoneMinutes)
    let rest = instant + Int64(zoneMinutes) * 60_000_000 - Int64(day) * microsecondsPerDay
    let seconds = Int(rest / 1_000_000)
    var text =
      CalendarDate(days: day).description + "T" + padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2)
    text += ":" + padded(seconds % 60, 2)
    let micros = Int(rest % 1_000_000)
    if micros > 0 {
      var digits = padded(micros, 6)
      while digits.last == "0" { digits.removeLast() }
      text += "." + digits
    }
    if zoneMinutes == 0 { return text + "Z" }
    let magnitude = Int(zoneMinutes.magnitude)
    return text + (zoneMinutes < 0 ? "-" : "+") + padded(magnitude / 60, 2) + ":" + padded(magnitude % 60, 2)
  }
}
