import Glibc

/// A set of whole numbers from 0 to below `count`, a bit each; of one thread while it is filled. Memory that nothing is put into costs nothing.
@usableFromInline
package final class Bits: @unchecked Sendable {
  @usableFromInline let words: UnsafeMutablePointer<UInt64>
  @usableFromInline let wordCount: Int

  package init(count: Int) {
    wordCount = (count + 63) / 64
    guard let memory = calloc(max(wordCount, 1), 8) else { exhaustedMemory() }
    words = memory.assumingMemoryBound(to: UInt64.self)
  }

  deinit { free(words) }

  @inlinable @inline(__always)
  package func insert(_ number: Int) { words[number >> 6] |= 1 << UInt64(truncatingIfNeeded: number & 63) }

  /// Whether it was not there yet.
  @inlinable @inline(__always)
  package func insertNew(_ number: Int) -> Bool {
    let bit: UInt64 = 1 << UInt64(truncatingIfNeeded: number & 63)
    let isNew = words[number >> 6] & bit == 0
    words[number >> 6] |= bit
    return isNew
  }

  @inlinable @inline(__always)
  package func remove(_ number: Int) { words[number >> 6] &= ~(1 << UInt64(truncatingIfNeeded: number & 63)) }

  /// Adds what is in the other, of the same count.
  package func formUnion(_ other: Bits) {
    for word in 0..<wordCount { words[word] |= other.words[word] }
  }

  /// How many are in a range of whole words.
  package func count(words range: Range<Int>) -> Int {
    var count = 0
    for word in range { count += words[word].nonzeroBitCount }
    return count
  }

  /// Calls `body` with each, ascending.
  @inlinable
  package func forEach(_ body: (Int) -> Void) {
    for word in 0..<wordCount {
      var rest = words[word]
      while rest != 0 {
        body(word << 6 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
  }
}
