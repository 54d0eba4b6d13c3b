import Columns
import Diagnostics
import Plans

/// Finds conditions that are always true or always false, most often by a slip: of one that depends on no row, and of several that
/// exclude each other (`x > 3 and x < 2`) or leave nothing out (`x != 1 or x != 2`).
package struct ConditionCheck {
  package struct Finding: Hashable, Sendable {
    /// The conditions that together are so, in the order of the script; one that is so by itself.
    package var spans: [Span]
    package var isTrue: Bool
  }

  private let zoneMinutes: Int
  private var findings: [Finding] = []

  /// In the order of the script.
  package static func findings(in plans: [Plan], zoneMinutes: Int) -> [Finding] {
    var check = ConditionCheck(zoneMinutes: zoneMinutes)
    for plan in plans { check.check(plan) }
    return check.sorted
  }

  package static func findings(in expressions: [TypedExpression], zoneMinutes: Int) -> [Finding] {
    var check = ConditionCheck(zoneMinutes: zoneMinutes)
    for expression in expressions { check.check(inside: expression) }
    return check.sorted
  }

  private init(zoneMinutes: Int) { self.zoneMinutes = zoneMinutes }

  private var sorted: [Finding] { findings.sorted { ($0.spans.last?.start ?? 0) < ($1.spans.last?.start ?? 0) } }

  // MARK: Where conditions stand

  private mutating func check(_ plan: Plan) {
    for operation in plan.operators {
      switch operation {
      case .filter(let condition): checkWhole(condition)
      case .group(_, let aggregates): for aggregation in aggregates { check(aggregation.aggregate) }
      case .window(let window):
        for aggregation in window.aggregates { check(aggregation.aggregate) }
        for case .running(let aggregate) in window.functions.map(\.function) { check(aggregate) }
      case .join(let join): if let residual = join.residual { check(residual) }
      case .compute, .sort, .limit, .limitPer, .distinct, .union, .sample, .complete, .withhold, .unnestList,
        .unnestRows:
        break
      }
    }
    var inside: [TypedExpression] = []
    _ = plan.mapped { node in
      inside.append(node)
      return node
    }
    for node in inside { check(at: node) }
  }

  private mutating func check(inside expression: TypedExpression) {
    var inside: [TypedExpression] = []
    _ = expression.mapped { node in
      inside.append(node)
      return node
    }
    for node in inside { check(at: node) }
  }

  private mutating func check(at node: TypedExpression) {
    switch node.kind {
    case .conditional(let condition, _, _): check(condition)
    case .aggregate(let aggregate): check(aggregate)
    case .subquery(let plan): check(plan)
    case .constant, .scalar, .column, .field, .lookup, .call, .membership: break
    }
  }

  private mutating func check(_ aggregate: Aggregate) {
    if let condition = aggregate.condition { check(condition) }
    if [.any, .all, .share].contains(aggregate.function), let argument = aggregate.argument { check(argument) }
  }

  /// A condition that decides alone which rows stay.
  private mutating func checkWhole(_ condition: TypedExpression) {
    let folded = condition.mapped { ConstantFolding.fold($0, zoneMinutes: zoneMinutes) }
    guard case .constant(let value) = folded.kind else {
      let before = findings.count
      let isPossible = bounds(condition, holds: true) != nil
      let isAvoidable = bounds(condition, holds: false) != nil
      // Of what a function of values makes impossible only its call has a place.
      if before == findings.count, !isPossible || !isAvoidable {
        add(Finding(spans: [condition.span], isTrue: isPossible))
      }
      return
    }
    if condition.type == .boolean { add(Finding(spans: [folded.span], isTrue: value == .boolean(true))) }
  }

  private mutating func check(_ condition: TypedExpression) {
    _ = bounds(condition, holds: true)
    _ = bounds(condition, holds: false)
  }

  private mutating func add(_ finding: Finding) {
    if !findings.contains(finding) { findings.append(finding) }
  }

  // MARK: Bounds

  /// The rows for which the condition is true, or (`holds` being false) is not; nil where there can be none.
  private mutating func bounds(_ condition: TypedExpression, holds: Bool) -> ConditionBounds? {
    switch condition.kind {
    case .call(.not, let arguments): return bounds(arguments[0].placed(at: condition.span), holds: !holds)
    case .call(.and, _): return holds ? all(condition, .and, holds) : any(condition, .and, holds)
    case .call(.or, _): return holds ? any(condition, .or, holds) : all(condition, .or, holds)
    default: return atom(condition, holds: holds)
    }
  }

  private func parts(_ condition: TypedExpression, _ function: Function) -> [TypedExpression] {
    guard case .call(function, let sides) = condition.kind else { return [condition] }
    return sides.flatMap { parts($0, function) }
  }

  private mutating func all(_ condition: TypedExpression, _ function: Function, _ holds: Bool) -> ConditionBounds? {
    var whole: ConditionBounds? = ConditionBounds()
    for part in parts(condition, function) {
      guard let bounds = bounds(part, holds: holds) else {
        whole = nil
        continue
      }
      guard let conflict = whole?.narrow(by: bounds) else { continue }
      whole = nil
      // Inside a function of values all stand at one place, its call.
      let spans = Array(Set(conflict)).sorted { $0.start < $1.start }
      if spans.count > 1 { add(Finding(spans: spans, isTrue: !holds)) }
    }
    return whole
  }

  private mutating func any(_ condition: TypedExpression, _ function: Function, _ holds: Bool) -> ConditionBounds? {
    var whole: ConditionBounds?
    for part in parts(condition, function) {
      guard let bounds = bounds(part, holds: holds) else { continue }
      if whole == nil { whole = bounds } else { whole?.widen(by: bounds) }
    }
    return whole
  }

  private mutating func atom(_ condition: TypedExpression, holds: Bool) -> ConditionBounds? {
    let folded = condition.mapped { ConstantFolding.fold($0, zoneMinutes: zoneMinutes) }
    if case .constant(let value) = folded.kind { return (value == .boolean(true)) == holds ? ConditionBounds() : nil }
    let atom = ConditionAtom.of(folded)
    let tested = holds ? atom.holds : atom.fails
    if tested.contains(where: \.values.isEmpty) {
      add(Finding(spans: [condition.span], isTrue: !holds))
      return nil
    }
    return ConditionBounds(
      tested.map { ConditionBounds.Entry(operand: $0.operand, values: $0.values, spans: [condition.span]) })
  }
}

extension TypedExpression {
  fileprivate func placed(at span: Span) -> TypedExpression {
    var result = self
    result.span = span
    return result
  }
}
