import Columns

extension Column {
  /// One byte a row of a column of conditions, 1 where it is true; missing is false.
  var truth: Vector<UInt8> {
    guard case .boolean(let flags) = values else { return Vector(repeating: 0, count: count) }
    guard let validity else { return flags }
    return Vector(count: count) { target in
      for row in 0..<count { target[row] = flags[row] & validity[row] }
    }
  }
}

extension Vector {
  /// The places of the elements that satisfy the condition, ascending.
  @inline(__always)
  func indices(where isIncluded: (Element) -> Bool) -> Vector<Int32> {
    var found = 0
    let places = Vector<Int32>(count: count) { target in
      for index in 0..<count {
        target[found] = Int32(truncatingIfNeeded: index)
        found += Int(unsafeBitCast(isIncluded(self[index]), to: UInt8.self))
      }
    }
    return places.slice(0..<found)
  }
}

extension Vector<Int32> {
  init(_ range: Range<Int>) {
    self.init(count: range.count) { target in
      for index in 0..<range.count { target[index] = Int32(truncatingIfNeeded: range.lowerBound + index) }
    }
  }
}
