import Glibc
import Synchronization

/// Carries the wish to stop from the thread that may ask for it to all that read.
final class StopSignal: @unchecked Sendable {
  private let requested = Atomic<Bool>(false)
  private let owner = pthread_self()
  /// Asked by the thread that made this alone.
  private let shouldStop: () -> Bool

  init(_ shouldStop: @escaping () -> Bool) { self.shouldStop = shouldStop }

  func isRequested() -> Bool {
    if requested.load(ordering: .relaxed) { return true }
    guard pthread_equal(pthread_self(), owner) != 0, shouldStop() else { return false }
    requested.store(true, ordering: .relaxed)
    return true
  }
}
