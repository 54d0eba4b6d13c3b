import Columns
import Plans
import Testing

@testable import Execution

/// Sorting, choosing and counting by codes and packed words, against the same done with boxed values.
@Suite struct ChoosingTests {
  private static let types: [ValueType] = [
    .boolean, .integer, .decimal, .float, .text, .date, .datetime, .period, .duration(.days),
  ]

  /// Integers close together, with missing ones, and as texts with codes.
  private func column(_ random: inout RandomValues, _ type: ValueType, count: Int) throws -> Column {
    let values = (0..<count).map { _ -> Value in
      let number = random.integer(-3...3)
      if number == 3 { return .missing }
      switch type {
      case .integer: return .integer(Int64(number))
      case .date: return .date(number)
      case .boolean: return .boolean(number > 0)
      default: return .text("t\(number)")
      }
    }
    return try Column(values, type)
  }

  @Test func sortsPackedRows() throws {
    for seed in 0..<40 {
      var random = RandomValues(seed: UInt64(seed))
      let count = random.integer(33...300)
      let types: [ValueType] = [.integer, .date, .boolean]
      let columns = try types.map { try column(&random, $0, count: count) }
      let order = (0..<types.count).map { _ in (random.integer(0...1) == 1, random.integer(0...1) == 1) }
      let keys = zip(columns, order).map { Comparator.Key($0, descending: $1.0, missingFirst: $1.1) }
      let comparator = Comparator(keys)
      #expect(PackedKeys(comparator, count: count) != nil)
      let expected = (0..<count).sorted { a, b in
        let order = comparator.compare(a, b)
        return order != 0 ? order < 0 : a < b
      }
      #expect(comparator.sorted(count: count).array.map(Int.init) == expected)
      #expect(comparator.first(7, of: count).array.map(Int.init) == expected.prefix(7).sorted())
      // Of two runs as of one.
      guard let packed = PackedKeys(comparator, count: count) else { continue }
      let halves = [packed.sorted(0..<count / 3) {}, packed.sorted(count / 3..<count) {}]
      #expect(packed.rows(PackedKeys.merged(halves[0], halves[1]) {}).array.map(Int.init) == expected)
    }
  }

  @Test(arguments: types) func choosesTheFirstOfEachGroup(type: ValueType) throws {
    for seed in 0..<20 {
      var random = RandomValues(seed: UInt64(seed))
      let values = try random.column(type, count: 50)
      let groups = Vector((0..<50).map { _ in Int32(random.integer(0...5)) })
      let comparator = Comparator([Comparator.Key(values, descending: seed % 2 == 0)])
      let expected = (0..<7).map { group in
        (0..<50).filter { Int(groups[$0]) == group }
          .min { a, b in comparator.compare(a, b) != 0 ? comparator.compare(a, b) < 0 : a < b } ?? -1
      }
      #expect(comparator.firstRows(groups, groupCount: 7) {}.array.map(Int.init) == expected)
    }
  }

  @Test func codesAreEqualWhereKeysAre() throws {
    for seed in 0..<40 {
      var random = RandomValues(seed: UInt64(seed))
      let count = random.integer(0...80)
      let types: [ValueType] = [.integer, .date, .boolean]
      let columns = try types.map { try column(&random, $0, count: count) }
      guard let codes = DenseCodes(columns, limit: 1 << 12, alignment: seed % 2 == 0 ? 1 : 64) else {
        Issue.record("no codes")
        continue
      }
      let numbers = Vector<Int32>(count: count) { codes.write(0..<count, to: $0) }
      let expected = GroupNumbering(columns, count: count)
      var groupOfCode: [Int32: Int32] = [:]
      for row in 0..<count {
        #expect(numbers[row] >= 0 && Int(numbers[row]) < codes.bound)
        let group = groupOfCode[numbers[row], default: expected.groups[row]]
        #expect(group == expected.groups[row])
        groupOfCode[numbers[row]] = group
      }
      #expect(groupOfCode.count == expected.count)
    }
    #expect(DenseCodes([Column(.integer(Vector([0, .max])))], limit: 1 << 20) == nil)
    #expect(DenseCodes([Column(.integer(Vector([.min, .max])))], limit: 1 << 20) == nil)
  }

  @Test func sumsOfGroups() throws {
    for seed in 0..<20 {
      var random = RandomValues(seed: UInt64(seed))
      // With so many rows two threads share them.
      let count = seed < 4 ? 40_000 + seed : random.integer(0...3000)
      let groupCount = random.integer(1...(seed % 2 == 0 ? 5 : 1500))
      let groups = Vector((0..<count).map { _ in Int32(random.integer(0...groupCount - 1)) })
      let numbers = (0..<count).map { _ in Int64(random.integer(-9...9)) << (seed % 3 == 0 ? 58 : 3) }
      let presence = Vector<UInt8>((0..<count).map { _ in random.integer(0...3) > 0 ? 1 : 0 })
      let argument = Column(.integer(Vector(numbers)), validity: presence)
      let input = AggregateInput(groups: groups, groupCount: groupCount, argument: argument, threads: 2)
      var (sums, counts) = ([Int128](repeating: 0, count: groupCount), [Int64](repeating: 0, count: groupCount))
      var distinct = [Set<Int64>](repeating: [], count: groupCount)
      for row in 0..<count where presence[row] == 1 {
        sums[Int(groups[row])] += Int128(numbers[row])
        counts[Int(groups[row])] += 1
        distinct[Int(groups[row])].insert(numbers[row])
      }
      #expect(input.exactSums(Vector(numbers)).array == sums)
      #expect(input.presentCounts.array == counts)
      if let found = input.distinctCounts { #expect(found.array == distinct.map { Int64($0.count) }) }
    }
  }

  @Test func findsPlacesInOrder() {
    for seed in 0..<30 {
      var random = RandomValues(seed: UInt64(seed))
      let count = random.integer(1...3000)
      let shift = [0, 8, 40, 60][seed % 4]
      var numbers = (0..<count).map { _ in Int64(random.integer(-2000...2000)) << shift }
      if seed % 5 == 0 { numbers += [.min, .max] }
      let sorted = numbers.sorted()
      let first = random.integer(0...numbers.count - 1)
      for places in [[first], [first, min(first + 1, numbers.count - 1)], [0, numbers.count / 2, numbers.count - 1]] {
        let found = numbers.withUnsafeBufferPointer { OrderStatistics.numbers(at: places, of: $0) }
        #expect(found == places.map { sorted[$0] })
      }
    }
  }

  @Test func findsTextsInAnyCase() throws {
    let letters = ["a", "K", "k", "\u{212A}", "i", "I", "\u{130}", "中", "é", "É", " ", "\u{FF21}", "B", "b"]
    for seed in 0..<300 {
      var random = RandomValues(seed: UInt64(seed))
      func text(_ count: Int) -> String {
        (0..<count).map { _ in letters[random.integer(0...letters.count - 1)] }.joined()
      }
      let part = seed % 2 == 0 ? ["ki", "k", "ab", "bi k", "a"][random.integer(0...4)] : text(random.integer(1...3))
      let values = try Column((0..<8).map { _ in .text(text(random.integer(0...40))) }, .text)
      for function in [Function.containsText, .startsWith, .endsWith] {
        let found = try Kernels.evaluate(
          function, [.column(values, .text), .constant(.text(part))], as: .boolean, count: 8, zoneMinutes: 0)
        let expected = try (0..<8).map {
          try function.evaluate([values.value($0, .text), .text(part)], as: .boolean, zoneMinutes: 0)
        }
        #expect((0..<8).map { found.value($0, .boolean) } == expected)
      }
    }
  }
}
