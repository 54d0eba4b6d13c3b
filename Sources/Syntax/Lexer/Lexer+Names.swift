import Diagnostics

extension Lexer {
  mutating func name() {
    let start = position
    skipIdentifier()
    let text = slice(from: start)
    if let word = ReservedWord.named[text] {
      add(.reserved(word), from: start, text: text)
    } else {
      add(.name, from: start, text: text)
    }
  }

  mutating func quotedName() {
    let start = position
    position += 1
    while position < bytes.count, byte() != UInt8(ascii: "`"), byte() != UInt8(ascii: "\n") { position += 1 }
    let text = String(decoding: bytes[(start + 1)..<position], as: UTF8.self)
    guard byte() == UInt8(ascii: "`"), position < bytes.count else {
      report(.unterminatedText, "this name is not closed", from: start, help: ["end it with ` on the same line"])
      return add(.invalid, from: start)
    }
    position += 1
    guard !text.isEmpty else {
      report(.invalidLiteral, "a name in backticks can't be empty", from: start)
      return add(.invalid, from: start)
    }
    add(.quotedName, from: start, text: text)
  }

  mutating func parameter() {
    let start = position
    position += 1
    guard identifierLength(at: position, first: true) > 0 else {
      report(
        .unexpectedCharacter, "'$' stands before the name of a parameter or a let", from: start,
        help: ["write it as in $since"])
      return add(.invalid, from: start)
    }
    skipIdentifier()
    add(.parameter, from: start, text: String(slice(from: start).dropFirst()))
  }

  mutating func skipIdentifier() {
    var length = identifierLength(at: position, first: true)
    while length > 0 {
      position += length
      length = identifierLength(at: position, first: false)
    }
  }

  /// The number of bytes of an identifier's character at `offset`, 0 where there is none.
  func identifierLength(at offset: Int, first: Bool) -> Int {
    guard offset < bytes.count else { return 0 }
    switch bytes[offset] {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): return 1
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return first ? 0 : 1
    case 0x80...:
      guard let (scalar, length) = scalar(at: offset) else { return 0 }
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return length
      case .nonspacingMark, .spacingMark, .decimalNumber: return first ? 0 : length
      default: return 0
      }
    default: return 0
    }
  }

  func scalar() -> (Unicode.Scalar, length: Int)? { scalar(at: position) }

  /// The scalar at `offset` and its length in bytes; the bytes come from a `String` and are valid.
  func scalar(at offset: Int) -> (Unicode.Scalar, length: Int)? {
    guard offset < bytes.count else { return nil }
    let first = bytes[offset]
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard offset + length <= bytes.count else { return nil }
    var value = UInt32(first) & (length == 1 ? 0x7F : 0x7F >> UInt32(length))
    for index in 1..<max(length, 1) { value = value << 6 | UInt32(bytes[offset + index] & 0x3F) }
    return Unicode.Scalar(value).map { ($0, length) }
  }
}
