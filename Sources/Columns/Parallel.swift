import Glibc
import Synchronization

/// Runs `body` for each of 0..<tasks on up to `threads` threads, the calling one among them, and returns when all are done. Which
/// thread runs which task, and in what order they end, is open: results that must not depend on it are put together by task number.
/// May be called from a task; one that is called where all threads are busy runs on the calling one alone.
package func parallel(_ tasks: Int, threads: Int, _ body: @Sendable (Int) -> Void) {
  let threads = min(tasks, threads)
  guard threads > 1 else {
    for task in 0..<max(tasks, 0) { body(task) }
    return
  }
  withoutActuallyEscaping(body) { body in
    let work = SharedWork(tasks, body)
    WorkerPool.shared.offer(work, seats: threads - 1)
    work.run()
    WorkerPool.shared.withdraw(work)
    work.finish()
  }
}

/// How many processors the computer has; a process that may use fewer is told so with `--threads`.
package let availableThreads: Int = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

/// Tasks that several threads share: the one that made them, and guests.
private final class SharedWork: @unchecked Sendable {
  private let tasks: Int
  /// Until all is done; guests may hold the rest of this a little longer.
  private var body: (@Sendable (Int) -> Void)?
  private let next = Atomic<Int>(0)
  private let guests = Atomic<Int>(0)
  private let hasLeft = Signal()

  init(_ tasks: Int, _ body: @escaping @Sendable (Int) -> Void) {
    self.tasks = tasks
    self.body = body
  }

  func run() {
    guard let body else { return }
    while true {
      let task = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard task < tasks else { return }
      body(task)
    }
  }

  /// Until it leaves, a guest keeps the work from being over.
  func join() { guests.wrappingAdd(1, ordering: .relaxed) }

  func leave() {
    hasLeft.locked { guests.wrappingSubtract(1, ordering: .acquiringAndReleasing) }
  }

  /// Waits for the guests, when nobody can join any more.
  func finish() {
    hasLeft.wait { guests.load(ordering: .acquiring) == 0 }
    body = nil
  }
}

/// Threads that wait for work, kept for as long as the process lives: to begin one for each question takes longer than many questions.
private final class WorkerPool: Sendable {
  static let shared = WorkerPool()

  private struct Offer {
    var work: SharedWork
    /// How many threads may still join.
    var seats: Int
  }

  private struct State {
    var offers: [Offer] = []
    var idle = 0
    var count = 0
  }

  private let state = Mutex(State())
  private let arrived = Signal()

  /// There are never more threads than the work with the most seats can have.
  func offer(_ work: SharedWork, seats: Int) {
    let missing = state.withLock { state in
      state.offers.append(Offer(work: work, seats: seats))
      let missing = max(0, min(seats - state.idle, seats - state.count))
      state.count += missing
      return missing
    }
    for _ in 0..<missing {
      // Where no thread can be had, the others do its share.
      if !startThread() { state.withLock { $0.count -= 1 } }
    }
    arrived.locked {}
  }

  func withdraw(_ work: SharedWork) {
    state.withLock { state in state.offers.removeAll { $0.work === work } }
  }

  /// The oldest work that has a seat, joined.
  private func take() -> SharedWork? {
    state.withLock { state in
      guard let place = state.offers.firstIndex(where: { $0.seats > 0 }) else { return nil }
      state.offers[place].seats -= 1
      state.offers[place].work.join()
      return state.offers[place].work
    }
  }

  private func work() {
    while true {
      var work = take()
      if work == nil {
        state.withLock { $0.idle += 1 }
        arrived.wait {
          work = take()
          return work != nil
        }
        state.withLock { $0.idle -= 1 }
      }
      work?.run()
      work?.leave()
    }
  }

  /// Signals go to the thread that the process began with.
  private func startThread() -> Bool {
    var (all, before) = (sigset_t(), sigset_t())
    sigfillset(&all)
    // A fault of the thread's own, such as a file cut short beneath it, is for its handler.
    sigdelset(&all, SIGBUS)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    var thread = pthread_t()
    guard
      pthread_create(
        &thread, nil,
        { _ in
          WorkerPool.shared.work()
          return nil
        }, nil) == 0
    else { return false }
    pthread_detach(thread)
    return true
  }
}

/// Lets a thread wait until something holds that another brings about.
private final class Signal: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    mutex.initialize(to: pthread_mutex_t())
    condition.initialize(to: pthread_cond_t())
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Does what those who wait may wait for, and wakes them.
  func locked(_ change: () -> Void) {
    pthread_mutex_lock(mutex)
    change()
    pthread_cond_broadcast(condition)
    pthread_mutex_unlock(mutex)
  }

  func wait(until holds: () -> Bool) {
    // Most waits are shorter than going to sleep and being woken.
    for _ in 0..<1000 {
      if holds() { return }
    }
    pthread_mutex_lock(mutex)
    while !holds() { pthread_cond_wait(condition, mutex) }
    pthread_mutex_unlock(mutex)
  }
}
