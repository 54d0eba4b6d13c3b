import Glibc
import Synchronization

/// Runs `body` for each of 0..<tasks on up to `threads` threads, the calling one among them, and returns when all are done. Which
/// thread runs which task, and in what order they end, is open: results that must not depend on it are put together by task number.
package func parallel(_ tasks: Int, threads: Int, _ body: @Sendable (Int) -> Void) {
  let threads = min(tasks, threads)
  guard threads > 1 else {
    for task in 0..<max(tasks, 0) { body(task) }
    return
  }
  withoutActuallyEscaping(body) { body in
    let queue = TaskQueue(tasks, body)
    // Where no thread can be had, the others do its share.
    let started = (1..<threads).compactMap { _ in queue.startThread() }
    queue.run()
    for thread in started { pthread_join(thread, nil) }
  }
}

/// How many processors this process may use.
package let availableThreads: Int = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

private final class TaskQueue: Sendable {
  private let tasks: Int
  private let body: @Sendable (Int) -> Void
  private let next = Atomic<Int>(0)

  init(_ tasks: Int, _ body: @escaping @Sendable (Int) -> Void) {
    self.tasks = tasks
    self.body = body
  }

  func run() {
    while true {
      let task = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard task < tasks else { return }
      body(task)
    }
  }

  /// The thread ends, and lets go of the queue, when no task is left.
  func startThread() -> pthread_t? {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self)
    let status = pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<TaskQueue>.fromOpaque(context).takeRetainedValue().run() }
        return nil
      }, context.toOpaque())
    guard status == 0 else {
      context.release()
      return nil
    }
    return thread
  }
}
