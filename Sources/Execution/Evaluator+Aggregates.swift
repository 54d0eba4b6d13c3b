import Columns
import Diagnostics
import Plans

/// Aggregates that range over more than the rows of the frame: over related rows and over elements of lists.
extension Evaluator {
  /// The aggregate of each row of a frame, over what is related to that row.
  func related(_ aggregate: Aggregate, _ frame: Frame) throws(Diagnostic) -> Column {
    let range = try RangedRows(aggregate.range, frame, self)
    if aggregate.condition == nil, aggregate.argument == nil, let counts = range.plainCounts {
      return aggregate.function == .exists
        ? Column(.boolean(counts.mapped { $0 > 0 ? 1 : 0 })) : Column(.integer(counts))
    }
    var batches = RowBatches(aggregate, rowCount: frame.count, self)
    var seen = RowPairs(groups: frame.count, rows: range.isDistinctByOwner ? 0 : range.bound)
    try range.forEachPiece { (owners, inner) throws(Diagnostic) in
      if range.isDistinctByOwner { return try batches.add(owners, inner) }
      let new = seen.insert(owners, range.rowNumbers(inner))
      try batches.add(owners.gathered(new, missing: 0), inner.selecting(new))
    }
    return try batches.result()
  }

  /// The aggregates of each group of `rows`, all plain and of one argument where they are several.
  func aggregate(
    _ aggregates: [Aggregate], _ rows: Rows, groups: Vector<Int32>, groupCount: Int
  ) throws(Diagnostic) -> [Column] {
    guard isPlain(aggregates[0]) else {
      return [try aggregate(aggregates[0], rows, groups: groups, groupCount: groupCount)]
    }
    var input = AggregateInput(groups: groups, groupCount: groupCount, argument: nil, threads: threads)
    if let argument = aggregates[0].argument { input.argument = try evaluateAll(argument, rows) }
    let currency = aggregates.lazy.compactMap(\.currency).first
    let currencies: Column? = if let currency { try evaluateAll(currency, rows) } else { nil }
    var results: [Column] = []
    for aggregate in aggregates {
      input.currency = aggregate.currency == nil ? nil : currencies
      results.append(try compute(aggregate, input))
    }
    return results
  }

  /// Whether it is over the rows of the group, all of them, as they stand.
  func isPlain(_ aggregate: Aggregate) -> Bool {
    guard case .rows = aggregate.range else { return false }
    return aggregate.condition == nil && aggregate.sort.isEmpty && qualifier(of: aggregate) == nil
  }

  /// The aggregate of each group of `rows`: over some of its rows, or over what is related to any of them.
  private func aggregate(
    _ aggregate: Aggregate, _ rows: Rows, groups: Vector<Int32>, groupCount: Int
  ) throws(Diagnostic) -> Column {
    if case .related(let base, let steps, _) = aggregate.range {
      let expansion = try RelatedExpansion(steps, self)
      let isDistinct = try isDistinct(base, rows)
      if !isDistinct || !expansion.keepsDistinct {
        return try aggregateOnce(aggregate, rows, groups, groupCount)
      }
    }
    let morsels = ranges(of: rows.count, size: morselSize)
    let parts = try mapTasks(morsels.count, threads: threads) { (task) throws(Diagnostic) in
      try checkStop()
      var collector = AggregateCollector(aggregate)
      let frame = Frame(rows.slice(morsels[task]))
      let own = groups.slice(morsels[task])
      if case .rows = aggregate.range {
        try collector.add(frame, groups: own, self)
      } else {
        try RangedRows(aggregate.range, frame, self).forEachPiece { (owners, inner) throws(Diagnostic) in
          try collector.add(inner, groups: own.gathered(owners, missing: 0), self)
        }
      }
      return collector
    }
    var collector = AggregateCollector(aggregate)
    for part in parts { collector.append(part) }
    return try collector.result(groupCount: groupCount, self)
  }

  /// Related rows that several rows of a group lead to, each counted once.
  private func aggregateOnce(
    _ aggregate: Aggregate, _ rows: Rows, _ groups: Vector<Int32>, _ groupCount: Int
  ) throws(Diagnostic) -> Column {
    var collector = AggregateCollector(aggregate)
    var pairs: RowPairs?
    for morsel in ranges(of: rows.count, size: morselSize) {
      let range = try RangedRows(aggregate.range, Frame(rows.slice(morsel)), self)
      var seen = pairs.take() ?? RowPairs(groups: groupCount, rows: range.bound)
      let own = groups.slice(morsel)
      try range.forEachPiece { (owners, inner) throws(Diagnostic) in
        let groups = own.gathered(owners, missing: 0)
        let new = seen.insert(groups, range.rowNumbers(inner))
        try collector.add(inner.selecting(new), groups: groups.gathered(new, missing: 0), self)
      }
      pairs = consume seen
    }
    return try collector.result(groupCount: groupCount, self)
  }

  /// Whether no row number stands twice in the column `base`.
  private func isDistinct(_ base: TypedExpression, _ rows: Rows) throws(Diagnostic) -> Bool {
    let column = try evaluateAll(base, rows)
    if case .sequence = column.values { return true }
    let numbers = column.rowNumbers
    var isAscending = true
    for index in 1..<max(1, numbers.count) { isAscending = isAscending && numbers[index] > numbers[index - 1] }
    return isAscending
  }
}
