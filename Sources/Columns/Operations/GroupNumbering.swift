/// Numbers the rows of a table by the distinct combinations of their keys: group 0 is that of the first row, the next number goes to
/// the first row with other keys. Missing is a key of its own. For `group by`, `distinct`, joins and membership.
package struct GroupNumbering: Sendable {
  /// The group of each row.
  package let groups: Vector<Int32>
  /// The first row of each group; as many as there are groups, ascending.
  package let firstRows: Vector<Int32>
  private let keys: [KeyNumbering]
  /// The combinations of the first key with the second, of these with the third, …
  private let combinations: [DenseTable<Int64>]
  /// From the last table's numbers to groups.
  private let groupOfNumber: Vector<Int32>

  /// Of `count` rows; without keys they are one group.
  package init(_ columns: [Column], count: Int) {
    var keys: [KeyNumbering] = []
    var combinations: [DenseTable<Int64>] = []
    var numbers = Vector<Int32>(repeating: 0, count: count)
    var bound = 1
    for (index, column) in columns.enumerated() {
      let (key, own) = KeyNumbering.make(column)
      keys.append(key)
      if index == 0 {
        numbers = own
        bound = key.bound
      } else {
        let table = DenseTable<Int64>()
        numbers = Self.combine(numbers, below: bound, own, below: key.bound, table)
        combinations.append(table)
        bound = table.count
      }
    }
    self.keys = keys
    self.combinations = combinations
    (groups, firstRows, groupOfNumber) = Self.byFirstAppearance(numbers, bound: bound)
  }

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
            !isFound ? -1 : index == 0 ? own[row] : combinations[index - 1].find(pair(before[row], own[row]))
        }
      }
    }
    return groupOfNumber.gathered(numbers, missing: -1)
  }

  /// The rows of each group: those of group `g` are `rows[offsets[g]..<offsets[g + 1]]`, ascending.
  package func members() -> (offsets: Vector<Int32>, rows: Vector<Int32>) {
    var ends = [Int32](repeating: 0, count: count + 1)
    for row in 0..<groups.count { ends[Int(groups[row]) + 1] += 1 }
    for group in 0..<count { ends[group + 1] += ends[group] }
    let offsets = Vector(ends)
    let rows = Vector<Int32>(count: groups.count) { target in
      for row in 0..<groups.count {
        let group = Int(groups[row])
        target[Int(ends[group])] = Int32(truncatingIfNeeded: row)
        ends[group] += 1
      }
    }
    return (offsets, rows)
  }

  /// The number of each pair, looked up once a pair where there can be few.
  private static func combine(
    _ first: Vector<Int32>, below firstBound: Int, _ second: Vector<Int32>, below secondBound: Int,
    _ table: DenseTable<Int64>
  ) -> Vector<Int32> {
    let pairs = firstBound.multipliedReportingOverflow(by: secondBound)
    guard !pairs.overflow, pairs.partialValue <= first.count / 2 else {
      return Vector(count: first.count) { target in
        for row in 0..<first.count { target[row] = table.insert(pair(first[row], second[row])) }
      }
    }
    var known = [Int32](repeating: -1, count: pairs.partialValue)
    return Vector(count: first.count) { target in
      for row in 0..<first.count {
        let place = Int(first[row]) * secondBound + Int(second[row])
        if known[place] < 0 { known[place] = table.insert(pair(first[row], second[row])) }
        target[row] = known[place]
      }
    }
  }

  private static func byFirstAppearance(
    _ numbers: Vector<Int32>, bound: Int
  ) -> (groups: Vector<Int32>, firstRows: Vector<Int32>, groupOfNumber: Vector<Int32>) {
    var groupOf = [Int32](repeating: -1, count: bound)
    var firstRows: [Int32] = []
    let groups = Vector<Int32>(count: numbers.count) { target in
      for row in 0..<numbers.count {
        let number = Int(numbers[row])
        if groupOf[number] < 0 {
          groupOf[number] = Int32(truncatingIfNeeded: firstRows.count)
          firstRows.append(Int32(truncatingIfNeeded: row))
        }
        target[row] = groupOf[number]
      }
    }
    return (groups, Vector(firstRows), Vector(groupOf))
  }
}
