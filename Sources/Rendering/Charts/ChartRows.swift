import Columns

/// The marks of a chart as the drawings read them.
struct ChartRows {
  let chart: ResultChart
  let count: Int
  /// Names of lines or of parts of bars, at most `mostSeries`; the last may stand for all further ones.
  private(set) var series: [String]
  /// The series of each mark.
  private(set) var numbers: [Int]
  /// What the measured field is in.
  let unit: CurrencySign
  let unicode: Bool
  private(set) var notes: [String] = []
  private let style: DisplayStyle
  private let zoneMinutes: Int

  /// More colours nobody tells apart.
  static let mostSeries = 8

  init(_ chart: ResultChart, unicode: Bool, zoneMinutes: Int) {
    self.chart = chart
    self.unicode = unicode
    self.zoneMinutes = zoneMinutes
    count = chart.x.column.count
    style = DisplayStyle(unicode: unicode, zoneMinutes: zoneMinutes)
    // The engine has seen to it that it is one.
    let measured = chart.kind == .histogram ? chart.x : chart.y
    unit = if case .fixed(let name)? = measured?.currency { CurrencySign(name, unicode: unicode) } else { .none }
    series = [""]
    numbers = [Int](repeating: 0, count: count)
    if let per = chart.per { divide(by: per) }
  }

  private mutating func divide(by per: ResultField) {
    var counts: [Value: Int] = [:]
    let values = (0..<count).map { per.column.value($0, per.type) }
    for value in values { counts[value, default: 0] += 1 }
    var kept = counts.keys.sorted { Value.compare($0, $1) < 0 }
    let isLine = chart.kind == .line
    var others: [Value] = []
    if kept.count > Self.mostSeries {
      // Those with the most marks stay, in their order.
      let most = Self.mostSeries - (isLine ? 0 : 1)
      let large = Set(
        kept.enumerated().sorted { counts[$0.1, default: 0] > counts[$1.1, default: 0] }.prefix(most).map(\.1))
      others = kept.filter { !large.contains($0) }
      kept = kept.filter { large.contains($0) }
      let all = "\(kept.count + others.count) different values of \(per.name)"
      let names =
        others.prefix(10).map { style.text(of: $0) }.joined(separator: ", ") + (others.count > 10 ? ", …" : "")
      notes.append("of \(all) \(others.count) are \(isLine ? "not drawn" : "taken together"): \(names)")
    }
    let places = Dictionary(uniqueKeysWithValues: zip(kept, kept.indices))
    series = kept.map { style.text(of: $0) } + (others.isEmpty || isLine ? [] : ["\(others.count) others"])
    numbers = values.map { places[$0] ?? (isLine ? -1 : kept.count) }
  }

  // MARK: Reading

  func x(_ row: Int) -> Value { chart.x.column.value(row, chart.x.type) }

  /// Nil where it is missing, or no number that can be drawn.
  func y(_ row: Int) -> Double? {
    guard let y = chart.y, let number = y.column.value(row, y.type).double, number.isFinite else { return nil }
    return number
  }

  /// A place on an axis: numbers as they are, time in days since 1970-01-01. Nil for what is neither, and for missing ones.
  func position(_ row: Int) -> Double? {
    switch x(row) {
    case .date(let days): return Double(days)
    case .datetime(let instant):
      return (Double(instant) + Double(zoneMinutes) * 60_000_000) / Double(Instant.microsecondsPerDay)
    case .period(let period): return Double(period.first)
    case let value: return value.double.flatMap { $0.isFinite ? $0 : nil }
    }
  }

  func label(_ row: Int) -> String { style.text(of: chart.x, row) ?? style.missing }

  /// The measured value as tables show it.
  func text(_ row: Int) -> String { chart.y.flatMap { style.text(of: $0, row) } ?? style.missing }

  /// The exact sum of measured values, as text; nil where it is no exact number.
  func exactSum(_ rows: [Int]) -> String? {
    guard let y = chart.y else { return String(rows.count) }
    var (sum, scale): (Int128, Int) = (0, 0)
    for row in rows {
      guard let value = y.column.value(row, y.type).exact else { continue }
      let (total, overflow) = sum.addingReportingOverflow(value.mantissa)
      if overflow { return nil }
      (sum, scale) = (total, value.scale)
    }
    var bytes: [UInt8] = []
    bytes.append(mantissa: sum, scale: scale)
    return unit.into(groupingDigits(bytes, from: 5))
  }
}
