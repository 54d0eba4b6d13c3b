import CLibedit
import Glibc

/// From the terminal's bytes to the characters that libedit reads: UTF-8, pasted blocks, signals.
///
/// Bytes are read one at a time, so that what was typed ahead is still there for a program that is started in between.
extension LineEditor {
  /// The parts of one key or character come together; waiting longer than this means that no more is to come.
  private static let patience: Int32 = 100
  private static let controlC: Int32 = 3

  /// Nil at the end of input.
  func nextCharacter() -> Int32? {
    while true {
      if !queued.isEmpty { return queued.removeFirst() }
      if Interrupt.isLeaving { return nil }
      if let bytes = openPaste { return readPaste(after: bytes) }
      highlight()
      guard let byte = nextByte() else {
        if queued.isEmpty { return nil }
        continue
      }
      if byte == 0x1B, readPasteStart() { return readPaste() }
      if byte < 0x80 { return Int32(byte) }
      if let character = readCharacter(from: byte) { return character }
    }
  }

  /// Nil at the end of input, and when a signal put a command in the queue.
  private func nextByte() -> UInt8? {
    if !readAhead.isEmpty { return readAhead.removeFirst() }
    while true {
      if cle_wait(input, -1) == 1 { return readByte() }
      handleSignals()
      if !queued.isEmpty || Interrupt.isLeaving { return nil }
    }
  }

  private func readByte() -> UInt8? {
    var byte: UInt8 = 0
    while true {
      let count = read(input, &byte, 1)
      if count == 1 { return byte }
      if count == 0 || (errno != EINTR && errno != EAGAIN) { return nil }
    }
  }

  /// The next byte if it comes at once.
  private func followingByte() -> UInt8? {
    if !readAhead.isEmpty { return readAhead.removeFirst() }
    return cle_wait(input, Self.patience) == 1 ? readByte() : nil
  }

  private func handleSignals() {
    if cle_signal_caught(SIGINT) {
      cle_signal_forget(SIGINT)
      queued.append(Self.controlC)
    }
    if cle_signal_caught(SIGCONT) {
      cle_signal_forget(SIGCONT)
      resume()
    }
    if cle_signal_caught(SIGWINCH) {
      cle_signal_forget(SIGWINCH)
      redrawForNewSize()
    }
  }

  /// Whether what follows Escape is the rest of the sign that a paste begins; if not, it is kept for reading.
  private func readPasteStart() -> Bool {
    var seen: [UInt8] = []
    for expected in "[200~".utf8 {
      guard let byte = followingByte() else { break }
      seen.append(byte)
      if byte != expected { break }
    }
    if seen.elementsEqual("[200~".utf8) { return true }
    readAhead = seen + readAhead
    return false
  }

  /// A command that a signal brings in between, such as drawing for another size, is done first.
  private func readPaste(after begun: [UInt8] = []) -> Int32 {
    let end = Array("\u{1B}[201~".utf8)
    var bytes = begun
    openPaste = nil
    while !bytes.suffix(end.count).elementsEqual(end) {
      if let byte = nextByte() {
        bytes.append(byte)
      } else if queued.isEmpty {
        break
      } else {
        if !queued.contains(Self.controlC) { openPaste = bytes }
        return queued.removeFirst()
      }
    }
    if bytes.suffix(end.count).elementsEqual(end) { bytes.removeLast(end.count) }
    pasted = TerminalText.cleaningPaste(String(decoding: bytes, as: UTF8.self))
    return Command.paste.rawValue
  }

  /// Nil for what is not UTF-8, and for C1 controls, which are our own commands.
  private func readCharacter(from lead: UInt8) -> Int32? {
    let count = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0
    var bytes = [lead]
    while bytes.count < count {
      guard let byte = followingByte() else { return nil }
      guard byte & 0xC0 == 0x80 else {
        readAhead.insert(byte, at: 0)
        return nil
      }
      bytes.append(byte)
    }
    guard let text = String(validating: bytes, as: UTF8.self), let scalar = text.unicodeScalars.first,
      scalar.value >= 0xA0
    else { return nil }
    return Int32(scalar.value)
  }
}
