import Diagnostics
import Glibc

/// What a person typed to seal or open a dataset. It comes from the terminal without echo or from a file descriptor, never from the
/// command line, which every user of the machine can read.
package struct Passphrase: Sendable {
  let bytes: [UInt8]

  /// Errors: U001 for an empty one.
  package init(_ bytes: [UInt8]) throws(Diagnostic) {
    guard !bytes.isEmpty else {
      throw Diagnostic(
        .usage, "the passphrase is empty", help: ["four or more words that you can remember make a good one"])
    }
    self.bytes = bytes
  }

  /// The first line of what a file descriptor gives.
  package init(descriptor: Int32) throws(Diagnostic) {
    var bytes: [UInt8] = []
    while bytes.count < Self.longest {
      var byte: UInt8 = 0
      let count = read(descriptor, &byte, 1)
      if count < 0, errno == EINTR { throw Self.interrupted }
      guard count >= 0 else {
        throw Diagnostic(
          .usage, "the passphrase cannot be read from descriptor \(descriptor): \(String(cString: strerror(errno)))",
          help: ["open it in the command: --passphrase-fd 3 3< file"])
      }
      if count == 0 || byte == UInt8(ascii: "\n") { break }
      bytes.append(byte)
    }
    try self.init(bytes)
  }

  /// Asks at the terminal; `twice` to find a mistyped new one.
  package static func ask(_ question: String, twice: Bool) throws(Diagnostic) -> Passphrase {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard terminal >= 0 else {
      throw Diagnostic(
        .usage, "there is no terminal to ask for the passphrase", help: ["give it by --passphrase-fd 3 3< file"])
    }
    defer { close(terminal) }
    let first = try answer(question, terminal)
    guard twice else { return first }
    guard try answer("The same again: ", terminal).bytes == first.bytes else {
      throw Diagnostic(.usage, "the two passphrases differ; nothing was written")
    }
    return first
  }

  private static let longest = 1024
  private static let interrupted = Diagnostic(.interrupted, "interrupted; nothing was done")
  /// Ctrl-C.
  private static let interruption: UInt8 = 3

  /// What is typed is not shown. Ctrl-C ends with E405, the terminal as it was.
  private static func answer(_ question: String, _ terminal: Int32) throws(Diagnostic) -> Passphrase {
    var before = termios()
    guard tcgetattr(terminal, &before) == 0 else {
      throw Diagnostic(.usage, "the terminal cannot be asked for the passphrase without showing it")
    }
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO | ISIG)
    // Ctrl-C ends the line, so that it is read at once.
    withUnsafeMutableBytes(of: &silent.c_cc) { $0[Int(VEOL)] = interruption }
    tcsetattr(terminal, TCSAFLUSH, &silent)
    defer {
      tcsetattr(terminal, TCSAFLUSH, &before)
      _ = write(terminal, "\n", 1)
    }
    _ = Array(question.utf8).withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
    var line = [UInt8](repeating: 0, count: longest)
    let count = read(terminal, &line, line.count)
    let typed = line.prefix(max(count, 0)).prefix { $0 != UInt8(ascii: "\n") }
    if count <= 0 || typed.contains(interruption) { throw interrupted }
    return try Passphrase(Array(typed))
  }
}
