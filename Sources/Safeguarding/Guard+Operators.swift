import Columns
import Diagnostics
import Plans

/// The labels of operators: conditions, keys and sorts tell of the rows that they choose.
extension Guard {
  /// The frame of a plan's first rows.
  private func frame(of plan: Plan) -> Frame {
    var frame = Frame()
    if let facts = knowledge.tables[plan.source] {
      let row = TypedExpression(.column(plan.row), .row(plan.source), Span(0, 0))
      frame.rows = facts.rows.mappingPersons { $0.reading(plan.source, at: row) }
      read.add(frame.rows)
    }
    return frame
  }

  /// The plan over the table from which the conditions on secrets were left out, and these as a filter of its own, so that a group knows
  /// them.
  private func withConditions(_ plan: Plan) -> Plan {
    guard let facts = knowledge.tables[plan.source], let whole = facts.whole else { return plan }
    var result = plan.moved(from: plan.source, to: whole.table)
    let row = TypedExpression(.column(plan.row), .row(whole.table), Span(0, 0))
    let span = facts.rows.secrets.first?.span ?? Span(0, 0)
    let conditions = whole.conditions.map {
      TypedExpression(.field(whole.table, $0, row: row), .boolean, span)
    }
    result.operators.insert(.filter(.all(conditions, span)), at: 0)
    return result
  }

  /// The operators guarded, and the frame after them.
  func guarded(_ plan: Plan, _ layout: Layout) -> (plan: Plan, frame: Frame) {
    var plan = withConditions(plan.mapped { guardedSubquery($0) })
    var frame = frame(of: plan)
    var result: [Operator] = []
    for (number, operation) in plan.operators.enumerated() {
      switch operation {
      case .group(let keys, let aggregates):
        var form = GroupForm(layout: layout)
        let rest = plan.operators[(number + 1)...]
        if case .complete(let next)? = rest.first { form.completion = next }
        form.isSpread = rest.contains(where: \.spreads) || plan.pivot != nil && !rest.contains(where: \.isGroup)
        result += group(keys, aggregates, form, &frame)
      // Stands with its group.
      case .complete: continue
      case .filter(let condition): result += filter(condition, &frame)
      case .compute, .sort, .unnestList, .unnestRows:
        result.append(operation.mapped { withoutEmpty($0, frame) })
        follow(operation, &frame)
      case .join(let join) where join.kind != .full:
        result.append(operation)
        follow(operation, &frame)
      case .limit, .limitPer, .window, .distinct, .union, .sample, .join, .withhold:
        result += choosing(&frame) + [operation]
        follow(operation, &frame)
        // Which rows are left depends on single persons, of whom a later group of few would tell.
        frame.rows = frame.rows.mappingPersons { _ in nil }
      }
    }
    plan.operators = result
    return (plan, frame)
  }

  /// A cell without rows that is withheld is missing.
  private func withoutEmpty(_ expression: TypedExpression, _ frame: Frame) -> TypedExpression {
    guard case .conditional(let condition, let then, let otherwise) = expression.kind,
      case .column(let id) = condition.kind, let state = frame.empty[id]
    else { return expression }
    let shown = TypedExpression(.constant(.integer(Withheld.shown.rawValue)), .integer, expression.span)
    var empty = otherwise
    empty.kind = .conditional(
      TypedExpression(.call(.equal, [state, shown]), .boolean, expression.span), then: otherwise,
      else: TypedExpression(.constant(.missing), otherwise.type, expression.span))
    var result = expression
    result.kind = .conditional(condition, then: then, else: empty)
    return result
  }

  /// A condition: what it says of secrets waits for a group.
  private func filter(_ condition: TypedExpression, _ frame: inout Frame) -> [Operator] {
    let parts = condition.conjuncts.map { (condition: $0, taint: taint($0, frame)) }
    let plain = parts.filter { $0.taint.secrets.isEmpty }
    frame.chosen += parts.filter { !$0.taint.secrets.isEmpty }.map(\.condition)
    for part in plain { frame.rows.add(part.taint) }
    read.add(frame.rows)
    return plain.isEmpty ? [] : [.filter(.all(plain.map(\.condition), condition.span))]
  }

