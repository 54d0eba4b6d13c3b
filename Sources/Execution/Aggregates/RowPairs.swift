import Columns

/// A set of pairs (group, row): which related rows a group has had. A bit for each pair where there can be few enough; else open
/// addressing with linear probing, at most half full.
struct RowPairs: ~Copyable {
  private let bits: Bits?
  private let rows: Int
  private var slots: [UInt64] = []
  private var count = 0
  private let seed = UInt64.random(in: .min ... .max) | 1
  /// No pair: row numbers are not negative.
  private static let empty = UInt64.max
  /// Eight megabytes, of which only those are used that are written.
  private static let mostBits = 1 << 26

  /// Of so many groups and rows.
  init(groups: Int, rows: Int) {
    let (size, overflow) = groups.multipliedReportingOverflow(by: rows)
    bits = overflow || size > Self.mostBits ? nil : Bits(count: size)
    self.rows = rows
    if bits == nil { slots = Array(repeating: Self.empty, count: 1 << 10) }
  }

  /// The places of the pairs that are new.
  mutating func insert(_ groups: Vector<Int32>, _ rows: Vector<Int32>) -> Vector<Int32> {
    var found = 0
    let new = Vector<Int32>(count: rows.count) { new in
      for index in 0..<rows.count {
        new[found] = Int32(truncatingIfNeeded: index)
        let isNew =
          bits.map { $0.insertNew(Int(groups[index]) * self.rows + Int(rows[index])) }
          ?? insert(UInt64(UInt32(bitPattern: groups[index])) << 32 | UInt64(UInt32(bitPattern: rows[index])))
        found += isNew ? 1 : 0
      }
    }
    return new.slice(0..<found)
  }

  private mutating func insert(_ pair: UInt64) -> Bool {
    if count * 2 >= slots.count { grow() }
    let slot = slot(of: pair)
    if slots[slot] == pair { return false }
    slots[slot] = pair
    count += 1
    return true
  }

  private func slot(of pair: UInt64) -> Int {
    let product = (pair ^ seed).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    var slot = Int(truncatingIfNeeded: product.high ^ product.low) & (slots.count - 1)
    while slots[slot] != Self.empty && slots[slot] != pair { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: Self.empty, count: old.count * 4)
    for pair in old where pair != Self.empty { slots[slot(of: pair)] = pair }
  }
}
