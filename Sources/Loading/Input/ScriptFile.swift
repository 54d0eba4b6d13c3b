import Diagnostics
import Glibc

/// Reading scripts: files and standard input.
package enum ScriptFile {
  /// More than any script; less than a data file that was named by mistake.
  private static let sizeLimit = 64 << 20

  package static func read(_ path: String) throws(Diagnostic) -> SourceText {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(path) }
    defer { close(descriptor) }
    return try read(descriptor, name: path)
  }

  package static func readStandardInput() throws(Diagnostic) -> SourceText { try read(STDIN_FILENO, name: "<stdin>") }

  private static func read(_ descriptor: Int32, name: String) throws(Diagnostic) -> SourceText {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = piece.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count == 0 { break }
      guard count > 0 else { throw unreadable(name) }
      bytes.append(contentsOf: piece[..<count])
      guard bytes.count <= sizeLimit else {
        throw Diagnostic(
          .fileCannotBeRead, "'\(name)' is too long for a script", help: ["to open records write: almoner \(name)"])
      }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostic(
        .scriptNotUTF8, "'\(name)' is not UTF-8 text", help: ["save it as UTF-8 in the editor it was written with"])
    }
    return SourceText(name: name, text: text)
  }

  private static func unreadable(_ name: String) -> Diagnostic {
    let reason = errno
    // Only what wants the program to stop interrupts a call; see `Interrupt`.
    if reason == EINTR { return Diagnostic(.interrupted, "interrupted while reading '\(name)'") }
    return Diagnostic(.fileCannotBeRead, "can't read '\(name)': \(String(cString: strerror(reason)))")
  }
}
