import Columns
import Plans

extension Plan {
  /// The columns that are read from operator `i` on, for each `i`; last those that the output reads.
  var liveColumns: [Set<ColumnID>] {
    var result = [Set(output.flatMap(\.readColumns))]
    for operation in operators.reversed() {
      var live = result[0].subtracting(operation.definedColumns)
      switch operation {
      case .group: live = []
      case .union(let union): live = Set(union.columns.filter { result[0].contains($0.column) }.flatMap(\.left.columns))
      default: break
      }
      result.insert(live.union(operation.readColumns), at: 0)
    }
    return result
  }

  /// The type of every column of the rows.
  var columnTypes: [ColumnID: ValueType] {
    var types: [ColumnID: ValueType] = [row: .row(source)]
    for operation in operators {
      switch operation {
      case .filter, .sort, .limit, .limitPer, .distinct, .sample, .complete: break
      case .withhold(let withholding):
        for cell in withholding.cells {
          types[cell.shown] = cell.type
          types[cell.state] = .integer
        }
      case .compute(let computations):
        for computation in computations { types[computation.column] = computation.expression.type }
      case .group(let keys, let aggregates):
        for key in keys { types[key.column] = key.expression.type }
        for aggregation in aggregates { types[aggregation.column] = aggregation.aggregate.type }
      case .window(let window):
        for aggregation in window.aggregates { types[aggregation.column] = aggregation.aggregate.type }
        for (column, function) in window.functions { types[column] = function.type }
      case .union(let union):
        for column in union.columns { types[column.column] = column.left.type.joined(column.right.type) }
      case .join(let join): types[join.row] = .row(join.table)
      case .unnestList(let list, let element):
        if case .list(let type) = list.type.ofValue { types[element] = type }
      case .unnestRows(_, let step, let row): types[row] = .row(step.target)
      }
    }
    return types
  }
}

extension Plan.OutputField {
  /// The columns that it and its children read of the rows.
  var readColumns: Set<ColumnID> {
    var inner = Set(children.flatMap(\.readColumns))
    if let elements { inner.remove(elements.elementRow) }
    if case .each(let text)? = currency { inner.formUnion(text.columns) }
    return expression.columns.union(inner).union(withheld?.state.columns ?? [])
  }
}

extension Operator {
  /// The columns that it adds.
  fileprivate var definedColumns: Set<ColumnID> {
    switch self {
    case .filter, .sort, .limit, .limitPer, .distinct, .sample, .complete: []
    case .withhold(let withholding): Set(withholding.cells.flatMap { [$0.shown, $0.state] })
    case .compute(let computations): Set(computations.map(\.column))
    case .group(let keys, let aggregates): Set(keys.map(\.column) + aggregates.map(\.column))
    case .window(let window): Set(window.aggregates.map(\.column) + window.functions.map(\.column))
    case .union(let union): Set(union.columns.map(\.column))
    case .join(let join): [join.row]
    case .unnestList(_, let column), .unnestRows(_, _, let column): [column]
    }
  }

  /// The columns that it reads of the rows that enter.
  fileprivate var readColumns: Set<ColumnID> {
    switch self {
    case .filter(let condition): condition.columns
    case .compute(let computations):
      Set(computations.flatMap(\.expression.columns)).subtracting(computations.map(\.column))
    case .sort(let keys): Set(keys.flatMap(\.expression.columns))
    case .limit, .sample, .union: []
    case .complete(let completion): Set(completion.keys)
    case .withhold(let withholding):
      Set(withholding.cells.map(\.value) + withholding.expressions.flatMap(\.columns))
    case .limitPer(_, let keys, let sort): Set((keys + sort.map(\.expression)).flatMap(\.columns))
    case .group(let keys, let aggregates):
      Set(keys.flatMap(\.expression.columns) + aggregates.flatMap(\.aggregate.outerColumns))
    case .window(let window):
      Set((window.keys + window.sort.map(\.expression)).flatMap(\.columns))
        .union(window.aggregates.flatMap(\.aggregate.outerColumns))
        .union(window.functions.flatMap(\.function.columns))
    case .distinct(let keys): Set(keys.flatMap(\.columns))
    case .join(let join):
      Set(join.keys.flatMap(\.columns)).union((join.residual?.columns ?? []).subtracting([join.row]))
    case .unnestList(let list, _): list.columns
    case .unnestRows(let base, _, _): base.columns
    }
  }
}

extension Aggregate {
  fileprivate var outerColumns: Set<ColumnID> {
    var result: Set<ColumnID> = []
    forEachOuterColumn { result.insert($0) }
    return result
  }
}

extension WindowFunction {
  /// The columns that it reads of the rows.
  var columns: Set<ColumnID> {
    switch self {
    case .running(let aggregate): aggregate.outerColumns
    case .rowNumber, .rank: []
    case .shifted(let expression, _): expression.columns
    }
  }

  /// Whether it may be an error, beside what it is computed from.
  var mayFail: Bool {
    switch self {
    case .running(let aggregate): aggregate.mayFail || aggregate.function == .list
    case .rowNumber, .rank, .shifted: false
    }
  }

  fileprivate var type: ValueType {
    switch self {
    case .running(let aggregate): aggregate.type
    case .rowNumber, .rank: .integer
    case .shifted(let expression, _): expression.type
    }
  }
}

extension ValueType {
  /// The type of a column of values of this type and of another that agrees with it.
  func joined(_ other: ValueType) -> ValueType {
    switch (ofValue, other.ofValue) {
    case (.missing, let type), (.unknown, let type), (let type, .missing), (let type, .unknown): type
    case (.float, _), (_, .float): .float
    case (.decimal, _), (_, .decimal): .decimal
    case (.list(let a), .list(let b)): .list(a.joined(b))
    case (let type, _): type
    }
  }
}

extension Aggregate.Step {
  /// The relation that it leads to.
  var target: RelationID {
    switch self {
    case .reverse(let relation, _, _, _), .elements(let relation), .tableRows(let relation, _),
      .ancestors(let relation, _, _), .descendants(let relation, _, _):
      relation
    case .forward(_, _, let to, _): to
    }
  }
}
