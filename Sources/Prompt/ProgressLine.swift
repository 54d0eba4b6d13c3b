import CLibedit
import Columns
import Diagnostics
import Glibc
import Synchronization

/// A line on standard error that says what takes so long, how far it is and how long it may take: from 0.3 s on, at a terminal only,
/// and gone when it is done.
final class ProgressLine: Sendable {
  private static let patience = 300_000
  private static let interval = 100_000

  private let progress: Progress
  private let start = ProgressLine.microseconds
  /// When the line is drawn next. Whoever moves this on draws it.
  private let next: Atomic<Int>
  /// Whether it is there. Who draws or erases it holds this, so that nothing is drawn after it was taken away.
  private let isDrawn = Mutex(false)
  private let canErase: Bool

  /// Nil where nobody looks.
  init?(_ progress: Progress) {
    guard isatty(STDERR_FILENO) == 1 else { return nil }
    self.progress = progress
    next = Atomic(start + Self.patience)
    canErase = getenv("TERM").map { String(cString: $0) } != "dumb"
  }

  /// To be called often, from any thread.
  func tick() {
    let now = Self.microseconds
    let due = next.load(ordering: .relaxed)
    guard now >= due,
      next.compareExchange(expected: due, desired: now + Self.interval, ordering: .relaxed).exchanged
    else { return }
    isDrawn.withLock { isDrawn in
      // Taken away meanwhile; and what cannot be erased is said once.
      guard next.load(ordering: .relaxed) == now + Self.interval, canErase || !isDrawn else { return }
      isDrawn = true
      draw(now)
    }
  }

  private func draw(_ now: Int) {
    var (columns, rows): (Int32, Int32) = (80, 24)
    _ = cle_window_size(STDERR_FILENO, &columns, &rows)
    let text = Self.text(of: progress.state, after: now - start)
    // The last column stays free: where it is written some terminals go to the next row.
    write(
      (canErase ? "\r" : "") + TextWidth.cut(text, to: Int(columns) - 1, ellipsis: "…") + (canErase ? "\u{1B}[K" : "\n")
    )
  }

  /// Takes the line away; it comes back if the work goes on for long.
  func clear() {
    isDrawn.withLock { isDrawn in
      next.store(Self.microseconds + Self.patience, ordering: .relaxed)
      if isDrawn, canErase { write("\r\u{1B}[K") }
      isDrawn = false
    }
  }

  /// `reading visits: 45%, 1,234,567 rows, 3 s left (Ctrl-C stops)`.
  static func text(of state: Progress.State, after microseconds: Int) -> String {
    var facts: [String] = []
    // What was looked at more than once may be more than was expected.
    let part = state.total > 0 ? min(Double(state.done) / Double(state.total), 1) : 0
    if part > 0 { facts.append("\(Int(part * 100))%") }
    if state.rows > 0 { facts.append("\(grouped(state.rows)) rows") }
    if part > 0.02, part < 1 {
      let left = Double(microseconds) / 1e6 * (1 - part) / part
      facts.append(left < 90 ? "\(Int(left.rounded(.up))) s left" : "\(Int((left / 60).rounded(.up))) min left")
    }
    let task = state.task.isEmpty ? "working" : state.task
    return (facts.isEmpty ? "\(task) …" : "\(task): " + facts.joined(separator: ", ")) + " (Ctrl-C stops)"
  }

  private static var microseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
  }

  private func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
  }
}