  /// The conditions that wait as a filter: what follows counts or cuts the rows that they choose.
  func choosing(_ frame: inout Frame) -> [Operator] {
    guard let first = frame.chosen.first else { return [] }
    defer { frame.chosen = [] }
    for condition in frame.chosen { frame.rows.add(taint(condition, frame)) }
    read.add(frame.rows)
    return [.filter(.all(frame.chosen, first.span))]
  }

  func withGuardedSubqueries(_ expression: TypedExpression) -> TypedExpression {
    expression.mapped { guardedSubquery($0) }
  }

  private func guardedSubquery(_ node: TypedExpression) -> TypedExpression {
    guard case .subquery(let plan) = node.kind else { return node }
    var result = node
    let guarded = shown(plan, Layout())
    result.kind = .subquery(guarded)
    return result
  }

  /// The frame after an operator that makes no groups.
  func follow(_ operation: Operator, _ frame: inout Frame) {
    func taints(_ expressions: [TypedExpression]) -> Taint { expressions.reduce(Taint()) { $0 + taint($1, frame) } }
    switch operation {
    case .compute(let computations):
      for computation in computations {
        frame.columns[computation.column] = taint(computation.expression, frame)
        if isPersonsKey(computation.expression, frame) { frame.keys.insert(computation.column) }
        frame.states[computation.column] = state(of: computation.expression, frame)
        frame.masks[computation.column] = mask(of: computation.expression, frame)
      }
    case .sort(let keys): frame.rows.add(taints(keys.map(\.expression)))
    case .filter, .limit, .sample, .withhold, .group, .complete: break
    case .limitPer(_, let keys, let sort): frame.rows.add(taints(keys + sort.map(\.expression)))
    case .window(let window): apply(window, &frame)
    case .distinct(let keys): frame.rows.add(taints(keys))
    case .union(let union): apply(union, &frame)
    case .join(let join):
      // Who goes with whom by a key tells no more than the key. What else rows are joined by is a condition on single persons.
      var link = Taint()
      for taint in (join.keys + join.tableKeys + (join.residual.map { [$0] } ?? [])).map({ taint($0, frame) }) {
        let isByKey = taint.secrets.allSatisfy { $0.label.attribute == .direct }
        frame.rows.add(isByKey ? taint : taint.mappingPersons { _ in nil })
        link.add(taint)
      }
      // Whether there is another row, and which, its keys say.
      frame.columns[join.row] = link.withoutValues.from(.field("#\(join.row.number)"))
      if let facts = knowledge.tables[join.table] {
        frame.rows.add(facts.rows.mappingPersons { _ in nil })
      }
    case .unnestList(let list, let element):
      let taint = taint(list, frame)
      frame.columns[element] = taint.from(.computed("#\(element.number)"))
      frame.rows.add(taint)
    case .unnestRows(let base, let step, let row):
      let place = TypedExpression(.column(row), .row(step.relation), base.span)
      if case .row(let relation) = base.type { frame.owners[row] = owner(base, relation, frame) }
      frame.rows.add(taint(base, frame) + taint(step, leadingTo: place, [step], owner: frame.owners[row]))
    }
    read.add(frame.rows)
  }

  /// What is computed over rows beside a row tells of them all: it is no group of its own, as the rows stay. Who they are no expression
  /// over one row says.
  private func apply(_ window: WindowOperator, _ frame: inout Frame) {
    let shared = (window.keys + window.sort.map(\.expression)).reduce(frame.rows) { $0 + taint($1, frame) }
    func add(_ column: ColumnID, _ own: Taint) {
      frame.columns[column] = (shared + own).mappingPersons { _ in nil }.from(.computed("#\(column.number)"))
    }
    for aggregation in window.aggregates { add(aggregation.column, taint(aggregation.aggregate, frame)) }
    for (column, function) in window.functions {
      switch function {
      case .running(let aggregate): add(column, taint(aggregate, frame))
      case .rowNumber, .rank: add(column, Taint())
      case .shifted(let expression, _): add(column, taint(expression, frame))
      }
    }
  }

