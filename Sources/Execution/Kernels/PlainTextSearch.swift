import Columns

/// Finds an ASCII text in others, ignoring case, without making them small first: where first and last byte fit, eight places at a time
/// (after W. Muła's generic SIMD search), the rest is compared.
struct PlainTextSearch {
  private let part: [UInt8]
  private let first: UInt64
  private let last: UInt64

  /// `part` is in small letters; nil where it is not ASCII or empty.
  init?(_ part: [UInt8]) {
    guard let first = part.first, let last = part.last, part.allSatisfy({ $0 < 0x80 }) else { return nil }
    self.part = part
    self.first = Self.everywhere(first | 0x20)
    self.last = Self.everywhere(last | 0x20)
  }

  private static func everywhere(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

  /// Nil where the text has other letters than ASCII's, of which some become such when they are made small.
  func occurs(in text: TextView) -> Bool? {
    let places = text.count - part.count + 1
    let raw = UnsafeRawPointer(text.start)
    let (ones, highs) = (Self.everywhere(1), Self.everywhere(0x80))
    var place = 0
    var seen: UInt64 = 0
    while place + 8 <= places {
      let word = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      let end = raw.loadUnaligned(fromByteOffset: place + part.count - 1, as: UInt64.self)
      seen |= word
      // A byte is zero where both fit; above the lowest such there may be false ones.
      let differences = ((word | ones &* 0x20) ^ first) | ((end | ones &* 0x20) ^ last)
      if (differences &- ones) & ~differences & highs != 0 {
        for offset in 0..<8 where stands(at: place + offset, text) { return true }
      }
      place += 8
    }
    for rest in place..<text.count {
      if rest < places, stands(at: rest, text) { return true }
      seen |= UInt64(text.start[rest])
    }
    return seen & highs == 0 ? false : nil
  }

  @inline(__always)
  private func stands(at place: Int, _ text: TextView) -> Bool {
    for index in 0..<part.count {
      let byte = text.start[place + index]
      let isCapital = byte &- UInt8(ascii: "A") < 26
      if (isCapital ? byte | 0x20 : byte) != part[index] { return false }
    }
    return true
  }
}
