import Columns
import Diagnostics
import Plans
import Syntax

/// Operators: which meaning each has by the types of its sides.
extension Analyzer {
  func typeUnary(_ unary: UnaryOperator, _ operand: Expression, _ span: Span, in scope: Scope) -> TypedExpression {
    switch unary {
    case .not: return TypedExpression(.call(.not, [condition(operand, in: scope)]), .boolean, span)
    case .negate:
      let value = type(operand, in: scope)
      switch value.type.ofValue {
      case .integer, .decimal, .float, .duration, .unknown, .missing:
        return TypedExpression(.call(.negate, [value]), value.type.ofValue, span, currency: value.currency)
      default:
        report(.wrongArithmetic, "can't take the negative of \(value.type.article)", span)
        return unknown(span)
      }
    }
  }

  func typeBinary(
    _ binary: BinaryOperator, _ left: Expression, _ right: Expression, _ span: Span, operatorSpan: Span, in scope: Scope
  ) -> TypedExpression {
    switch binary {
    case .and, .or:
      let sides = [condition(left, in: scope), condition(right, in: scope)]
      return TypedExpression(.call(binary == .and ? .and : .or, sides), .boolean, span)
    case .equal: return comparison(.equal, left, right, span, in: scope)
    case .notEqual: return comparison(.notEqual, left, right, span, in: scope)
    case .less: return comparison(.less, left, right, span, in: scope)
    case .lessOrEqual: return comparison(.lessOrEqual, left, right, span, in: scope)
    case .greater: return comparison(.greater, left, right, span, in: scope)
    case .greaterOrEqual: return comparison(.greaterOrEqual, left, right, span, in: scope)
    case .in: return typeIn(left, right, span, in: scope)
    case .notIn:
      let inside = typeIn(left, right, span, in: scope)
      return TypedExpression(.call(.not, [inside]), .boolean, span)
    case .contains, .startsWith, .endsWith: return typeTextTest(binary, left, right, span, in: scope)
    case .matches: return typeMatches(left, right, span, in: scope)
    case .coalesce:
      let (a, b) = (type(left, in: scope), type(right, in: scope))
      guard let common = commonType(a.type, b.type) else {
        return mismatch(.wrongType, "both sides of ?? must be of one type", a, b, span)
      }
      let isThere = TypedExpression(.call(.isPresent, [a]), .boolean, a.span)
      return withCurrency(
        TypedExpression(.call(.coalesce, [a, b]), common, span), of: eitherCurrency(isThere, a, b, span))
    case .add, .subtract, .multiply, .divide, .remainder:
      return arithmetic(binary, type(left, in: scope), type(right, in: scope), span)
    }
  }

  func mismatch(
    _ code: Code, _ message: String, _ a: TypedExpression, _ b: TypedExpression, _ span: Span, help: [String] = []
  ) -> TypedExpression {
    if a.type != .unknown, b.type != .unknown {
      report(
        code, message, b.span, caption: described(b.type), labels: [.init(a.span, described(a.type))], help: help)
    }
    return unknown(span)
  }

  private func described(_ type: ValueType) -> String {
    guard case .reference(let relation, _) = type, let schema = catalog.schema(relation) else { return type.name }
    return "reference to \(schema.name)"
  }

  private func comparison(
    _ function: Function, _ left: Expression, _ right: Expression, _ span: Span, in scope: Scope
  ) -> TypedExpression {
    let (a, b) = (type(left, in: scope), type(right, in: scope))
    guard shown(a), shown(b), let sides = comparable(a, b), let same = sameCurrency(sides.0, sides.1, span) else {
      return unknown(span)
    }
    checkCategory(b, of: a)
    checkCategory(a, of: b)
    if ![.equal, .notEqual].contains(function), !isOrdered(a.type), !isOrdered(b.type) {
      report(.notOrdered, "\(a.type.article) has no order", span, help: ["use == or !="])
      return unknown(span)
    }
    if function == .equal || function == .notEqual {
      return TypedExpression(.call(function, [same.0, sides.1]), .boolean, span)
    }
    let categories = a.categories ?? b.categories
    let ranks = [ranked(same.0, among: categories), ranked(sides.1, among: categories)]
    return TypedExpression(.call(function, ranks), .boolean, span)
  }

