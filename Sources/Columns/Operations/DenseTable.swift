/// A key of a `DenseTable`.
protocol TableKey: BitwiseCopyable, Equatable {
  func hash(seed: UInt64) -> UInt64
  /// Fills empty slots; may be a key too.
  static var filler: Self { get }
}

/// Numbers distinct keys 0, 1, 2, … by first appearance: an open-addressing table with linear probing, at most half full. Hashes are
/// seeded anew in each process, so that no data can be made to collide. Built by one thread; looked up by any.
final class DenseTable<Key: TableKey>: @unchecked Sendable {
  private var keys: UnsafeMutablePointer<Key>
  /// The number of the key in a slot, -1 in an empty one.
  private var numbers: UnsafeMutablePointer<Int32>
  private var capacity = 64
  private(set) var count = 0

  init() {
    (keys, numbers) = Self.slots(capacity)
  }

  deinit {
    keys.deallocate()
    numbers.deallocate()
  }

  /// The key's number, -1 where it was never inserted.
  @inline(__always)
  func find(_ key: Key) -> Int32 { numbers[slot(of: key)] }

  /// The key's number, a new one where it is new.
  @inline(__always)
  func insert(_ key: Key) -> Int32 {
    let place = slot(of: key)
    if numbers[place] >= 0 { return numbers[place] }
    return add(key, at: place)
  }

  @inline(never)
  private func add(_ key: Key, at place: Int) -> Int32 {
    let number = Int32(truncatingIfNeeded: count)
    keys[place] = key
    numbers[place] = number
    count += 1
    if count * 2 > capacity { grow() }
    return number
  }

  /// Where the key is, or the empty slot where it would be.
  @inline(__always)
  private func slot(of key: Key) -> Int {
    var slot = Int(truncatingIfNeeded: key.hash(seed: hashSeed)) & (capacity - 1)
    while numbers[slot] >= 0 && keys[slot] != key { slot = (slot + 1) & (capacity - 1) }
    return slot
  }

  private func grow() {
    let (oldKeys, oldNumbers, oldCapacity) = (keys, numbers, capacity)
    capacity *= 4
    (keys, numbers) = Self.slots(capacity)
    for old in 0..<oldCapacity where oldNumbers[old] >= 0 {
      let place = slot(of: oldKeys[old])
      keys[place] = oldKeys[old]
      numbers[place] = oldNumbers[old]
    }
    oldKeys.deallocate()
    oldNumbers.deallocate()
  }

  private static func slots(_ capacity: Int) -> (UnsafeMutablePointer<Key>, UnsafeMutablePointer<Int32>) {
    let keys = UnsafeMutablePointer<Key>.allocate(capacity: capacity)
    keys.initialize(repeating: Key.filler, count: capacity)
    let numbers = UnsafeMutablePointer<Int32>.allocate(capacity: capacity)
    numbers.initialize(repeating: -1, count: capacity)
    return (keys, numbers)
  }
}

private let hashSeed: UInt64 = .random(in: 0 ... .max)

/// The two halves of the product, mixed, as in W. Yi's wyhash.
@inline(__always)
private func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
  let product = a.multipliedFullWidth(by: b)
  return product.high ^ product.low
}

extension Int64: TableKey {
  static var filler: Int64 { 0 }
  @inline(__always)
  func hash(seed: UInt64) -> UInt64 { mix(UInt64(bitPattern: self) ^ seed, 0xa076_1d64_78bd_642f) }
}

extension Int128: TableKey {
  static var filler: Int128 { 0 }
  @inline(__always)
  func hash(seed: UInt64) -> UInt64 {
    let low = mix(UInt64(truncatingIfNeeded: self) ^ seed, 0xa076_1d64_78bd_642f)
    return mix(UInt64(truncatingIfNeeded: self >> 64) ^ low, 0xe703_7ed1_a0b4_28db)
  }
}

extension TextView: TableKey {
  static var filler: TextView { .empty }
  /// Eight bytes at a time.
  @inline(__always)
  func hash(seed: UInt64) -> UInt64 {
    let raw = UnsafeRawPointer(start)
    var hash = mix(UInt64(truncatingIfNeeded: count) ^ seed, 0xa076_1d64_78bd_642f)
    var offset = 0
    while offset + 8 <= count {
      hash = mix(raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self) ^ hash, 0xe703_7ed1_a0b4_28db)
      offset += 8
    }
    var rest: UInt64 = 0
    while offset < count {
      rest = rest << 8 | UInt64(start[offset])
      offset += 1
    }
    return mix(rest ^ hash, 0x8ebc_6af0_9c88_c6e3)
  }
}
