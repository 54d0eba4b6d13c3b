import Columns
import Diagnostics
import Plans

/// What makes following references cheap, built when it is first needed and kept for the statements that follow: of one dataset, for
/// all threads.
package final class IndexStore: Sendable {
  /// A foreign key: rows of `from` refer by `fields` to the rows of `to` whose `keys` equal them.
  struct Link: Hashable, Sendable {
    var from: RelationID
    var fields: [Int]
    var to: RelationID
    var keys: [Int]
  }

  struct Fields: Hashable, Sendable {
    var relation: RelationID
    var fields: [Int]
  }

  let keys = OnceCache<Fields, KeyIndex>()
  /// For each row of `from` its row of `to`: a column of rows.
  let forward = OnceCache<Link, Column>()
  let reverse = OnceCache<Link, RelatedRows>()
  /// From a named table's column of row numbers back to the table's rows.
  let tableRows = OnceCache<Fields, RelatedRows>()

  package init() {}

  /// Forgets everything about a named table that was computed anew.
  package func drop(_ relation: RelationID) {
    keys.removeAll { $0.relation == relation }
    tableRows.removeAll { $0.relation == relation }
    forward.removeAll { $0.from == relation || $0.to == relation }
    reverse.removeAll { $0.from == relation || $0.to == relation }
  }
}

/// Finds a row of a relation by the values of some of its fields.
struct KeyIndex: Sendable {
  private let numbering: GroupNumbering

  init(_ relation: Relation, fields: [Int], checkpoint: () throws(Diagnostic) -> Void) throws(Diagnostic) {
    numbering = try GroupNumbering(
      fields.map { relation.columns[$0] }, count: relation.count, checkpoint: checkpoint)
  }

  /// Rows that share their keys with an earlier one, with the first that has them; none where a key is missing.
  func repeated(_ keys: [Column]) -> [(row: Int, first: Int)] {
    guard numbering.count < numbering.groups.count else { return [] }
    return (0..<numbering.groups.count).compactMap { row in
      let first = Int(numbering.firstRows[Int(numbering.groups[row])])
      return first == row || keys.contains { $0.isMissing(row) } ? nil : (row, first)
    }
  }

  /// The first row with these keys; -1 where a key is missing or no row has them.
  func rows(_ keys: [Column], count: Int) -> Vector<Int32> {
    numbering.firstRows.gathered(numbering.find(keys, count: count, missingMatches: false), missing: -1)
  }
}

/// The rows related to each row of a relation: those of row `i` are `rows[offsets[i]..<offsets[i + 1]]`, ascending; without `rows`
/// the places themselves.
struct RelatedRows: Sendable {
  let offsets: Vector<Int32>
  let rows: Vector<Int32>?

  init(offsets: Vector<Int32>) {
    self.offsets = offsets
    rows = nil
  }

  /// The inverse of `targets`, which gives each row a row of 0..<count or -1. `checkpoint` is called again and again, and may throw
  /// to end the work.
  init<Failure: Error>(
    inverting targets: Vector<Int32>, count: Int, checkpoint: () throws(Failure) -> Void
  ) throws(Failure) {
    let pieces = ranges(of: targets.count, size: 1 << 16)
    var ends = [Int32](repeating: 0, count: count + 1)
    for piece in pieces {
      try checkpoint()
      for row in piece where targets[row] >= 0 && targets[row] < count { ends[Int(targets[row]) + 1] += 1 }
    }
    for target in 0..<count { ends[target + 1] += ends[target] }
    let offsets = Vector(ends)
    self.offsets = offsets
    rows = try Vector(count: Int(offsets[count])) { (place) throws(Failure) in
      for piece in pieces {
        try checkpoint()
        for row in piece where targets[row] >= 0 && targets[row] < count {
          let target = Int(targets[row])
          place[Int(ends[target])] = Int32(truncatingIfNeeded: row)
          ends[target] += 1
        }
      }
    }
  }

  /// Of few rows: this cannot be interrupted.
  init(inverting targets: Vector<Int32>, count: Int) { self.init(inverting: targets, count: count) {} }

  @inline(__always)
  func places(_ row: Int32) -> Range<Int> {
    guard row >= 0, Int(row) + 1 < offsets.count else { return 0..<0 }
    return Int(offsets[Int(row)])..<Int(offsets[Int(row) + 1])
  }

  @inline(__always)
  func row(at place: Int) -> Int32 { rows?[place] ?? Int32(truncatingIfNeeded: place) }
}
