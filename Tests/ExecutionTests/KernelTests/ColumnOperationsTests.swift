import Columns
import Testing

/// Gathering, joining, ordering and numbering rows, against the same done with boxed values.
@Suite struct ColumnOperationsTests {
  static let types: [ValueType] = [
    .boolean, .integer, .decimal, .float, .text, .date, .datetime, .period, .duration(.days), .list(.text),
    .list(.list(.integer)), .row(RelationID(0)),
  ]

  private func values(_ column: Column, _ type: ValueType) -> [Value] {
    (0..<column.count).map { column.value($0, type) }
  }

  @Test(arguments: types) func gathersAndSlices(type: ValueType) throws {
    for seed in 0..<10 {
      var random = RandomValues(seed: UInt64(seed), isWild: seed % 2 == 1)
      guard let column = try? random.column(type, count: 20) else { continue }
      let all = values(column, type)
      let rows = (0..<30).map { _ in Int32(random.integer(-1...19)) }
      #expect(values(column.gather(Vector(rows)), type) == rows.map { $0 < 0 ? .missing : all[Int($0)] })
      #expect(values(column.gather(Column(.sequence(3..<9))), type) == Array(all[3..<9]))
      #expect(values(column.slice(5..<12).gather(Vector([2, 0])), type) == [all[7], all[5]])
      #expect(values(column.filtered(by: Vector([1, 4])), type) == [all[1], all[4]])
    }
  }

  @Test(arguments: types) func concatenates(type: ValueType) throws {
    for seed in 0..<10 {
      var random = RandomValues(seed: UInt64(seed), isWild: seed % 3 == 2)
      var parts: [Column] = []
      for _ in 0..<3 { if let part = try? random.column(type, count: random.integer(0...9)) { parts.append(part) } }
      parts.append(try Column([.missing, .missing], .missing))
      guard let joined = try? Column.concatenated(parts, type) else { continue }
      #expect(values(joined, type) == parts.flatMap { values($0, type) })
      parts.removeLast()
      let alike = try Column.concatenated(parts, type)
      #expect(values(alike, type) == parts.flatMap { values($0, type) })
    }
  }

  @Test func sequencesStaySequences() throws {
    let joined = try Column.concatenated([Column(.sequence(2..<4)), Column(.sequence(4..<9))], .row(RelationID(0)))
    guard case .sequence(2..<9) = joined.values else {
      Issue.record("became \(joined.values)")
      return
    }
    let apart = try Column.concatenated([Column(.sequence(2..<4)), Column(.sequence(5..<6))], .row(RelationID(0)))
    #expect(apart.rowNumbers.array == [2, 3, 5])
  }

  @Test func selects() throws {
    let flags = try Column([.boolean(true), .missing, .boolean(false), .boolean(true)], .boolean)
    #expect(flags.selection().array == [0, 3])
  }

  @Test(arguments: types) func ordersRows(type: ValueType) throws {
    for seed in 0..<12 {
      var random = RandomValues(seed: UInt64(seed))
      let (first, second) = (try random.column(type, count: 40), try random.column(.integer, count: 40))
      let (descending, missingFirst) = (seed % 2 == 0, seed % 3 == 0)
      let comparator = Comparator([
        .init(first, descending: descending, missingFirst: missingFirst), .init(second),
      ])
      let expected = (0..<40).sorted { a, b in
        for (column, type, descending, missingFirst) in [
          (first, type, descending, missingFirst), (second, ValueType.integer, false, false),
        ] {
          let (x, y) = (column.value(a, type), column.value(b, type))
          var order = Value.compare(x, y)
          if x.isMissing || y.isMissing ? missingFirst : descending { order = -order }
          if order != 0 { return order < 0 }
        }
        return a < b
      }
      #expect(comparator.sorted(count: 40).array.map(Int.init) == expected)
    }
  }

  @Test(arguments: types) func numbersGroups(type: ValueType) throws {
    for seed in 0..<12 {
      var random = RandomValues(seed: UInt64(seed), isWild: seed % 2 == 1)
      guard let first = try? random.column(type, count: 60), let probe = try? random.column(type, count: 30) else {
        continue
      }
      let second = try random.column(.boolean, count: 60)
      let keys = (0..<60).map { Value.list([first.value($0, type), second.value($0, .boolean)]) }
      let numbering = GroupNumbering([first, second], count: 60)
      var numbers: [Value: Int32] = [:]
      for key in keys where numbers[key] == nil { numbers[key] = Int32(numbers.count) }
      #expect(numbering.groups.array == keys.compactMap { numbers[$0] })
      #expect(numbering.count == numbers.count)
      let flags = second.slice(0..<30)
      let found = numbering.find([probe, flags], count: 30, missingMatches: false).array
      let expected = (0..<30).map { row in
        let parts = [probe.value(row, type), flags.value(row, .boolean)]
        return parts.contains(where: \.isMissing) ? -1 : numbers[.list(parts)] ?? -1
      }
      #expect(found == expected)
    }
  }

  @Test func decimalsOfOtherScalesAreEqual() throws {
    let table = try Column([.decimal(DecimalNumber(150, scale: 2)), .decimal(DecimalNumber(2, scale: 0))], .decimal)
    let numbering = GroupNumbering([table], count: 2)
    let integers = try Column([.integer(2), .integer(150)], .integer)
    #expect(numbering.find([integers], count: 2, missingMatches: false).array == [1, -1])
    let longer = try Column(
      [.decimal(DecimalNumber(15_000, scale: 4)), .decimal(DecimalNumber(15_001, scale: 4))], .decimal)
    #expect(numbering.find([longer], count: 2, missingMatches: false).array == [0, -1])
  }

  @Test func noKeysAreOneGroup() {
    #expect(GroupNumbering([], count: 3).groups.array == [0, 0, 0])
    #expect(GroupNumbering([], count: 0).count == 0)
  }
}
