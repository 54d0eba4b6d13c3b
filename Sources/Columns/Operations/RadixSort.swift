/// Sorts row numbers by keys of whole numbers, stably, in time proportional to their count: from the last key to the first, eleven bits
/// at a time from the lowest (D. E. Knuth, The Art of Computer Programming 3, 5.2.5), skipping bits that are the same everywhere.
enum RadixSort {
  private struct Item {
    /// The key, made to sort as an unsigned number.
    var key: UInt64
    var row: Int32
  }

  private static let digitBits = 11
  private static let digits = 6

  /// `checkpoint` is called before each pass.
  static func rows<Failure: Error>(
    _ keys: UnsafeMutableBufferPointer<PreparedKey>, count: Int, checkpoint: () throws(Failure) -> Void
  ) throws(Failure) -> Vector<Int32> {
    let items = UnsafeMutablePointer<Item>.allocate(capacity: 2 * count)
    defer { items.deallocate() }
    var (source, target) = (items, items + count)
    number(source, count)
    for key in keys.reversed() {
      load(key, source, count)
      for digit in 0..<digits {
        try checkpoint()
        if pass(source, target, count, shift: digit * digitBits) { swap(&source, &target) }
      }
      if key.isPresent != nil {
        partition(key, source, target, count)
        swap(&source, &target)
      }
    }
    return order(source, count)
  }

  private static func number(_ items: UnsafeMutablePointer<Item>, _ count: Int) {
    for row in 0..<count { items[row] = Item(key: 0, row: Int32(truncatingIfNeeded: row)) }
  }

  private static func order(_ items: UnsafeMutablePointer<Item>, _ count: Int) -> Vector<Int32> {
    Vector(count: count) { rows in for place in 0..<count { rows[place] = items[place].row } }
  }

  private static func load(_ key: PreparedKey, _ items: UnsafeMutablePointer<Item>, _ count: Int) {
    let words = key.values.assumingMemoryBound(to: Int64.self)
    let flip: UInt64 = key.descending ? ~(1 << 63) : 1 << 63
    for place in 0..<count {
      let row = Int(items[place].row)
      // Missing rows keep their order.
      let isPresent = key.isPresent.map { $0[row] != 0 } ?? true
      items[place].key = isPresent ? UInt64(bitPattern: words[row]) ^ flip : 0
    }
  }

  /// Moves the items in the order of one digit; false where it is the same in all, and nothing moved.
  private static func pass(
    _ source: UnsafeMutablePointer<Item>, _ target: UnsafeMutablePointer<Item>, _ count: Int, shift: Int
  ) -> Bool {
    let mask = 1 << digitBits - 1
    return withUnsafeTemporaryAllocation(of: Int.self, capacity: mask + 1) { places in
      places.initialize(repeating: 0)
      for index in 0..<count { places[Int(truncatingIfNeeded: source[index].key >> UInt64(shift)) & mask] += 1 }
      if places.contains(count) { return false }
      var start = 0
      for digit in 0...mask {
        let size = places[digit]
        places[digit] = start
        start += size
      }
      for index in 0..<count {
        let digit = Int(truncatingIfNeeded: source[index].key >> UInt64(shift)) & mask
        target[places[digit]] = source[index]
        places[digit] += 1
      }
      return true
    }
  }

  /// Moves the missing rows to the end, or to the beginning.
  private static func partition(
    _ key: PreparedKey, _ source: UnsafeMutablePointer<Item>, _ target: UnsafeMutablePointer<Item>, _ count: Int
  ) {
    guard let isPresent = key.isPresent else { return }
    var place = 0
    for wanted: UInt8 in key.missingFirst ? [0, 1] : [1, 0] {
      for index in 0..<count where isPresent[Int(source[index].row)] == wanted {
        target[place] = source[index]
        place += 1
      }
    }
  }
}
