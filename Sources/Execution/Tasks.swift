import Columns
import Diagnostics
import Synchronization

/// What `body` gives for each of 0..<count, by number, on up to `threads` threads. Of several failures the one of the lowest task is
/// thrown, so that it is the same for any number of threads: tasks are begun in order, and one that has begun is finished.
func mapTasks<Result: Sendable>(
  _ count: Int, threads: Int, _ body: @Sendable (Int) throws(Diagnostic) -> Result
) throws(Diagnostic) -> [Result] {
  guard count > 1, threads > 1 else {
    var results: [Result] = []
    for task in 0..<count { results.append(try body(task)) }
    return results
  }
  let state = Mutex(TaskResults<Result>(results: Array(repeating: nil, count: count)))
  parallel(count, threads: threads) { task in
    guard state.withLock({ ($0.failure?.task ?? count) > task }) else { return }
    do throws(Diagnostic) {
      let result = try body(task)
      state.withLock { $0.results[task] = result }
    } catch {
      state.withLock { if ($0.failure?.task ?? count) > task { $0.failure = (task, error) } }
    }
  }
  let final = state.withLock { $0 }
  if let failure = final.failure { throw failure.diagnostic }
  return final.results.compactMap { $0 }
}

private struct TaskResults<Result: Sendable>: Sendable {
  var results: [Result?]
  var failure: (task: Int, diagnostic: Diagnostic)?
}

/// `count` rows in ranges of `size`; one empty range where there are none, so that what comes out still has its columns.
func ranges(of count: Int, size: Int) -> [Range<Int>] {
  count == 0 ? [0..<0] : stride(from: 0, to: count, by: max(size, 1)).map { $0..<min(count, $0 + size) }
}
