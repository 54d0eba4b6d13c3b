import Synchronization

/// How many rows came out of each operator of a plan, from all threads.
final class RowCounts: Sendable {
  private let counts: Mutex<[Int]>

  init(operators: Int) { counts = Mutex(Array(repeating: 0, count: operators)) }

  func add(_ rows: Int, after number: Int) { counts.withLock { $0[number] += rows } }

  var all: [Int] { counts.withLock { $0 } }
}
