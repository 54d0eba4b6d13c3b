import Diagnostics
import Glibc

/// A buffered way out for bytes: to a file descriptor, or into memory. The descriptor stays its owner's to close.
///
/// A reader that has gone (EPIPE; SIGPIPE must be ignored) is no error: `isClosed` becomes true, what follows is dropped,
/// and the program can end quietly. Every other failure is E404.
package struct ByteSink: ~Copyable {
  /// What has not been written yet; in memory, everything. Append here, then call `endPiece`.
  package var buffer: [UInt8] = []
  /// Whether the reader of the pipe has gone.
  package private(set) var isClosed = false

  private let descriptor: Int32?
  /// As messages name it: `standard output`, `'x.csv'`.
  private let name: String
  let isInterrupted: @Sendable () -> Bool
  private static let flushSize = 1 << 16

  /// `isInterrupted` is asked between writes; true ends the output with E405.
  package init(descriptor: Int32, name: String, isInterrupted: @escaping @Sendable () -> Bool = { false }) {
    self.init(descriptor, name, isInterrupted)
  }

  private init(_ descriptor: Int32?, _ name: String, _ isInterrupted: @escaping @Sendable () -> Bool) {
    self.descriptor = descriptor
    self.name = name
    self.isInterrupted = isInterrupted
  }

  /// Collects everything in `buffer`.
  package static func memory(isInterrupted: @escaping @Sendable () -> Bool = { false }) -> ByteSink {
    ByteSink(nil, "memory", isInterrupted)
  }

  package mutating func write(_ text: String) throws(Diagnostic) {
    buffer.append(contentsOf: text.utf8)
    try endPiece()
  }

  /// To be called after each row: writes the buffer out where it has become large.
  @inline(__always)
  package mutating func endPiece() throws(Diagnostic) {
    if buffer.count >= Self.flushSize { try flush() }
  }

  package mutating func flush() throws(Diagnostic) {
    guard !buffer.isEmpty else { return }
    do throws(Diagnostic) { try checkInterruption() } catch {
      // What comes next is something else.
      buffer.removeAll(keepingCapacity: true)
      throw error
    }
    guard let descriptor else { return }
    var written = 0
    while written < buffer.count, !isClosed {
      let count = buffer.withUnsafeBytes { bytes in
        Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: bytes[written...]).baseAddress, bytes.count - written)
      }
      guard count >= 0 else {
        try resume(descriptor, after: errno)
        continue
      }
      written += count
      // What was cut short by a signal gives what it wrote; asked again, it would wait again.
      if written < buffer.count { try checkInterruption() }
    }
    buffer.removeAll(keepingCapacity: true)
  }

  package func checkInterruption() throws(Diagnostic) {
    if isInterrupted() { throw Diagnostic(.interrupted, "interrupted while writing \(name)") }
  }

  private mutating func resume(_ descriptor: Int32, after error: Int32) throws(Diagnostic) {
    switch error {
    case EINTR: try checkInterruption()
    case EAGAIN:
      // Somebody else made the terminal or pipe non-blocking.
      var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      _ = poll(&waiting, 1, 100)
      try checkInterruption()
    case EPIPE: isClosed = true
    default: throw Diagnostic.writing(name, error)
    }
  }
}

extension Diagnostic {
  /// E404 for what the system said of an attempt to write.
  static func writing(_ name: String, _ error: Int32) -> Diagnostic {
    // Only what wants the program to stop interrupts a call: opening a pipe that nobody reads.
    if error == EINTR { return Diagnostic(.interrupted, "interrupted while writing \(name)") }
    let help: [String] =
      switch error {
      case ENOSPC, EDQUOT: ["make room on the disk, or write to another one"]
      case EACCES, EPERM, EROFS: ["choose a folder in which you may write"]
      default: []
      }
    return Diagnostic(.outputFailed, "can't write \(name): \(String(cString: strerror(error)))", help: help)
  }
}
