/// Chooses rows at random, the same for the same seed on every machine: `count` of 0..<`total` without replacement, each set of them
/// as likely as any other, in ascending order.
///
/// Selection sampling: D. E. Knuth, The Art of Computer Programming 2, 3.4.2, Algorithm S.
package enum Sampling {
  package static func rows(_ count: Int, of total: Int, seed: UInt64) -> [Int32] {
    // A sample of a sample begins elsewhere.
    var generator = SplitMix64(state: seed &+ UInt64(truncatingIfNeeded: total))
    var wanted = min(max(count, 0), total)
    var chosen: [Int32] = []
    chosen.reserveCapacity(wanted)
    for row in 0..<total where wanted > 0 {
      guard generator.next(below: UInt64(total - row)) < UInt64(wanted) else { continue }
      chosen.append(Int32(truncatingIfNeeded: row))
      wanted -= 1
    }
    return chosen
  }
}

/// S. Vigna's SplitMix64.
private struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Uniform in 0..<bound, which is above 0 (D. Lemire, "Fast Random Integer Generation in an Interval").
  mutating func next(below bound: UInt64) -> UInt64 {
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let least = (0 &- bound) % bound
      while product.low < least { product = next().multipliedFullWidth(by: bound) }
    }
    return product.high
  }
}
