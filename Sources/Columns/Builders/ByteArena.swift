import Glibc

/// Bytes that stay where they are: text that stands in no file as it is (escapes decoded, values computed). One thread writes; once
/// it stands in an `Arena` it is only read.
package final class ByteArena: @unchecked Sendable {
  private static let blockSize = 1 << 16
  private var blocks: [UnsafeMutablePointer<UInt8>] = []
  private var end: UnsafeMutablePointer<UInt8>?
  private var left = 0

  package init() {}

  deinit { for block in blocks { free(block) } }

  /// Room for `capacity` bytes, of which `commit` keeps as many as were written.
  package func reserve(_ capacity: Int) -> UnsafeMutablePointer<UInt8> {
    if let end, capacity <= left { return end }
    let size = max(capacity, Self.blockSize)
    guard let memory = malloc(size) else { exhaustedMemory() }
    let block = memory.assumingMemoryBound(to: UInt8.self)
    blocks.append(block)
    end = block
    left = size
    return block
  }

  package func commit(_ start: UnsafeMutablePointer<UInt8>, count: Int) -> TextView {
    end = start + count
    left -= count
    return TextView(start: start, count: count)
  }

  package func copy(_ text: TextView) -> TextView {
    let start = reserve(text.count)
    start.update(from: text.start, count: text.count)
    return commit(start, count: text.count)
  }

  package func copy(_ text: String) -> TextView {
    let start = reserve(text.utf8.count)
    var count = 0
    for byte in text.utf8 {
      start[count] = byte
      count += 1
    }
    return commit(start, count: count)
  }
}
