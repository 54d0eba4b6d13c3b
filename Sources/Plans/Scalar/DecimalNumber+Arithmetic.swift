import Columns

/// Exact arithmetic of decimals; more than 38 digits are an error, unless zeros at the end are what makes them too many.
extension DecimalNumber {
  /// Both mantissas at one scale.
  static func aligned(_ a: DecimalNumber, _ b: DecimalNumber) -> (Int128, Int128, scale: Int)? {
    for (x, y) in [(a, b), (a.trimmed, b.trimmed)] {
      let scale = max(x.scale, y.scale)
      if let x = x.rescaled(to: scale), let y = y.rescaled(to: scale) { return (x.mantissa, y.mantissa, scale) }
    }
    return nil
  }

  func times(_ other: DecimalNumber) throws(EvaluationFailure) -> DecimalNumber {
    for (x, y) in [(self, other), (trimmed, other.trimmed)] {
      let (product, overflow) = x.mantissa.multipliedReportingOverflow(by: y.mantissa)
      let result = DecimalNumber(product, scale: x.scale + y.scale)
      if !overflow, let result = result.fitted { return result }
    }
    throw .decimalTooLong
  }

  func plus(_ other: DecimalNumber) throws(EvaluationFailure) -> DecimalNumber {
    guard let (x, y, scale) = Self.aligned(self, other) else { throw .decimalTooLong }
    let (sum, overflow) = x.addingReportingOverflow(y)
    if overflow { throw .decimalTooLong }
    return try DecimalNumber(sum, scale: scale).checked()
  }

  var negated: DecimalNumber { DecimalNumber(-mantissa, scale: scale) }

  /// Itself where it has at most 38 digits.
  func checked() throws(EvaluationFailure) -> DecimalNumber {
    guard let fitted else { throw .decimalTooLong }
    return fitted
  }

  private var fitted: DecimalNumber? {
    let result = scale <= Self.maximumDigits && mantissa.magnitude <= Self.limit.magnitude ? self : trimmed
    return result.scale <= Self.maximumDigits && result.mantissa.magnitude <= Self.limit.magnitude ? result : nil
  }

  /// Rounded to `digits` after the point, or where negative before it.
  func halfAwayFromZero(digits: Int) throws(EvaluationFailure) -> DecimalNumber {
    if digits >= scale { return self }
    // Half of 10^39 is more than any mantissa.
    if digits < scale - Self.maximumDigits { return DecimalNumber(0, scale: max(0, digits)) }
    return try rounded(to: digits).checked()
  }

  /// The number that the shortest text of a float says: 2.675, not the 2.67499… that its bits are. Digits beyond the 38th after the
  /// point are rounded away; nil where there are too many before it.
  init?(shortest value: Double) { self.init(exponential: value.description) }

  /// Reads `-?digits(.digits)?([eE][+-]?digits)?`.
  init?(exponential text: some StringProtocol) {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
    guard parts.count <= 2, let number = DecimalNumber(parts[0]) else { return nil }
    guard parts.count == 2 else {
      self = number
      return
    }
    guard let exponent = Int(parts[1]), exponent.magnitude < 10_000 else { return nil }
    let exact = number.trimmed
    let scale = exact.scale - exponent
    if scale <= 0 {
      guard let whole = DecimalNumber(exact.mantissa, scale: 0).rescaled(to: -scale) else { return nil }
      self.init(whole.mantissa, scale: 0)
    } else if scale <= Self.maximumDigits {
      self.init(exact.mantissa, scale: scale)
    } else {
      let excess = scale - Self.maximumDigits
      let rounded =
        excess > Self.maximumDigits ? 0 : DecimalNumber(exact.mantissa, scale: excess).rounded(to: 0).mantissa
      self.init(rounded, scale: Self.maximumDigits)
    }
  }
}
