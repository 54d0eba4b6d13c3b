/// How many values of each family there are, and where in the chunk's file the first of each stands.
struct KindCensus {
  private(set) var counts = InlineCounts()
  private(set) var places = InlineCounts()

  struct InlineCounts {
    private var values: (Int, Int, Int, Int, Int) = (0, 0, 0, 0, 0)

    subscript(_ family: FieldKind.Family) -> Int {
      get {
        switch family {
        case .boolean: values.0
        case .number: values.1
        case .text: values.2
        case .list: values.3
        case .record: values.4
        }
      }
      set {
        switch family {
        case .boolean: values.0 = newValue
        case .number: values.1 = newValue
        case .text: values.2 = newValue
        case .list: values.3 = newValue
        case .record: values.4 = newValue
        }
      }
    }
  }

  mutating func add(_ family: FieldKind.Family, at offset: Int) {
    if counts[family] == 0 { places[family] = offset }
    counts[family] += 1
  }

  /// `other` is of what comes after.
  mutating func add(_ other: KindCensus) {
    for family in FieldKind.Family.allCases where other.counts[family] > 0 {
      if counts[family] == 0 { places[family] = other.places[family] }
      counts[family] += other.counts[family]
    }
  }
}
