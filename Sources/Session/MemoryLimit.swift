import CMalloc
import Diagnostics
import Glibc
import Synchronization

/// Ends what would take more memory than it may, before the system ends the whole program: whoever works asks `isExceeded` as often as
/// whether to stop, and every few milliseconds one of them measures. What counts is the process's own memory (columns, tables, sorts, text
/// that was decoded), not the pages of files that the system can take back.
package final class MemoryLimit: Sendable {
  private let given: Int?
  /// Nanoseconds on the clock.
  private let nextMeasurement = Atomic<Int64>(0)
  private let exceeded = Atomic<Bool>(false)
  private let known = Mutex<Int?>(nil)

  /// Lets the process keep up to 256 MB of what it frees for the next columns: to give memory back and take it again, zeroed page by
  /// page, costs up to half of what a question about loaded records does. For the beginning of a program.
  package static func keepFreedMemory() {
    mallopt(M_TRIM_THRESHOLD, 256 << 20)
    // The largest that the C library takes.
    mallopt(M_MMAP_THRESHOLD, 32 << 20)
  }

  private static let interval: Int64 = 5_000_000
  private static let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))

  /// In bytes; for nil nine tenths of what the computer has, or of what the container may use.
  package init(bytes: Int? = nil) { given = bytes }

  package var isExceeded: Bool {
    if exceeded.load(ordering: .relaxed) { return true }
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC_COARSE, &time)
    let now = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    let due = nextMeasurement.load(ordering: .relaxed)
    guard now >= due,
      nextMeasurement.compareExchange(expected: due, desired: now + Self.interval, ordering: .relaxed).exchanged
    else { return false }
    let isExceeded = measure()
    if isExceeded { exceeded.store(true, ordering: .relaxed) }
    return isExceeded
  }

  /// The error in place of one that says that the work was stopped; other errors as they are. What comes next may try again.
  package func explaining(_ error: Diagnostic) -> Diagnostic {
    guard error.code == .interrupted, exceeded.exchange(false, ordering: .relaxed) else { return error }
    malloc_trim(0)
    return Diagnostic(
      .outOfMemory, "this needs more memory than the \(Self.text(limit)) that may be used", at: error.span,
      help: [
        "allow more with --memory, or ask for less at once: fewer fields, fewer groups, fewer rows to sort or join"
      ])
  }

  private var limit: Int {
    known.withLock { known in
      let limit = known ?? given ?? Self.available / 10 * 9
      known = limit
      return limit
    }
  }

  private func measure() -> Bool {
    guard Self.used > limit else { return false }
    // What was freed may not have been given back yet.
    malloc_trim(0)
    return Self.used > limit
  }

  /// Resident pages that are of no file.
  private static var used: Int {
    let numbers = contents(of: "/proc/self/statm").split(separator: " ").compactMap { Int($0) }
    return numbers.count > 2 ? (numbers[1] - numbers[2]) * pageSize : 0
  }

  /// The computer's memory, or less where a control group says so.
  private static var available: Int {
    let group =
      contents(of: "/proc/self/cgroup").split(separator: "\n").first { $0.hasPrefix("0::") }?.dropFirst(3) ?? ""
    let limits = [
      "/sys/fs/cgroup\(group)/memory.max", "/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes",
    ]
    .compactMap { path in contents(of: path).split(separator: "\n").first.flatMap { Int($0) } }
    return limits.reduce(Int(sysconf(Int32(_SC_PHYS_PAGES))) * pageSize, min)
  }

  /// Of a file of the system, of which the beginning is enough.
  private static func contents(of path: String) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    return withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { buffer in
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      return String(decoding: buffer[..<max(0, count)], as: UTF8.self)
    }
  }

  // MARK: As text

  private static let units: [(name: String, size: Double)] = [("GB", 1e9), ("MB", 1e6), ("KB", 1e3)]

  /// Bytes from a number with `KB`, `MB` or `GB` (of thousands, as disks count): `512MB`, `1.5GB`; nil for anything else.
  package static func bytes(_ text: String) -> Int? {
    guard let unit = units.first(where: { text.uppercased().hasSuffix($0.name) }),
      let number = Double(text.dropLast(2)), number > 0, number * unit.size < 1e15, number * unit.size >= 1
    else { return nil }
    return Int(number * unit.size)
  }

  private static func text(_ bytes: Int) -> String {
    let unit = units.first { Double(bytes) >= $0.size } ?? units[units.count - 1]
    let tenths = Int((Double(bytes) / unit.size * 10).rounded())
    return (tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)") + " \(unit.name)"
  }
}
