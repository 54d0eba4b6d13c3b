import Columns
import Diagnostics
import Plans
import Synchronization

/// A join: the table's rows by their keys, built once, and looked up by every row that enters.
final class HashJoin: Sendable {
  let join: JoinOperator
  let tableCount: Int
  private let evaluator: Evaluator
  private let numbering: GroupNumbering
  private let members: RelatedRows
  /// For a full join: which rows of the table have matched.
  private let isMatched: Mutex<[Bool]>

  init(_ join: JoinOperator, _ evaluator: Evaluator) throws(Diagnostic) {
    self.join = join
    self.evaluator = evaluator
    let rows = try evaluator.rows(of: join.table, row: join.row)
    tableCount = rows.count
    var keys: [Column] = []
    for key in join.tableKeys { keys.append(try evaluator.evaluateAll(key, rows)) }
    numbering = try GroupNumbering(keys, count: rows.count, checkpoint: evaluator.checkStop)
    members = try RelatedRows(
      inverting: numbering.groups, count: numbering.count, checkpoint: evaluator.checkStop)
    isMatched = Mutex(Array(repeating: false, count: join.kind == .full ? rows.count : 0))
  }

  /// Calls `body` with pieces of the joined rows: rows of `frame`, and of the table the row each is joined with (-1: none).
  /// The rows of the frame in order, the matches of each in the table's order; at least one piece, if an empty one.
  func forEachPiece(
    of frame: Frame, _ body: (_ rows: Vector<Int32>, _ tableRows: Vector<Int32>) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    var keys: [Column] = []
    for key in join.keys { keys.append(try evaluator.evaluate(key, frame)) }
    let found = numbering.find(keys, count: frame.count, missingMatches: false)
    var unmatched = UnmatchedRows()
    try RelatedExpansion(members, evaluator).forEachPiece(owners: Vector(0..<frame.count), rows: found) {
      (owners, tableRows) throws(Diagnostic) in
      let (rows, tableRows, last) = try satisfying(owners, tableRows, frame)
      if join.kind == .inner { return try body(rows, tableRows) }
      mark(tableRows)
      let filled = unmatched.fill(rows, tableRows, before: last)
      try body(filled.rows, filled.tableRows)
    }
    let end = join.kind == .inner ? 0 : frame.count
    let rest = unmatched.fill(Vector([]), Vector([]), before: end)
    try body(rest.rows, rest.tableRows)
  }

  /// The pairs for which the rest of the condition is true, and the last row of the frame that was looked at.
  private func satisfying(
    _ rows: Vector<Int32>, _ tableRows: Vector<Int32>, _ frame: Frame
  ) throws(Diagnostic) -> (rows: Vector<Int32>, tableRows: Vector<Int32>, last: Int) {
    let last = rows.count == 0 ? 0 : Int(rows[rows.count - 1])
    guard let residual = join.residual else { return (rows, tableRows, last) }
    let both = Frame(count: rows.count, columns: [join.row: Column(.rows(tableRows))], outer: frame, rows: rows)
    let kept = try evaluator.selection(residual, both)
    return (rows.gathered(kept, missing: -1), tableRows.gathered(kept, missing: -1), last)
  }

  private func mark(_ tableRows: Vector<Int32>) {
    guard join.kind == .full else { return }
    isMatched.withLock { isMatched in
      for index in 0..<tableRows.count { isMatched[Int(tableRows[index])] = true }
    }
  }

  /// For a full join, when all rows have been through: the rows of the table that matched nothing.
  var unmatchedTableRows: Vector<Int32> {
    isMatched.withLock { isMatched in
      Vector(isMatched.indices.filter { !isMatched[$0] }.map { Int32(truncatingIfNeeded: $0) })
    }
  }
}

/// Puts the rows that matched nothing where they belong among those that did, piece by piece.
private struct UnmatchedRows {
  /// The first row of which it is not yet known whether anything matches; earlier ones are done.
  private var next = 0
  private var nextIsMatched = false

  /// The pairs of a piece with one of -1 for each row before `end` that has none. Rows after `end` come in later pieces.
  mutating func fill(
    _ rows: Vector<Int32>, _ tableRows: Vector<Int32>, before end: Int
  ) -> (rows: Vector<Int32>, tableRows: Vector<Int32>) {
    var (filledRows, filledTableRows): ([Int32], [Int32]) = ([], [])
    var pair = 0
    while next < end || pair < rows.count {
      while pair < rows.count, Int(rows[pair]) == next {
        filledRows.append(rows[pair])
        filledTableRows.append(tableRows[pair])
        nextIsMatched = true
        pair += 1
      }
      if next >= end { break }
      if !nextIsMatched {
        filledRows.append(Int32(truncatingIfNeeded: next))
        filledTableRows.append(-1)
      }
      next += 1
      nextIsMatched = false
    }
    return (Vector(filledRows), Vector(filledTableRows))
  }
}
