/// Where new text is written: chunks of memory that never move, so that a view into one stays good while the store lives. One
/// thread writes; once it stands in an `Arena` it is only read.
package final class TextStore: @unchecked Sendable {
  private static let chunkSize = 1 << 16
  private var chunks: [UnsafeMutablePointer<UInt8>] = []
  private var free: UnsafeMutablePointer<UInt8>?
  private var room = 0

  package init() {}
  deinit { for chunk in chunks { chunk.deallocate() } }

  /// An arena that keeps the store, and what the views into other memory need.
  package func arena(with others: [Arena] = []) -> Arena { Arena([self] + others) }

  /// At most `capacity` bytes that `fill` writes; it returns how many it wrote.
  package func append(capacity: Int, fill: (UnsafeMutablePointer<UInt8>) -> Int) -> TextView {
    if capacity > room || free == nil {
      room = max(Self.chunkSize, capacity)
      let chunk = UnsafeMutablePointer<UInt8>.allocate(capacity: room)
      chunks.append(chunk)
      free = chunk
    }
    guard let start = free else { return .empty }
    let count = fill(start)
    assert(count <= capacity)
    free = start + count
    room -= count
    return TextView(start: start, count: count)
  }

  package func append(_ text: String) -> TextView {
    var text = text
    return text.withUTF8 { bytes in
      append(capacity: bytes.count) { target in
        for index in 0..<bytes.count { target[index] = bytes[index] }
        return bytes.count
      }
    }
  }
}
