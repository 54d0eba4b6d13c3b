import Diagnostics
import Glibc

/// A file that appears whole or not at all: written under a temporary name in the same folder and renamed by `commit`. Dropped
/// without a commit, by an error or an interruption that the program lives to see, it leaves nothing behind.
///
/// A device or pipe (`/dev/stdout`) is written directly. Errors: E505 where the file exists and `replacing` is false, E404 for
/// what the system refuses.
package struct AtomicFile: ~Copyable {
  package var sink: ByteSink
  /// Of what `sink` writes to, for another sink that is to write there.
  package let descriptor: Int32
  private let path: String
  private let replacing: Bool
  private let existingMode: UInt32?
  /// Nil for a device, and once the file has its name.
  private var temporaryPath: String?

  /// A private file is its owner's alone. Another may be what the umask says, or what the file that it replaces may be.
  package init(
    path: String, replacing: Bool, isPrivate: Bool = false, isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws(Diagnostic) {
    let target = try Target(path, replacing: replacing)
    let temporary = target.isSpecial ? nil : target.folder + "/.almoner-\(UInt64.random(in: 0...UInt64.max)).tmp"
    let flags = O_WRONLY | O_CLOEXEC | (temporary == nil ? 0 : O_CREAT | O_EXCL | O_NOFOLLOW)
    let descriptor = open(temporary ?? path, flags, isPrivate ? 0o600 : 0o644)
    guard descriptor >= 0 else { throw target.openingError(errno) }
    if let existing = target.mode { _ = fchmod(descriptor, isPrivate ? existing & 0o600 : existing) }
    self.descriptor = descriptor
    self.path = target.path
    self.replacing = replacing
    existingMode = target.mode
    temporaryPath = temporary
    sink = ByteSink(descriptor: descriptor, name: "'\(path)'", isInterrupted: isInterrupted)
  }

  /// Makes a file that was begun for its owner alone as readable as others are: as the one that it replaces, else as the umask says. A device
  /// or pipe is not ours to change.
  package func share() {
    guard temporaryPath != nil else { return }
    let mask = umask(0)
    umask(mask)
    _ = fchmod(descriptor, existingMode ?? 0o644 & ~mask)
  }

  /// Writes out what is buffered and gives the file its name, `after` what must stand beside it before: where that fails, there is no
  /// new file.
  package consuming func commit(after preparation: () throws(Diagnostic) -> Void = {}) throws(Diagnostic) {
    try sink.flush()
    guard let temporary = temporaryPath else { return }
    guard fsync(descriptor) == 0 else { throw Diagnostic.writing("'\(path)'", errno) }
    try preparation()
    if !replacing, link(temporary, path) == 0 { return }
    if !replacing, errno == EEXIST { throw Diagnostic.exists(path) }
    // To replace, and on file systems without hard links (FAT), whose names were free a moment ago.
    guard rename(temporary, path) == 0 else { throw Diagnostic.writing("'\(path)'", errno) }
    temporaryPath = nil
  }

  deinit {
    close(descriptor)
    if let temporaryPath { unlink(temporaryPath) }
  }
}

/// What stands at a path before it is written.
private struct Target {
  /// With symbolic links to an existing file resolved, so that the file and not the link is replaced.
  var path: String
  /// Permissions of the file to be replaced.
  var mode: UInt32?
  /// A device, pipe or socket.
  var isSpecial = false

  init(_ path: String, replacing: Bool) throws(Diagnostic) {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw Diagnostic(.outputFailed, "'\(path.prefix { $0 != "\0" })' is not a file name")
    }
    self.path = path
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw Diagnostic(.outputFailed, "'\(path)' is a folder", help: ["name a file in it"])
    case S_IFREG:
      guard replacing else { throw Diagnostic.exists(path) }
      mode = status.st_mode & 0o777
      if let resolved = realpath(path, nil) {
        self.path = String(cString: resolved)
        free(resolved)
      }
    default: isSpecial = true
    }
  }

  var folder: String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return String(path[..<slash])
  }

  func openingError(_ error: Int32) -> Diagnostic {
    guard error == ENOENT || error == ENOTDIR else { return Diagnostic.writing("'\(path)'", error) }
    return Diagnostic(
      .outputFailed, "can't write '\(path)': there is no folder '\(folder)'", help: ["create it, or name another"])
  }
}

extension Diagnostic {
  fileprivate static func exists(_ path: String) -> Diagnostic {
    Diagnostic(
      .fileExists, "'\(path)' is already there",
      help: ["to write over it: save replace \"\(path)\"", "or name another"])
  }
}
