import Columns
import Plans

/// What a single condition (no `and`, `or`, `not`) says of its operands where it holds, and where it does not.
struct ConditionAtom {
  typealias Test = (operand: TypedExpression, values: ValueSet)

  private(set) var holds: [Test]
  private(set) var fails: [Test]

  static func of(_ condition: TypedExpression) -> ConditionAtom {
    guard case .call(let function, let arguments) = condition.kind, let operand = arguments.first?.unwrapped else {
      return condition.type == .boolean
        ? exactly(condition, ValueSet([.boolean(true)], of: .booleans)) : ConditionAtom(holds: [], fails: [])
    }
    let constants = arguments.dropFirst().compactMap(\.constantValue)
    let isOfConstants = constants.count == arguments.count - 1 && operand.constantValue == nil
    switch function {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      return comparing(operand, function, arguments[1].unwrapped, condition)
    case .between where isOfConstants:
      let domain = Domain(operand.type)
      let isNothing = constants.contains(where: \.isMissing)
      return exactly(
        operand, isNothing ? ValueSet([], of: domain) : ValueSet(from: constants[0], to: constants[1], of: domain))
    case .inElements where isOfConstants: return exactly(operand, ValueSet(constants, of: Domain(operand.type)))
    case .inPeriod where isOfConstants: return lying(operand, in: constants[0], condition)
    case .isMissing: return exactly(operand, .missing)
    case .isPresent: return exactly(operand, .present)
    case .containsText, .startsWith, .endsWith, .matches, .matchesIgnoringCase, .containsElement, .between, .inPeriod:
      return ofPresent(arguments, condition)
    default: return unknown(condition)
    }
  }

  /// A condition that says all there is of one operand.
  private static func exactly(_ operand: TypedExpression, _ values: ValueSet) -> ConditionAtom {
    if case .call(.categoryRank, let arguments) = operand.kind, case .list(let categories)? = arguments[1].constantValue
    {
      return exactly(arguments[0].unwrapped, texts(of: values, categories))
    }
    if let (date, days) = days(of: operand, values) { return exactly(date, days) }
    return ConditionAtom(holds: [(operand, values)], fails: [(operand, values.complement)])
  }

  /// A condition of which only is known that it is true or not.
  private static func unknown(_ condition: TypedExpression) -> ConditionAtom {
    let isTrue = ValueSet([.boolean(true)], of: .booleans)
    return ConditionAtom(holds: [(condition, isTrue)], fails: [(condition, isTrue.complement)])
  }

  /// One that holds only where all of its operands are there.
  private static func ofPresent(_ operands: [TypedExpression], _ condition: TypedExpression) -> ConditionAtom {
    var result = unknown(condition)
    result.holds += operands.filter { $0.constantValue == nil }.map { ($0.unwrapped, .present) }
    return result
  }

  private static func comparing(
    _ a: TypedExpression, _ function: Function, _ b: TypedExpression, _ condition: TypedExpression
  ) -> ConditionAtom {
    switch (a.constantValue, b.constantValue) {
    case (nil, let value?): return exactly(a, values(function, value, for: a))
    case (let value?, nil): return exactly(b, values(function.mirrored, value, for: b))
    default: break
    }
    switch function {
    case .equal: return unknown(condition)
    case .notEqual:
      var equality = condition
      equality.kind = .call(.equal, [a, b])
      let equal = unknown(equality)
      return ConditionAtom(holds: equal.fails, fails: equal.holds)
    default: return ofPresent([a, b], condition)
    }
  }

  /// Those of an operand for which a comparison with a constant holds: a month is never the same as a quarter.
  private static func values(_ function: Function, _ value: Value, for operand: TypedExpression) -> ValueSet {
    if case .period(let period) = value, case .call(let made, _) = operand.kind, let kind = made.periodKind,
      kind != period.kind, function == .equal || function == .notEqual
    {
      return function == .equal ? ValueSet([], of: .dense) : .everything
    }
    return values(function, value, of: Domain(operand.type))
  }

  /// The values for which a comparison with a constant holds.
  private static func values(_ function: Function, _ value: Value, of domain: Domain) -> ValueSet {
    switch function {
    case .equal: return value.isMissing ? .missing : ValueSet([value], of: domain)
    case .notEqual: return values(.equal, value, of: domain).complement
    default: if value.isMissing { return ValueSet([], of: domain) }
    }
    switch function {
    case .less: return ValueSet(from: nil, to: value, includingLast: false, of: domain)
    case .lessOrEqual: return ValueSet(from: nil, to: value, of: domain)
    case .greater: return ValueSet(from: value, includingFirst: false, to: nil, of: domain)
    default: return ValueSet(from: value, to: nil, of: domain)
    }
  }

  private static func lying(
    _ operand: TypedExpression, in container: Value, _ condition: TypedExpression
  ) -> ConditionAtom {
    guard case .period(let period) = container else { return exactly(operand, ValueSet([], of: .dense)) }
    let days = ValueSet(from: .date(period.first), to: .date(period.last), of: .days)
    switch operand.type.ofValue {
    case .date: return exactly(operand, days)
    case .datetime: return exactly(TypedExpression(.call(.dateOf, [operand]), .date, operand.span), days)
    default:
      var result = ofPresent([operand], condition)
      // A month lies in a period with all of its days.
      if case .call(let function, let arguments) = operand.kind, function.periodKind != nil,
        arguments[0].type.ofValue == .date
      {
        result.holds.append((arguments[0].unwrapped, days))
      }
      return result
    }
  }

  /// The texts whose places among the categories are these; behind the last are all that are no category.
  private static func texts(of ranks: ValueSet, _ categories: [Value]) -> ValueSet {
    func isIn(_ rank: Int) -> Bool { ranks.contains(.integer(Int64(rank)), of: .integers) }
    let others = isIn(categories.count)
    let named = ValueSet(categories.indices.filter { isIn($0) != others }.map { categories[$0] }, of: .dense)
    let texts = others ? named.complement.intersection(.present) : named
    return ranks.hasMissing ? texts.union(.missing) : texts
  }

  /// The dates of which the year, quarter, month or week is one of the values.
  private static func days(of operand: TypedExpression, _ values: ValueSet) -> (date: TypedExpression, days: ValueSet)?
  {
    guard case .call(let function, let arguments) = operand.kind, let kind = function.periodKind,
      arguments[0].type.ofValue == .date
    else { return nil }
    let days = values.spread(over: .days) { value -> (first: Value, last: Value)? in
      switch value {
      case .integer(let year) where kind == .year && (1...9999).contains(year):
        let period = Period(.year, containing: CalendarDate.days(year: Int(year), month: 7, day: 1))
        return (.date(period.first), .date(period.last))
      case .period(let period) where period.kind == kind: return (.date(period.first), .date(period.last))
      default: return nil
      }
    }
    return days.map { (arguments[0].unwrapped, $0) }
  }
}

extension Function {
  /// With its sides exchanged.
  fileprivate var mirrored: Function {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    default: self
    }
  }

  /// Of a function that gives the period in which a date lies.
  fileprivate var periodKind: Period.Kind? {
    switch self {
    case .year: .year
    case .quarter: .quarter
    case .month: .month
    case .week: .week
    default: nil
    }
  }
}

extension TypedExpression {
  fileprivate var constantValue: Value? {
    if case .constant(let value) = kind { value } else { nil }
  }

  /// Without the check of currencies around it.
  fileprivate var unwrapped: TypedExpression {
    if case .call(.sameCurrency, let arguments) = kind { return arguments[0].unwrapped }
    return self
  }
}
