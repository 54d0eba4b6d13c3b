/// Finds what stands at a place in the order of some numbers without sorting them all (C. A. R. Hoare, "Find", CACM 4, 1961), about pivots
/// drawn at random, so that no data can be made to take long.
package enum OrderStatistics {
  /// Moves the number that belongs at `place` there, no greater ones before it and no smaller ones after.
  package static func select(_ numbers: UnsafeMutableBufferPointer<Int64>, at place: Int) {
    var (low, high) = (0, numbers.count)
    while high - low > 1 {
      let pivot = numbers[Int.random(in: low..<high)]
      // Smaller ones up to `less`, equal ones up to `next`, greater ones from `greater`.
      var (less, next, greater) = (low, low, high)
      while next < greater {
        let number = numbers[next]
        if number < pivot {
          numbers.swapAt(less, next)
          less += 1
          next += 1
        } else if number > pivot {
          greater -= 1
          numbers.swapAt(next, greater)
        } else {
          next += 1
        }
      }
      if place < less { high = less } else if place >= greater { low = greater } else { return }
    }
  }
}

extension Column {
  /// Integers in the order of the values; nil for kinds that have none such. What stands at missing rows is unspecified.
  package var orderedIntegers: Vector<Int64>? {
    switch values {
    case .integer(let vector), .decimal(let vector, _), .datetime(let vector), .period(let vector),
      .duration(let vector):
      vector
    case .float(let vector): vector.mapped(\.orderedBits)
    case .date(let vector): vector.mapped { Int64($0) }
    case .boolean, .wideDecimal, .text, .dictionary, .rows, .sequence, .list: nil
    }
  }
}
