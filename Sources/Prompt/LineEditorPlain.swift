import CLibedit
import Glibc

/// Reading without libedit, where the terminal has no cursor to place or the input is none.
extension LineEditor {
  func readPlainly(prompt: String, continuation: String) -> LineResult {
    var text = ""
    while true {
      show(text.isEmpty ? prompt : continuation)
      switch readLine() {
      case .interrupted, .editing:
        show("\n")
        return .interrupted
      case .endOfInput:
        if isatty(input) == 1 { show("\n") }
        return text.isEmpty ? .endOfInput : .statement(String(text.dropLast()))
      case .statement(let line):
        if line.unicodeScalars.last == "\\" {
          text += line.dropLast() + "\n"
        } else if !text.isEmpty, TerminalText.trimmingEnd(line).isEmpty {
          return .statement(String(text.dropLast()))
        } else if isOpen(text + line) {
          text += line + "\n"
        } else {
          return .statement(text + line)
        }
      }
    }
  }

  private func show(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
  }

  private func readLine() -> LineResult {
    var bytes: [UInt8] = []
    while true {
      if cle_wait(input, -1) == 0 {
        if Interrupt.isLeaving { return .endOfInput }
        guard Interrupt.isRequested else { continue }
        Interrupt.reset()
        return .interrupted
      }
      var byte: UInt8 = 0
      let count = read(input, &byte, 1)
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      let isOver = count <= 0
      if isOver, bytes.isEmpty { return .endOfInput }
      if isOver || byte == UInt8(ascii: "\n") {
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        return .statement(String(decoding: bytes, as: UTF8.self))
      }
      bytes.append(byte)
    }
  }
}
