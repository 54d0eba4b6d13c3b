import Columns
import Diagnostics
import Plans

/// One run of a plan: pipelines, and between them the operators that need all rows at once.
struct PlanRun {
  let evaluator: Evaluator
  let plan: Plan
  let counts: RowCounts
  let types: [ColumnID: ValueType]
  private let live: [Set<ColumnID>]
  var rows: Rows
  private var pipeline: Pipeline
  /// Where enough rows had come out of a pipeline before all had entered: its operators, and how many had.
  private(set) var cutShort: [(operators: [Int], entered: Int)] = []

  /// The plan has no subqueries left. `computed` are added to its rows at the end; only these and what the output reads leave.
  init(_ plan: Plan, _ evaluator: Evaluator) throws(Diagnostic) {
    let plan = plan.withComputedSortKeys
    self.evaluator = evaluator
    self.plan = plan
    counts = RowCounts(operators: plan.operators.count)
    types = plan.columnTypes
    live = plan.liveColumns
    rows = try evaluator.rows(of: plan.source, row: plan.row).keeping(live[0])
    pipeline = Pipeline(evaluator, counts)
  }

  /// The rows that leave the last operator, with the columns `outputs` added, and of the others those in `kept`.
  mutating func result(_ outputs: [Computation], keeping kept: Set<ColumnID>) throws(Diagnostic) -> Rows {
    for (number, operation) in plan.operators.enumerated() { try apply(operation, number) }
    pipeline.append(.compute(outputs), live: kept.union(outputs.map(\.column)), number: nil)
    try flow(types.merging(outputs.map { ($0.column, $0.expression.type) }) { $1 })
    return rows
  }

  private mutating func apply(_ operation: Operator, _ number: Int) throws(Diagnostic) {
    let after = live[number + 1]
    switch operation {
    case .filter(let condition): pipeline.append(.filter(condition), live: after, number: number)
    case .compute(let computations): pipeline.append(.compute(computations), live: after, number: number)
    case .unnestList(let list, let element):
      pipeline.append(.unnest(.elements(list, element: element), element), live: after, number: number)
    case .unnestRows(let base, let step, let row):
      pipeline.append(.unnest(.related(base: base, steps: [step], row: row), row), live: after, number: number)
    case .join(let join):
      let hashJoin = try HashJoin(join, evaluator)
      pipeline.append(.join(hashJoin), live: after, number: number)
      if join.kind == .full { try finishFullJoin(hashJoin, number) }
    case .sort, .limit, .limitPer, .group, .window, .distinct, .union, .sample, .complete, .withhold:
      try breakPipeline(operation, number)
      counts.add(rows.count, after: number)
      rows = rows.keeping(after)
    }
  }

  /// The operators that need all rows.
  private mutating func breakPipeline(_ operation: Operator, _ number: Int) throws(Diagnostic) {
    switch operation {
    case .filter, .compute, .unnestList, .unnestRows, .join: break
    case .sort(let keys):
      if let limit = try followingLimit(number), limit < evaluator.morselSize {
        pipeline.append(.top(limit, keys), live: live[number], number: nil)
      }
      try flow(types)
      rows = try gather(rows.keeping(live[number + 1]), try evaluator.order(by: keys, rows))
    case .limit(let skip, let take):
      let (skip, take) = (try evaluator.limit(skip) ?? 0, try evaluator.limit(take))
      try flow(types, limit: take.map { $0 + skip })
      let start = min(skip, rows.count)
      rows = rows.slice(start..<start + min(take ?? .max, rows.count - start))
    case .limitPer(let take, let keys, let sort):
      try flow(types)
      try limitPer(try evaluator.limit(take), keys, sort)
    case .group(let keys, let aggregates):
      try flow(types)
      try group(keys, read(aggregates, after: number))
    case .window(var window):
      window.aggregates = read(window.aggregates, after: number)
      window.functions = window.functions.filter { live[number + 1].contains($0.column) || $0.function.mayFail }
      try flow(types)
      try apply(window)
    case .union(let union):
      try flow(types)
      try apply(union, live: live[number + 1])
    case .sample(let count, let seed):
      let count = try evaluator.limit(count)
      try flow(types)
      rows = rows.gather(Vector(Sampling.rows(count ?? rows.count, of: rows.count, seed: seed)))
    case .complete(let completion):
      try flow(types)
      try apply(completion)
    case .withhold(let withholding):
      try flow(types)
      try apply(withholding)
    case .distinct(let keys):
      try flow(types)
      try distinct(keys)
    }
  }

  func gather(_ rows: Rows, _ numbers: Vector<Int32>) throws(Diagnostic) -> Rows {
    try evaluator.gather(rows, numbers, types: types)
  }

  /// Without what nobody reads, such as the currency that a sum is in; what may fail stays.
  private func read(_ aggregates: [Aggregation], after number: Int) -> [Aggregation] {
    aggregates.filter { live[number + 1].contains($0.column) || $0.aggregate.mayFail }
  }

  private mutating func flow(_ types: [ColumnID: ValueType], limit: Int? = nil) throws(Diagnostic) {
    let (before, result) = (rows.count, try pipeline.run(rows, types: types, limit: limit))
    if result.entered < before { cutShort.append((pipeline.operators, result.entered)) }
    rows = result.rows
    pipeline = Pipeline(evaluator, counts)
  }

