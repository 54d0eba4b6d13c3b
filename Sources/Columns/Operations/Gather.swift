extension Column {
  /// The rows `rows` of this column, in that order; -1 gives a missing value.
  package func gather(_ rows: Vector<Int32>) -> Column {
    let some = Self.hasNegative(rows)
    let values: Values
    switch self.values {
    case .boolean(let vector): values = .boolean(vector.gathered(rows, missing: 0))
    case .integer(let vector): values = .integer(vector.gathered(rows, missing: 0))
    case .decimal(let vector, let scale): values = .decimal(vector.gathered(rows, missing: 0), scale: scale)
    case .wideDecimal(let vector, let scale): values = .wideDecimal(vector.gathered(rows, missing: 0), scale: scale)
    case .float(let vector): values = .float(vector.gathered(rows, missing: 0))
    case .text(let vector, let arena): values = .text(vector.gathered(rows, missing: .empty), arena)
    case .dictionary(let codes, let dictionary): values = .dictionary(codes.gathered(rows, missing: 0), dictionary)
    case .date(let vector): values = .date(vector.gathered(rows, missing: 0))
    case .datetime(let vector): values = .datetime(vector.gathered(rows, missing: 0))
    case .period(let vector): values = .period(vector.gathered(rows, missing: 0))
    case .duration(let vector): values = .duration(vector.gathered(rows, missing: 0))
    case .rows(let vector): values = .rows(vector.gathered(rows, missing: -1))
    case .sequence(let range): values = .rows(Self.shifted(rows, by: range.lowerBound))
    case .list(let offsets, let elements): values = Self.gatherLists(offsets, elements, rows)
    }
    guard validity != nil || (some && !values.areRows) else { return Column(values) }
    guard let validity else {
      return Column(
        values,
        validity: Vector(count: rows.count) { target in
          for row in 0..<rows.count { target[row] = unsafeBitCast(rows[row] >= 0, to: UInt8.self) }
        })
    }
    return Column(values, validity: validity.gathered(rows, missing: 0))
  }

  /// As `gather`, by the row numbers in `rows`, a column of rows; those that follow each other are a slice.
  package func gather(_ rows: Column) -> Column {
    switch rows.values {
    case .sequence(let range) where rows.validity == nil && range.lowerBound >= 0 && range.upperBound <= count:
      slice(range)
    default: gather(rows.rowNumbers)
    }
  }

  /// The rows of `selection`, ascending row numbers of this column: what a filter keeps.
  package func filtered(by selection: Vector<Int32>) -> Column {
    selection.count == count ? self : gather(selection)
  }

  /// The rows of `range`, sharing memory.
  package func slice(_ range: Range<Int>) -> Column {
    if range == 0..<count { return self }
    let values: Values
    switch self.values {
    case .boolean(let vector): values = .boolean(vector.slice(range))
    case .integer(let vector): values = .integer(vector.slice(range))
    case .decimal(let vector, let scale): values = .decimal(vector.slice(range), scale: scale)
    case .wideDecimal(let vector, let scale): values = .wideDecimal(vector.slice(range), scale: scale)
    case .float(let vector): values = .float(vector.slice(range))
    case .text(let vector, let arena): values = .text(vector.slice(range), arena)
    case .dictionary(let codes, let dictionary): values = .dictionary(codes.slice(range), dictionary)
    case .date(let vector): values = .date(vector.slice(range))
    case .datetime(let vector): values = .datetime(vector.slice(range))
    case .period(let vector): values = .period(vector.slice(range))
    case .duration(let vector): values = .duration(vector.slice(range))
    case .rows(let vector): values = .rows(vector.slice(range))
    case .sequence(let rows):
      values = .sequence(rows.lowerBound + range.lowerBound..<rows.lowerBound + range.upperBound)
    case .list(let offsets, let elements):
      values = .list(offsets: offsets.slice(range.lowerBound..<range.upperBound + 1), elements)
    }
    return Column(values, validity: validity?.slice(range))
  }

  /// The numbers in a column of rows, -1 where there is none.
  package var rowNumbers: Vector<Int32> {
    let numbers: Vector<Int32>
    switch values {
    case .rows(let vector): numbers = vector
    case .sequence(let range):
      numbers = Vector(count: range.count) { target in
        for index in 0..<range.count { target[index] = Int32(truncatingIfNeeded: range.lowerBound + index) }
      }
    default: numbers = Vector(repeating: -1, count: count)
    }
    guard let validity else { return numbers }
    return Vector(count: count) { target in
      for row in 0..<count { target[row] = validity[row] == 0 ? -1 : numbers[row] }
    }
  }

  private static func hasNegative(_ rows: Vector<Int32>) -> Bool {
    var all: Int32 = 0
    for index in 0..<rows.count { all |= rows[index] }
    return all < 0
  }

  private static func shifted(_ rows: Vector<Int32>, by start: Int) -> Vector<Int32> {
    let start = Int32(truncatingIfNeeded: start)
    return Vector(count: rows.count) { target in
      for index in 0..<rows.count { target[index] = rows[index] < 0 ? -1 : rows[index] &+ start }
    }
  }

  private static func gatherLists(_ offsets: Vector<Int32>, _ elements: ListElements, _ rows: Vector<Int32>) -> Values {
    var length = 0
    let newOffsets = Vector<Int32>(count: rows.count + 1) { target in
      target[0] = 0
      for index in 0..<rows.count {
        let row = Int(rows[index])
        if row >= 0 { length += Int(offsets[row + 1] - offsets[row]) }
        target[index + 1] = Int32(clamping: length)
      }
    }
    let places = Vector<Int32>(count: length) { target in
      var place = 0
      for index in 0..<rows.count where rows[index] >= 0 {
        for element in offsets[Int(rows[index])]..<offsets[Int(rows[index]) + 1] {
          target[place] = element
          place += 1
        }
      }
    }
    return .list(offsets: newOffsets, ListElements(elements.column.gather(places)))
  }
}

extension Column.Values {
  /// Whether -1 says of a row that it is missing.
  var areRows: Bool {
    switch self {
    case .rows, .sequence: true
    default: false
    }
  }
}

extension Vector {
  /// The values at `rows`, `missing` where a row is negative. Inlinable, as all generic loops that other targets call: unspecialised
  /// ones copy each value by a call.
  @inlinable
  package func gathered(_ rows: Vector<Int32>, missing: Element) -> Vector<Element> {
    Vector(count: rows.count) { target in
      for index in 0..<rows.count {
        let row = Int(rows[index])
        target[index] = row >= 0 ? self[row] : missing
      }
    }
  }
}
