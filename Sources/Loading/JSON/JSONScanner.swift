import Columns
import Diagnostics
import Glibc

typealias Bytes = UnsafePointer<UInt8>

/// The lexical grammar of RFC 8259 over bytes that `DataFile.padding` zeros follow. Functions take the place where a thing begins
/// and give the place after it; they hold no position, so that it stays in a register.
struct JSONScanner {
  /// Deeper nesting is refused (D004), as RFC 8259 §9 allows.
  static let maximumDepth = 512

  let base: Bytes
  /// The end of the text; what is found there is the end of the file, not a zero byte in it.
  let end: Bytes

  init(_ file: DataFile) {
    base = file.start
    end = file.start + file.count
  }

  /// The first byte that is no blank.
  @inline(__always)
  func skipSpace(_ start: Bytes) -> Bytes {
    var p = start
    while p.pointee <= 0x20, isSpace(p.pointee) { p += 1 }
    return p
  }

  @inline(__always)
  func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

  // MARK: Strings

  /// A string's content between its quotes, checked: UTF-8, no control characters, good escapes.
  struct StringSpan {
    var start: Bytes
    /// The closing quote.
    var close: Bytes
    var hasEscapes: Bool
    var view: TextView { TextView(start: start, count: close - start) }
  }

  /// `start` is at the opening quote.
  @inline(__always)
  func string(_ start: Bytes) throws(JSONFault) -> StringSpan {
    var p = start + 1
    var high: UInt64 = 0
    while true {
      let word = UnsafeRawPointer(p).loadUnaligned(as: UInt64.self)
      let stops = Self.stops(word)
      high |= word
      if stops != 0 {
        p += stops.trailingZeroBitCount >> 3
        break
      }
      p += 8
    }
    if p.pointee == UInt8(ascii: "\""), high & 0x8080_8080_8080_8080 == 0 {
      return StringSpan(start: start + 1, close: p, hasEscapes: false)
    }
    return try difficultString(start, p)
  }

  /// Marks in a word's bytes what may end plain text: a quote, a backslash, a control character. Above the lowest mark there may be
  /// false ones.
  @inline(__always)
  private static func stops(_ word: UInt64) -> UInt64 {
    let (ones, highs): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5C)
    let quotes = (quote &- ones) & ~quote
    let backslashes = (backslash &- ones) & ~backslash
    let controls = (word &- (ones &* 0x20)) & ~word
    return (quotes | backslashes | controls) & highs
  }

  /// A string with escapes, other than ASCII letters, or an error; `stop` is the first byte that is not plain.
  @inline(never)
  private func difficultString(_ start: Bytes, _ stop: Bytes) throws(JSONFault) -> StringSpan {
    var p = stop
    var hasEscapes = false
    while true {
      switch p.pointee {
      case UInt8(ascii: "\""):
        try checkUTF8(start + 1, p)
        return StringSpan(start: start + 1, close: p, hasEscapes: hasEscapes)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        p = try checkEscape(p)
      case 0..<0x20:
        try checkUTF8(start + 1, p)
        throw controlCharacter(p, start)
      default: p += 1
      }
      var stops = Self.stops(UnsafeRawPointer(p).loadUnaligned(as: UInt64.self))
      while stops == 0 {
        p += 8
        stops = Self.stops(UnsafeRawPointer(p).loadUnaligned(as: UInt64.self))
      }
      p += stops.trailingZeroBitCount >> 3
    }
  }

  private func controlCharacter(_ p: Bytes, _ start: Bytes) -> JSONFault {
    if p >= end { return fault(start, "this text has no closing quote before the file ends") }
    if p.pointee == 0x0A || p.pointee == 0x0D { return fault(start, "this text has no closing quote on its line") }
    return fault(
      p,
      "a control character (U+\(hexadecimal(p.pointee))) stands in a text; it must be written \\u\(hexadecimal(p.pointee))"
    )
  }

  private func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "000" : "00") + String(byte, radix: 16, uppercase: true)
  }

  /// `start` is at the backslash; gives the place after the escape, a pair of surrogates being one.
  private func checkEscape(_ start: Bytes) throws(JSONFault) -> Bytes {
    switch start[1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return start + 2
    case UInt8(ascii: "u"):
      guard let unit = Self.hexadecimalUnit(start + 2) else {
        throw fault(start, "expected four hexadecimal digits after \\u")
      }
      guard unit & 0xF800 == 0xD800 else { return start + 6 }
      guard unit < 0xDC00, start[6] == UInt8(ascii: "\\"), start[7] == UInt8(ascii: "u"),
        let second = Self.hexadecimalUnit(start + 8), second & 0xFC00 == 0xDC00
      else { throw fault(start, "half of a surrogate pair stands alone here; it is no character") }
      return start + 12
    default:
      if start + 1 >= end { throw fault(start, "this text has no closing quote before the file ends") }
      throw fault(start, "no such escape; a backslash itself is written \\\\")
    }
  }

  static func hexadecimalUnit(_ p: Bytes) -> UInt16? {
    var unit: UInt16 = 0
    for index in 0..<4 {
      let digit: UInt8
      switch p[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = p[index] - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = p[index] - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = p[index] - UInt8(ascii: "A") + 10
      default: return nil
      }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }

  private func checkUTF8(_ start: Bytes, _ end: Bytes) throws(JSONFault) {
    if let wrong = firstInvalidUTF8(start, end) {
      throw JSONFault.notUTF8(wrong - base)
    }
  }

  // MARK: Faults

  func fault(_ p: Bytes, _ message: String) -> JSONFault { JSONFault(.dataSyntax, at: p - base, message) }

  /// `what` in plain words, such as `',' or '}' after a member`.
  @inline(never)
  func expected(_ what: String, _ p: Bytes) -> JSONFault {
    if p >= end { return fault(end, "the file ends here, where \(what) was expected") }
    switch p.pointee {
    case UInt8(ascii: "/"), UInt8(ascii: "#"): return fault(p, "expected \(what); JSON has no comments")
    case UInt8(ascii: "]"), UInt8(ascii: "}"):
      var before = p - 1
      while before > base, isSpace(before.pointee) { before -= 1 }
      if before >= base, before.pointee == UInt8(ascii: ",") {
        return fault(p, "expected \(what); after the last there is no comma")
      }
    default: break
    }
    return fault(p, "expected \(what)")
  }

  @inline(never)
  func tooDeep(_ p: Bytes) -> JSONFault {
    JSONFault(.dataTooDeep, at: p - base, "lists and objects are nested more than \(Self.maximumDepth) deep here")
  }
}
