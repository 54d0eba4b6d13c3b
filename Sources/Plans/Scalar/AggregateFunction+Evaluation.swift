import Columns

/// The meaning of every aggregate, over the boxed values of its rows.
extension AggregateFunction {
  /// Of the values of the rows that are left after `where`, `sort` and `distinct`, missing ones among them; for `count()` and
  /// `exists` one present value a row. `parameter` is the p of `percentile`; `type` is that of the aggregate.
  package func evaluate(
    _ values: [Value], parameter: Value = .missing, as type: ValueType
  ) throws(EvaluationFailure) -> Value {
    let present = values.filter { !$0.isMissing }
    let result: Value
    switch self {
    case .count: result = .integer(Int64(present.count))
    case .exists: result = .boolean(!values.isEmpty)
    case .any: result = .boolean(values.contains(where: \.isTrue))
    case .all: result = .boolean(values.allSatisfy(\.isTrue))
    case .share:
      result = values.isEmpty ? .missing : .float(Double(values.count(where: \.isTrue)) / Double(values.count))
    case .first: result = values.first ?? .missing
    case .last: result = values.last ?? .missing
    case .list: result = .list(present)
    case .min: result = present.min { Value.compare($0, $1) < 0 } ?? .missing
    case .max: result = present.max { Value.compare($0, $1) < 0 } ?? .missing
    case .only: result = try only(present)
    case .mode: result = mode(present)
    case .sum: result = values.isEmpty ? zero(type) : try sum(present, type)
    case .avg: result = try average(present).map { .finite($0) } ?? .missing
    case .stddev: result = try deviation(present)
    case .median: result = try percentile(present, DecimalNumber(5, scale: 1), type)
    case .percentile:
      guard let part = parameter.exact ?? parameter.double.flatMap({ DecimalNumber(shortest: $0) }),
        part >= DecimalNumber(0, scale: 0), part <= DecimalNumber(1, scale: 0)
      else { return .missing }
      // Eighteen digits, so that its product with a number of rows fits.
      result = try percentile(present, part.halfAwayFromZero(digits: 18).trimmed, type)
    }
    return result.promoted(to: type)
  }

  private func only(_ present: [Value]) throws(EvaluationFailure) -> Value {
    guard let first = present.first else { return .missing }
    guard let other = present.first(where: { $0 != first }) else { return first }
    throw .severalValues("only(…)", first.plainText(zoneMinutes: 0), other.plainText(zoneMinutes: 0))
  }

  /// The most frequent; of equally frequent ones that which comes first.
  private func mode(_ present: [Value]) -> Value {
    var counts: [Value: Int] = [:]
    for value in present { counts[value, default: 0] += 1 }
    let most = counts.values.max() ?? 0
    return present.first { counts[$0] == most } ?? .missing
  }

  private func zero(_ type: ValueType) -> Value {
    if case .duration(let unit) = type.ofValue { return .duration(0, unit) }
    return .integer(0)
  }

  /// Exact, floats in the order of the rows; missing where there is nothing to add.
  private func sum(_ present: [Value], _ type: ValueType) throws(EvaluationFailure) -> Value {
    guard let first = present.first else { return .missing }
    switch first {
    case .duration(_, let unit):
      let total = present.reduce(0 as Int128) {
        if case .duration(let value, _) = $1 { $0 + Int128(value) } else { $0 }
      }
      guard let total = Int64(exactly: total) else { throw .integerTooLarge }
      return .duration(total, unit)
    default: break
    }
    if type.ofValue == .float || present.contains(where: \.isFloat) {
      return .finite(present.reduce(0) { $0 + ($1.double ?? 0) })
    }
    let total = try exactSum(present)
    guard type.ofValue == .integer else { return .decimal(total) }
    guard let integer = Int64(exactly: total.mantissa) else { throw .integerTooLarge }
    return .integer(integer)
  }

  private func exactSum(_ values: [Value]) throws(EvaluationFailure) -> DecimalNumber {
    let numbers = values.compactMap(\.exact)
    for numbers in [numbers, numbers.map(\.trimmed)] {
      let scale = numbers.map(\.scale).max() ?? 0
      let aligned = numbers.compactMap { $0.rescaled(to: scale)?.mantissa }
      guard aligned.count == numbers.count else { continue }
      var sum = WideSum()
      for mantissa in aligned { sum.add(mantissa) }
      if let sum = sum.value { return DecimalNumber(sum, scale: scale) }
    }
    throw .decimalTooLong
  }

  /// The exact sum, rounded once to a float, by the count.
  private func average(_ present: [Value]) throws(EvaluationFailure) -> Double? {
    if present.isEmpty { return nil }
    guard present.contains(where: \.isFloat) else { return try exactSum(present).average(of: present.count) }
    return present.reduce(0) { $0 + ($1.double ?? 0) } / Double(present.count)
  }

  /// Of a sample: the squares of the distances from the average, summed in the order of the rows, by the count less one.
  private func deviation(_ present: [Value]) throws(EvaluationFailure) -> Value {
    guard present.count > 1, let average = try average(present) else { return .missing }
    let squares = present.reduce(0.0) { total, value in
      let distance = (value.double ?? 0) - average
      return total + distance * distance
    }
    return .finite((squares / Double(present.count - 1)).squareRoot())
  }

  /// Between the two values about place p·(n − 1), in proportion.
  private func percentile(
    _ present: [Value], _ part: DecimalNumber, _ type: ValueType
  ) throws(EvaluationFailure) -> Value {
    if present.isEmpty { return .missing }
    let sorted = present.sorted { Value.compare($0, $1) < 0 }
    let unit = DecimalNumber.power(part.scale)
    let (place, rest) = (part.mantissa * Int128(sorted.count - 1)).quotientAndRemainder(dividingBy: unit)
    let low = sorted[Int(place)]
    let high = rest == 0 ? low : sorted[Int(place) + 1]
    if type.ofValue == .float {
      guard let low = low.double, let high = high.double else { return .missing }
      return .finite(low + Double(rest) / Double(unit) * (high - low))
    }
    guard let low = low.exact, let high = high.exact else { return .missing }
    guard rest != 0 else { return .decimal(low) }
    let way = try high.plus(low.negated).times(DecimalNumber(rest, scale: part.scale))
    return .decimal(try low.plus(way.trimmed))
  }
}

extension Value {
  fileprivate var isFloat: Bool {
    if case .float = self { return true }
    return false
  }
}