  /// Two tables in one: whose a row is cannot be told by one expression any more.
  private func apply(_ union: UnionOperator, _ frame: inout Frame) {
    var result = Frame()
    result.rows = frame.rows + (knowledge.tables[union.table]?.rows ?? Taint())
    for (column, left, right) in union.columns {
      result.columns[column] = (taint(left, frame) + taint(right, Frame())).mappingPersons { _ in nil }
    }
    result.rows = result.rows.mappingPersons { _ in nil }
    frame = result
  }

  /// What became of the cells of an expression that is no more than a column with such, or a choice among them.
  func state(of expression: TypedExpression, _ frame: Frame) -> TypedExpression? {
    switch expression.kind {
    case .column(let id): return frame.states[id]
    case .field(let relation, let index, let row):
      guard let column = knowledge.tables[relation]?.states[index] else { return nil }
      return TypedExpression(.field(relation, column, row: row), .integer, expression.span)
    case .conditional(let condition, let then, let otherwise):
      let (first, second) = (state(of: then, frame), state(of: otherwise, frame))
      guard first != nil || second != nil else { return nil }
      var none = TypedExpression(.constant(.integer(Withheld.shown.rawValue)), .integer, expression.span)
      if case .column(let id) = condition.kind, let empty = frame.empty[id] { none = empty }
      return TypedExpression(
        .conditional(condition, then: first ?? none, else: second ?? none), .integer, expression.span)
    case .constant, .scalar, .lookup, .call, .membership, .aggregate, .subquery: return nil
    }
  }
}

extension Operator {
  fileprivate var isGroup: Bool {
    if case .group = self { return true }
    return false
  }

  /// Whether it makes a crosstab of listed columns.
  fileprivate var spreads: Bool {
    guard case .group(_, let aggregates) = self else { return false }
    return aggregates.contains { $0.aggregate.label == Aggregate.pivotLabel }
  }
}

extension Plan {
  /// Over another table that begins with the same columns.
  func moved(from relation: RelationID, to other: RelationID) -> Plan {
    var result = mapped { $0.movedNode(from: relation, to: other) }
    result.source = other
    return result
  }
}

extension TypedExpression {
  fileprivate func movedNode(from relation: RelationID, to other: RelationID) -> TypedExpression {
    var result = self
    if case .field(relation, let index, let row) = kind { result.kind = .field(other, index, row: row) }
    if case .row(relation) = type { result.type = .row(other) }
    return result
  }

  /// The parts that must all hold.
  var conjuncts: [TypedExpression] {
    switch kind {
    case .call(.and, let sides): return sides.flatMap(\.conjuncts)
    case .call(.not, let sides):
      guard let side = sides.first else { return [self] }
      if case .call(.not, let inner) = side.kind { return inner.flatMap(\.conjuncts) }
      guard case .call(.or, let parts) = side.kind else { return [self] }
      return parts.flatMap { TypedExpression(.call(.not, [$0]), .boolean, $0.span).conjuncts }
    default: return [self]
    }
  }

  /// The conditions that `and`, `or` and `not` make it of.
  var atoms: [TypedExpression] {
    if case .call(let function, let sides) = kind, [.and, .or, .not].contains(function) {
      return sides.flatMap(\.atoms)
    }
    return [self]
  }

  /// That all hold; true where there are none.
  static func all(_ conditions: [TypedExpression], _ span: Span) -> TypedExpression {
    guard let first = conditions.first else { return TypedExpression(.constant(.boolean(true)), .boolean, span) }
    return conditions.dropFirst().reduce(first) { TypedExpression(.call(.and, [$0, $1]), .boolean, span) }
  }
}
