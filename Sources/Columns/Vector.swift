/// Contiguous, immutable values in memory that somebody keeps alive. A slice shares the memory, so cutting a morsel out of a
/// column copies nothing. Indices count from 0 in each slice; access is checked in debug builds only, as the engine's own loops
/// are its only users.
@usableFromInline
package struct Vector<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  /// Keeps `start` valid: an own allocation, a mapped file, or nothing for an empty vector.
  @usableFromInline let owner: AnyObject?
  @usableFromInline package let start: UnsafePointer<Element>
  @usableFromInline package let count: Int

  /// Borrows memory that `owner` keeps alive and unchanged.
  @inlinable
  package init(borrowing start: UnsafePointer<Element>, count: Int, owner: AnyObject?) {
    self.start = start
    self.count = count
    self.owner = owner
  }

  /// `count` values that `fill` must initialise completely.
  @inlinable
  package init<Failure: Error>(
    count: Int, fill: (UnsafeMutablePointer<Element>) throws(Failure) -> Void
  ) throws(Failure) {
    let allocation = Allocation<Element>(count: count)
    try fill(allocation.start)
    self.init(borrowing: allocation.start, count: count, owner: allocation)
  }

  @inlinable
  package init(_ values: [Element]) {
    self.init(count: values.count) { target in
      for index in 0..<values.count { target[index] = values[index] }
    }
  }

  @inlinable
  package init(repeating value: Element, count: Int) {
    self.init(count: count) { $0.update(repeating: value, count: count) }
  }

  @inlinable
  package subscript(index: Int) -> Element {
    assert(index >= 0 && index < count, "index \(index) of \(count)")
    return start[index]
  }

  /// The values of `range`, sharing memory.
  @inlinable
  package func slice(_ range: Range<Int>) -> Vector {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return Vector(borrowing: start + range.lowerBound, count: range.count, owner: owner)
  }

  @inlinable package var buffer: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: start, count: count) }
  @inlinable package var array: [Element] { Array(buffer) }
}

/// Memory for values without a destructor, freed with the last vector that shares it.
@usableFromInline
package final class Allocation<Element: BitwiseCopyable>: @unchecked Sendable {
  @usableFromInline let start: UnsafeMutablePointer<Element>

  @usableFromInline
  init(count: Int) {
    start = .allocate(capacity: max(count, 1))
  }

  deinit { start.deallocate() }
}
