import Glibc
import Session

/// Entries of all sessions, one a line, the oldest first; `\n` and `\\` stand for a newline and a backslash in them.
///
/// An entry is appended as soon as it is there, under a lock, so that sessions which run at the same time lose nothing,
/// nor does one that is killed. Whatever fails, fails silently: a prompt without a history is better than none.
struct HistoryFile {
  let path: String
  let limit: Int

  /// More than this at the end of the file is not read.
  private static let readLimit: off_t = 16 << 20

  /// The newest entries, neighbours that are the same once. A file that has grown far beyond the limit is cut.
  func load() -> [String] {
    let writable = open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK)
    let descriptor = writable >= 0 ? writable : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    guard isRegular(descriptor) else { return [] }
    let isLocked = lock(descriptor)
    let lines = contents(descriptor).split(separator: UInt8(ascii: "\n"))
    var entries: [String] = []
    for line in lines {
      if let entry = Self.decode(line), entry != entries.last { entries.append(entry) }
    }
    entries = entries.suffix(limit)
    if isLocked, writable >= 0, lines.count > limit + limit / 4 { rewrite(entries, descriptor) }
    return entries
  }

  func append(_ entry: String) {
    OwnFile.makeFolders(of: path)
    let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o600)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    guard isRegular(descriptor) else { return }
    _ = fchmod(descriptor, 0o600)
    _ = lock(descriptor)
    let size = lseek(descriptor, 0, SEEK_END)
    var last = UInt8(ascii: "\n")
    if size > 0 { _ = pread(descriptor, &last, 1, size - 1) }
    // A session that was killed while writing may have left half a line.
    let start = last == UInt8(ascii: "\n") ? "" : "\n"
    // One call, so that it stays whole where the file system knows no locks.
    let line = Array((start + Self.encode(entry) + "\n").utf8)
    _ = write(descriptor, line, line.count)
  }

  private func isRegular(_ descriptor: Int32) -> Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Another session holds the lock for moments only; a file system that hangs must not hang the prompt.
  private func lock(_ descriptor: Int32) -> Bool {
    for _ in 0..<50 {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
      guard errno == EWOULDBLOCK || errno == EINTR else { return false }
      usleep(10_000)
    }
    return false
  }

  private func contents(_ descriptor: Int32) -> [UInt8] {
    let size = lseek(descriptor, 0, SEEK_END)
    guard size > 0 else { return [] }
    let start = max(size - Self.readLimit, 0)
    let count = Int(size - start)
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let got = bytes.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress?.advanced(by: done), count - done, start + off_t(done))
      }
      if got < 0, errno == EINTR { continue }
      if got <= 0 { break }
      done += got
    }
    return Array(bytes.prefix(done))
  }

  /// Over what is there and only then cut, so that whenever this is broken off, the newest entries are in the file.
  private func rewrite(_ entries: [String], _ descriptor: Int32) {
    let bytes = Array(entries.map { Self.encode($0) + "\n" }.joined().utf8)
    guard pwrite(descriptor, bytes, bytes.count, 0) == bytes.count else { return }
    _ = ftruncate(descriptor, off_t(bytes.count))
  }

  static func encode(_ entry: String) -> String {
    var line = String.UnicodeScalarView()
    for scalar in entry.unicodeScalars {
      switch scalar {
      case "\\": line.append(contentsOf: "\\\\".unicodeScalars)
      case "\n": line.append(contentsOf: "\\n".unicodeScalars)
      default: line.append(scalar)
      }
    }
    return String(line)
  }

  /// Nil for what no prompt wrote: bytes that are no UTF-8, controls.
  static func decode(_ line: ArraySlice<UInt8>) -> String? {
    guard let text = String(validating: line, as: UTF8.self) else { return nil }
    var entry = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if scalar.properties.generalCategory == .control, scalar != "\t" { return nil }
      if isEscaped {
        entry.append(scalar == "n" ? "\n" : scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        entry.append(scalar)
      }
    }
    return entry.isEmpty ? nil : String(entry)
  }
}
