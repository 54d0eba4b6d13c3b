import Columns

/// Sums of whole numbers over the rows of groups, on all threads, each of which adds up a part of the rows. Where there are few groups a
/// row often adds to what the row before has added to, and would wait for it: so rows take turns with several sums of each group.
extension AggregateInput {
  private static let fewGroups = 1 << 10
  private static let lanes = 4
  /// Rows for which another thread pays.
  private static let fewestRows = 1 << 15

  /// The sums of `value` over the rows of each group, which must fit 64 bits.
  @inline(__always)
  func sums(_ value: @Sendable (Int) -> Int64) -> Vector<Int64> {
    let isDivided = threads > 1 && groups.count >= Self.fewestRows && groupCount * 8 <= groups.count
    guard isDivided else { return sums(0..<groups.count, value) }
    let size = (groups.count + threads - 1) / threads
    let parts = ranges(of: groups.count, size: size)
    var result = Vector<Int64>([])
    withUnsafeTemporaryAllocation(of: Int64.self, capacity: parts.count * groupCount) { memory in
      guard let start = memory.baseAddress else { return }
      let shared = SharedMemory(start)
      parallel(parts.count, threads: threads) { part in
        let own = sums(parts[part], value)
        (shared.start + part * groupCount).update(from: own.start, count: groupCount)
      }
      result = Vector(count: groupCount) { target in
        for group in 0..<groupCount {
          target[group] = 0
          for part in parts.indices { target[group] &+= memory[part * groupCount + group] }
        }
      }
    }
    return result
  }

  @inline(__always)
  private func sums(_ rows: Range<Int>, _ value: (Int) -> Int64) -> Vector<Int64> {
    guard groupCount <= Self.fewGroups, rows.count > 4 * groupCount else {
      return Vector(count: groupCount) { target in
        target.update(repeating: 0, count: groupCount)
        for row in rows { target[Int(groups[row])] &+= value(row) }
      }
    }
    let lanes = Vector<Int64>(count: groupCount * Self.lanes) { lanes in
      lanes.update(repeating: 0, count: groupCount * Self.lanes)
      var row = rows.lowerBound
      while row + Self.lanes <= rows.upperBound {
        for lane in 0..<Self.lanes { lanes[Int(groups[row + lane]) * Self.lanes + lane] &+= value(row + lane) }
        row += Self.lanes
      }
      for rest in row..<rows.upperBound { lanes[Int(groups[rest]) * Self.lanes] &+= value(rest) }
    }
    return Vector(count: groupCount) { target in
      for group in 0..<groupCount {
        let first = group * Self.lanes
        target[group] = lanes[first] &+ lanes[first + 1] &+ lanes[first + 2] &+ lanes[first + 3]
      }
    }
  }

  /// The sums of the arguments that are there.
  func exactSums(_ vector: Vector<Int64>) -> Vector<Int128> {
    figures.sums.value {
      let presence = argument?.presence
      guard Self.fits(vector) else {
        return Vector(count: groupCount) { target in
          target.update(repeating: 0, count: groupCount)
          for row in 0..<vector.count where presence?[row] != 0 { target[Int(groups[row])] &+= Int128(vector[row]) }
        }
      }
      // All ones where there is a value.
      if let presence { return sums { vector[$0] & (0 &- Int64(presence[$0])) }.mapped { Int128($0) } }
      return sums { vector[$0] }.mapped { Int128($0) }
    }
  }

  /// Whether the sum of any of these numbers has at most 64 bits.
  private static func fits(_ vector: Vector<Int64>) -> Bool {
    var reach: Int64 = 0
    for row in 0..<vector.count { reach |= vector[row] ^ (vector[row] >> 63) }
    return (Int64.bitWidth - reach.leadingZeroBitCount) + (Int.bitWidth - vector.count.leadingZeroBitCount) < 63
  }

  /// How many different arguments each group has; nil where they have no codes close together.
  var distinctCounts: Vector<Int64>? {
    guard let argument,
      let codes = DenseCodes(
        [argument], limit: (32 * groups.count + 1 << 16) / max(groupCount, 1), alignment: UInt64.bitWidth)
    else { return nil }
    let parts = ranges(of: groups.count, size: max(Self.fewestRows, (groups.count + threads - 1) / threads))
    let seen = parts.map { _ in Bits(count: groupCount * codes.bound) }
    parallel(parts.count, threads: threads) { part in
      for piece in ranges(of: parts[part].count, size: 1 << 12) {
        let first = parts[part].lowerBound + piece.lowerBound
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: piece.count) { own in
          guard let own = own.baseAddress else { return }
          codes.write(first..<first + piece.count, to: own)
          for place in 0..<piece.count { seen[part].insert(Int(groups[first + place]) * codes.bound + Int(own[place])) }
        }
      }
    }
    for other in seen.dropFirst() { seen[0].formUnion(other) }
    let words = codes.bound / UInt64.bitWidth
    return Vector(count: groupCount) { target in
      for group in 0..<groupCount {
        // Missing has the first code.
        seen[0].remove(group * codes.bound)
        target[group] = Int64(seen[0].count(words: group * words..<(group + 1) * words))
      }
    }
  }
}
