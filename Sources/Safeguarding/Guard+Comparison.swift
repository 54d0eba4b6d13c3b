import Columns
import Diagnostics
import Plans

/// The all-or-none rule (5) for rows that a condition on a sensitive field chose: they are compared with the rows before it.
extension Guard {
  /// Gives each cell the number of all persons, among whom its own were chosen.
  func compare(_ cells: inout CellBuilder, with before: Plan, _ shared: Taint) {
    guard let whole = withoutSensitiveConditions(before) else {
      for secret in shared.secrets where secret.isSensitive { refuse(refusal.uncountable(secret)) }
      return
    }
    for cell in cells.cells.indices {
      for subject in cells.cells[cell].subjects.indices {
        let person = cells.persons[cell][subject].moved(from: before.source, to: whole.source)
        let column = newColumn()
        var plan = whole
        plan.operators.append(
          .group(
            keys: [],
            aggregates: [
              Aggregation(
                column,
                Aggregate(
                  .count, isDistinct: true, argument: person, range: .rows, label: "persons", type: .integer,
                  span: person.span))
            ]))
        plan.output = [
          Plan.OutputField(name: "persons", expression: TypedExpression(.column(column), .integer, person.span))
        ]
        plan.pivot = nil
        cells.compare(cell, subject, with: TypedExpression(.subquery(plan), .integer, person.span))
      }
    }
  }

  /// The plan without the conditions on sensitive fields, also of the tables that it is made of; nil where something between them and
  /// the end counts or cuts rows, so that leaving them out would change what that does.
  func withoutSensitiveConditions(_ plan: Plan) -> Plan? {
    var result = plan
    var isChanged = false
    var frame = frame(of: plan)
    if let facts = knowledge.tables[plan.source], facts.rows.secrets.contains(where: \.isSensitive) {
      guard let whole = facts.whole else { return nil }
      result = plan.moved(from: plan.source, to: whole)
      isChanged = true
    }
    let moved = result.operators
    result.operators = []
    for (operation, own) in zip(plan.operators, moved) {
      switch own {
      case .filter(let condition):
        let parts = condition.conjuncts
        let original = operation.condition?.conjuncts ?? parts
        let kept = zip(original, parts).filter { !taint($0.0, frame).secrets.contains(where: \.isSensitive) }.map(\.1)
        isChanged = isChanged || kept.count < parts.count
        result.operators += kept.map { .filter($0) }
      case .compute, .sort, .unnestList, .unnestRows: result.operators.append(own)
      case .join(let join):
        let keys = (join.keys + join.tableKeys + (join.residual.map { [$0] } ?? [])).reduce(Taint()) {
          $0 + taint($1, frame)
        }
        let rows = knowledge.tables[join.table]?.rows ?? Taint()
        if (keys + rows).secrets.contains(where: \.isSensitive) { return nil }
        result.operators.append(own)
      case .limit, .limitPer, .group, .window, .distinct, .union, .sample, .complete, .withhold:
        if isChanged { return nil }
        result.operators.append(own)
      }
      follow(operation, &frame)
    }
    return result
  }
}

extension Plan {
  /// Over another table with the same columns.
  func moved(from relation: RelationID, to other: RelationID) -> Plan {
    var result = mapped { $0.movedNode(from: relation, to: other) }
    result.source = other
    return result
  }
}

extension Operator {
  fileprivate var condition: TypedExpression? {
    if case .filter(let condition) = self { return condition }
    return nil
  }
}

extension TypedExpression {
  func moved(from relation: RelationID, to other: RelationID) -> TypedExpression {
    mapped { $0.movedNode(from: relation, to: other) }
  }

  fileprivate func movedNode(from relation: RelationID, to other: RelationID) -> TypedExpression {
    var result = self
    if case .field(relation, let index, let row) = kind { result.kind = .field(other, index, row: row) }
    if case .row(relation) = type { result.type = .row(other) }
    return result
  }

  /// The parts of an `and`, each of which must hold.
  var conjuncts: [TypedExpression] {
    if case .call(.and, let sides) = kind { return sides.flatMap(\.conjuncts) }
    return [self]
  }
}
