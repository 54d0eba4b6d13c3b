import Columns
import Plans

extension Declarations {
  /// Forgets the computed tables to which no name leads any more, such as the results before the last one. The numbers of those that
  /// stay.
  package mutating func forgetUnreachable() -> Set<RelationID> {
    var reached: Set<RelationID> = []
    var open = tables.values.map(\.relation)
    while let relation = open.popLast() {
      guard reached.insert(relation).inserted, let table = table(of: relation) else { continue }
      open += table.shape.relations
    }
    unnamed = unnamed.filter { reached.contains($0.key) }
    return reached
  }
}

extension Shape {
  /// The relations that are read where its fields are.
  fileprivate var relations: [RelationID] {
    var found = row?.relations ?? []
    for field in fields {
      switch field.content {
      case .value(let expression): found += expression.relations
      case .elements(let relation, let row): found += [relation] + row.relations
      }
    }
    return found
  }
}

extension TypedExpression {
  fileprivate var relations: [RelationID] {
    var found: [RelationID] = []
    _ = replacing { node in
      found += node.type.relations
      switch node.kind {
      case .field(let relation, _, _), .lookup(let relation, _, _), .membership(_, let relation, _, _):
        found.append(relation)
      case .aggregate(let aggregate):
        if case .related(_, let steps, _) = aggregate.range { found += steps.flatMap(\.relations) }
      case .subquery(let plan): found.append(plan.source)
      case .constant, .scalar, .column, .call, .conditional: break
      }
      return nil
    }
    return found
  }
}

extension Aggregate.Step {
  fileprivate var relations: [RelationID] {
    switch self {
    case .reverse(let relation, _, let to, _), .forward(let relation, _, let to, _): [relation, to]
    case .elements(let relation), .ancestors(let relation, _, _), .descendants(let relation, _, _),
      .tableRows(let relation, _):
      [relation]
    }
  }
}

extension ValueType {
  fileprivate var relations: [RelationID] {
    switch self {
    case .reference(let relation, _), .row(let relation): [relation]
    case .list(let element): element.relations
    case .boolean, .integer, .decimal, .float, .text, .date, .datetime, .period, .duration, .record, .missing, .unknown:
      []
    }
  }
}
