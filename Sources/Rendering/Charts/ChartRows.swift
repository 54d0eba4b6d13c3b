import Columns
import Diagnostics

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
  private let isInterrupted: @Sendable () -> Bool

  /// More colours nobody tells apart.
  static let mostSeries = 8

  /// `isInterrupted` is asked now and then; where it says so what goes through all rows throws E405.
  init(
    _ chart: ResultChart, unicode: Bool, zoneMinutes: Int, isInterrupted: @escaping @Sendable () -> Bool
  ) throws(Diagnostic) {
    self.chart = chart
    self.isInterrupted = isInterrupted
    self.unicode = unicode
    self.zoneMinutes = zoneMinutes
    count = chart.x.column.count
    style = DisplayStyle(unicode: unicode, zoneMinutes: zoneMinutes)
    // The engine has seen to it that it is one.
    let measured = chart.kind == .histogram ? chart.x : chart.y
    unit = if case .fixed(let name)? = measured?.currency { CurrencySign(name, unicode: unicode) } else { .none }
    series = [""]
    numbers = [Int](repeating: 0, count: count)
    if let per = chart.per { try divide(by: per) }
  }

  private mutating func divide(by per: ResultField) throws(Diagnostic) {
    let groups = try groups(of: per)
    // The groups in the order of their values.
    var kept = try sorted(Array(groups.values.indices)) { Value.compare(groups.values[$0], groups.values[$1]) < 0 }
    let isLine = chart.kind == .line
    var others: [Int] = []
    if kept.count > Self.mostSeries {
      // Those with the most marks stay, in their order.
      let most = Self.mostSeries - (isLine ? 0 : 1)
      let bySize = try sorted(Array(kept.enumerated())) {
        (groups.counts[$1.element], $0.offset) < (groups.counts[$0.element], $1.offset)
      }
      let large = Set(bySize.prefix(most).map(\.element))
      others = kept.filter { !large.contains($0) }
      kept = kept.filter { large.contains($0) }
      let all = "\(kept.count + others.count) different values of \(per.name)"
      let names =
        others.prefix(10).map { style.text(of: groups.values[$0]) }.joined(separator: ", ")
        + (others.count > 10 ? ", …" : "")
      notes.append("of \(all) \(others.count) are \(isLine ? "not drawn" : "taken together"): \(names)")
    }
    var places = [Int](repeating: isLine ? -1 : kept.count, count: groups.values.count)
    for (place, group) in kept.enumerated() { places[group] = place }
    series =
      kept.map { style.text(of: groups.values[$0]) } + (others.isEmpty || isLine ? [] : ["\(others.count) others"])
    numbers = groups.numbers.map { places[$0] }
  }

  // MARK: All rows

  /// The rows of one value each, numbered by first appearance.
  struct Groups {
    fileprivate(set) var values: [Value] = []
    fileprivate(set) var counts: [Int] = []
    /// The first row of each.
    fileprivate(set) var first: [Int] = []
    /// The group of each row.
    fileprivate(set) var numbers: [Int] = []
  }

  func groups(of field: ResultField) throws(Diagnostic) -> Groups {
    var places: [Value: Int] = [:]
    var groups = Groups()
    groups.numbers.reserveCapacity(count)
    try forEach { row in
      let value = field.column.value(row, field.type)
      let place = places[value] ?? groups.values.count
      if place == groups.values.count {
        places[value] = place
        groups.values.append(value)
        groups.counts.append(0)
        groups.first.append(row)
      }
      groups.counts[place] += 1
      groups.numbers.append(place)
    }
    return groups
  }

  func forEach(_ body: (Int) -> Void) throws(Diagnostic) {
    for row in 0..<count {
      if row & 0xFFF == 0 { try checkInterruption() }
      body(row)
    }
  }

  func sorted<Element>(
    _ elements: [Element], by precedes: (Element, Element) -> Bool
  ) throws(Diagnostic) -> [Element] {
    var comparisons = 0
    do {
      return try elements.sorted { left, right in
        comparisons += 1
        if comparisons & 0xFFF == 0 { try checkInterruption() }
        return precedes(left, right)
      }
    } catch {
      throw error as? Diagnostic ?? Self.interrupted
    }
  }

  func checkInterruption() throws(Diagnostic) { if isInterrupted() { throw Self.interrupted } }

  private static var interrupted: Diagnostic { Diagnostic(.interrupted, "interrupted while drawing the chart") }

  // MARK: One row

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
