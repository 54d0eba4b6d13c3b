import Columns
import Plans

/// Computes what depends on no row once instead of for each: `today - 60 days`. Applied from the innermost expression outwards.
enum ConstantFolding {
  /// What would fail is left as it is, so that it fails when, and only if, a row is there for which it is computed.
  static func fold(_ expression: TypedExpression, zoneMinutes: Int) -> TypedExpression {
    switch expression.kind {
    case .call(let function, let arguments):
      if let folded = logic(function, arguments) { return folded }
      let values = arguments.compactMap { constant($0) }
      guard values.count == arguments.count,
        let value = try? function.evaluate(values, as: expression.type, zoneMinutes: zoneMinutes)
      else { return expression }
      return TypedExpression(.constant(value), expression.type, expression.span)
    case .conditional(let condition, let then, let otherwise):
      guard let value = constant(condition) else { return expression }
      if case .boolean(true) = value { return typed(then, expression) }
      return typed(otherwise, expression)
    case .subquery(let plan):
      var result = expression
      result.kind = .subquery(Optimizer.optimize(plan, zoneMinutes: zoneMinutes))
      return result
    case .constant, .scalar, .column, .field, .lookup, .membership, .aggregate: return expression
    }
  }

  /// A constant side of `and` or `or` decides it or falls away: the latter only beside a condition, as a missing boolean is false
  /// after `and` and `or`.
  private static func logic(_ function: Function, _ arguments: [TypedExpression]) -> TypedExpression? {
    guard function == .and || function == .or, arguments.count == 2 else { return nil }
    let decides = function == .or
    for (side, other) in [(arguments[0], arguments[1]), (arguments[1], arguments[0])] {
      guard let value = constant(side) else { continue }
      let isTrue = value == .boolean(true)
      if isTrue == decides { return TypedExpression(.constant(.boolean(decides)), .boolean, side.span) }
      if isCondition(other) { return other }
    }
    return nil
  }

  /// Whether it is always true or false.
  private static func isCondition(_ expression: TypedExpression) -> Bool {
    switch expression.kind {
    case .call(let function, _): function.isCondition
    case .membership: true
    case .constant, .scalar, .column, .field, .lookup, .conditional, .aggregate, .subquery: false
    }
  }

  private static func constant(_ expression: TypedExpression) -> Value? {
    if case .constant(let value) = expression.kind { return value }
    return nil
  }

  /// A branch whose own type is that of the whole; one that is converted stays a conditional.
  private static func typed(_ branch: TypedExpression, _ whole: TypedExpression) -> TypedExpression {
    branch.type == whole.type || branch.type == .missing
      ? TypedExpression(branch.kind, whole.type, branch.span) : whole
  }
}
