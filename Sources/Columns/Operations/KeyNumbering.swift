/// Numbers the distinct values of a key column, so that other columns of the same type can be looked up in it: 0 is missing, -1 a
/// value that was never inserted. Integers and decimals are equal across kinds and scales. Built by one thread; looked up by any.
final class KeyNumbering: @unchecked Sendable {
  private let table: Table
  /// The numbers of the entries of the dictionary whose codes were inserted last, `unknown` where none was asked for.
  private var entries: (dictionary: TextDictionary, numbers: [Int32])?

  private enum Table {
    /// Whole numbers: decimals at `scale`, floats as their bits.
    case words(IntegerTable, scale: Int)
    case wide(DenseTable<Int128>, scale: Int)
    /// The arena keeps the texts that were inserted.
    case texts(DenseTable<TextView>, Arena)
    /// A list is the path of its elements' numbers through a tree: `nodes` numbers the steps, each from a node by an element.
    case lists(elements: KeyNumbering, nodes: DenseTable<Int64>)
  }

  private static let unknown: Int32 = -2

  /// An empty table for columns like this one.
  init(like column: Column) {
    switch column.values {
    case .text(_, let arena): table = .texts(DenseTable(), arena)
    case .dictionary(_, let dictionary): table = .texts(DenseTable(), dictionary.arena)
    case .wideDecimal(_, let scale): table = .wide(DenseTable(), scale: scale)
    case .decimal(_, let scale): table = .words(IntegerTable(), scale: scale)
    case .list(_, let elements): table = .lists(elements: KeyNumbering(like: elements.column), nodes: DenseTable())
    default: table = .words(IntegerTable(), scale: 0)
    }
  }

  /// Called before the rows of so large a part are inserted, until it is false.
  func makeRoom(for rows: Int) -> Bool {
    switch table {
    case .words(let table, _):
      if case .hashed(let hashed) = table.index { hashed.makeRoom(for: rows) } else { false }
    case .wide(let table, _): table.makeRoom(for: rows)
    case .texts(let table, _): table.makeRoom(for: rows)
    case .lists(let elements, let nodes): elements.makeRoom(for: rows) || nodes.makeRoom(for: rows)
    }
  }

  /// The number of each row of a part of the column that the table was made for.
  func insert(_ column: Column) -> Vector<Int32> { numbers(column, inserting: true) }

  /// The number of each row of `column`, of the type of the column that the table was made for.
  func find(_ column: Column) -> Vector<Int32> { numbers(column, inserting: false) }

  /// All numbers are below this.
  var bound: Int {
    switch table {
    case .words(let table, _): table.count + 1
    case .wide(let table, _): table.count + 1
    case .texts(let table, _): table.count + 1
    case .lists(_, let nodes): nodes.count + 2
    }
  }

  private func numbers(_ column: Column, inserting: Bool) -> Vector<Int32> {
    switch (table, column.values) {
    case (.texts(let table, _), .text(let views, _)):
      return each(column) { table.number(views[$0], inserting) }
    case (.texts(let table, _), .dictionary(let codes, let dictionary)):
      return coded(column, codes, dictionary, table, inserting)
    case (.wide(let table, let scale), _):
      return each(column) { row in
        guard let key = column.mantissa(row, scale: scale) else { return -1 }
        return table.number(key, inserting)
      }
    case (.lists(let elements, let nodes), .list(let offsets, let list)):
      return lists(column, offsets, list, elements, nodes, inserting)
    case (.words(let table, let scale), _): return words(column, table, scale, inserting)
    case (.texts, _), (.lists, _): return each(column) { _ in -1 }
    }
  }

  private func words(_ column: Column, _ table: IntegerTable, _ scale: Int, _ inserting: Bool) -> Vector<Int32> {
    switch column.values {
    case .boolean(let vector): return integers(column, vector, table, inserting)
    case .date(let vector), .rows(let vector): return integers(column, vector, table, inserting)
    case .datetime(let vector), .period(let vector), .duration(let vector):
      return integers(column, vector, table, inserting)
    case .integer(let vector) where scale == 0: return integers(column, vector, table, inserting)
    case .decimal(let vector, scale): return integers(column, vector, table, inserting)
    case .sequence(let range): return integers(column, Vector(range.map { Int64($0) }), table, inserting)
    case .float(let vector):
      // One zero and one NaN.
      let bits = vector.mapped { Int64(bitPattern: ($0 == 0 ? 0 : $0.isNaN ? Double.nan : $0).bitPattern) }
      return integers(column, bits, table, inserting)
    case .integer, .decimal, .wideDecimal:
      let keys = (0..<column.count).map { column.mantissa($0, scale: scale).flatMap { Int64(exactly: $0) } }
      let numbers = integers(column, Vector(keys.map { $0 ?? 0 }), table, inserting)
      return each(column) { keys[$0] == nil ? -1 : numbers[$0] }
    case .text, .dictionary, .list: return each(column) { _ in -1 }
    }
  }