  private func isOrdered(_ type: ValueType) -> Bool {
    switch type.ofValue {
    case .record, .list, .boolean: false
    default: true
    }
  }

  /// Both sides as values that compare, or nil after an error. A datetime beside a date is taken by its day.
  func comparable(_ a: TypedExpression, _ b: TypedExpression) -> (TypedExpression, TypedExpression)? {
    if case .reference(let x, _) = a.type, case .reference(let y, _) = b.type, x != y {
      _ = mismatch(
        .incomparable, "these are references to different collections, which never are the same", a, b, a.span)
      return nil
    }
    switch (a.type.ofValue, b.type.ofValue) {
    case (.date, .datetime): return (a, TypedExpression(.call(.dateOf, [b]), .date, b.span))
    case (.datetime, .date): return (TypedExpression(.call(.dateOf, [a]), .date, a.span), b)
    case (.record, _), (_, .record):
      let isThere = b.type == .missing ? ["whether there is one: \(source.slice(a.span)) is missing"] : []
      _ = mismatch(
        .incomparable, "a nested record is not compared by itself; name one of its fields", a, b, a.span, help: isThere)
      return nil
    default:
      if commonType(a.type.ofValue, b.type.ofValue) != nil { return (a, b) }
      _ = mismatch(
        .incomparable, "can't compare \(a.type.article) with \(b.type.article)", a, b, a.span,
        help: comparisonHelp(a, b))
      return nil
    }
  }

  /// Both sides as keys, which are found by their very bits: a float makes the other number one too.
  func asKeys(_ sides: (left: TypedExpression, right: TypedExpression)) -> (
    left: TypedExpression, right: TypedExpression
  ) {
    func float(_ side: TypedExpression) -> TypedExpression {
      side.type.ofValue == .float ? side : TypedExpression(.call(.floatOf, [side]), .float, side.span)
    }
    guard commonType(sides.left.type, sides.right.type)?.ofValue == .float else { return sides }
    return (float(sides.left), float(sides.right))
  }

  private func comparisonHelp(_ a: TypedExpression, _ b: TypedExpression) -> [String] {
    let left = source.slice(a.span)
    let right = source.slice(b.span)
    switch (a.type.ofValue, b.type.ofValue) {
    case (.date, .period), (.datetime, .period):
      return ["write: \(left) in \(right)", "or compare with its first or last day: start(\(right)), end(\(right))"]
    case (.date, .text), (.datetime, .text):
      if case .constant(.text(let text)) = b.kind,
        Array(text.utf8).withUnsafeBufferPointer({ CalendarDate(iso: $0) }) != nil
      {
        return ["a date stands without quotes: \(text)"]
      }
      return ["for a month write: \(left) in 2023-09"]
    case (.date, .integer):
      return [
        "for a year write: \(left) in \(right)",
        "or compare with its first or last day: start(\(right)), end(\(right))",
      ]
    case (.integer, .text), (.decimal, .text):
      if case .constant = b.kind { return ["a number stands without quotes"] }
      return ["make both alike: text(\(left)) or decimal(\(right))"]
    case (.text, .integer), (.text, .decimal):
      if case .constant = b.kind {
        return ["as a number: decimal(\(left))", "or, if text is meant, in quotes: \"\(right)\""]
      }
      return ["make both alike: decimal(\(left)) or text(\(right))"]
    case (.duration, .integer): return ["a duration has a unit: \(right) days"]
    case (.duration, .duration): return ["months, days and hours do not compare: compare dates instead"]
    case (.list, .text): return ["write: \(left) contains \(right)"]
    default: return []
    }
  }

  func typeBetween(
    _ operand: Expression, _ low: Expression, _ high: Expression, _ span: Span, in scope: Scope
  ) -> TypedExpression {
    let (value, low, high) = (type(operand, in: scope), type(low, in: scope), type(high, in: scope))
    guard let first = comparable(value, low), let second = comparable(value, high),
      let lowest = sameCurrency(first.0, first.1, span), let both = sameCurrency(lowest.0, second.1, span)
    else { return unknown(span) }
    for end in [low, high] { checkCategory(end, of: value) }
    if value.type.ofValue == .datetime, first.0.type == .date || second.0.type == .date {
      let day = TypedExpression(.call(.dateOf, [value]), .date, value.span)
      guard let lower = comparable(day, low), let upper = comparable(day, high) else { return unknown(span) }
      return TypedExpression(.call(.between, [day, lower.1, upper.1]), .boolean, span)
    }
    let ranks = [both.0, first.1, second.1].map { ranked($0, among: value.categories) }
    return TypedExpression(.call(.between, ranks), .boolean, span)
  }

