import Glibc
import Synchronization

/// A line on standard error that says what takes so long, from 0.3 s on; at a terminal only.
final class ProgressLine: Sendable {
  private static let patience = Duration.milliseconds(300)

  private let text: String
  private let start = ContinuousClock().now
  private let isShown = Atomic<Bool>(false)

  init(_ text: String) { self.text = text }

  /// To be called now and then, from any thread.
  func show() {
    guard !isShown.load(ordering: .relaxed), isatty(STDERR_FILENO) == 1, ContinuousClock().now - start > Self.patience,
      !isShown.exchange(true, ordering: .relaxed)
    else { return }
    write(text)
  }

  /// Takes the line away again.
  func clear() {
    if isShown.exchange(false, ordering: .relaxed) { write("\r" + String(repeating: " ", count: text.count) + "\r") }
  }

  private func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
  }
}
