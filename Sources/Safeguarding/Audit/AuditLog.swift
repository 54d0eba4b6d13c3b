import Diagnostics
import Glibc
import Rendering

/// A file to which each run over labelled records adds a line before it shows results, and beside it, with the ending `.head`, the number
/// and hash of the last line, by which lines that were cut off are missed.
///
/// The chain shows changes by those who did not mean to hide them. Who owns the files can write all of them anew: against that helps
/// only the head, kept elsewhere.
package struct AuditLog: Sendable {
  package let path: String
  private var headPath: String { path + ".head" }

  package init(path: String) { self.path = path }

  /// Adds a line. Programs that do so at the same time wait for each other.
  ///
  /// Errors: S201 where it cannot be written; S202 where the log does not end as it was left. Nothing may be shown then.
  package func append(_ entry: AuditEntry) throws(Diagnostic) {
    let file = try LockedFile(path)
    let last = try end(of: file.readEnd())
    let line = AuditLine(entry, after: last)
    try file.append(line.bytes + [UInt8(ascii: "\n")])
    var head = try AtomicFile(path: headPath, replacing: true, isPrivate: true)
    head.sink.buffer += Array(line.head.text.utf8)
    try head.commit()
  }

  /// The number and hash of the last line, to be kept elsewhere. Errors: D001, S202.
  package func head() throws(Diagnostic) -> AuditHead { try end(of: try Self.contents(path)) }

  /// Checks every line, and that the log goes on to `kept`, a head that was kept elsewhere. Gives the head.
  ///
  /// Errors: D001; S202, which names the first line that was changed, removed, reordered or cut.
  package func verify(kept: AuditHead? = nil) throws(Diagnostic) -> AuditHead {
    var last = AuditHead.origin
    var heads: [Int: String] = [:]
    for (index, bytes) in try lines(Self.contents(path)).enumerated() {
      let place = "line \(index + 1)"
      guard let line = AuditLine(bytes) else { throw broken("\(place) was changed, or is not whole") }
      guard line.head.number == last.number + 1, line.previous == last.hash else {
        throw broken("before \(place), lines were removed, added or reordered")
      }
      last = line.head
      heads[last.number] = last.hash
    }
    for expected in [keptBeside(), kept].compactMap({ $0 }) where expected != .origin {
      guard expected.number <= last.number else {
        throw broken("lines were cut off after line \(last.number); there were at least \(expected.number)")
      }
      guard heads[expected.number] == expected.hash else {
        throw broken("line \(expected.number) is not the one whose hash was kept: the log was written anew")
      }
    }
    return last
  }

  // MARK: The end

  /// What the next line follows. The line that was written last may have no head yet, if the program was ended in between.
  private func end(of contents: [UInt8]) throws(Diagnostic) -> AuditHead {
    let kept = keptBeside() ?? .origin
    guard let bytes = try lines(contents).last else {
      guard kept == .origin else { throw broken("all its \(kept.number) lines were cut off") }
      return .origin
    }
    guard let line = AuditLine(bytes) else { throw broken("its last line was changed, or is not whole") }
    guard line.head == kept || line.head.number == kept.number + 1 && line.previous == kept.hash else {
      throw broken("it does not end as it was left, with line \(kept.number)")
    }
    return line.head
  }

  private func keptBeside() -> AuditHead? {
    guard let contents = try? Self.contents(headPath) else { return nil }
    return AuditHead(String(decoding: contents, as: UTF8.self))
  }

  private func lines(_ contents: [UInt8]) throws(Diagnostic) -> [ArraySlice<UInt8>] {
    guard contents.last.map({ $0 == UInt8(ascii: "\n") }) ?? true else {
      throw broken("its last line was cut off")
    }
    return contents.dropLast().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: contents.isEmpty)
  }

  private func broken(_ what: String) -> Diagnostic {
    Diagnostic(
      .auditLogBroken, "the audit log \(path) was tampered with: \(what)",
      help: ["keep the file as it is, find out who changed it, and name another log by --audit"])
  }

  private static func contents(_ path: String) throws(Diagnostic) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Diagnostic(.dataCannotBeRead, "\(path) cannot be read: \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    return try read(descriptor, path)
  }

  fileprivate static func read(_ descriptor: Int32, _ path: String) throws(Diagnostic) -> [UInt8] {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw Diagnostic(.dataCannotBeRead, "\(path) cannot be read: \(String(cString: strerror(errno)))")
      }
      if count == 0 { return bytes }
      bytes += piece[..<count]
    }
  }
}

/// The log, open to this process alone among those that lock it.
private struct LockedFile: ~Copyable {
  private let descriptor: Int32
  private let path: String

  init(_ path: String) throws(Diagnostic) {
    self.path = path
    descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw Self.failure(path, errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw Self.failure(path, EINVAL) }
    guard flock(descriptor, LOCK_EX) == 0 else {
      throw errno == EINTR
        ? Diagnostic(.interrupted, "interrupted while waiting for the audit log \(path)") : Self.failure(path, errno)
    }
  }

  deinit { close(descriptor) }

  /// The last line at least, from its beginning.
  func readEnd() throws(Diagnostic) -> [UInt8] {
    let size = lseek(descriptor, 0, SEEK_END)
    var window = 1 << 14
    while true {
      let start = max(size - window, 0)
      guard lseek(descriptor, start, SEEK_SET) >= 0 else { throw Self.failure(path, errno) }
      let bytes = try AuditLog.read(descriptor, path)
      if start == 0 { return bytes }
      if let end = bytes.dropLast().firstIndex(of: UInt8(ascii: "\n")) { return Array(bytes[(end + 1)...]) }
      window *= 4
    }
  }

  /// Whole and on the disk, or not at all.
  func append(_ bytes: [UInt8]) throws(Diagnostic) {
    let end = lseek(descriptor, 0, SEEK_END)
    guard end >= 0, write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
      let failure = Self.failure(path, errno)
      ftruncate(descriptor, end)
      throw failure
    }
  }

  private static func failure(_ path: String, _ error: Int32) -> Diagnostic {
    Diagnostic(
      .auditLogUnwritable,
      "the audit log \(path) cannot be written, so nothing is shown: \(String(cString: strerror(error)))",
      help: ["name one that can be written by --audit FILE"])
  }
}
