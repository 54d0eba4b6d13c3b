/// Numbers the distinct pairs of two numbers, 0, 1, 2, … by first appearance. Built by one thread; looked up by any.
final class PairNumbering: @unchecked Sendable {
  private let table = DenseTable<Int64>()
  /// The numbers of pairs that were looked up already, by first · `width` + second, -1 elsewhere; used where there can be few pairs.
  private var known: [Int32] = []
  private var width = 0
  private let rows: Int

  /// For so many rows.
  init(rows: Int) { self.rows = rows }

  var count: Int { table.count }

  /// Called before the rows of so large a part are inserted, until it is false.
  func makeRoom(for rows: Int) -> Bool { table.makeRoom(for: rows) }

  func find(_ first: Int32, _ second: Int32) -> Int32 { table.find(pair(first, second)) }

  /// The number of the pair in each row.
  func insert(
    _ first: Vector<Int32>, below firstBound: Int, _ second: Vector<Int32>, below secondBound: Int
  ) -> Vector<Int32> {
    guard knows(firstBound, secondBound) else {
      return Vector(count: first.count) { target in
        for row in 0..<first.count { target[row] = table.insert(pair(first[row], second[row])) }
      }
    }
    return known.withUnsafeMutableBufferPointer { known in
      Vector(count: first.count) { target in
        for row in 0..<first.count {
          let place = Int(first[row]) * width + Int(second[row])
          if known[place] < 0 { known[place] = table.insert(pair(first[row], second[row])) }
          target[row] = known[place]
        }
      }
    }
  }

  /// Makes `known` large enough for all pairs; false where it would be larger than pays for the rows.
  private func knows(_ firstBound: Int, _ secondBound: Int) -> Bool {
    if secondBound <= width, firstBound * width <= known.count { return true }
    // Powers of two, so that it is seldom made anew.
    let newWidth = powerOfTwo(from: secondBound)
    let (size, overflow) = newWidth.multipliedReportingOverflow(by: powerOfTwo(from: firstBound))
    guard !overflow, size <= max(1 << 12, rows) else { return false }
    width = newWidth
    known = Array(repeating: -1, count: size)
    return true
  }

  private func powerOfTwo(from least: Int) -> Int { 1 << (Int.bitWidth - (least - 1).leadingZeroBitCount) }
}
