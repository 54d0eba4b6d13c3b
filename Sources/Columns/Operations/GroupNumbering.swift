/// Numbers the rows of a table by the distinct combinations of their keys: group 0 is that of the first row, the next number goes to
/// the first row with other keys. Missing is a key of its own. For `group by`, `distinct`, joins and membership.
package struct GroupNumbering: Sendable {
  /// The group of each row.
  package let groups: Vector<Int32>
  /// The first row of each group; as many as there are groups, ascending.
  package let firstRows: Vector<Int32>
  private let keys: [KeyNumbering]
  /// The combinations of the first key with the second, of these with the third, …
  private let combinations: [PairNumbering]
  /// From the last numbers to groups, -1 where a number stands for no row.
  private let groupOfNumber: Vector<Int32>

  /// So many rows are numbered between two calls of `checkpoint`.
  package static let pieceSize = 1 << 14

  /// Of `count` rows; without keys they are one group. `checkpoint` is called again and again, and may throw to end the work.
  package init<Failure: Error>(
    _ columns: [Column], count: Int, checkpoint: () throws(Failure) -> Void
  ) throws(Failure) {
    var numbers = GroupNumbers(columns, count: count)
    while numbers.makeRoom() || numbers.addPiece() { try checkpoint() }
    keys = numbers.keys
    combinations = numbers.combinations
    groups = numbers.groups.take()
    firstRows = numbers.firstRows.take()
    groupOfNumber = numbers.groupOfNumber.take()
  }

  /// Of few rows: this cannot be interrupted.
  package init(_ columns: [Column], count: Int) { self.init(columns, count: count) {} }

  package var count: Int { firstRows.count }

  /// For each row of other columns with the same types as the keys, the group with these keys, or -1. Where missing matches nothing
  /// (joins, membership) a row with a missing key has none.
  package func find(_ columns: [Column], count: Int, missingMatches: Bool) -> Vector<Int32> {
    var numbers = Vector<Int32>(repeating: 0, count: count)
    for (index, column) in columns.enumerated() {
      let own = keys[index].find(column)
      let least: Int32 = missingMatches ? 0 : 1
      let before = numbers
      numbers = Vector(count: count) { target in
        for row in 0..<count {
          let isFound = before[row] >= 0 && own[row] >= least
          target[row] =
            !isFound ? -1 : index == 0 ? own[row] : combinations[index - 1].find(before[row], own[row])
        }
      }
    }
    return groupOfNumber.gathered(numbers, missing: -1)
  }
}

/// A numbering that is being made, piece by piece.
private struct GroupNumbers: ~Copyable {
  private let columns: [Column]
  private let count: Int
  private var done = 0
  let keys: [KeyNumbering]
  let combinations: [PairNumbering]
  var groups = GrowableVector<Int32>()
  var firstRows = GrowableVector<Int32>()
  var groupOfNumber = GrowableVector<Int32>()

  init(_ columns: [Column], count: Int) {
    self.columns = columns
    self.count = count
    keys = columns.map { KeyNumbering(like: $0) }
    combinations = columns.dropFirst().map { _ in PairNumbering(rows: count) }
    groups.reserve(count)
    groupOfNumber.append(-1)
  }

  /// A bit of what the next rows need before they are numbered; false when there is no more of that.
  func makeRoom() -> Bool {
    let rows = min(count - done, GroupNumbering.pieceSize)
    return keys.contains { $0.makeRoom(for: rows) } || combinations.contains { $0.makeRoom(for: rows) }
  }

  /// Numbers the next rows; false where there were none left.
  mutating func addPiece() -> Bool {
    guard done < count else { return false }
    let piece = done..<min(count, done + GroupNumbering.pieceSize)
    var numbers = Vector<Int32>(repeating: 0, count: piece.count)
    var bound = 1
    for (index, column) in columns.enumerated() {
      let own = keys[index].insert(column.slice(piece))
      if index == 0 {
        numbers = own
        bound = keys[0].bound
      } else {
        numbers = combinations[index - 1].insert(numbers, below: bound, own, below: keys[index].bound)
        bound = combinations[index - 1].count
      }
    }
    groupOfNumber.append(repeating: -1, count: bound - groupOfNumber.count)
    for row in 0..<numbers.count {
      let number = Int(numbers[row])
      if groupOfNumber[number] < 0 {
        groupOfNumber[number] = Int32(truncatingIfNeeded: firstRows.count)
        firstRows.append(Int32(truncatingIfNeeded: done + row))
      }
      groups.append(groupOfNumber[number])
    }
    done = piece.upperBound
    return true
  }
}
