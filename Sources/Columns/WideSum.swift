/// A sum of numbers of 128 bits that may pass beyond them on its way, so that the order of the numbers does not matter.
package struct WideSum: BitwiseCopyable, Sendable {
  /// The sums of the upper halves, and of the lower ones, none of which is negative.
  private var upper: Int128 = 0
  private var lower: Int128 = 0

  package init() {}

  package mutating func add(_ number: Int128) {
    upper += number >> 64
    lower += Int128(UInt64(truncatingIfNeeded: number))
  }

  /// Nil where it is no decimal's: of more than 38 digits.
  package var value: Int128? {
    let top = upper + lower >> 64
    guard Int64(exactly: top) != nil else { return nil }
    let sum = top << 64 | Int128(UInt64(truncatingIfNeeded: lower))
    return sum.magnitude <= DecimalNumber.limit.magnitude ? sum : nil
  }
}
