import Plans

/// Moves conditions ahead of what they do not depend on, so that fewer rows are computed and sorted; the parts of an `and` move each
/// for itself.
///
/// A condition passes a `sort`, and what gives a row new columns or makes several of it (`compute`, `join`, `unnest`) where it does not
/// read these columns. It stays behind everything that counts or cuts rows (`limit`, `group`, `window`), and behind a full join, which
/// adds rows. A computation that could fail for rows that the condition drops then does not
/// fail: an answer takes the place of an error, never of another answer. A condition that may fail itself stays behind what drops rows:
/// for those it was not written.
enum FilterPushdown {
  static func apply(to operators: inout [Operator]) {
    var result: [Operator] = []
    for operation in operators {
      guard case .filter(let condition) = operation else {
        result.append(operation)
        continue
      }
      for part in conjuncts(condition) { insert(part, into: &result) }
    }
    operators = result
  }

  private static func insert(_ condition: TypedExpression, into operators: inout [Operator]) {
    let (columns, mayFail) = (condition.columns, condition.mayFail)
    var place = operators.count
    while place > 0, passes(columns, operators[place - 1]), !mayFail || !operators[place - 1].dropsRows { place -= 1 }
    // Behind the filters that stand there already, in the order of the script.
    while place < operators.count, case .filter = operators[place] { place += 1 }
    operators.insert(.filter(condition), at: place)
  }

  private static func passes(_ columns: Set<ColumnID>, _ operation: Operator) -> Bool {
    switch operation {
    case .compute(let computations): !computations.contains { columns.contains($0.column) }
    case .join(let join): join.kind != .full && !columns.contains(join.row)
    case .unnestList(_, let element): !columns.contains(element)
    case .unnestRows(_, _, let row): !columns.contains(row)
    case .sort: true
    case .filter: true
    case .limit, .limitPer, .group, .window, .distinct, .union, .sample, .complete, .withhold: false
    }
  }

  private static func conjuncts(_ condition: TypedExpression) -> [TypedExpression] {
    if case .call(.and, let sides) = condition.kind { return sides.flatMap { conjuncts($0) } }
    return [condition]
  }
}

extension Operator {
  /// Of those that a condition may pass.
  fileprivate var dropsRows: Bool {
    switch self {
    case .filter, .unnestList, .unnestRows: true
    case .join(let join): join.kind == .inner
    case .compute, .sort, .limit, .limitPer, .group, .window, .distinct, .union, .sample, .complete, .withhold: false
    }
  }
}
