/// A key of a `DenseTable`.
protocol TableKey: BitwiseCopyable, Equatable, Sendable {
  func hash(seed: UInt64) -> UInt64
}

/// Numbers distinct keys 0, 1, 2, … by first appearance: an open-addressing table with linear probing, at most half full. Hashes are
/// seeded anew in each process, so that no data can be made to collide. Built by one thread; looked up by any.
final class DenseTable<Key: TableKey>: @unchecked Sendable {
  // One thread at a time writes, so the checks of each access would find nothing and take longer than the access.
  /// By number.
  @exclusivity(unchecked) private var keys = GrowableVector<Key>()
  /// Of each key its number and 32 bits of its hash above it; `free` elsewhere.
  @exclusivity(unchecked) private var slots: UnsafeMutablePointer<UInt64>
  @exclusivity(unchecked) private var capacity = 64
  /// The slots of a larger table, while they are filled.
  @exclusivity(unchecked) private var growth: Growth?

  private struct Growth {
    var slots: UnsafeMutablePointer<UInt64>
    var capacity: Int
    var initialized = 0
    var moved = 0
  }

  init() { slots = Self.slots(capacity) }

  deinit {
    slots.deallocate()
    growth?.slots.deallocate()
  }

  private static var free: UInt64 { .max }

  var count: Int { keys.count }

  /// The key's number, -1 where it was never inserted.
  @inline(__always)
  func find(_ key: Key) -> Int32 { Int32(truncatingIfNeeded: slots[slot(of: key, Self.hash(key))]) }

  /// The key's number, a new one where it is new.
  @inline(__always)
  func insert(_ key: Key) -> Int32 {
    let hash = Self.hash(key)
    let place = slot(of: key, hash)
    return slots[place] != Self.free ? Int32(truncatingIfNeeded: slots[place]) : add(key, hash, at: place)
  }

  @inline(never)
  private func add(_ key: Key, _ hash: UInt64, at place: Int) -> Int32 {
    let number = Int32(truncatingIfNeeded: count)
    slots[place] = hash << 32 | UInt64(UInt32(bitPattern: number))
    keys.append(key)
    if count * 2 > capacity { grow() }
    return number
  }

  @inline(__always)
  private static func hash(_ key: Key) -> UInt64 { key.hash(seed: hashSeed) & 0x7FFF_FFFF }

  /// Where the key is, or the free slot where it would be.
  @inline(__always)
  private func slot(of key: Key, _ hash: UInt64) -> Int {
    var place = Int(truncatingIfNeeded: hash) & (capacity - 1)
    while slots[place] != Self.free {
      if slots[place] >> 32 == hash, keys[Int(truncatingIfNeeded: slots[place] & 0xFFFF_FFFF)] == key { return place }
      place = (place + 1) & (capacity - 1)
    }
    return place
  }

  /// Called before so many keys may be inserted, makes room for them a bit at a time; false when it is done. Only a large table,
  /// of which the growth is long, grows so; a small one when it must.
  func makeRoom(for added: Int) -> Bool {
    if growth == nil, capacity < Self.step || (count + added) * 2 <= capacity { return false }
    growStep()
    return true
  }

  private static var step: Int { 1 << 20 }

  private func grow() {
    repeat { growStep() } while growth != nil
  }

  /// The hashes that the slots hold say where they go, so that no key is looked at, and nearly in the order of the memory.
  private func growStep() {
    var growth =
      self.growth ?? Growth(slots: .allocate(capacity: capacity * 2), capacity: capacity * 2)
    if growth.initialized < growth.capacity {
      let count = min(Self.step, growth.capacity - growth.initialized)
      (growth.slots + growth.initialized).initialize(repeating: Self.free, count: count)
      growth.initialized += count
      return self.growth = growth
    }
    let (larger, mask) = (growth.slots, growth.capacity - 1)
    let end = min(capacity, growth.moved + Self.step)
    for index in growth.moved..<end where slots[index] != Self.free {
      var place = Int(truncatingIfNeeded: slots[index] >> 32) & mask
      while larger[place] != Self.free { place = (place + 1) & mask }
      larger[place] = slots[index]
    }
    growth.moved = end
    guard end == capacity else { return self.growth = growth }
    slots.deallocate()
    (slots, capacity) = (larger, growth.capacity)
    self.growth = nil
  }

  private static func slots(_ capacity: Int) -> UnsafeMutablePointer<UInt64> {
    let slots = UnsafeMutablePointer<UInt64>.allocate(capacity: capacity)
    slots.initialize(repeating: free, count: capacity)
    return slots
  }
}

private let hashSeed: UInt64 = .random(in: 0 ... .max)

/// The two halves of the product, mixed, as in W. Yi's wyhash.
@inline(__always)
func mixed(_ value: UInt64, by factor: UInt64 = 0xa076_1d64_78bd_642f) -> UInt64 {
  let product = value.multipliedFullWidth(by: factor)
  return product.high ^ product.low
}

extension Int64: TableKey {
  @inline(__always)
  func hash(seed: UInt64) -> UInt64 { mixed(UInt64(bitPattern: self) ^ seed) }
}

extension Int128: TableKey {
  @inline(__always)
  func hash(seed: UInt64) -> UInt64 {
    let low = mixed(UInt64(truncatingIfNeeded: self) ^ seed)
    return mixed(UInt64(truncatingIfNeeded: self >> 64) ^ low, by: 0xe703_7ed1_a0b4_28db)
  }
}

extension TextView: TableKey {
  func hash(seed: UInt64) -> UInt64 { fastHash(seed: seed) }
}
