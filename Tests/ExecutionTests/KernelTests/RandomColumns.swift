import Columns

/// SplitMix64: the same rows for the same seed.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Random values of a type: some missing, some equal, some at the edges of their ranges.
struct RandomValues {
  var generator: SeededGenerator
  /// Numbers at the edges of their ranges too, which overflow.
  var isWild: Bool
  var missingPart = 0.15

  init(seed: UInt64, isWild: Bool = false) {
    generator = SeededGenerator(seed: seed)
    self.isWild = isWild
  }

  mutating func chance(_ part: Double) -> Bool { Double.random(in: 0..<1, using: &generator) < part }
  mutating func pick<T>(_ values: [T]) -> T { values[Int.random(in: 0..<values.count, using: &generator)] }
  mutating func integer(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

  mutating func value(_ type: ValueType) -> Value { chance(missingPart) ? .missing : present(type) }

  mutating func present(_ type: ValueType) -> Value {
    switch type.ofValue {
    case .boolean, .record: return .boolean(chance(0.5))
    case .integer:
      return .integer(isWild && chance(0.2) ? pick([.min, .max, .max - 1, 1 << 53]) : Int64(integer(-12...12)))
    case .decimal: return .decimal(decimal())
    case .float: return .float(pick([0, -0.0, 2.5, -1.75, 0.1, 1e15, 3, -3]))
    case .text: return .text(pick(Self.texts))
    case .date: return .date(day())
    case .datetime: return .datetime(Int64(day()) * 86_400_000_000 + Int64(integer(0...86_399)) * 1_000_000)
    case .period: return .period(period())
    case .duration(let unit):
      return .duration(Int64(unit == .clock ? integer(-9...9) * 1_800_000_000 : integer(-40...40)), unit)
    case .list(let element): return .list((0..<integer(0...3)).map { _ in value(element) })
    case .row, .reference: return .row(integer(0...5))
    case .missing, .unknown: return .missing
    }
  }

  private mutating func decimal() -> DecimalNumber {
    if isWild && chance(0.2) {
      return DecimalNumber(pick([DecimalNumber.limit, -DecimalNumber.limit, 1 << 70]), scale: pick([0, 3]))
    }
    return DecimalNumber(Int128(integer(-2000...2000)), scale: pick([0, 1, 2, 2, 3]))
  }

  /// About the ends of months and years, leap days among them.
  private mutating func day() -> Int {
    let end = CalendarDate.days(year: pick([1900, 2000, 2020, 2023, 2024]), month: integer(1...12), day: 1)
    return end + integer(-2...2)
  }

  private mutating func period() -> Period {
    let kind = pick([Period.Kind.year, .quarter, .month, .week, .day, .span])
    let first = day()
    return kind == .span ? Period(first: first, last: first + integer(-1...40)) : Period(kind, containing: first)
  }

  static let texts = [
    "", "a", "A", "Milk powder", "MILK", "奶粉", "彭干小学", "Straße", "İstanbul", "ΟΔΟΣ", "Ünï", "𐐀deseret", "Ǆ", "ＦＵＬＬ",
    " trim\u{3000}", "12", "-3.50", "2.5e3", "2023-09-30", "a,b,,c", "aaa", "aab", "ab", "naïve", "e\u{301}tude", "K2",
  ]

  /// A column of random values; texts sometimes as codes, decimals of one scale, rows partly out of a longer column.
  mutating func column(_ type: ValueType, count: Int) throws -> Column {
    let extra = integer(0...2)
    let values = (0..<count + extra).map { _ in value(type) }
    var column = try Column(values, type)
    if type == .text, chance(0.5) {
      let numbering = GroupNumbering([column], count: column.count)
      if case .text(let views, let arena) = column.gather(numbering.firstRows).values {
        column = Column(
          .dictionary(numbering.groups, TextDictionary(entries: views, arena: arena)), validity: column.validity)
      }
    }
    return column.slice(extra..<count + extra)
  }
}
