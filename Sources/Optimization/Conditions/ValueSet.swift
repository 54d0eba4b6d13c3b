import Columns

/// Some of the values that an operand may have: intervals in the order of `Value.compare`, and missing or not.
struct ValueSet {
  /// Ascending: what lies between the first and the second, the third and the fourth, … is in the set.
  private var cuts: [Cut]
  private(set) var hasMissing: Bool

  static let everything = ValueSet(cuts: [.start, .end], hasMissing: true)
  static let missing = ValueSet(cuts: [], hasMissing: true)
  static let present = ValueSet(cuts: [.start, .end], hasMissing: false)

  private init(cuts: [Cut], hasMissing: Bool) {
    self.cuts = cuts
    self.hasMissing = hasMissing
  }

  /// From one value to another, both of them included or not; nil is without end.
  init(
    from low: Value?, includingFirst hasLow: Bool = true, to high: Value?, includingLast hasHigh: Bool = true,
    of domain: Domain
  ) {
    let first = low.map { domain.cut($0, isAfter: !hasLow) } ?? .start
    let last = high.map { domain.cut($0, isAfter: hasHigh) } ?? .end
    self.init(cuts: first < last ? [first, last] : [], hasMissing: false)
  }

  init(_ values: [Value], of domain: Domain) {
    self.init(cuts: [], hasMissing: false)
    for value in values.filter({ !$0.isMissing }).sorted(by: { Value.compare($0, $1) < 0 }) {
      let (first, last) = (domain.cut(value, isAfter: false), domain.cut(value, isAfter: true))
      guard first < last, cuts.last.map({ $0 < last }) ?? true else { continue }
      // Values that follow each other are one interval.
      if cuts.last == first { cuts.removeLast() } else { cuts.append(first) }
      cuts.append(last)
    }
  }

  var isEmpty: Bool { cuts.isEmpty && !hasMissing }
  var isEverything: Bool { cuts == [.start, .end] && hasMissing }

  var complement: ValueSet {
    var result = cuts
    if result.first == .start { result.removeFirst() } else { result.insert(.start, at: 0) }
    if result.last == .end { result.removeLast() } else { result.append(.end) }
    return ValueSet(cuts: result, hasMissing: !hasMissing)
  }

  func intersection(_ other: ValueSet) -> ValueSet { combined(with: other) { $0 && $1 } }
  func union(_ other: ValueSet) -> ValueSet { combined(with: other) { $0 || $1 } }

  private func combined(with other: ValueSet, _ isIn: (Bool, Bool) -> Bool) -> ValueSet {
    var result = ValueSet(cuts: [], hasMissing: isIn(hasMissing, other.hasMissing))
    var (own, others, isInside) = (0, 0, false)
    while own < cuts.count || others < other.cuts.count {
      let next = min(own < cuts.count ? cuts[own] : .end, others < other.cuts.count ? other.cuts[others] : .end)
      while own < cuts.count, cuts[own] <= next { own += 1 }
      while others < other.cuts.count, other.cuts[others] <= next { others += 1 }
      if isIn(own % 2 == 1, others % 2 == 1) != isInside {
        result.cuts.append(next)
        isInside.toggle()
      }
    }
    return result
  }

  /// With each value replaced by those of which it is made, in the same order: a year by its days.
  func spread(over domain: Domain, _ range: (Value) -> (first: Value, last: Value)?) -> ValueSet? {
    var result = ValueSet(cuts: [], hasMissing: hasMissing)
    for cut in cuts {
      guard let value = cut.value else {
        result.cuts.append(cut)
        continue
      }
      guard let range = range(value) else { return nil }
      result.cuts.append(domain.cut(cut.isAfter ? range.last : range.first, isAfter: cut.isAfter))
    }
    return result
  }

  /// Whether a value is in the set.
  func contains(_ value: Value, of domain: Domain) -> Bool {
    !intersection(ValueSet([value], of: domain)).isEmpty
  }
}

/// A place between values: before or after one, or before or after all.
struct Cut: Comparable {
  var value: Value?
  var isAfter: Bool

  static let start = Cut(value: nil, isAfter: false)
  static let end = Cut(value: nil, isAfter: true)

  static func < (a: Cut, b: Cut) -> Bool {
    guard let left = a.value, let right = b.value else {
      return a.value == nil ? !a.isAfter && b != .start : b.isAfter && b.value == nil
    }
    let order = Value.compare(left, right)
    return order != 0 ? order < 0 : !a.isAfter && b.isAfter
  }

  static func == (a: Cut, b: Cut) -> Bool {
    guard let left = a.value, let right = b.value else {
      return a.value == nil && b.value == nil && a.isAfter == b.isAfter
    }
    return a.isAfter == b.isAfter && Value.compare(left, right) == 0
  }
}

/// How the values of a type follow each other: between two neighbouring days there is nothing.
enum Domain {
  case dense, booleans, integers, days, instants

  init(_ type: ValueType) {
    switch type.ofValue {
    case .boolean: self = .booleans
    case .integer: self = .integers
    case .date: self = .days
    case .datetime: self = .instants
    case .decimal, .float, .text, .period, .duration, .list, .record, .reference, .row, .missing, .unknown:
      self = .dense
    }
  }

  /// Before or after a value, always in one way: after 3 is before 4.
  func cut(_ value: Value, isAfter: Bool) -> Cut {
    switch (self, value) {
    case (.booleans, .boolean(let flag)) where flag == isAfter: isAfter ? .end : .start
    case (.booleans, .boolean): Cut(value: .boolean(true), isAfter: false)
    case (.days, .date(let day)) where isAfter: Cut(value: .date(day + 1), isAfter: false)
    case (.instants, .datetime(let instant)) where isAfter && instant < .max:
      Cut(value: .datetime(instant + 1), isAfter: false)
    case (.integers, .integer(let number)) where isAfter:
      number < .max ? Cut(value: .integer(number + 1), isAfter: false) : .end
    case (.integers, .decimal), (.integers, .float): between(value, isAfter: isAfter)
    default: Cut(value: value, isAfter: isAfter)
    }
  }

  /// The integer that follows a number of another type.
  private func between(_ value: Value, isAfter: Bool) -> Cut {
    guard let number = value.double, let below = Int64(exactly: number.rounded(.down)), below.magnitude < 1 << 52 else {
      return Cut(value: value, isAfter: isAfter)
    }
    let isWhole = Value.compare(value, .integer(below)) == 0
    return Cut(value: .integer(isWhole && !isAfter ? below : below + 1), isAfter: false)
  }
}
