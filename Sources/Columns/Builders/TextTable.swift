import Glibc

/// Distinct texts, numbered in the order of their first appearance: an open-addressing hash table over views, whose bytes
/// somebody keeps alive. Hashes are seeded, so that no file can be made to collide.
///
/// Beside `DenseTable`, which threads share, it has one owner: for each text that is read, counting references would cost as much as
/// looking it up.
package struct TextTable: ~Copyable {
  package private(set) var entries = GrowableVector<TextView>()
  /// Of each entry its number and 32 bits of its hash above it; `free` elsewhere. At most half of them are taken.
  private var slots: UnsafeMutablePointer<UInt64>?
  private var mask = -1
  private let seed = UInt64.random(in: .min ... .max)
  private static let free = UInt64.max

  package init() {}

  deinit { Glibc.free(slots) }

  package var count: Int { entries.count }

  package func index(of text: TextView) -> Int? {
    guard let slots else { return nil }
    let slot = slots[place(of: text, text.fastHash(seed: seed) >> 32, slots)]
    return slot == Self.free ? nil : Int(truncatingIfNeeded: slot & 0xFFFF_FFFF)
  }

  /// The number of `text`, which is added where it is new.
  package mutating func insert(_ text: TextView) -> Int {
    if entries.count * 2 > mask { grow() }
    guard let slots else { return 0 }
    let hash = text.fastHash(seed: seed) >> 32
    let place = place(of: text, hash, slots)
    if slots[place] != Self.free { return Int(truncatingIfNeeded: slots[place] & 0xFFFF_FFFF) }
    slots[place] = hash << 32 | UInt64(truncatingIfNeeded: entries.count)
    entries.append(text)
    return entries.count - 1
  }

  /// Where `text` is, or would be.
  @inline(__always)
  private func place(of text: TextView, _ hash: UInt64, _ slots: UnsafeMutablePointer<UInt64>) -> Int {
    var place = Int(truncatingIfNeeded: hash) & mask
    while true {
      let slot = slots[place]
      if slot == Self.free { return place }
      if slot >> 32 == hash, entries[Int(truncatingIfNeeded: slot & 0xFFFF_FFFF)].hasSameBytes(text) { return place }
      place = (place + 1) & mask
    }
  }

  package mutating func takeEntries() -> Vector<TextView> {
    Glibc.free(slots)
    slots = nil
    mask = -1
    return entries.take()
  }

  @inline(never)
  private mutating func grow() {
    let size = max(64, (mask + 1) * 2)
    guard let memory = malloc(size * MemoryLayout<UInt64>.stride) else { exhaustedMemory() }
    let larger = memory.assumingMemoryBound(to: UInt64.self)
    larger.update(repeating: Self.free, count: size)
    for old in 0..<(mask + 1) {
      guard let slot = slots?[old], slot != Self.free else { continue }
      var place = Int(truncatingIfNeeded: slot >> 32) & (size - 1)
      while larger[place] != Self.free { place = (place + 1) & (size - 1) }
      larger[place] = slot
    }
    Glibc.free(slots)
    slots = larger
    mask = size - 1
  }
}

extension TextView {
  /// After wyhash (W. Yi): eight bytes at a time, folded by a 128-bit product.
  @inline(__always)
  func fastHash(seed: UInt64) -> UInt64 {
    var hash = seed ^ UInt64(truncatingIfNeeded: count)
    var offset = 0
    while offset + 8 < count {
      hash = mixed(hash ^ word(at: offset))
      offset += 8
    }
    return mixed(hash ^ lastWord)
  }

  @inline(__always)
  func hasSameBytes(_ other: TextView) -> Bool {
    guard count == other.count else { return false }
    var offset = 0
    while offset + 8 < count {
      if word(at: offset) != other.word(at: offset) { return false }
      offset += 8
    }
    return lastWord == other.lastWord
  }

  @inline(__always)
  private func word(at offset: Int) -> UInt64 {
    UnsafeRawPointer(start + offset).loadUnaligned(as: UInt64.self)
  }

  /// The last up to eight bytes, which may overlap the words before; together with the count they are told apart.
  @inline(__always)
  private var lastWord: UInt64 {
    if count >= 8 { return word(at: count - 8) }
    if count >= 4 {
      let first = UnsafeRawPointer(start).loadUnaligned(as: UInt32.self)
      let last = UnsafeRawPointer(start + count - 4).loadUnaligned(as: UInt32.self)
      return UInt64(first) << 32 | UInt64(last)
    }
    guard count > 0 else { return 0 }
    return UInt64(start[0]) << 16 | UInt64(start[count / 2]) << 8 | UInt64(start[count - 1])
  }
}
