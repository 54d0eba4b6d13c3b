import Columns
import Diagnostics
import Plans

/// The labels of operators: conditions, keys and sorts tell of the rows that they choose.
extension Guard {
  /// The frame of a plan's first rows.
  func frame(of plan: Plan) -> Frame {
    var frame = Frame()
    if let facts = knowledge.tables[plan.source] {
      let row = TypedExpression(.column(plan.row), .row(plan.source), Span(0, 0))
      frame.rows = facts.rows.mappingPersons { $0.reading(plan.source, at: row) }
      read.add(frame.rows)
    }
    return frame
  }

  /// The operators guarded, and the frame after them.
  func guarded(_ plan: Plan, _ layout: Layout) -> (plan: Plan, frame: Frame) {
    var plan = plan.mapped { guardedSubquery($0) }
    var frame = frame(of: plan)
    var result: [Operator] = []
    for (number, operation) in plan.operators.enumerated() {
      if case .group(let keys, let aggregates) = operation {
        var rest = plan
        rest.operators = Array(plan.operators[..<number])
        var completion: PeriodCompletion?
        if number + 1 < plan.operators.count, case .complete(let next) = plan.operators[number + 1] {
          completion = next
        }
        result += group(keys, aggregates, completion, after: rest, layout, &frame)
      } else if case .complete = operation {
        // Stands with its group.
        continue
      } else {
        result.append(operation)
        follow(operation, &frame)
      }
    }
    plan.operators = result
    return (plan, frame)
  }

  func withGuardedSubqueries(_ expression: TypedExpression) -> TypedExpression {
    expression.mapped { guardedSubquery($0) }
  }

  private func guardedSubquery(_ node: TypedExpression) -> TypedExpression {
    guard case .subquery(let plan) = node.kind else { return node }
    var result = node
    result.kind = .subquery(shown(plan, Layout()))
    return result
  }

  /// The frame after an operator that makes no groups.
  func follow(_ operation: Operator, _ frame: inout Frame) {
    func taints(_ expressions: [TypedExpression]) -> Taint { expressions.reduce(Taint()) { $0 + taint($1, frame) } }
    switch operation {
    case .filter(let condition): frame.rows.add(taint(condition, frame))
    case .compute(let computations):
      for computation in computations {
        frame.columns[computation.column] = taint(computation.expression, frame)
        frame.states[computation.column] = state(of: computation.expression, frame)
        frame.masks[computation.column] = mask(of: computation.expression, frame)
      }
    case .sort(let keys): frame.rows.add(taints(keys.map(\.expression)))
    case .limit, .sample, .withhold, .group, .complete: break
    case .limitPer(_, let keys, let sort): frame.rows.add(taints(keys + sort.map(\.expression)))
    case .window(let window): apply(window, &frame)
    case .distinct(let keys): frame.rows.add(taints(keys))
    case .union(let union): apply(union, &frame)
    case .join(let join):
      let place = TypedExpression(.column(join.row), .row(join.table), join.keys.first?.span ?? Span(0, 0))
      frame.rows.add(taints(join.keys + join.tableKeys + (join.residual.map { [$0] } ?? [])))
      if let facts = knowledge.tables[join.table] {
        frame.rows.add(facts.rows.mappingPersons { $0.reading(join.table, at: place) })
      }
    case .unnestList(let list, let element):
      let taint = taint(list, frame)
      frame.columns[element] = taint
      frame.rows.add(taint)
    case .unnestRows(let base, let step, let row):
      let place = TypedExpression(.column(row), .row(step.relation), base.span)
      if case .row(let relation) = base.type { frame.owners[row] = owner(base, relation, frame) }
      frame.rows.add(taint(base, frame) + taint(step, leadingTo: place, [step], owner: frame.owners[row]))
    }
    read.add(frame.rows)
  }

  /// What is computed over rows beside a row tells of them all: it is no group of its own, as the rows stay.
  private func apply(_ window: WindowOperator, _ frame: inout Frame) {
    let shared = (window.keys + window.sort.map(\.expression)).reduce(frame.rows) { $0 + taint($1, frame) }
    for aggregation in window.aggregates {
      frame.columns[aggregation.column] = shared + taint(aggregation.aggregate, frame)
    }
    for (column, function) in window.functions {
      switch function {
      case .running(let aggregate): frame.columns[column] = shared + taint(aggregate, frame)
      case .rowNumber, .rank: frame.columns[column] = shared
      case .shifted(let expression, _): frame.columns[column] = shared + taint(expression, frame)
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
      let none = TypedExpression(.constant(.integer(Withheld.shown.rawValue)), .integer, expression.span)
      return TypedExpression(
        .conditional(condition, then: first ?? none, else: second ?? none), .integer, expression.span)
    case .constant, .scalar, .lookup, .call, .membership, .aggregate, .subquery: return nil
    }
  }
}
