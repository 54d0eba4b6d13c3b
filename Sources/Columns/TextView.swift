#if canImport(Glibc)
  import Glibc
#endif

/// UTF-8 bytes somewhere in memory which the column that holds the view keeps alive. Compared, hashed and ordered as bytes,
/// which for UTF-8 is the order of code points: no normalisation, no locale, as in databases.
package struct TextView: BitwiseCopyable, @unchecked Sendable, Hashable {
  package let start: UnsafePointer<UInt8>
  package let count: Int

  @inlinable @inline(__always)
  package init(start: UnsafePointer<UInt8>, count: Int) {
    self.start = start
    self.count = count
  }

  package static let empty = TextView(start: emptyByte, count: 0)

  package var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }
  package var string: String { String(decoding: bytes, as: UTF8.self) }

  package static func == (left: TextView, right: TextView) -> Bool {
    left.count == right.count && memcmp(left.start, right.start, left.count) == 0
  }

  package static func < (left: TextView, right: TextView) -> Bool { left.compare(right) < 0 }

  /// Negative, zero or positive as this text sorts before, with or after `other`.
  package func compare(_ other: TextView) -> Int {
    let order = memcmp(start, other.start, min(count, other.count))
    return order != 0 ? Int(order) : count - other.count
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(bytes: UnsafeRawBufferPointer(bytes)) }
}

nonisolated(unsafe) private let emptyByte: UnsafePointer<UInt8> = {
  let byte = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
  byte.pointee = 0
  return UnsafePointer(byte)
}()