  private func arithmetic(
    _ binary: BinaryOperator, _ a: TypedExpression, _ b: TypedExpression, _ span: Span
  ) -> TypedExpression {
    func call(_ function: Function, _ type: ValueType, _ arguments: [TypedExpression]? = nil) -> TypedExpression {
      TypedExpression(.call(function, arguments ?? [a, b]), type, span)
    }
    let (x, y) = (a.type.ofValue, b.type.ofValue)
    if x == .unknown || y == .unknown { return unknown(span) }
    if (x.isNumber || x == .missing) && (y.isNumber || y == .missing) { return numeric(binary, a, b, span) }
    switch (binary, x, y) {
    case (.add, .date, .duration(let unit)), (.add, .period, .duration(let unit)):
      if unit == .clock { break }
      return call(.shift, x)
    case (.add, .datetime, .duration): return call(.shift, x)
    case (.add, .duration, .date), (.add, .duration, .datetime), (.add, .duration, .period):
      return call(.shift, y, [b, a])
    case (.subtract, .date, .duration(let unit)), (.subtract, .period, .duration(let unit)):
      if unit == .clock { break }
      return call(.shift, x, [a, TypedExpression(.call(.negate, [b]), y, b.span)])
    case (.subtract, .datetime, .duration):
      return call(.shift, x, [a, TypedExpression(.call(.negate, [b]), y, b.span)])
    case (.subtract, .date, .date): return call(.difference, .duration(.days))
    case (.subtract, .datetime, .datetime): return call(.difference, .duration(.clock))
    case (.add, .duration(let u), .duration(let v)) where u == v: return call(.addDurations, x)
    case (.subtract, .duration(let u), .duration(let v)) where u == v: return call(.subtractDurations, x)
    case (.multiply, .duration, .integer): return call(.scaleDuration, x)
    case (.multiply, .integer, .duration): return call(.scaleDuration, y, [b, a])
    case (.divide, .duration(let u), .duration(let v)) where u == v: return call(.divideDurations, .float)
    case (_, .missing, .date), (_, .missing, .datetime), (_, .missing, .period), (_, .missing, .duration),
      (_, .date, .missing), (_, .datetime, .missing), (_, .period, .missing), (_, .duration, .missing):
      return TypedExpression(.constant(.missing), .missing, span)
    default: break
    }
    return mismatch(
      .wrongArithmetic, "can't compute \(a.type.article) \(binary.rawValue) \(b.type.article)", a, b, span,
      help: arithmeticHelp(binary, x, y))
  }

  private func numeric(
    _ binary: BinaryOperator, _ a: TypedExpression, _ b: TypedExpression, _ span: Span
  ) -> TypedExpression {
    let type = commonType(a.type.ofValue, b.type.ofValue) ?? .unknown
    let function: Function
    switch binary {
    case .multiply:
      if a.currency != nil, b.currency != nil {
        report(.mixedCurrencies, "money times money is nothing", span, help: ["one of the two is to be a plain number"])
        return unknown(span)
      }
      return TypedExpression(.call(.multiply, [a, b]), type, span, currency: a.currency ?? b.currency)
    case .add: function = .add
    case .subtract: function = .subtract
    case .divide: function = .divide
    default: function = .remainder
    }
    guard let same = sameCurrency(a, b, span) else { return unknown(span) }
    // Money by money is a plain number, money by a number is money.
    let isPlain = function == .divide && b.currency != nil
    return TypedExpression(
      .call(function, [same.0, b]), function == .divide ? .float : type, span, currency: isPlain ? nil : same.currency)
  }

  private func arithmeticHelp(_ binary: BinaryOperator, _ x: ValueType, _ y: ValueType) -> [String] {
    switch (binary, x, y) {
    case (.add, .text, _), (.add, _, .text): ["to put texts together write: \"{a} {b}\"   or   concat(a, b)"]
    case (_, .date, .integer): ["a number of days has its unit: + 30 days"]
    case (_, .duration, .duration): ["months, days and hours neither compare nor add"]
    default: []
    }
  }
}
