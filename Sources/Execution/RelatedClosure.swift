import Columns
import Diagnostics

/// From a row of a relation that refers to itself: the row, the rows next to it, those next to these, and so on, each once. Walked for
/// each row anew, as all of them together may be as many as the square of the rows.
enum RelatedClosure {
  /// To what each row refers, -1 for nothing.
  case upwards(Vector<Int32>)
  /// To those that refer to it.
  case downwards(RelatedRows)

  /// Calls `body` with indices into `rows` and the rows that these lead to, at most `size` at a time.
  func forEachPiece(
    _ rows: Vector<Int32>, of size: Int, _ evaluator: Evaluator,
    _ body: (_ owners: Vector<Int32>, _ rows: Vector<Int32>) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    // For each row of the relation the last that reached it: so that a cycle ends.
    var reachedBy = [Int32](repeating: -1, count: relationCount)
    var (owners, found): ([Int32], [Int32]) = ([], [])
    var queue: [Int32] = []
    for index in 0..<rows.count where rows[index] >= 0 && Int(rows[index]) < relationCount {
      let owner = Int32(truncatingIfNeeded: index)
      queue.removeAll(keepingCapacity: true)
      queue.append(rows[index])
      reachedBy[Int(rows[index])] = owner
      var place = 0
      while place < queue.count {
        owners.append(owner)
        found.append(queue[place])
        if owners.count == size {
          try evaluator.checkStop()
          try body(Vector(owners), Vector(found))
          owners.removeAll(keepingCapacity: true)
          found.removeAll(keepingCapacity: true)
        }
        forEachNext(queue[place]) { next in
          if reachedBy[Int(next)] == owner { return }
          reachedBy[Int(next)] = owner
          queue.append(next)
        }
        place += 1
      }
    }
    if !owners.isEmpty { try body(Vector(owners), Vector(found)) }
  }

  private var relationCount: Int {
    switch self {
    case .upwards(let targets): targets.count
    case .downwards(let related): related.offsets.count - 1
    }
  }

  @inline(__always)
  private func forEachNext(_ row: Int32, _ body: (Int32) -> Void) {
    switch self {
    case .upwards(let targets):
      if targets[Int(row)] >= 0 { body(targets[Int(row)]) }
    case .downwards(let related):
      for place in related.places(row) { body(related.row(at: place)) }
    }
  }
}
