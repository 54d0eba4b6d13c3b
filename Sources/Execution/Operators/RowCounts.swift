import Columns
import Diagnostics
import Synchronization

/// How many rows came out of each operator of a plan, from all threads.
final class RowCounts: Sendable {
  private let counts: Mutex<[Int]>
  private let collected = Mutex(0)

  init(operators: Int) { counts = Mutex(Array(repeating: 0, count: operators)) }

  func add(_ rows: Int, after number: Int) { counts.withLock { $0[number] += rows } }

  /// Counts rows that are kept; a plan that multiplies rows beyond all use ends in an error, not in a machine without memory.
  func collect(_ rows: Int) throws(Diagnostic) {
    let total = collected.withLock { collected in
      collected += rows
      return collected
    }
    guard total > 1 << 30 else { return }
    throw Diagnostic(
      .outOfMemory, "this makes more than \(grouped(1 << 30)) rows",
      help: ["a join whose keys stand many times on both sides multiplies rows: join by more keys, or summarize first"])
  }

  var all: [Int] { counts.withLock { $0 } }
}
