import Diagnostics

extension Lexer {
  /// The signs by their bytes, the longest first; some are other spellings.
  private static let symbols: [(bytes: [UInt8], kind: Token.Kind)] = {
    var entries = Symbol.allCases.map { (Array($0.rawValue.utf8), Token.Kind.symbol($0)) }
    entries.append((Array("<>".utf8), .symbol(.notEqual)))
    entries.append((Array("|>".utf8), .symbol(.pipe)))
    entries.append((Array(";".utf8), .statementEnd))
    entries += ForeignWords.symbols.keys.map { (Array($0.utf8), .foreignSymbol) }
    return entries.sorted { ($0.0.count, $1.0.lexicographicallyPrecedes($0.0) ? 1 : 0) > ($1.0.count, 0) }
  }()

  /// The entries of `symbols` by their first byte.
  private static let symbolsByByte: [[(bytes: [UInt8], kind: Token.Kind)]] = {
    (0..<128).map { byte in symbols.filter { $0.bytes.first == UInt8(byte) } }
  }()

  mutating func symbol() -> Bool {
    guard byte() < 128 else { return false }
    for entry in Self.symbolsByByte[Int(byte())] where bytes[position...].starts(with: entry.bytes) {
      let start = position
      position += entry.bytes.count
      add(entry.kind, from: start, text: slice(from: start))
      return true
    }
    return false
  }

  /// Reports a run of characters that begin no token.
  mutating func unexpected() {
    let start = position
    guard let (first, length) = scalar() else { return position += 1 }
    position += length
    if curlyText(from: start, opener: first) { return }
    if let meant = Self.lookalikes[first] {
      report(.unexpectedCharacter, "'\(first)' is not the sign meant here", from: start, help: ["write \(meant)"])
      return add(.invalid, from: start)
    }
    while position < bytes.count, !startsToken(), let (_, length) = scalar() { position += length }
    let shown = first.value < 0x20 || first.value == 0x7F || (0x80..<0xA0).contains(first.value)
    let hexadecimal = String(first.value, radix: 16, uppercase: true)
    let padded = String(repeating: "0", count: max(0, 4 - hexadecimal.count)) + hexadecimal
    report(
      .unexpectedCharacter,
      shown ? "a control character (U+\(padded)) can't stand here" : "'\(first)' means nothing here", from: start,
      help: ["remove it, or put it in a text: \"…\""])
    add(.invalid, from: start)
  }

  /// A text in the quotes of a word processor, whole, with one message.
  private mutating func curlyText(from start: Int, opener: Unicode.Scalar) -> Bool {
    let closers: [Unicode.Scalar]
    switch opener {
    case "“", "”", "„": closers = ["”", "“"]
    case "‘", "’": closers = ["’", "‘"]
    case "«": closers = ["»"]
    case "＂": closers = ["＂"]
    default: return false
    }
    // Not where nothing more is reported, nor far, so that many quotes without a second stay cheap.
    guard diagnostics.count <= Parser.errorLimit else { return false }
    let inside = position
    while position - inside < 500, byte() != UInt8(ascii: "\n"), let (scalar, length) = scalar() {
      position += length
      guard closers.contains(scalar) else { continue }
      let text = String(decoding: bytes[inside..<(position - length)], as: UTF8.self)
      report(.unexpectedCharacter, "a text stands in straight quotes", from: start, help: ["write \"\(text)\""])
      add(.rawText, from: start, text: text)
      return true
    }
    position = inside
    return false
  }

  private func startsToken() -> Bool {
    let next = byte()
    if next >= 0x80 {
      guard let (scalar, _) = scalar() else { return true }
      return scalar.properties.isWhitespace || identifierLength(at: position, first: true) > 0
        || Self.lookalikes[scalar] != nil
    }
    return next == UInt8(ascii: " ") || next == UInt8(ascii: "\t") || next == UInt8(ascii: "\r")
      || next == UInt8(ascii: "\n") || next > UInt8(ascii: " ") && next < 0x7F && next != UInt8(ascii: "\\")
  }

  /// Signs that word processors and other keyboards put in the place of ours.
  private static let lookalikes: [Unicode.Scalar: String] = [
    "“": "\"", "”": "\"", "„": "\"", "«": "\"", "»": "\"", "＂": "\"", "‘": "'", "’": "'", "，": ",", "、": ",",
    "（": "(", "）": ")", "［": "[", "］": "]", "【": "[", "】": "]", "；": ";", "：": ":", "｜": "|", "＝": "=",
    "＋": "+", "－": "-", "＜": "<", "＞": ">", "＊": "*", "／": "/", "％": "%", "＃": "#", "＄": "$", "。": ".",
    "．": ".", "–": "-", "—": "-", "−": "-", "×": "*", "÷": "/", "≤": "<=", "≥": ">=", "≠": "!=", "…": "...",
  ]
}
