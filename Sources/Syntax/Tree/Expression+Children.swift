extension Expression {
  /// The expressions directly inside, in the order they were written. Those of a pipeline in brackets are its own.
  package var children: [Expression] {
    switch kind {
    case .missing, .boolean, .integer, .decimal, .float, .regularExpression, .date, .datetime, .period, .today,
      .relativePeriod, .name, .parameter, .all, .pipeline, .search, .invalid:
      []
    case .text(let template):
      template.parts.compactMap { part in
        if case .expression(let expression, _) = part { return expression }
        return nil
      }
    case .duration(let count, _), .relativeSpan(_, let count, _): [count]
    case .ago(let inner), .member(let inner, _), .allOf(let inner), .unary(_, let inner), .isMissing(let inner, _),
      .parenthesised(let inner):
      [inner]
    case .list(let elements): elements
    case .call(let call): call.arguments + (call.condition.map { [$0] } ?? []) + call.sort.map(\.expression)
    case .binary(_, let left, let right, _): [left, right]
    case .between(let value, let low, let high): [value, low, high]
    case .conditional(let condition, let then, let otherwise): [condition, then] + (otherwise.map { [$0] } ?? [])
    }
  }
}
