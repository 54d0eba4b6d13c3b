extension Comparator {
  /// The first `limit` of the rows 0..<count in order, equal ones as they stand, ascending by row number: a heap of the best so far, of
  /// which most rows see the worst alone.
  package func first(_ limit: Int, of count: Int) -> Vector<Int32> {
    if let packed = PackedKeys(self, count: count) {
      var heap = Heap<UInt64>(limit) { $0 < $1 }
      packed.forEachPiece(of: count) { _, words in for word in words { heap.offer(word) } }
      return Vector(heap.elements.map { packed.row($0) }.sorted())
    }
    var heap = Heap<Int32>(limit) { a, b in
      let order = compare(Int(a), Int(b))
      return order != 0 ? order < 0 : a < b
    }
    for row in 0..<Int32(truncatingIfNeeded: count) { heap.offer(row) }
    return Vector(heap.elements.sorted())
  }

  /// The first row of each group, of equal ones that which stands first; -1 where a group has no row. `checkpoint` is called again and
  /// again, and may throw to end the work.
  package func firstRows<Failure: Error>(
    _ groups: Vector<Int32>, groupCount: Int, checkpoint: () throws(Failure) -> Void
  ) throws(Failure) -> Vector<Int32> {
    if let packed = PackedKeys(self, count: groups.count) {
      let best = try Vector<UInt64>(count: groupCount) { (best) throws(Failure) in
        best.update(repeating: .max, count: groupCount)
        try packed.forEachPiece(of: groups.count) { (first, words) throws(Failure) in
          try checkpoint()
          for place in 0..<words.count {
            let group = Int(groups[first + place])
            best[group] = min(best[group], words[place])
          }
        }
      }
      return best.mapped { $0 == .max ? -1 : packed.row($0) }
    }
    return try Vector(count: groupCount) { (best) throws(Failure) in
      best.update(repeating: -1, count: groupCount)
      for row in 0..<groups.count {
        if row & 0xFFF == 0 { try checkpoint() }
        let group = Int(groups[row])
        if best[group] < 0 || compare(row, Int(best[group])) < 0 { best[group] = Int32(truncatingIfNeeded: row) }
      }
    }
  }
}

/// The first few of many elements, the last of them on top.
private struct Heap<Element> {
  private let limit: Int
  private let precedes: (Element, Element) -> Bool
  private(set) var elements: [Element] = []

  init(_ limit: Int, _ precedes: @escaping (Element, Element) -> Bool) {
    self.limit = limit
    self.precedes = precedes
    elements.reserveCapacity(limit)
  }

  @inline(__always)
  mutating func offer(_ element: Element) {
    if elements.count < limit {
      elements.append(element)
      rise()
    } else if limit > 0, precedes(element, elements[0]) {
      elements[0] = element
      sink()
    }
  }

  /// Moves the last one up to where its parent comes after it.
  private mutating func rise() {
    var place = elements.count - 1
    while place > 0, precedes(elements[(place - 1) / 2], elements[place]) {
      elements.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  /// Moves the first one down to where both children come before it.
  private mutating func sink() {
    var place = 0
    while 2 * place + 1 < elements.count {
      var child = 2 * place + 1
      if child + 1 < elements.count, precedes(elements[child], elements[child + 1]) { child += 1 }
      guard precedes(elements[place], elements[child]) else { return }
      elements.swapAt(place, child)
      place = child
    }
  }
}
