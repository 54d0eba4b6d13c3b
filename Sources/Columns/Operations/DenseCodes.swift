/// Small whole numbers that stand for the keys of rows: equal for equal keys, from 0 to below `bound`, so that groups are found, and
/// distinct values counted, by their place in an array, without a hash. For keys that have codes of their own (dictionaries, booleans)
/// or are whole numbers that lie close together, as identifiers, days and numbers of rows do; and for combinations of such.
package struct DenseCodes: Sendable {
  /// Every code is below this; not every one need occur.
  package let bound: Int
  private let keys: [Key]

  fileprivate struct Key: Sendable {
    var column: Column
    var presence: Vector<UInt8>?
    /// The least value that is there, which has code 1; missing is 0.
    var low: Int64
    var width: Int
  }

  /// Nil where a key is of another kind, or there could be more than `limit` codes. The width of the last key is rounded up to a
  /// multiple of `alignment`.
  package init?(_ columns: [Column], limit: Int, alignment: Int = 1) {
    var keys: [Key] = []
    var bound = 1
    for (index, column) in columns.enumerated() {
      let presence = column.presence
      guard let (low, size) = column.codeRange(presence) else { return nil }
      let step = index == columns.count - 1 ? alignment : 1
      let width = (size + step) / step * step
      let (product, overflow) = bound.multipliedReportingOverflow(by: width)
      guard !overflow, product <= min(limit, 1 << 30) else { return nil }
      bound = product
      keys.append(Key(column: column, presence: presence, low: low, width: width))
    }
    self.bound = bound
    self.keys = keys
  }

  /// Writes the codes of `rows` to `target`, that of the first one to its beginning.
  package func write(_ rows: Range<Int>, to target: UnsafeMutablePointer<Int32>) {
    target.update(repeating: 0, count: rows.count)
    for key in keys { key.add(rows, to: target) }
  }
}

extension DenseCodes.Key {
  /// Appends this key's codes to those of the keys before.
  func add(_ rows: Range<Int>, to target: UnsafeMutablePointer<Int32>) {
    switch column.values {
    case .boolean(let vector): add(vector, rows, target)
    case .dictionary(let vector, _), .date(let vector), .rows(let vector): add(vector, rows, target)
    case .integer(let vector), .decimal(let vector, _), .datetime(let vector), .period(let vector),
      .duration(let vector):
      add(vector, rows, target)
    case .sequence(let range):
      for place in 0..<rows.count {
        let value = Int64(range.lowerBound + rows.lowerBound + place)
        target[place] = target[place] &* Int32(truncatingIfNeeded: width) &+ code(value)
      }
    case .wideDecimal, .float, .text, .list: break
    }
  }

  @inline(__always)
  private func add<T: FixedWidthInteger>(
    _ vector: Vector<T>, _ rows: Range<Int>, _ target: UnsafeMutablePointer<Int32>
  ) {
    let width = Int32(truncatingIfNeeded: width)
    let first = rows.lowerBound
    guard let presence else {
      for place in 0..<rows.count {
        target[place] = target[place] &* width &+ code(Int64(truncatingIfNeeded: vector[first + place]))
      }
      return
    }
    for place in 0..<rows.count {
      let code = code(Int64(truncatingIfNeeded: vector[first + place]))
      // All ones where there is a value.
      let mask = 0 &- Int32(presence[first + place])
      target[place] = target[place] &* width &+ (code & mask)
    }
  }

  @inline(__always)
  private func code(_ value: Int64) -> Int32 { Int32(truncatingIfNeeded: value &- low &+ 1) }
}

extension Column {
  /// The least of the values that are there, and how many codes from it on they take; nil for kinds without such.
  fileprivate func codeRange(_ presence: Vector<UInt8>?) -> (low: Int64, size: Int)? {
    switch values {
    case .boolean: return (0, 2)
    case .dictionary(_, let dictionary): return (0, dictionary.count)
    case .date(let vector), .rows(let vector): return size(vector.bounds(presence))
    case .integer(let vector), .decimal(let vector, _), .datetime(let vector), .period(let vector),
      .duration(let vector):
      return size(vector.bounds(presence))
    case .sequence(let range): return (Int64(range.lowerBound), range.count)
    case .wideDecimal, .float, .text, .list: return nil
    }
  }

  private func size<T: FixedWidthInteger>(_ bounds: ClosedRange<T>?) -> (low: Int64, size: Int)? {
    guard let bounds else { return (0, 0) }
    let (span, overflow) = Int64(bounds.upperBound).subtractingReportingOverflow(Int64(bounds.lowerBound))
    return overflow || span >= 1 << 30 ? nil : (Int64(bounds.lowerBound), Int(span) + 1)
  }
}

extension Vector where Element: FixedWidthInteger {
  /// The least and the greatest of the values that are there; nil where none is.
  package func bounds(_ presence: Vector<UInt8>?) -> ClosedRange<Element>? {
    var (low, high) = (Element.max, Element.min)
    if let presence {
      for row in 0..<count {
        let isThere = presence[row] != 0
        low = min(low, isThere ? self[row] : .max)
        high = max(high, isThere ? self[row] : .min)
      }
    } else {
      for row in 0..<count {
        low = min(low, self[row])
        high = max(high, self[row])
      }
    }
    return low <= high ? low...high : nil
  }
}
