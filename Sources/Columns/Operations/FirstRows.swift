extension Comparator {
  /// The first `limit` of the rows 0..<count in order, equal ones as they stand, ascending by row number: a heap of the best so far, of
  /// which most rows see the worst alone.
  package func first(_ limit: Int, of count: Int) -> Vector<Int32> {
    var heap: [Int32] = []
    heap.reserveCapacity(limit)
    for row in 0..<Int32(truncatingIfNeeded: count) {
      if heap.count < limit {
        heap.append(row)
        rise(&heap)
      } else if limit > 0, precedes(row, heap[0]) {
        heap[0] = row
        sink(&heap)
      }
    }
    return Vector(heap.sorted())
  }

  private func precedes(_ a: Int32, _ b: Int32) -> Bool {
    let order = compare(Int(a), Int(b))
    return order != 0 ? order < 0 : a < b
  }

  /// Moves the last one up to where its parent comes after it.
  private func rise(_ heap: inout [Int32]) {
    var place = heap.count - 1
    while place > 0, precedes(heap[(place - 1) / 2], heap[place]) {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  /// Moves the first one down to where both children come before it.
  private func sink(_ heap: inout [Int32]) {
    var place = 0
    while 2 * place + 1 < heap.count {
      var child = 2 * place + 1
      if child + 1 < heap.count, precedes(heap[child], heap[child + 1]) { child += 1 }
      guard precedes(heap[place], heap[child]) else { return }
      heap.swapAt(place, child)
      place = child
    }
  }
}
