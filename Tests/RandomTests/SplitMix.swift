/// S. Vigna's SplitMix64: the same numbers for a seed on every machine.
struct SplitMix {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// From 0 to below `bound`.
  mutating func next(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }

  /// True in so many of 100 cases.
  mutating func chance(_ percent: Int) -> Bool { next(100) < percent }

  mutating func pick<T>(_ choices: [T]) -> T { choices[next(choices.count)] }
}
