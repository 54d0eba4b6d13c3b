import Columns
import Glibc

/// Finds an ASCII text in others, ignoring case, without making them small first: where first and last byte fit, sixteen places at a time
/// (after W. Muła's generic SIMD search), the rest is compared.
struct PlainTextSearch {
  private typealias Bytes = SIMD16<UInt8>

  private let part: [UInt8]
  private let first: Bytes
  private let last: Bytes
  private let mayBeMadeOfOthers: Bool

  /// `part` is in small letters; nil where it is not ASCII or empty.
  init?(_ part: [UInt8]) {
    guard let first = part.first, let last = part.last, part.allSatisfy({ $0 < 0x80 }) else { return nil }
    self.part = part
    self.first = Bytes(repeating: first | 0x20)
    self.last = Bytes(repeating: last | 0x20)
    mayBeMadeOfOthers = part.contains(UInt8(ascii: "i")) || part.contains(UInt8(ascii: "k"))
  }

  /// Nil where the text has letters other than ASCII's that become such when they are made small.
  func occurs(in text: TextView) -> Bool? {
    let places = text.count - part.count + 1
    let raw = UnsafeRawPointer(text.start)
    let small = Bytes(repeating: 0x20)
    var place = 0
    while place + Bytes.scalarCount <= places {
      let starts = raw.loadUnaligned(fromByteOffset: place, as: Bytes.self) | small
      let ends = raw.loadUnaligned(fromByteOffset: place + part.count - 1, as: Bytes.self) | small
      let fits = unsafeBitCast((starts .== first) .& (ends .== last), to: SIMD2<UInt64>.self)
      if fits.x | fits.y != 0 {
        for offset in 0..<Bytes.scalarCount where stands(at: place + offset, text) { return true }
      }
      place += Bytes.scalarCount
    }
    while place < places {
      if stands(at: place, text) { return true }
      place += 1
    }
    return mayBeMadeOfOthers && Self.hasOthers(text) ? nil : false
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

  /// Whether there may be a dotted I (U+0130), which becomes an i with a dot, or the sign of Kelvin (U+212A), which becomes a k: no other
  /// scalars become ASCII letters when they are made small.
  private static func hasOthers(_ text: TextView) -> Bool {
    if text.count > 0, memchr(text.start, 0xC4, text.count) != nil { return true }
    var place = text.start
    let end = text.start + text.count
    while place < end, let found = memchr(place, 0xE2, end - place) {
      let next = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) + 1
      if next < end, next.pointee == 0x84 { return true }
      place = next
    }
    return false
  }
}
