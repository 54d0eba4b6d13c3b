import Diagnostics
import Plans
import Syntax

/// The names of what is not named.
extension Analyzer {
  /// The name that an item gives its field, or nil after an error that asks for one. Of an expression that failed nothing more is said.
  func name(of item: Item, _ value: TypedExpression) -> String? {
    if let name = item.name { return name.text }
    if let name = impliedName(item.expression.unwrapped) { return name }
    if value.type == .unknown { return nil }
    let suggested = Self.suggestedName(item.expression) ?? "some_name"
    report(
      .needsName, "this needs a name", item.expression.span,
      help: ["write: \(suggested) = \(source.slice(item.expression.span))"])
    return nil
  }

  func impliedName(_ expression: Expression) -> String? {
    if let names = chain(expression) { return names.map(\.text).joined(separator: ".") }
    guard case .call(let call) = expression.kind else { return nil }
    let path = call.arguments.first.flatMap { chain($0.unwrapped) }
    guard AggregateFunction(rawValue: call.name.text) != nil else { return path == nil ? nil : call.name.text }
    if call.distinct || call.condition != nil || !call.sort.isEmpty { return nil }
    if call.arguments.isEmpty { return call.name.text }
    return path?.last.map { call.name.text + "_" + $0.text }
  }

  /// A name made of an expression's own words, in their order: `sum(weight) / count()` suggests `sum_weight_per_count`.
  private static func suggestedName(_ expression: Expression) -> String? {
    let words = words(of: expression)
    let name = words.prefix(5).joined(separator: "_")
    // As it is to be written without backticks.
    let isPlain = name.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || $0 == "_" || ("0"..."9").contains($0) }
    let isName = name.unicodeScalars.first?.properties.isAlphabetic == true
    return isPlain && isName ? name : nil
  }

  private static func words(of expression: Expression) -> [String] {
    switch expression.kind {
    case .name(let name), .member(_, let name), .parameter(let name): return [name.text]
    case .integer(let number): return [String(number)]
    case .call(let call):
      return [call.name.text] + (call.distinct ? ["distinct"] : []) + call.arguments.flatMap { words(of: $0) }
        + (call.condition.map { words(of: $0) } ?? [])
    case .binary(let sign, let left, let right, _):
      let (first, second) = (words(of: left), words(of: right))
      return first.isEmpty || second.isEmpty ? first + second : first + [word(of: sign)].compactMap { $0 } + second
    case .isMissing(let operand, let negated): return (negated ? ["has"] : ["no"]) + words(of: operand)
    case .unary(.negate, let operand): return ["minus"] + words(of: operand)
    default: return expression.children.flatMap { words(of: $0) }
    }
  }

  private static func word(of sign: BinaryOperator) -> String? {
    switch sign {
    case .add: "plus"
    case .subtract: "minus"
    case .multiply: "times"
    case .divide: "per"
    case .or, .and, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .in, .notIn, .contains,
      .startsWith, .endsWith, .matches, .coalesce, .remainder:
      nil
    }
  }

  /// The other name of the reference that an unnamed item is.
  func alias(of item: Item, in table: TableInProgress) -> String? {
    guard item.name == nil, let names = chain(item.expression), names.count == 1,
      let field = table.shape.field(named: names[0].text)
    else { return nil }
    return names[0].text == field.name ? field.alias : field.name
  }
}
