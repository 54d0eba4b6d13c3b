import Diagnostics

extension Lexer {
  /// Reads what stands up to the next `{`, the closing quote, or the end.
  mutating func textPart(textStart: Int) {
    let start = position
    var text: [UInt8] = []
    while position < bytes.count {
      let next = byte()
      if next == UInt8(ascii: "\"") || next == UInt8(ascii: "{") { break }
      if next == UInt8(ascii: "\n"), textsEndWithLine { break }
      if next == UInt8(ascii: "\\") {
        escape(into: &text)
      } else {
        text.append(next)
        position += 1
      }
    }
    if position > start { add(.textPart, from: start, text: String(decoding: text, as: UTF8.self)) }
    if position < bytes.count, byte() == UInt8(ascii: "\"") {
      modes.removeLast()
      position += 1
      add(.textEnd, from: position - 1)
    } else if position < bytes.count, byte() == UInt8(ascii: "{") {
      modes.append(.interpolation)
      position += 1
      add(.interpolationStart, from: position - 1)
    } else {
      endTextsAtEnd()
    }
  }

  /// Ends the texts that are open at the end of the source or of the line, with one message for the outermost.
  mutating func endTextsAtEnd() {
    guard case .text(let start)? = modes.first else { return }
    if !endsInText {
      var help = ["end it with \""]
      if modes.count > 1 { help.append("a { in a text begins an expression; write \\{ for the sign itself") }
      report(.unterminatedText, "this text is not closed", from: start, help: help)
    }
    endsInText = true
    for mode in modes.reversed() {
      switch mode {
      case .text: add(.textEnd, from: position)
      case .interpolation: add(.interpolationEnd, from: position)
      }
    }
    modes.removeAll()
  }

  /// `\n \t \\ \" \{ \u{4F60}`.
  private mutating func escape(into text: inout [UInt8]) {
    let start = position
    position += 1
    let letter = byte()
    switch letter {
    case UInt8(ascii: "n"): text.append(UInt8(ascii: "\n"))
    case UInt8(ascii: "t"): text.append(UInt8(ascii: "\t"))
    case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "}"): text.append(letter)
    case UInt8(ascii: "u"): return unicodeEscape(from: start, into: &text)
    default:
      position = min(position + (scalar()?.length ?? 0), bytes.count)
      return report(
        .invalidLiteral, "'\(slice(from: start))' means nothing in a text", from: start,
        help: ["write \\\\ for a backslash, or the text in '…', where it stands for itself"])
    }
    position += 1
  }

  private mutating func unicodeEscape(from start: Int, into text: inout [UInt8]) {
    position += 1
    var value: UInt32 = 0
    var digits = 0
    if byte() == UInt8(ascii: "{") {
      position += 1
      while digits < 8, let digit = Character(Unicode.Scalar(byte())).hexDigitValue {
        value = value << 4 | UInt32(digit)
        digits += 1
        position += 1
      }
    }
    guard digits > 0, byte() == UInt8(ascii: "}"), let scalar = Unicode.Scalar(value) else {
      return report(.invalidLiteral, "this is no character", from: start, help: ["write its code as in \\u{4F60}"])
    }
    position += 1
    text += Array(String(Character(scalar)).utf8)
  }

  /// `{n:#,##0.00}`: what stands between the colon and the brace.
  mutating func interpolationForm() {
    let start = position
    position += 1
    while position < bytes.count {
      let next = byte()
      if next == UInt8(ascii: "}") || next == UInt8(ascii: "\"") || next == UInt8(ascii: "\n") { break }
      position += 1
    }
    add(.interpolationForm, from: start, text: String(slice(from: start).dropFirst()))
  }

  /// `'…'`, in which only `\'` and `\\` are escapes.
  mutating func rawText() {
    let start = position
    position += 1
    var text: [UInt8] = []
    while position < bytes.count, byte() != UInt8(ascii: "'"), !(textsEndWithLine && byte() == UInt8(ascii: "\n")) {
      if byte() == UInt8(ascii: "\\"), byte(1) == UInt8(ascii: "'") || byte(1) == UInt8(ascii: "\\") { position += 1 }
      text.append(byte())
      position += 1
    }
    guard position < bytes.count, byte() == UInt8(ascii: "'") else {
      if !endsInText { report(.unterminatedText, "this text is not closed", from: start, help: ["end it with '"]) }
      endsInText = true
      return add(.invalid, from: start)
    }
    position += 1
    add(.rawText, from: start, text: String(decoding: text, as: UTF8.self))
  }

  /// `/milk.*powder/i`, on one line; `\/` is a slash.
  mutating func regularExpression() {
    let start = position
    position += 1
    var pattern: [UInt8] = []
    while position < bytes.count, byte() != UInt8(ascii: "/"), byte() != UInt8(ascii: "\n") {
      if byte() == UInt8(ascii: "\\"), position + 1 < bytes.count, byte(1) != UInt8(ascii: "\n") {
        if byte(1) != UInt8(ascii: "/") { pattern.append(byte()) }
        position += 1
      }
      pattern.append(byte())
      position += 1
    }
    guard position < bytes.count, byte() == UInt8(ascii: "/") else {
      report(
        .unterminatedText, "this regular expression is not closed", from: start,
        help: ["end it with /, or to divide, write a value before the /"])
      return add(.invalid, from: start)
    }
    position += 1
    let flags = position
    skipIdentifier()
    let letters = slice(from: flags)
    guard letters.isEmpty || letters == "i" else {
      report(.invalidLiteral, "only i may follow a regular expression", from: flags, help: ["/…/i ignores case"])
      return add(.invalid, from: start)
    }
    add(
      .regularExpression(ignoresCase: letters == "i"), from: start, text: String(decoding: pattern, as: UTF8.self))
  }
}
