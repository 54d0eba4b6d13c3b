import Diagnostics

/// What the lexer makes of a source. The last token is `end`; comments stand apart, since only the formatter wants them.
package struct Tokens: Sendable {
  package var tokens: [Token]
  package var comments: [Span]
  package var diagnostics: [Diagnostic]
  /// Whether the source ends within a text.
  package var endsInText: Bool
}

/// Turns the bytes of a script into tokens, in one pass without recursion.
package struct Lexer {
  /// What is being read: the inside of a text (with the place of its quote), or of `{…}` in a text.
  enum Mode {
    case text(start: Int)
    case interpolation
  }

  let source: SourceText
  let bytes: [UInt8]
  /// Whether a text ends with its line: so it is after a first reading has found one that does not end at all.
  let textsEndWithLine: Bool
  var position = 0
  var modes: [Mode] = []
  var tokens: [Token] = []
  var comments: [Span] = []
  var diagnostics: [Diagnostic] = []
  var beginsLine = true
  var endsInText = false

  /// The tokens of a source. Where a text has no end the source is read again with texts that end with their line, so
  /// that the message points at the line in which a quote is missing, and the rest still parses.
  package static func tokens(of source: SourceText) -> Tokens {
    var lexer = Lexer(source, textsEndWithLine: false)
    lexer.run()
    guard lexer.endsInText else { return lexer.result }
    var second = Lexer(source, textsEndWithLine: true)
    second.run()
    second.endsInText = true
    return second.result
  }

  init(_ source: SourceText, textsEndWithLine: Bool) {
    self.source = source
    bytes = source.utf8
    self.textsEndWithLine = textsEndWithLine
  }

  private var result: Tokens {
    Tokens(tokens: tokens, comments: comments, diagnostics: diagnostics, endsInText: endsInText)
  }

  private mutating func run() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    while true {
      if case .text(let start)? = modes.last {
        textPart(textStart: start)
      } else {
        skipSpace()
        guard position < bytes.count else { break }
        token()
      }
    }
    endTextsAtEnd()
    add(.end, from: bytes.count)
  }

  func byte(_ offset: Int = 0) -> UInt8 {
    let index = position + offset
    return index < bytes.count ? bytes[index] : 0
  }

  func slice(from start: Int) -> String { String(decoding: bytes[start..<position], as: UTF8.self) }

  mutating func add(_ kind: Token.Kind, from start: Int, text: String = "") {
    tokens.append(Token(kind: kind, span: Span(start, position), text: text, beginsLine: beginsLine))
    beginsLine = false
  }

  mutating func report(_ code: Code, _ message: String, from start: Int, help: [String] = []) {
    guard diagnostics.count <= Parser.errorLimit else { return }
    diagnostics.append(Diagnostic(code, message, at: Span(start, position), help: help, in: source))
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): position += 1
      case UInt8(ascii: "\n"):
        if textsEndWithLine, !modes.isEmpty { endTextsAtEnd() }
        beginsLine = true
        position += 1
      case UInt8(ascii: "#") where modes.isEmpty:
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
        comments.append(Span(start, position))
      case 0x80...:
        guard let (scalar, length) = scalar(), scalar.properties.isWhitespace else { return }
        position += length
      default: return
      }
    }
  }

  private mutating func token() {
    let first = byte()
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): number()
    case UInt8(ascii: "\""):
      modes.append(.text(start: position))
      position += 1
      add(.textStart, from: position - 1)
    case UInt8(ascii: "'"): rawText()
    case UInt8(ascii: "`"): quotedName()
    case UInt8(ascii: "$"): parameter()
    case UInt8(ascii: "/") where operandExpected: regularExpression()
    case UInt8(ascii: ":") where !modes.isEmpty: interpolationForm()
    case UInt8(ascii: "}") where !modes.isEmpty:
      modes.removeLast()
      position += 1
      add(.interpolationEnd, from: position - 1)
    default:
      if identifierLength(at: position, first: true) > 0 {
        name()
      } else if !symbol() {
        unexpected()
      }
    }
  }

  /// `/` begins a regular expression only where an operand is expected.
  private var operandExpected: Bool { !(tokens.last?.endsOperand ?? false) }
}
