import Glibc

/// Values in contiguous memory to which more are appended, until `take` hands them over as a `Vector` without a copy.
@usableFromInline
package struct GrowableVector<Element: BitwiseCopyable & Sendable>: ~Copyable {
  @usableFromInline var start: UnsafeMutablePointer<Element>?
  @usableFromInline var capacity = 0
  @inlinable package var count: Int { filled }
  @usableFromInline var filled = 0

  @inlinable
  package init() {}

  deinit { free(start) }

  /// Access is checked in debug builds only.
  @inlinable
  package subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < count)
      return start.unsafelyUnwrapped[index]
    }
    set {
      assert(index >= 0 && index < count)
      start.unsafelyUnwrapped[index] = newValue
    }
  }

  @inlinable @inline(__always)
  package mutating func append(_ value: Element) {
    if count == capacity { grow(to: count + 1) }
    start.unsafelyUnwrapped[count] = value
    filled += 1
  }

  @inlinable
  package mutating func append(repeating value: Element, count added: Int) {
    guard added > 0 else { return }
    if count + added > capacity { grow(to: count + added) }
    (start.unsafelyUnwrapped + count).update(repeating: value, count: added)
    filled += added
  }

  /// Makes room for `count` values in all.
  @inlinable
  package mutating func reserve(_ count: Int) { if count > capacity { grow(to: count) } }

  @inlinable
  package mutating func truncate(to newCount: Int) { filled = min(filled, newCount) }

  @inlinable @inline(never)
  mutating func grow(to needed: Int) {
    capacity = max(needed, capacity * 2, 16)
    let bytes = capacity.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
    guard !bytes.overflow, let memory = realloc(start, bytes.partialValue) else { exhaustedMemory() }
    start = memory.assumingMemoryBound(to: Element.self)
  }

  /// The values, which the vector then owns; this is empty after it.
  @inlinable
  package mutating func take() -> Vector<Element> {
    guard let memory = start else { return Vector([]) }
    let shrunk = realloc(memory, max(count, 1) * MemoryLayout<Element>.stride)
    let values = shrunk?.assumingMemoryBound(to: Element.self) ?? memory
    let vector = Vector(borrowing: UnsafePointer(values), count: count, owner: FreedMemory(values))
    start = nil
    filled = 0
    capacity = 0
    return vector
  }
}

/// Memory of `malloc`, freed with the last that holds this.
@usableFromInline
final class FreedMemory: @unchecked Sendable {
  private let start: UnsafeMutableRawPointer

  @usableFromInline
  init(_ start: UnsafeMutableRawPointer) { self.start = start }

  deinit { free(start) }
}

/// Ends the program in plain words where the system gives no more memory, as the language itself would by a trap.
@usableFromInline
func exhaustedMemory() -> Never {
  let message = "almoner: the computer has no memory left for this data\n"
  _ = message.utf8.withContiguousStorageIfAvailable { write(2, $0.baseAddress, $0.count) }
  exit(1)
}
