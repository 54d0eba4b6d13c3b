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

  private let storage: PreparedKeys

  package init(_ keys: [Key]) { storage = PreparedKeys(keys) }

  var preparedKeys: UnsafeMutableBufferPointer<PreparedKey> { storage.keys }

  /// Negative, zero or positive as row `a` sorts before, with or after row `b`.
  package func compare(_ a: Int, _ b: Int) -> Int {
    for key in storage.keys {
      if let isPresent = key.isPresent, isPresent[a] & isPresent[b] == 0 {
        let order = Int(isPresent[b]) - Int(isPresent[a])
        if order != 0 { return key.missingFirst ? -order : order }
        continue
      }
      let order = compare(key, a, b)
      if order != 0 { return key.descending ? -order : order }
    }
    return 0
  }

  /// The rows 0..<count in order, equal ones as they stand. Between the passes of a sort by digits `checkpoint` is called, and may
  /// throw to end the work.
  package func sorted<Failure: Error>(
    count: Int, checkpoint: () throws(Failure) -> Void
  ) throws(Failure) -> Vector<Int32> {
    if count > 32, let packed = PackedKeys(self, count: count) {
      return packed.rows(try packed.sorted(0..<count, checkpoint: checkpoint))
    }
    if count > 32, storage.keys.allSatisfy({ $0.kind == .words }) {
      return try RadixSort.rows(storage.keys, count: count, checkpoint: checkpoint)
    }
    return compared(count: count)
  }

  /// As the other, of few rows.
  package func sorted(count: Int) -> Vector<Int32> { sorted(count: count) {} }

  private func compared(count: Int) -> Vector<Int32> {
    var rows = Array(0..<Int32(truncatingIfNeeded: count))
    rows.sort { a, b in
      let order = compare(Int(a), Int(b))
      return order != 0 ? order < 0 : a < b
    }
    return Vector(rows)
  }

  @inline(__always)
  private func compare(_ key: PreparedKey, _ a: Int, _ b: Int) -> Int {
    switch key.kind {
    case .words:
      let words = key.values.assumingMemoryBound(to: Int64.self)
      return words[a] < words[b] ? -1 : words[a] > words[b] ? 1 : 0
    case .wide:
      let words = key.values.assumingMemoryBound(to: Int128.self)
      return words[a] < words[b] ? -1 : words[a] > words[b] ? 1 : 0
    case .texts:
      let texts = key.values.assumingMemoryBound(to: TextView.self)
      return texts[a].compare(texts[b])
    case .lists: return compareLists(key, a, b)
    }
  }

  private func compareLists(_ key: PreparedKey, _ a: Int, _ b: Int) -> Int {
    let offsets = key.values.assumingMemoryBound(to: Int32.self)
    let (first, second) = (Int(offsets[a])..<Int(offsets[a + 1]), Int(offsets[b])..<Int(offsets[b + 1]))
    for (x, y) in zip(first, second) {
      let order = storage.elements[key.elements].compare(x, y)
      if order != 0 { return order }
    }
    return first.count - second.count
  }
}

/// A key as comparing reads it: pointers, so that no reference is counted for each pair of rows.
struct PreparedKey {
  enum Kind { case words, wide, texts, lists }

  var kind: Kind
  /// Integers in the order of the values (`Int64` or `Int128`), text views, or offsets of lists.
  var values: UnsafeRawPointer
  /// Of lists, the comparator of their elements.
  var elements = 0
  var isPresent: UnsafePointer<UInt8>?
  var descending: Bool
  var missingFirst: Bool
}

/// The keys of a comparator and what keeps their memory.
private final class PreparedKeys: @unchecked Sendable {
  let keys: UnsafeMutableBufferPointer<PreparedKey>
  private(set) var elements: [Comparator] = []
  private var owners: [Any] = []

  init(_ keys: [Comparator.Key]) {
    self.keys = .allocate(capacity: keys.count)
    for (index, key) in keys.enumerated() { self.keys.initializeElement(at: index, to: prepared(key)) }
  }

  deinit { keys.deallocate() }

  private func prepared(_ key: Comparator.Key) -> PreparedKey {
    let presence = key.column.presence
    owners.append((presence, key.column))
    var result = prepare(key.column)
    result.isPresent = presence?.start
    result.descending = key.descending
    result.missingFirst = key.missingFirst
    return result
  }

  private func prepare(_ column: Column) -> PreparedKey {
    switch column.values {
    case .boolean(let vector): keep(vector.mapped { Int64($0) }, .words)
    case .integer(let vector), .decimal(let vector, _), .datetime(let vector), .period(let vector),
      .duration(let vector):
      keep(vector, .words)
    case .wideDecimal(let vector, _): keep(vector, .wide)
    case .float(let vector): keep(vector.mapped(\.orderedBits), .words)
    case .text(let vector, _): keep(vector, .texts)
    case .dictionary(let codes, let dictionary): keep(Self.ranks(column, codes, dictionary), .words)
    case .date(let vector), .rows(let vector): keep(vector.mapped { Int64($0) }, .words)
    case .sequence(let range): keep(Vector(range.map { Int64($0) }), .words)
    case .list(let offsets, let list): lists(offsets, list)
    }
  }

  private func keep<Element>(_ values: Vector<Element>, _ kind: PreparedKey.Kind) -> PreparedKey {
    owners.append(values)
    return PreparedKey(kind: kind, values: UnsafeRawPointer(values.start), descending: false, missingFirst: false)
  }

  private func lists(_ offsets: Vector<Int32>, _ list: ListElements) -> PreparedKey {
    var result = keep(offsets, .lists)
    result.elements = elements.count
    elements.append(Comparator([Comparator.Key(list.column)]))
    return result
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
