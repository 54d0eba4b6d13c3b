import Synchronization

/// How far reading or running is, told by the threads that work and looked at by one that shows it.
package final class Progress: Sendable {
  package struct State: Sendable {
    /// What is being done: `reading visits`.
    package var task = ""
    /// Of an amount that only the task knows the meaning of, bytes or rows; 0 where nothing is known of it.
    package var total = 0
    package var done = 0
    /// Rows that were read or looked at.
    package var rows = 0
  }

  private let task = Mutex("")
  private let total = Atomic<Int>(0)
  private let done = Atomic<Int>(0)
  private let rows = Atomic<Int>(0)

  package init() {}

  package var state: State {
    State(
      task: task.withLock { $0 }, total: total.load(ordering: .relaxed), done: done.load(ordering: .relaxed),
      rows: rows.load(ordering: .relaxed))
  }

  /// Another task begins, of which nothing is done yet.
  package func begin(_ name: String) {
    task.withLock { $0 = name }
    total.store(0, ordering: .relaxed)
    done.store(0, ordering: .relaxed)
    rows.store(0, ordering: .relaxed)
  }

  /// The task goes on under another name.
  package func rename(_ name: String) { task.withLock { $0 = name } }

  /// So much more is to be done.
  package func expect(_ amount: Int) { total.add(amount, ordering: .relaxed) }

  package func advance(by amount: Int, rows count: Int) {
    done.add(amount, ordering: .relaxed)
    rows.add(count, ordering: .relaxed)
  }
}
