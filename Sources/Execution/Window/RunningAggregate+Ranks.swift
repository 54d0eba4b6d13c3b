import Columns
import Diagnostics
import Plans

/// `running(median(x))` and `running(percentile(x, p))`: all rows are sorted once, and those that have come are counted by their ranks.
extension RunningAggregate {
  func percentiles(_ argument: Column) throws(Diagnostic) -> Column {
    let count = counts.count
    let part = try evaluator.percentilePart(aggregate)
    let order = try evaluator.sortedRows(
      [Comparator.Key(Column(.rows(input.groups))), Comparator.Key(argument)], count: count)
    let ranks = Vector<Int32>(count: count) { target in
      for rank in 0..<count { target[Int(order[rank])] = Int32(truncatingIfNeeded: rank) }
    }
    let type = aggregate.argument?.type ?? .unknown
    var arrived = RankCounts(count: count)
    var ofEarlierGroups = 0
    var results: [Value] = []
    results.reserveCapacity(count)
    for row in 0..<count {
      if row & 0xFFF == 0 { try evaluator.checkStop() }
      if isFirst(row) { ofEarlierGroups = arrived.total }
      guard let part, counts[row] != 0 else {
        results.append(isFirst(row) ? .missing : results[row - 1])
        continue
      }
      arrived.insert(Int(ranks[row]))
      results.append(
        try evaluator.percentile(part, of: arrived.total - ofEarlierGroups, aggregate) { places in
          places.map { argument.value(Int(order[arrived.rank(at: ofEarlierGroups + $0)]), type) }
        })
    }
    return try evaluator.at(aggregate.span) { () throws(DecimalOverflow) in try Column(results, aggregate.type) }
  }
}

/// Which of the ranks 0..<count have been inserted. P. Fenwick's tree of counts (1994): both operations take as many steps as `count`
/// has bits.
private struct RankCounts {
  /// Element `i`, from 1, counts as many ranks up to `i` as its lowest bit says.
  private var counts: [Int32]
  private(set) var total = 0

  init(count: Int) { counts = Array(repeating: 0, count: count + 1) }

  mutating func insert(_ rank: Int) {
    total += 1
    var index = rank + 1
    while index < counts.count {
      counts[index] += 1
      index += index & -index
    }
  }

  /// The rank that has `place` inserted ones before it, and is inserted itself.
  func rank(at place: Int) -> Int {
    var (index, left) = (0, Int32(truncatingIfNeeded: place))
    var step = 1 << (Int.bitWidth - 1 - counts.count.leadingZeroBitCount)
    while step > 0 {
      if index + step < counts.count, counts[index + step] <= left {
        index += step
        left -= counts[index]
      }
      step >>= 1
    }
    return index
  }
}
