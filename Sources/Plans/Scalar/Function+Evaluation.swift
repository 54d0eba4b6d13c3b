import Columns

/// The meaning of every function, one value at a time: what kernels are compared with and constants are folded by.
extension Function {
  /// The value for arguments of the types the checker let through. `type` is that of the call: an integer becomes a decimal or float
  /// where the type is one. Floats that would be infinite or no number, and dates beyond the years 1 to 9999, are missing.
  package func evaluate(
    _ arguments: [Value], as type: ValueType, zoneMinutes: Int
  ) throws(EvaluationFailure) -> Value {
    if !takesMissing, arguments.contains(where: \.isMissing) { return .missing }
    return try compute(arguments, type, zoneMinutes).promoted(to: type)
  }

  /// Whether a missing argument does not by itself make the result missing.
  package var takesMissing: Bool {
    switch self {
    case .coalesce, .sameCurrency, .inForce, .least, .greatest, .list, .concatShowingMissing: true
    default: isCondition
    }
  }

  /// Whether it is always true or false.
  package var isCondition: Bool {
    switch self {
    case .and, .or, .not, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .between, .inElements,
      .inList, .inPeriod, .isMissing, .isPresent, .containsText, .startsWith, .endsWith, .containsElement, .matches,
      .matchesIgnoringCase, .inForce:
      true
    default: false
    }
  }

  private func compute(_ arguments: [Value], _ type: ValueType, _ zone: Int) throws(EvaluationFailure) -> Value {
    switch self {
    case .and, .or, .not, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .between, .inElements,
      .inList, .inPeriod, .isMissing, .isPresent, .containsText, .startsWith, .endsWith, .containsElement, .matches,
      .matchesIgnoringCase, .inForce:
      .boolean(try condition(arguments, zone))
    case .add, .subtract, .multiply, .divide, .remainder, .negate, .abs, .round, .floor, .ceil, .div, .sqrt, .ln, .exp,
      .pow, .bin:
      try number(arguments, type)
    case .coalesce: arguments.first { !$0.isMissing } ?? .missing
    case .sameCurrency: try inOneCurrency(arguments)
    case .least: arguments.filter { !$0.isMissing }.min { Value.compare($0, $1) < 0 } ?? .missing
    case .greatest: arguments.filter { !$0.isMissing }.max { Value.compare($0, $1) < 0 } ?? .missing
    case .shift, .difference, .addDurations, .subtractDurations, .scaleDuration, .divideDurations, .daysDuration,
      .monthsDuration, .clockDuration, .dateOf, .datetimeOf, .lastSpan, .nextSpan, .periodAround, .yearPeriod, .start,
      .end:
      try time(arguments, zone)
    case .year, .quarter, .month, .week, .day, .weekday, .monthOfYear, .age, .daysBetween, .monthsBetween:
      calendar(arguments, zone)
    case .lower, .upper, .trim, .left, .right, .substring, .replace, .concat, .join, .padLeft, .fold, .format, .textOf,
      .concatShowingMissing:
      .text(try text(arguments, zone))
    case .pseudonym, .initials, .lastTwo: .text(mask(arguments, zone))
    case .length, .listLength, .split, .similarity, .categoryRank, .firstElement, .sortedList, .list: part(arguments)
    case .key:
      type.ofValue == .list(.text) ? .list(arguments.map { .text($0.plainText(zoneMinutes: zone)) }) : .list(arguments)
    case .integerOf, .decimalOf, .floatOf, .parseDate: converted(arguments[0])
    }
  }
}

extension Function {
  private func inOneCurrency(_ arguments: [Value]) throws(EvaluationFailure) -> Value {
    guard !arguments.contains(where: \.isMissing), arguments[1] != arguments[2] else { return arguments[0] }
    throw .mixing(arguments[1].string, arguments[2].string)
  }
}

extension Value {
  /// An integer as the decimal or float that a mixed type wants; anything else as it is.
  func promoted(to type: ValueType) -> Value {
    switch (type.ofValue, self) {
    case (.decimal, .integer(let value)): return .decimal(DecimalNumber(Int128(value), scale: 0))
    case (.float, .integer), (.float, .decimal): return double.map { .float($0) } ?? .missing
    case (.list(let element), .list(let values)) where element.isNumber:
      return .list(values.map { $0.promoted(to: element) })
    default: return self
    }
  }

  /// A float, or missing where it is infinite or no number.
  static func finite(_ value: Double) -> Value { value.isFinite ? .float(value) : .missing }

  /// True; a missing boolean is false.
  var isTrue: Bool {
    if case .boolean(true) = self { return true }
    return false
  }
}

extension EvaluationFailure {
  static let integerTooLarge = EvaluationFailure(
    .integerOverflow, "the result is beyond the whole numbers, which go to 9,223,372,036,854,775,807",
    help: ["compute with decimals: decimal(x)"])
  static let decimalTooLong = EvaluationFailure(
    .decimalOverflow, "the result has more than the 38 digits that a decimal holds",
    help: ["round first: round(x, 2), or compute with floats: float(x)"])

  /// What the failure to fit decimals into one column says.
  package init(_ overflow: DecimalOverflow) { self = .decimalTooLong }
}
