import Glibc

/// Distinct texts, numbered in the order of their first appearance: an open-addressing hash table over views, whose bytes
/// somebody keeps alive. Hashes are seeded, so that no file can be made to collide.
package struct TextTable: ~Copyable {
  package private(set) var entries = GrowableVector<TextView>()
  private var hashes = GrowableVector<UInt64>()
  /// Entry numbers, -1 where free; at most half of them taken.
  private var slots: UnsafeMutablePointer<Int32>?
  private var mask = -1
  private let seed = UInt64.random(in: .min ... .max)

  package init() {}

  deinit { free(slots) }

  package var count: Int { entries.count }

  package func index(of text: TextView) -> Int? {
    guard let slots else { return nil }
    let hash = text.fastHash(seed: seed)
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if hashes[index] == hash, entries[index].hasSameBytes(text) { return index }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// The number of `text`, which is added where it is new.
  package mutating func insert(_ text: TextView) -> Int {
    if entries.count * 2 > mask { grow() }
    guard let slots else { return 0 }
    let hash = text.fastHash(seed: seed)
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if hashes[index] == hash, entries[index].hasSameBytes(text) { return index }
      slot = (slot + 1) & mask
    }
    slots[slot] = Int32(truncatingIfNeeded: entries.count)
    entries.append(text)
    hashes.append(hash)
    return entries.count - 1
  }

  package mutating func takeEntries() -> Vector<TextView> {
    free(slots)
    slots = nil
    mask = -1
    hashes.truncate(to: 0)
    return entries.take()
  }

  @inline(never)
  private mutating func grow() {
    let size = max(64, (mask + 1) * 2)
    free(slots)
    guard let memory = malloc(size * MemoryLayout<Int32>.stride) else { exhaustedMemory() }
    let slots = memory.assumingMemoryBound(to: Int32.self)
    slots.update(repeating: -1, count: size)
    mask = size - 1
    for index in 0..<entries.count {
      var slot = Int(truncatingIfNeeded: hashes[index]) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(truncatingIfNeeded: index)
    }
    self.slots = slots
  }
}

extension TextView {
  /// After wyhash (W. Yi): eight bytes at a time, folded by a 128-bit product.
  @inline(__always)
  func fastHash(seed: UInt64) -> UInt64 {
    var hash = seed ^ UInt64(truncatingIfNeeded: count)
    var offset = 0
    while offset + 8 < count {
      hash = Self.fold(hash ^ word(at: offset))
      offset += 8
    }
    return Self.fold(hash ^ lastWord)
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
  private static func fold(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return product.high ^ product.low
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
