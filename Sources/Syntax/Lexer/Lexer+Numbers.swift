import Diagnostics

extension Lexer {
  func isDigit(_ offset: Int = 0) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte(offset))
  }

  mutating func skipDigits() {
    while isDigit() { position += 1 }
  }

  /// A number, or a date or period, which begin with four digits and a `-`.
  mutating func number() {
    let start = position
    skipGroupedDigits()
    if position - start == 4, byte() == UInt8(ascii: "-"), dateFollows { return date(from: start) }
    var kind = Token.Kind.integer
    if byte() == UInt8(ascii: "."), isDigit(1) {
      kind = .decimal
      position += 1
      skipGroupedDigits()
    }
    if byte() | 0x20 == UInt8(ascii: "e") {
      let signed = byte(1) == UInt8(ascii: "+") || byte(1) == UInt8(ascii: "-")
      if isDigit(signed ? 2 : 1) {
        kind = .float
        position += signed ? 2 : 1
        skipDigits()
      }
    }
    finishNumber(kind, from: start)
  }

  /// Digits with `_` between them.
  private mutating func skipGroupedDigits() {
    while isDigit() || byte() == UInt8(ascii: "_") && isDigit(1) { position += 1 }
  }

  private mutating func finishNumber(_ kind: Token.Kind, from start: Int) {
    let end = position
    if identifierLength(at: position, first: true) > 0 {
      skipIdentifier()
      let word = String(decoding: bytes[end..<position], as: UTF8.self)
      let digits = String(decoding: bytes[start..<end], as: UTF8.self)
      if TimeUnit(word: word) != nil {
        report(
          .invalidLiteral, "a space is missing between the number and its unit", from: start,
          help: ["write \(digits) \(word)"])
        position = end
      } else {
        report(
          .invalidLiteral, "'\(slice(from: start))' is neither a number nor a name", from: start,
          help: ["a name that begins with a digit stands in backticks: `\(slice(from: start))`"])
        return add(.invalid, from: start)
      }
    }
    let digits = slice(from: start).filter { $0 != "_" }
    if let problem = Self.problem(of: digits, kind) {
      report(.invalidLiteral, problem, from: start)
      return add(.invalid, from: start)
    }
    add(kind, from: start, text: digits)
  }

  private static func problem(of digits: String, _ kind: Token.Kind) -> String? {
    switch kind {
    case .integer where Int64(digits) == nil: "an integer goes up to 9223372036854775807"
    case .decimal where digits.utf8.count - 1 > 38: "a number has 38 digits at most"
    case .float where !(Double(digits)?.isFinite ?? false): "this number is too large"
    default: nil
    }
  }
}