  private func integers<T: FixedWidthInteger>(
    _ column: Column, _ vector: Vector<T>, _ table: IntegerTable, _ inserting: Bool
  ) -> Vector<Int32> {
    if inserting {
      guard let bounds = vector.bounds(column.presence) else { return Vector(repeating: 0, count: column.count) }
      table.prepare(Int64(bounds.lowerBound)...Int64(bounds.upperBound), rows: column.count)
    }
    switch table.index {
    case .hashed(let hashed): return each(column) { hashed.number(Int64(vector[$0]), inserting) }
    case .places(let places, let low):
      if inserting { return each(column) { table.insert(Int64(vector[$0]), places, low: low) + 1 } }
      return each(column) { row in
        let number = IntegerTable.find(Int64(vector[row]), places, low: low)
        return number < 0 ? -1 : number + 1
      }
    }
  }

  /// Looks each code up once.
  private func coded(
    _ column: Column, _ codes: Vector<Int32>, _ dictionary: TextDictionary, _ table: DenseTable<TextView>,
    _ inserting: Bool
  ) -> Vector<Int32> {
    var numbers: [Int32]
    if let entries, entries.dictionary === dictionary {
      guard inserting else {
        return entries.numbers.withUnsafeBufferPointer { numbers in
          each(column) { row in
            let number = numbers[Int(codes[row])]
            return number == Self.unknown ? -1 : number
          }
        }
      }
      numbers = entries.numbers
    } else {
      numbers = Array(repeating: Self.unknown, count: dictionary.count)
    }
    if inserting { entries = nil }
    let result = numbers.withUnsafeMutableBufferPointer { numbers in
      each(column) { row in
        let code = Int(codes[row])
        if numbers[code] == Self.unknown { numbers[code] = table.number(dictionary.entries[code], inserting) }
        return numbers[code]
      }
    }
    if inserting { entries = (dictionary, numbers) }
    return result
  }

  private func lists(
    _ column: Column, _ offsets: Vector<Int32>, _ list: ListElements, _ elements: KeyNumbering,
    _ nodes: DenseTable<Int64>, _ inserting: Bool
  ) -> Vector<Int32> {
    let start = Int(offsets[0])
    let children = elements.numbers(list.column.slice(start..<Int(offsets[column.count])), inserting: inserting)
    return each(column) { row in
      var node: Int32 = 0
      for element in Int(offsets[row])..<Int(offsets[row + 1]) {
        let child = children[element - start]
        guard child >= 0, node >= 0 else { return -1 }
        node = nodes.number(pair(node, child), inserting)
      }
      return node < 0 ? -1 : node + 1
    }
  }

  @inline(__always)
  private func each(_ column: Column, _ number: (Int) -> Int32) -> Vector<Int32> {
    let rows: Vector<Int32>? = if case .rows(let rows) = column.values { rows } else { nil }
    return Vector(count: column.count) { target in
      for row in 0..<column.count {
        target[row] = column.isMissing(row) || (rows?[row] ?? 0) < 0 ? 0 : number(row)
      }
    }
  }
}

/// Two numbers as one key.
@inline(__always)
func pair(_ first: Int32, _ second: Int32) -> Int64 { Int64(first) << 32 | Int64(second) }

extension DenseTable {
  /// Counted from 1, 0 being the number of missing; -1 where it is not there and is not inserted.
  @inline(__always)
  fileprivate func number(_ key: Key, _ inserting: Bool) -> Int32 {
    if inserting { return insert(key) + 1 }
    let number = find(key)
    return number < 0 ? -1 : number + 1
  }
}

extension Column {
  /// The mantissa that an integer or decimal has at `scale`; nil where it has none.
  fileprivate func mantissa(_ row: Int, scale: Int) -> Int128? {
    guard let exact = value(row, .decimal).exact else { return nil }
    let trimmed = exact.scale > scale ? exact.trimmed : exact
    return trimmed.scale > scale ? nil : trimmed.rescaled(to: scale)?.mantissa
  }
}
