import Columns

/// Texts in small letters, as `String.lowercased` or `TextFolding.fold` make them, without a `String` for what has no case and no
/// accents beyond ASCII, as Chinese.
final class Lowercase {
  private let makeSmall: (String) -> String
  private var bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
  private var capacity = 256

  init(_ makeSmall: @escaping (String) -> String = { $0.lowercased() }) { self.makeSmall = makeSmall }

  deinit { bytes.deallocate() }

  /// Good until the next call.
  func lowered(_ text: TextView) -> TextView {
    var hasOtherCase: UInt8 = 0
    let plain = write(count: text.count) { target in
      let otherCase = Self.otherCase
      for index in 0..<text.count {
        let byte = text.start[index]
        target[index] = byte | (bit(byte &- UInt8(ascii: "A") < 26) << 5)
        hasOtherCase |= otherCase[Int(byte)]
      }
    }
    if hasOtherCase == 0 { return plain }
    var lowered = makeSmall(text.string)
    return lowered.withUTF8 { source in
      write(count: source.count) { target in
        for index in 0..<source.count { target[index] = source[index] }
      }
    }
  }

  /// 0 for a byte that is ASCII, continues a code point, or leads one of a block without case (three bytes long, most of Asia).
  private static let otherCase = Vector<UInt8>(
    (0...255).map { (byte: UInt8) in
      let hasNone =
        byte < 0xC0 || byte == 0xE0 || (0xE3...0xE9).contains(byte) || (0xEB...0xEE).contains(byte)
      return hasNone ? 0 : 1
    })

  private func write(count: Int, _ fill: (UnsafeMutablePointer<UInt8>) -> Void) -> TextView {
    if count > capacity {
      bytes.deallocate()
      capacity = count * 2
      bytes = .allocate(capacity: capacity)
    }
    fill(bytes)
    return TextView(start: bytes, count: count)
  }
}
