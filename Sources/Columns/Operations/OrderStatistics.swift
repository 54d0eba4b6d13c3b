/// Finds what stands at some places in the order of numbers without sorting them: counts the numbers by their leading bits, and goes on
/// with those alone that share them with a wanted one. Each round settles eleven bits or more, so that no data can be made to take long.
package enum OrderStatistics {
  private static let bucketBits = 11
  /// So few are sorted.
  private static let few = 64

  /// The numbers that stand at `places`, ascending places below the count.
  package static func numbers(at places: [Int], of numbers: UnsafeBufferPointer<Int64>) -> [Int64] {
    guard numbers.count > few else {
      let sorted = numbers.sorted()
      return places.map { sorted[$0] }
    }
    let (low, high) = bounds(numbers)
    let span = UInt64(bitPattern: high &- low)
    let shift = UInt64(max(0, UInt64.bitWidth - span.leadingZeroBitCount - bucketBits))
    let counts = counts(numbers, low, shift)
    var found: [Int64] = []
    var (bucket, before) = (0, 0)
    while found.count < places.count {
      if places[found.count] >= before + Int(counts[bucket]) {
        before += Int(counts[bucket])
        bucket += 1
        continue
      }
      let end = before + Int(counts[bucket])
      let inside = places[found.count...].prefix { $0 < end }.map { $0 - before }
      if shift == 0 {
        found += inside.map { _ in low &+ Int64(bucket) }
      } else {
        found += self.numbers(at: inside, of: numbers, in: bucket, count: end - before, low, shift)
      }
    }
    return found
  }

  private static func bounds(_ numbers: UnsafeBufferPointer<Int64>) -> (low: Int64, high: Int64) {
    var (low, high) = (Int64.max, Int64.min)
    for number in numbers {
      low = min(low, number)
      high = max(high, number)
    }
    return (low, high)
  }

  /// How many numbers have each value of their leading bits.
  private static func counts(_ numbers: UnsafeBufferPointer<Int64>, _ low: Int64, _ shift: UInt64) -> [Int32] {
    var counts = [Int32](repeating: 0, count: 1 << bucketBits)
    counts.withUnsafeMutableBufferPointer { counts in
      for number in numbers { counts[Int(truncatingIfNeeded: UInt64(bitPattern: number &- low) >> shift)] += 1 }
    }
    return counts
  }

  private static func numbers(
    at places: [Int], of numbers: UnsafeBufferPointer<Int64>, in bucket: Int, count: Int, _ low: Int64, _ shift: UInt64
  ) -> [Int64] {
    withUnsafeTemporaryAllocation(of: Int64.self, capacity: count + 1) { inside in
      var filled = 0
      for number in numbers {
        inside[filled] = number
        let isInside = UInt64(bitPattern: number &- low) >> shift == UInt64(truncatingIfNeeded: bucket)
        filled += Int(unsafeBitCast(isInside, to: UInt8.self))
      }
      return self.numbers(at: places, of: UnsafeBufferPointer(rebasing: inside[..<count]))
    }
  }
}

extension Column {
  /// Integers in the order of the values; nil for kinds that have none such. What stands at missing rows is unspecified.
  package var orderedIntegers: Vector<Int64>? {
    switch values {
    case .integer(let vector), .decimal(let vector, _), .datetime(let vector), .period(let vector),
      .duration(let vector):
      vector
    case .float(let vector): vector.mapped(\.orderedBits)
    case .date(let vector): vector.mapped { Int64($0) }
    case .boolean, .wideDecimal, .text, .dictionary, .rows, .sequence, .list: nil
    }
  }

  /// The values whose `orderedIntegers` these are, in a column like this one.
  package func values(orderedIntegers numbers: [Int64]) -> Column {
    let vector = Vector(numbers)
    switch values {
    case .integer: return Column(.integer(vector))
    case .decimal(_, let scale): return Column(.decimal(vector, scale: scale))
    case .datetime: return Column(.datetime(vector))
    case .period: return Column(.period(vector))
    case .duration: return Column(.duration(vector))
    case .float: return Column(.float(vector.mapped { Double(orderedBits: $0) }))
    case .date: return Column(.date(vector.mapped { Int32(truncatingIfNeeded: $0) }))
    case .boolean, .wideDecimal, .text, .dictionary, .rows, .sequence, .list: return self
    }
  }
}

extension Double {
  /// The float of which `orderedBits` is this.
  fileprivate init(orderedBits bits: Int64) {
    self = bits == .max ? .nan : Double(bitPattern: UInt64(bitPattern: bits >= 0 ? bits : bits ^ .max))
  }
}
