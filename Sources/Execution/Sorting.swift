import Columns
import Diagnostics
import Plans

/// Orders rows by keys, stably, on all threads, in steps short enough to be interrupted: sorted runs, merged by twos.
extension Evaluator {
  /// The numbers of `rows` in the order of the keys.
  func order(by keys: [SortKey], _ rows: Rows) throws(Diagnostic) -> Vector<Int32> {
    try sortedRows(try comparatorKeys(keys, rows), count: rows.count)
  }

  func comparatorKeys(_ keys: [SortKey], _ rows: Rows) throws(Diagnostic) -> [Comparator.Key] {
    var columns: [Comparator.Key] = []
    for key in keys {
      let column = try evaluateAll(key.expression, rows)
      columns.append(Comparator.Key(column, descending: key.descending, missingFirst: key.missingFirst))
    }
    return columns
  }

  /// The rows 0..<count in order, equal ones as they stand.
  func sortedRows(_ keys: [Comparator.Key], count: Int) throws(Diagnostic) -> Vector<Int32> {
    try checkStop()
    if count > Self.fewestSortedApart, let packed = PackedKeys(Comparator(keys), count: count) {
      return try sortedRows(packed, count: count)
    }
    // What takes some 50 ms: texts are compared, everything else is sorted by digits.
    let isCompared = keys.contains { key in
      switch key.column.values {
      case .text, .list, .wideDecimal: true
      default: false
      }
    }
    let parts = ranges(of: count, size: morselSize * (isCompared ? 4 : 64))
    if parts.count == 1 { return try Comparator(keys).sorted(count: count, checkpoint: checkStop) }
    let runs = try mapTasks(parts.count, threads: threads) { (task) throws(Diagnostic) in
      try checkStop()
      let first = Int32(truncatingIfNeeded: parts[task].lowerBound)
      let run = Comparator(keys.map { $0.slice(parts[task]) })
      return try run.sorted(count: parts[task].count, checkpoint: checkStop).mapped { $0 &+ first }
    }
    let comparator = Comparator(keys)
    return try merged(runs) { (left, right) throws(Diagnostic) in try merge(left, right, comparator) }
  }

  /// Fewer rows are sorted by one thread.
  private static let fewestSortedApart = 1 << 15

  private func sortedRows(_ packed: PackedKeys, count: Int) throws(Diagnostic) -> Vector<Int32> {
    let parts = ranges(of: count, size: max(Self.fewestSortedApart, (count + threads - 1) / threads))
    let runs = try mapTasks(parts.count, threads: threads) { (task) throws(Diagnostic) in
      try packed.sorted(parts[task], checkpoint: checkStop)
    }
    return packed.rows(
      try merged(runs) { (left, right) throws(Diagnostic) in
        try PackedKeys.merged(left, right, checkpoint: checkStop)
      })
  }

  /// Merges runs by twos until one is left.
  private func merged<Run: Sendable>(
    _ runs: [Run], _ merge: @Sendable (Run, Run) throws(Diagnostic) -> Run
  ) throws(Diagnostic) -> Run {
    var runs = runs
    while runs.count > 1 {
      let before = runs
      runs = try mapTasks((before.count + 1) / 2, threads: threads) { (task) throws(Diagnostic) in
        let right = 2 * task + 1
        return right < before.count ? try merge(before[right - 1], before[right]) : before[right - 1]
      }
    }
    return runs[0]
  }

  /// Two sorted runs as one; of equal rows those of `left` come first.
  private func merge(
    _ left: Vector<Int32>, _ right: Vector<Int32>, _ comparator: Comparator
  ) throws(Diagnostic) -> Vector<Int32> {
    try Vector(count: left.count + right.count) { (target) throws(Diagnostic) in
      var (a, b) = (0, 0)
      for place in 0..<left.count + right.count {
        if place & 0xFFFF == 0 { try checkStop() }
        if b == right.count || (a < left.count && comparator.compare(Int(left[a]), Int(right[b])) <= 0) {
          target[place] = left[a]
          a += 1
        } else {
          target[place] = right[b]
          b += 1
        }
      }
    }
  }
}

extension Comparator.Key {
  fileprivate func slice(_ range: Range<Int>) -> Comparator.Key {
    Comparator.Key(column.slice(range), descending: descending, missingFirst: missingFirst)
  }
}