  /// How many rows are kept of those that a sort is followed by.
  private func followingLimit(_ number: Int) throws(Diagnostic) -> Int? {
    guard number + 1 < plan.operators.count, case .limit(let skip, let take) = plan.operators[number + 1],
      let take = try evaluator.limit(take)
    else { return nil }
    return take + (try evaluator.limit(skip) ?? 0)
  }

  /// Adds the rows of the table that matched nothing, with everything else missing.
  private mutating func finishFullJoin(_ join: HashJoin, _ number: Int) throws(Diagnostic) {
    try flow(types)
    let unmatched = join.unmatchedTableRows
    let numbers = rows.columns[join.join.row]?.rowNumbers
    let own = Vector.concatenated([Vector(0..<rows.count), Vector(repeating: -1, count: unmatched.count)])
    rows = rows.gather(own)
    if let numbers { rows.columns[join.join.row] = Column(.rows(.concatenated([numbers, unmatched]))) }
    counts.add(unmatched.count, after: number)
  }
}

// MARK: - Groups

extension PlanRun {
  func keyColumns(_ keys: [TypedExpression]) throws(Diagnostic) -> [Column] {
    var columns: [Column] = []
    for key in keys { columns.append(try evaluator.evaluateAll(key, rows)) }
    return columns
  }

  /// The numbers of the first rows of groups, sorted by the groups' keys.
  private func sortedGroups(_ keys: [Column], _ groups: RowGroups) throws(Diagnostic) -> Vector<Int32> {
    try evaluator.sortedRows(keys.map { Comparator.Key($0.gather(groups.firstRows)) }, count: groups.count)
  }

  private mutating func group(_ keys: [Computation], _ aggregates: [Aggregation]) throws(Diagnostic) {
    let columns = try keyColumns(keys.map(\.expression))
    if keys.isEmpty {
      let groups = Vector<Int32>(repeating: 0, count: rows.count)
      return rows = Rows(count: 1, columns: try results(aggregates, rows, groups, count: 1))
    }
    let groups = try evaluator.group(columns, count: rows.count)
    let order = try sortedGroups(columns, groups)
    let firstRows = groups.firstRows.gathered(order, missing: -1)
    let results = Rows(count: groups.count, columns: try results(aggregates, rows, groups.groups, count: groups.count))
    rows = Rows(count: rows.count, columns: Dictionary(zip(keys.map(\.column), columns)) { $1 })
    rows = try gather(rows, firstRows)
    rows.columns.merge(try gather(results, order).columns) { $1 }
  }

  func results(
    _ aggregates: [Aggregation], _ rows: Rows, _ groups: Vector<Int32>, count: Int
  ) throws(Diagnostic) -> [ColumnID: Column] {
    let clusters = clusters(aggregates)
    let columns = try mapTasks(clusters.count, threads: evaluator.threads) { [evaluator] (task) throws(Diagnostic) in
      try evaluator.aggregate(clusters[task].map(\.aggregate), rows, groups: groups, groupCount: count)
    }
    return Dictionary(zip(clusters.joined().map(\.column), columns.joined())) { $1 }
  }

  /// Those beside each other that are computed from the same.
  private func clusters(_ aggregates: [Aggregation]) -> [[Aggregation]] {
    var clusters: [[Aggregation]] = []
    for aggregation in aggregates {
      let place = clusters.firstIndex { cluster in
        evaluator.isPlain(aggregation.aggregate) && evaluator.isPlain(cluster[0].aggregate)
          && aggregation.aggregate.hasSameArgument(as: cluster[0].aggregate)
      }
      if let place { clusters[place].append(aggregation) } else { clusters.append([aggregation]) }
    }
    return clusters
  }

  private mutating func distinct(_ keys: [TypedExpression]) throws(Diagnostic) {
    let columns = try keyColumns(keys)
    let groups = try evaluator.group(columns, count: rows.count)
    rows = try gather(rows, groups.firstRows.gathered(try sortedGroups(columns, groups), missing: -1))
  }

  private mutating func limitPer(_ take: Int?, _ keys: [TypedExpression], _ sort: [SortKey]) throws(Diagnostic) {
    let groups = try evaluator.group(try keyColumns(keys), count: rows.count)
    let keys = try evaluator.comparatorKeys(sort, rows)
    if take == 1 {
      let firsts = try Comparator(keys).firstRows(
        groups.groups, groupCount: groups.count, checkpoint: evaluator.checkStop)
      return rows = try gather(rows, firsts)
    }
    let order = try evaluator.sortedRows([Comparator.Key(Column(.rows(groups.groups)))] + keys, count: rows.count)
    var kept: [Int32] = []
    var (group, count): (Int32, Int) = (-1, 0)
    for place in 0..<order.count {
      if place & 0xFFFF == 0 { try evaluator.checkStop() }
      let row = order[place]
      count = groups.groups[Int(row)] == group ? count + 1 : 0
      group = groups.groups[Int(row)]
      if count < take ?? .max { kept.append(row) }
    }
    rows = try gather(rows, Vector(kept))
  }
}

extension Evaluator {
  /// A limit's number, a negative one 0; nil where there is none or it is missing.
  func limit(_ expression: TypedExpression?) throws(Diagnostic) -> Int? {
    guard let expression, case .integer(let number) = try value(expression) else { return nil }
    return max(0, min(Int(number), 1 << 40))
  }

  /// Over no rows in particular.
  func value(_ expression: TypedExpression) throws(Diagnostic) -> Value {
    try evaluate(expression, Frame(Rows(count: 1))).value(0, expression.type)
  }
}
