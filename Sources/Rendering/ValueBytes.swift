import Columns

/// The plain texts of values, appended as bytes so that a cell allocates nothing.
extension [UInt8] {
  mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { append(contentsOf: $0) }
  }

  /// In at least `width` (≤ 20) digits, zeros before.
  mutating func append(digits value: UInt64, width: Int = 1) {
    var digits = InlineArray<20, UInt8>(repeating: UInt8(ascii: "0"))
    var start = 20
    var rest = value
    repeat {
      start -= 1
      digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest != 0
    start = Swift.min(start, 20 - width)
    append(addingCapacity: 20 - start) { target in
      for index in start..<20 { target.append(digits[index]) }
    }
  }

  /// In at least `width` (≤ 39) digits, zeros before.
  mutating func append(digits value: UInt128, width: Int = 1) {
    if value <= UInt64.max, width <= 20 { return append(digits: UInt64(value), width: width) }
    let (high, low) = value.quotientAndRemainder(dividingBy: 10_000_000_000_000_000_000)
    append(digits: high, width: Swift.max(width - 19, 1))
    append(digits: UInt64(low), width: 19)
  }

  mutating func append(integer value: Int64) {
    if value < 0 { append(UInt8(ascii: "-")) }
    append(digits: value.magnitude)
  }

  /// `scale` 0 to 38; every digit of it is written.
  mutating func append(mantissa: Int128, scale: Int) {
    if mantissa < 0 { append(UInt8(ascii: "-")) }
    guard scale > 0 else { return append(digits: mantissa.magnitude) }
    if scale < Self.powers.count, let small = UInt64(exactly: mantissa.magnitude) {
      let (whole, rest) = small.quotientAndRemainder(dividingBy: Self.powers[scale])
      append(digits: whole)
      append(UInt8(ascii: "."))
      return append(digits: rest, width: scale)
    }
    let power = DecimalNumber.power(scale).magnitude
    let (whole, rest) = mantissa.magnitude.quotientAndRemainder(dividingBy: power)
    append(digits: whole)
    append(UInt8(ascii: "."))
    append(digits: rest, width: scale)
  }

  private static let powers: [UInt64] = (0...19).map { (0..<$0).reduce(1) { power, _ in power * 10 } }

  /// The shortest text that reads back as the same number.
  mutating func append(float value: Double) {
    if value.isFinite {
      append(contentsOf: value.description.utf8)
    } else if value.isNaN {
      append("NaN")
    } else {
      append(value < 0 ? "-Infinity" : "Infinity")
    }
  }

  /// ISO 8601, from days since 1970-01-01.
  mutating func append(date days: Int) {
    let date = CalendarDate(days: days)
    if date.year < 0 { append(UInt8(ascii: "-")) }
    append(digits: UInt64(date.year.magnitude), width: 4)
    append(UInt8(ascii: "-"))
    append(digits: UInt64(date.month.magnitude), width: 2)
    append(UInt8(ascii: "-"))
    append(digits: UInt64(date.day.magnitude), width: 2)
  }

  /// ISO 8601 with the offset of a zone, `Z` for UTC; `value` in microseconds since 1970-01-01T00:00Z. A fraction of a second
  /// is written only where there is one.
  mutating func append(datetime value: Int64, zoneMinutes: Int) {
    let day = 86_400_000_000
    // The shift by the zone comes after the division, where it cannot overflow.
    let time = Int(value) % day + zoneMinutes * 60_000_000
    let shift = time < 0 ? -((day - 1 - time) / day) : time / day
    let days = Int(value) / day + shift
    append(date: days)
    append(UInt8(ascii: "T"))
    append(time: time - shift * day)
    if zoneMinutes == 0 { return append(UInt8(ascii: "Z")) }
    append(UInt8(ascii: zoneMinutes < 0 ? "-" : "+"))
    append(digits: UInt64(zoneMinutes.magnitude / 60), width: 2)
    append(UInt8(ascii: ":"))
    append(digits: UInt64(zoneMinutes.magnitude % 60), width: 2)
  }

  private mutating func append(time microseconds: Int) {
    let seconds = microseconds / 1_000_000
    append(digits: UInt64(seconds / 3600), width: 2)
    append(UInt8(ascii: ":"))
    append(digits: UInt64(seconds / 60 % 60), width: 2)
    append(UInt8(ascii: ":"))
    append(digits: UInt64(seconds % 60), width: 2)
    append(fraction: microseconds % 1_000_000)
  }

  private mutating func append(fraction microseconds: Int) {
    guard microseconds > 0 else { return }
    append(UInt8(ascii: "."))
    append(digits: UInt64(microseconds), width: 6)
    while last == UInt8(ascii: "0") { removeLast() }
  }

  /// `60 days`, `1 month`, `2 hours 30 minutes`, `1.5 seconds`.
  mutating func append(duration value: Int64, _ unit: DurationUnit) {
    switch unit {
    case .months: append(count: value, "month")
    case .days: append(count: value, "day")
    case .clock:
      if value < 0 { append(UInt8(ascii: "-")) }
      let seconds = value.magnitude / 1_000_000
      let microseconds = Int(value.magnitude % 1_000_000)
      let start = count
      for (amount, name) in [(seconds / 3600, "hour"), (seconds / 60 % 60, "minute")] where amount > 0 {
        append(count: Int64(amount), name)
        append(UInt8(ascii: " "))
      }
      if seconds % 60 > 0 || microseconds > 0 {
        append(digits: seconds % 60)
        append(fraction: microseconds)
        append(seconds % 60 == 1 && microseconds == 0 ? " second" : " seconds")
      } else if count > start {
        removeLast()
      } else {
        append("0 minutes")
      }
    }
  }

  private mutating func append(count: Int64, _ name: String) {
    append(integer: count)
    append(UInt8(ascii: " "))
    append(contentsOf: name.utf8)
    if count.magnitude != 1 { append(UInt8(ascii: "s")) }
  }
}
