/// An exact decimal: `mantissa` · 10^-`scale`. At most 38 digits, 0 to 38 of them after the point.
package struct DecimalNumber: Sendable {
  package static let maximumDigits = 38

  package var mantissa: Int128
  package var scale: Int

  @inlinable
  package init(_ mantissa: Int128, scale: Int) {
    self.mantissa = mantissa
    self.scale = scale
  }

  /// 10^exponent for 0...38.
  @inlinable
  package static func power(_ exponent: Int) -> Int128 {
    var result: Int128 = 1
    for _ in 0..<exponent { result *= 10 }
    return result
  }

  /// The largest mantissa of 38 digits.
  package static let limit: Int128 = power(38) - 1

  /// The same number with `newScale` ≥ `scale`, or nil where it would have more than 38 digits.
  package func rescaled(to newScale: Int) -> DecimalNumber? {
    guard newScale >= scale, newScale - scale <= 38 else { return newScale == scale ? self : nil }
    let (product, overflow) = mantissa.multipliedReportingOverflow(by: Self.power(newScale - scale))
    guard !overflow, product <= Self.limit, product >= -Self.limit else { return nil }
    return DecimalNumber(product, scale: newScale)
  }

  /// Rounded half away from zero to `newScale` digits after the point; a larger `newScale` than `scale` leaves it as it is.
  package func rounded(to newScale: Int) -> DecimalNumber {
    guard newScale < scale else { return self }
    let divisor = Self.power(min(scale - newScale, 38))
    let half = divisor / 2
    let adjusted = mantissa >= 0 ? (mantissa + half) / divisor : (mantissa - half) / divisor
    if newScale >= 0 { return DecimalNumber(adjusted, scale: newScale) }
    return DecimalNumber(adjusted * Self.power(min(-newScale, 38)), scale: 0)
  }

  /// Without zeros at the end after the point.
  package var trimmed: DecimalNumber {
    var result = self
    while result.scale > 0, result.mantissa % 10 == 0 {
      result.mantissa /= 10
      result.scale -= 1
    }
    return result
  }

  package var double: Double {
    // Correctly rounded through the text where the mantissa is beyond 2^53.
    if mantissa.magnitude < 1 << 53, scale <= 22 { return Double(mantissa) / Double(Self.power(scale)) }
    return Double(description) ?? .nan
  }

  /// Divided by a number of values: rounded once, wherever both sides of the division are exact as floats.
  package func average(of count: Int) -> Double {
    guard mantissa.magnitude < 1 << 53, scale <= 15,
      let divisor = Int(exactly: Self.power(scale) * Int128(count)), divisor < 1 << 53
    else { return double / Double(count) }
    return Double(mantissa) / Double(divisor)
  }

  /// Reads `-?digits(.digits)?`; nil for anything else or more than 38 digits.
  package init?(_ text: some StringProtocol) {
    var mantissa: Int128 = 0
    var scale = 0
    var digits = 0
    var seenPoint = false
    var negative = false
    for (index, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where index == 0: negative = true
      case UInt8(ascii: ".") where !seenPoint: seenPoint = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        guard mantissa <= Self.limit / 10 else { return nil }
        mantissa = mantissa * 10 + Int128(byte - UInt8(ascii: "0"))
        digits += 1
        if seenPoint { scale += 1 }
      default: return nil
      }
    }
    guard digits > 0, scale <= 38 else { return nil }
    self.init(negative ? -mantissa : mantissa, scale: scale)
  }
}

extension DecimalNumber: CustomStringConvertible {
  package var description: String {
    let digits = String(mantissa.magnitude)
    let sign = mantissa < 0 ? "-" : ""
    guard scale > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
    return sign + padded.dropLast(scale) + "." + padded.suffix(scale)
  }
}

extension DecimalNumber: Comparable, Hashable {
  package static func == (left: DecimalNumber, right: DecimalNumber) -> Bool { compare(left, right) == 0 }
  package static func < (left: DecimalNumber, right: DecimalNumber) -> Bool { compare(left, right) < 0 }

  package func hash(into hasher: inout Hasher) {
    let canonical = trimmed
    hasher.combine(canonical.mantissa)
    hasher.combine(canonical.scale)
  }

  /// Negative, zero or positive; exact for any two decimals, whatever their scales.
  package static func compare(_ left: DecimalNumber, _ right: DecimalNumber) -> Int {
    if left.scale == right.scale {
      return left.mantissa == right.mantissa ? 0 : left.mantissa < right.mantissa ? -1 : 1
    }
    if left.scale > right.scale { return -compare(right, left) }
    // `left` has fewer digits after the point: compare whole parts first, then the rest, so that nothing overflows.
    let factor = power(right.scale - left.scale)
    let (whole, rest) = right.mantissa.quotientAndRemainder(dividingBy: factor)
    if left.mantissa != whole { return left.mantissa < whole ? -1 : 1 }
    return rest == 0 ? 0 : rest > 0 ? -1 : 1
  }
}
