import Plans

extension Plan {
  /// The same, in which what rows are sorted by stands in a column: it is read more than once (by the first rows of each morsel and
  /// by all of these, by the order and the ranks in it, by windows of one stage), and so would be computed and noted as often.
  var withComputedSortKeys: Plan {
    var result = self
    result.operators = []
    // As long as the rows keep their columns, if in another order, or some of them.
    var known: [Computation] = []
    var count = 0
    func columns(_ keys: [SortKey]) -> [SortKey] {
      var new: [Computation] = []
      let columns = keys.map { key in
        if key.expression.isRead { return key }
        var column = key
        if let same = known.first(where: { $0.expression.isSame(as: key.expression) }) {
          column.expression.kind = .column(same.column)
          return column
        }
        // Numbers of columns of plans are not negative, those of results little below.
        let computation = Computation(ColumnID(.min + count), key.expression)
        count += 1
        new.append(computation)
        known.append(computation)
        column.expression.kind = .column(computation.column)
        return column
      }
      if !new.isEmpty { result.operators.append(.compute(new)) }
      return columns
    }
    for operation in operators {
      switch operation {
      case .sort(let keys):
        let keys = columns(keys)
        result.operators.append(.sort(keys))
      case .window(var window):
        window.sort = columns(window.sort)
        result.operators.append(.window(window))
      case .filter, .compute, .limit, .limitPer, .distinct, .sample: result.operators.append(operation)
      case .group, .join, .union, .complete, .withhold, .unnestList, .unnestRows:
        known = []
        result.operators.append(operation)
      }
    }
    return result
  }
}

extension TypedExpression {
  /// Whether it is there already, to be read.
  fileprivate var isRead: Bool {
    switch kind {
    case .constant, .scalar, .column, .field, .lookup: true
    case .call, .conditional, .membership, .aggregate, .subquery: false
    }
  }
}
