import Columns
import Diagnostics
import Plans

/// Rows between two operators of a plan, all of them or a morsel: some columns of `count` rows each.
struct Rows: Sendable {
  var count: Int
  var columns: [ColumnID: Column]

  init(count: Int, columns: [ColumnID: Column] = [:]) {
    self.count = count
    self.columns = columns
  }

  /// All rows of a relation, by number.
  init(_ relation: Relation, row: ColumnID) {
    self.init(count: relation.count, columns: [row: Column(.sequence(0..<relation.count))])
  }

  func slice(_ range: Range<Int>) -> Rows {
    Rows(count: range.count, columns: columns.mapValues { $0.slice(range) })
  }

  /// The rows `rows`; a row -1 is one of missing values.
  func gather(_ rows: Vector<Int32>) -> Rows {
    Rows(count: rows.count, columns: columns.mapValues { $0.gather(rows) })
  }

  /// The columns `ids` of these alone: what nobody reads later is not carried along.
  func keeping(_ ids: Set<ColumnID>) -> Rows {
    Rows(count: count, columns: columns.filter { ids.contains($0.key) })
  }

  /// One after the other; each has the columns `types` and the first says which of them.
  static func concatenated(_ parts: [Rows], types: [ColumnID: ValueType]) throws(DecimalOverflow) -> Rows {
    guard let first = parts.first else { return Rows(count: 0) }
    if parts.count == 1 { return first }
    var result = Rows(count: parts.reduce(0) { $0 + $1.count })
    for id in first.columns.keys {
      result.columns[id] = try Column.concatenated(parts.compactMap { $0.columns[id] }, types[id] ?? .unknown)
    }
    return result
  }
}

extension Evaluator {
  /// As `Rows.gather`; many rows are divided among the threads, so that this can be interrupted. `types` are the columns'.
  func gather(_ rows: Rows, _ numbers: Vector<Int32>, types: [ColumnID: ValueType]) throws(Diagnostic) -> Rows {
    let parts = ranges(of: numbers.count, size: morselSize * 16)
    guard parts.count > 1 else { return rows.gather(numbers) }
    let gathered = try mapTasks(parts.count, threads: threads) { (task) throws(Diagnostic) in
      try checkStop()
      return rows.gather(numbers.slice(parts[task]))
    }
    return try concatenated(gathered, types: types)
  }

  func concatenated(_ parts: [Rows], types: [ColumnID: ValueType]) throws(Diagnostic) -> Rows {
    do throws(DecimalOverflow) { return try Rows.concatenated(parts, types: types) } catch {
      throw Diagnostic(
        .decimalOverflow, "the decimals of one column together have more than 38 digits",
        help: ["round them first: round(x, 2)"])
    }
  }
}
