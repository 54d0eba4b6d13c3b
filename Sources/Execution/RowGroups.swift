import Columns
import Diagnostics

/// Rows numbered by the distinct combinations of their keys, groups by first appearance.
struct RowGroups: Sendable {
  /// The group of each row.
  var groups: Vector<Int32>
  /// The first row of each group.
  var firstRows: Vector<Int32>

  var count: Int { firstRows.count }
}

extension Evaluator {
  /// Rows that are numbered together; each thread numbers such parts, whose groups are then numbered among each other.
  private static let partSize = 1 << 18

  /// Numbers `count` rows by `keys`; without keys they are one group.
  func group(_ keys: [Column], count: Int) throws(Diagnostic) -> RowGroups {
    let parts = ranges(of: count, size: Self.partSize)
    let numberings = try mapTasks(parts.count, threads: threads) { (task) throws(Diagnostic) in
      try GroupNumbering(keys.map { $0.slice(parts[task]) }, count: parts[task].count, checkpoint: checkStop)
    }
    if numberings.count == 1 { return RowGroups(groups: numberings[0].groups, firstRows: numberings[0].firstRows) }
    let firsts = Vector.concatenated(
      zip(parts, numberings).map { part, numbering in
        numbering.firstRows.mapped { $0 &+ Int32(truncatingIfNeeded: part.lowerBound) }
      })
    let overall = try GroupNumbering(keys.map { $0.gather(firsts) }, count: firsts.count, checkpoint: checkStop)
    var start = 0
    var groups: [Vector<Int32>] = []
    for numbering in numberings {
      try checkStop()
      let own = overall.groups.slice(start..<start + numbering.count)
      groups.append(own.gathered(numbering.groups, missing: 0))
      start += numbering.count
    }
    return RowGroups(groups: .concatenated(groups), firstRows: firsts.gathered(overall.firstRows, missing: 0))
  }
}
