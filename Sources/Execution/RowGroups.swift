import Columns
import Diagnostics

/// Rows numbered by the distinct combinations of their keys, groups by first appearance.
struct RowGroups: Sendable {
  /// The group of each row.
  var groups: Vector<Int32>
  /// The first row of each group.
  var firstRows: Vector<Int32>

  var count: Int { firstRows.count }

  /// Where each group begins when its rows stand together, and where the last ends.
  var offsets: Vector<Int32> {
    Vector(count: count + 1) { offsets in
      offsets.update(repeating: 0, count: count + 1)
      for row in 0..<groups.count { offsets[Int(groups[row]) + 1] += 1 }
      for group in 0..<count { offsets[group + 1] += offsets[group] }
    }
  }
}

extension Evaluator {
  /// Rows that are numbered together; each thread numbers such parts, whose groups are then numbered among each other.
  private static let partSize = 1 << 18

  /// Numbers `count` rows by `keys`; without keys they are one group.
  func group(_ keys: [Column], count: Int) throws(Diagnostic) -> RowGroups {
    if let codes = DenseCodes(keys, limit: max(1 << 12, count)) { return try group(codes, count: count) }
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

  /// Each row's code; the first row of each code; then each row's group in place of its code.
  private func group(_ codes: DenseCodes, count: Int) throws(Diagnostic) -> RowGroups {
    let parts = ranges(of: count, size: max(1 << 14, (count + threads - 1) / threads))
    var firstRows = Vector<Int32>([])
    let groups = try Vector<Int32>(count: count) { (target) throws(Diagnostic) in
      let target = SharedMemory(target)
      let firsts = try mapTasks(parts.count, threads: threads) { (task) throws(Diagnostic) in
        try firstRowOfEach(codes, parts[task], target.start)
      }
      let numbers = Self.numbered(firsts, count: count) { target.start[$0] }
      firstRows = numbers.firstRows
      _ = try mapTasks(parts.count, threads: threads) { (task) throws(Diagnostic) in
        for piece in ranges(of: parts[task].count, size: Self.partSize) {
          try checkStop()
          let start = target.start + parts[task].lowerBound
          for row in piece { start[row] = numbers.groups[Int(start[row])] }
        }
      }
    }
    return RowGroups(groups: groups, firstRows: firstRows)
  }

  /// Writes the codes of the rows of a part; the first of its rows with each code, -1 where there is none.
  private func firstRowOfEach(
    _ codes: DenseCodes, _ part: Range<Int>, _ target: UnsafeMutablePointer<Int32>
  ) throws(Diagnostic) -> Vector<Int32> {
    try Vector(count: codes.bound) { (firsts) throws(Diagnostic) in
      firsts.update(repeating: -1, count: codes.bound)
      for piece in ranges(of: part.count, size: Self.partSize).reversed() {
        try checkStop()
        let rows = part.lowerBound + piece.lowerBound..<part.lowerBound + piece.upperBound
        codes.write(rows, to: target + rows.lowerBound)
        for row in rows.reversed() { firsts[Int(target[row])] = Int32(truncatingIfNeeded: row) }
      }
    }
  }

  /// The group of each code that occurs, by the order of their first rows.
  private static func numbered(
    _ firsts: [Vector<Int32>], count: Int, code: (Int) -> Int32
  ) -> (groups: Vector<Int32>, firstRows: Vector<Int32>) {
    let isFirst = Bits(count: count)
    let bound = firsts[0].count
    for number in 0..<bound {
      if let part = firsts.first(where: { $0[number] >= 0 }) { isFirst.insert(Int(part[number])) }
    }
    var rows: [Int32] = []
    let groups = Vector<Int32>(count: bound) { groups in
      groups.update(repeating: 0, count: bound)
      isFirst.forEach { row in
        groups[Int(code(row))] = Int32(truncatingIfNeeded: rows.count)
        rows.append(Int32(truncatingIfNeeded: row))
      }
    }
    return (groups, Vector(rows))
  }
}

/// Memory of which tasks write different parts.
struct SharedMemory<Element>: @unchecked Sendable {
  let start: UnsafeMutablePointer<Element>
  init(_ start: UnsafeMutablePointer<Element>) { self.start = start }
}
