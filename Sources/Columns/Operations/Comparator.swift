/// Orders the rows of a table by keys: as `Value.compare` orders their values, missing last unless a key says otherwise (descending
/// too). Each key is prepared once, so that comparing two rows boxes nothing.
package struct Comparator: Sendable {
  package struct Key: Sendable {
    package var column: Column
    package var descending: Bool
    package var missingFirst: Bool

    package init(_ column: Column, descending: Bool = false, missingFirst: Bool = false) {
      self.column = column
      self.descending = descending
      self.missingFirst = missingFirst
    }
  }

  private struct Prepared: Sendable {
    var values: Values
    var isPresent: Vector<UInt8>?
    var descending: Bool
    var missingFirst: Bool
  }

  private indirect enum Values: Sendable {
    /// Integers in the order of the values.
    case words(Vector<Int64>)
    case wide(Vector<Int128>)
    case texts(Vector<TextView>, Arena)
    case lists(Vector<Int32>, elements: Comparator)
  }

  private let keys: [Prepared]

  package init(_ keys: [Key]) {
    self.keys = keys.map { key in
      Prepared(
        values: Self.prepare(key.column), isPresent: key.column.presence, descending: key.descending,
        missingFirst: key.missingFirst)
    }
  }

  /// Negative, zero or positive as row `a` sorts before, with or after row `b`.
  package func compare(_ a: Int, _ b: Int) -> Int {
    for key in keys {
      if let isPresent = key.isPresent, isPresent[a] & isPresent[b] == 0 {
        let order = Int(isPresent[b]) - Int(isPresent[a])
        if order != 0 { return key.missingFirst ? -order : order }
        continue
      }
      let order = Self.compare(key.values, a, b)
      if order != 0 { return key.descending ? -order : order }
    }
    return 0
  }

  /// The rows 0..<count in order, equal ones as they stand.
  package func sorted(count: Int) -> Vector<Int32> {
    if keys.count == 1, keys[0].isPresent == nil, case .words(let words) = keys[0].values {
      return Self.sorted(words, descending: keys[0].descending)
    }
    var rows = Array(0..<Int32(truncatingIfNeeded: count))
    rows.sort { a, b in
      let order = compare(Int(a), Int(b))
      return order != 0 ? order < 0 : a < b
    }
    return Vector(rows)
  }

  /// The key beside its row, so that comparing reads no other memory.
  private static func sorted(_ words: Vector<Int64>, descending: Bool) -> Vector<Int32> {
    var pairs = (0..<words.count).map { (key: words[$0], row: Int32(truncatingIfNeeded: $0)) }
    if descending {
      pairs.sort { $0.key != $1.key ? $0.key > $1.key : $0.row < $1.row }
    } else {
      pairs.sort { $0.key != $1.key ? $0.key < $1.key : $0.row < $1.row }
    }
    return Vector(pairs.map(\.row))
  }

  private static func compare(_ values: Values, _ a: Int, _ b: Int) -> Int {
    switch values {
    case .words(let words): return words[a] < words[b] ? -1 : words[a] > words[b] ? 1 : 0
    case .wide(let words): return words[a] < words[b] ? -1 : words[a] > words[b] ? 1 : 0
    case .texts(let texts, _): return texts[a].compare(texts[b])
    case .lists(let offsets, let elements):
      let (first, second) = (Int(offsets[a])..<Int(offsets[a + 1]), Int(offsets[b])..<Int(offsets[b + 1]))
      for (x, y) in zip(first, second) {
        let order = elements.compare(x, y)
        if order != 0 { return order }
      }
      return first.count - second.count
    }
  }

  private static func prepare(_ column: Column) -> Values {
    switch column.values {
    case .boolean(let vector): .words(vector.mapped { Int64($0) })
    case .integer(let vector), .decimal(let vector, _), .datetime(let vector), .period(let vector),
      .duration(let vector):
      .words(vector)
    case .wideDecimal(let vector, _): .wide(vector)
    case .float(let vector): .words(vector.mapped(\.orderedBits))
    case .text(let vector, let arena): .texts(vector, arena)
    case .dictionary(let codes, let dictionary): .words(ranks(column, codes, dictionary))
    case .date(let vector), .rows(let vector): .words(vector.mapped { Int64($0) })
    case .sequence(let range): .words(Vector(range.map { Int64($0) }))
    case .list(let offsets, let elements): .lists(offsets, elements: Comparator([Key(elements.column)]))
    }
  }

  /// Each row's place in the order of the dictionary's entries.
  private static func ranks(_ column: Column, _ codes: Vector<Int32>, _ dictionary: TextDictionary) -> Vector<Int64> {
    let order = (0..<dictionary.count).sorted { dictionary.entries[$0] < dictionary.entries[$1] }
    var ranks = [Int64](repeating: 0, count: dictionary.count)
    for (rank, entry) in order.enumerated() { ranks[entry] = Int64(rank) }
    return Vector(count: codes.count) { target in
      for row in 0..<codes.count { target[row] = column.isMissing(row) ? 0 : ranks[Int(codes[row])] }
    }
  }
}

extension Vector {
  @inlinable
  package func mapped<Result>(_ transform: (Element) -> Result) -> Vector<Result> {
    Vector<Result>(count: count) { target in
      for index in 0..<count { target[index] = transform(self[index]) }
    }
  }
}

extension Double {
  /// An integer that orders floats as `Value.compareFloats`: one zero, every NaN the greatest.
  package var orderedBits: Int64 {
    if isNaN { return .max }
    let bits = Int64(bitPattern: (self == 0 ? 0 : self).bitPattern)
    return bits >= 0 ? bits : bits ^ .max
  }
}

extension Column {
  /// One byte a row, 1 where there is a value, 0 where it is missing; nil where nothing is missing.
  package var presence: Vector<UInt8>? {
    guard case .rows(let rows) = values else { return validity }
    return Self.validity(count: count) { rows[$0] >= 0 && !isMissing($0) }
  }
}
