import Diagnostics
import Glibc

/// More at the end of a file that is there: all of it or nothing.
package enum AppendedFile {
  /// A private file is from now on its owner's alone. Errors: E404 for what the system refuses, E405.
  package static func append(
    _ bytes: [UInt8], to path: String, isPrivate: Bool, isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws(Diagnostic) {
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    guard descriptor >= 0 else { throw Diagnostic.writing("'\(path)'", errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Diagnostic.writing("'\(path)'", errno) }
    let isFile = status.st_mode & S_IFMT == S_IFREG
    if isFile, isPrivate, status.st_mode & 0o077 != 0 { _ = fchmod(descriptor, status.st_mode & 0o700) }
    var sink = ByteSink(descriptor: descriptor, name: "'\(path)'", isInterrupted: isInterrupted)
    sink.buffer = bytes
    do throws(Diagnostic) { try sink.flush() } catch {
      if isFile { _ = ftruncate(descriptor, status.st_size) }
      throw error
    }
  }
}
