import Columns
import Diagnostics
import Plans

/// Operators that take rows as they come and pass others on: a morsel goes through all of them while it is in the caches. Between two
/// pipelines stands an operator that needs all rows at once.
struct Pipeline: Sendable {
  enum Stage: Sendable {
    case filter(TypedExpression)
    case compute([Computation])
    case join(HashJoin)
    /// One row for each element or related row; the column is theirs.
    case unnest(Aggregate.Range, ColumnID)
    /// The first so many rows of a morsel in this order, as they stand: no others can be among the first of all.
    case top(Int, [SortKey])
  }

  private struct Step: Sendable {
    var stage: Stage
    /// The columns that are read afterwards.
    var live: Set<ColumnID>
    /// The number of the operator in the plan, where its rows are counted.
    var number: Int?
  }

  private let evaluator: Evaluator
  private let counts: RowCounts
  private var steps: [Step] = []

  init(_ evaluator: Evaluator, _ counts: RowCounts) {
    self.evaluator = evaluator
    self.counts = counts
  }

  var isEmpty: Bool { steps.isEmpty }

  mutating func append(_ stage: Stage, live: Set<ColumnID>, number: Int?) {
    steps.append(Step(stage: stage, live: live, number: number))
  }

  /// The numbers of its operators in the plan.
  var operators: [Int] { steps.compactMap(\.number) }

  /// Sends `rows` through. With `limit` it may stop when so many have come out; what has come out by then stands. `entered` says of
  /// how many rows that is.
  func run(
    _ rows: Rows, types: [ColumnID: ValueType], limit: Int? = nil
  ) throws(Diagnostic) -> (rows: Rows, entered: Int) {
    guard !steps.isEmpty else { return (rows, rows.count) }
    if limit == nil, let computed = try compute(over: rows, types) { return (computed, rows.count) }
    let morsels = ranges(of: rows.count, size: evaluator.morselSize)
    evaluator.progress?.expect(rows.count)
    var parts: [Rows] = []
    var count = 0
    // With a limit, in waves that double, however many threads there are: so what fails does not depend on these.
    var wave = limit == nil ? morsels.count : 1
    var first = 0
    while first < morsels.count, count < limit ?? .max || first == 0 {
      let start = first
      let new = try mapTasks(min(wave, morsels.count - start), threads: evaluator.threads) {
        (task) throws(Diagnostic) in
        try evaluator.checkStop()
        var out: [Rows] = []
        let morsel = morsels[start + task]
        try push(rows.slice(morsel), 0, &out)
        evaluator.progress?.advance(by: morsel.count, rows: morsel.count)
        return out
      }
      for part in new.joined() {
        parts.append(part)
        count += part.count
      }
      first += wave
      wave *= 2
    }
    return (try evaluator.concatenated(parts, types: types), morsels[min(first, morsels.count) - 1].upperBound)
  }

  private func push(_ rows: Rows, _ index: Int, _ out: inout [Rows]) throws(Diagnostic) {
    guard index < steps.count else {
      try counts.collect(rows.count)
      return out.append(rows)
    }
    let step = steps[index]
    func pass(_ next: Rows) throws(Diagnostic) {
      if let number = step.number { counts.add(next.count, after: number) }
      try push(next, index + 1, &out)
    }
    switch step.stage {
    case .filter(let condition):
      let kept = try evaluator.selection(condition, Frame(rows))
      let live = rows.keeping(step.live)
      try pass(kept.count == rows.count ? live : live.gather(kept))
    case .compute(let computations):
      try pass(computing(computations, rows).keeping(step.live))
    case .join(let join):
      let live = rows.keeping(step.live)
      try join.forEachPiece(of: Frame(rows)) { (own, tableRows) throws(Diagnostic) in
        var joined = live.gather(own)
        if step.live.contains(join.join.row) { joined.columns[join.join.row] = Column(.rows(tableRows)) }
        try pass(joined)
      }
    case .unnest(let range, let id):
      let live = rows.keeping(step.live)
      try RangedRows(range, Frame(rows), evaluator).forEachPiece { (owners, inner) throws(Diagnostic) in
        var unnested = live.gather(owners)
        if step.live.contains(id) { unnested.columns[id] = inner.column(id) }
        try pass(unnested)
      }
    case .top(let count, let keys):
      try pass(top(count, keys, rows).keeping(step.live))
    }
  }

  private func computing(_ computations: [Computation], _ rows: Rows) throws(Diagnostic) -> Rows {
    let frame = Frame(rows)
    var result = rows
    for computation in computations {
      let column = try evaluator.evaluate(computation.expression, frame)
      frame.add(column, as: computation.column)
      result.columns[computation.column] = column
    }
    return result
  }

  private func top(_ count: Int, _ keys: [SortKey], _ rows: Rows) throws(Diagnostic) -> Rows {
    guard rows.count > count else { return rows }
    let comparator = Comparator(try evaluator.comparatorKeys(keys, rows))
    // A heap is for few of many.
    if count < rows.count / 8 { return rows.gather(comparator.first(count, of: rows.count)) }
    return rows.gather(Vector(comparator.sorted(count: rows.count).slice(0..<count).array.sorted()))
  }

  /// Where only columns are computed the rows stay, so that the columns which are there need not be taken apart and put together.
  private func compute(over rows: Rows, _ types: [ColumnID: ValueType]) throws(Diagnostic) -> Rows? {
    guard steps.allSatisfy({ if case .compute = $0.stage { true } else { false } }) else { return nil }
    var result = rows
    var rest: [Computation] = []
    for step in steps {
      guard case .compute(let computations) = step.stage else { continue }
      for computation in computations {
        if let column = evaluator.direct(computation.expression, result) {
          result.columns[computation.column] = column
        } else {
          rest.append(computation)
        }
      }
      if let number = step.number { counts.add(rows.count, after: number) }
    }
    guard let live = steps.last?.live else { return rows }
    if !rest.isEmpty {
      let (whole, rest) = (result, rest)
      let kept = live.intersection(rest.map(\.column))
      let morsels = ranges(of: rows.count, size: evaluator.morselSize)
      let parts = try mapTasks(morsels.count, threads: evaluator.threads) { (task) throws(Diagnostic) in
        try evaluator.checkStop()
        return try computing(rest, whole.slice(morsels[task])).keeping(kept)
      }
      for (id, column) in try evaluator.concatenated(parts, types: types).columns { result.columns[id] = column }
    }
    return result.keeping(live)
  }
}
