import Columns

/// A member's name in a form that is compared with a text eight bytes at a time, its quotes included.
struct FieldName: Sendable {
  let view: TextView
  /// The bytes `"name"` in words, the last filled up with zeros; empty where the name cannot stand in a text as it is.
  private let words: [UInt64]
  private let lastMask: UInt64
  /// With the quotes.
  let length: Int

  /// Somebody keeps the view's bytes.
  init(_ view: TextView) {
    self.view = view
    let quoted = [UInt8(ascii: "\"")] + Array(view.bytes) + [UInt8(ascii: "\"")]
    length = quoted.count
    let isPlain = view.bytes.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    words = isPlain ? Self.words(quoted) : []
    let tail = quoted.count % 8
    lastMask = tail == 0 ? .max : (1 << UInt64(tail * 8)) - 1
  }

  var text: String { view.string }

  private static func words(_ bytes: [UInt8]) -> [UInt64] {
    stride(from: 0, to: bytes.count, by: 8).map { start in
      bytes[start..<min(start + 8, bytes.count)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
  }

  /// Whether exactly this name, in its quotes, stands at `p`.
  @inline(__always)
  func matches(_ p: Bytes) -> Bool {
    words.withUnsafeBufferPointer { words in
      guard words.count > 0 else { return false }
      for index in 0..<(words.count - 1) where Self.word(p + index * 8) != words[index] { return false }
      return (Self.word(p + (words.count - 1) * 8) ^ words[words.count - 1]) & lastMask == 0
    }
  }

  @inline(__always)
  private static func word(_ p: Bytes) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(p).loadUnaligned(as: UInt64.self))
  }
}
