import Columns

extension JSONScanner {
  /// The text of a string with its escapes decoded, in `store` where there are any.
  func decoded(_ span: StringSpan, in store: ByteArena) -> TextView {
    guard span.hasEscapes else { return span.view }
    let start = store.reserve(span.close - span.start)
    var (source, target) = (span.start, start)
    while source < span.close {
      if source.pointee != UInt8(ascii: "\\") {
        target.pointee = source.pointee
        source += 1
        target += 1
      } else {
        Self.decodeEscape(&source, &target)
      }
    }
    return store.commit(start, count: target - start)
  }

  /// An escape that was checked; no escape is shorter than what it stands for.
  private static func decodeEscape(_ source: inout Bytes, _ target: inout UnsafeMutablePointer<UInt8>) {
    let letter = source[1]
    source += 2
    guard letter == UInt8(ascii: "u") else {
      target.pointee = plainEscape(letter)
      target += 1
      return
    }
    var value = UInt32(hexadecimalUnit(source) ?? 0)
    source += 4
    if value & 0xF800 == 0xD800 {
      let second = UInt32(hexadecimalUnit(source + 2) ?? 0)
      value = 0x10000 + ((value & 0x3FF) << 10 | second & 0x3FF)
      source += 6
    }
    for byte in String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8 {
      target.pointee = byte
      target += 1
    }
  }

  private static func plainEscape(_ letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: letter
    }
  }
}
