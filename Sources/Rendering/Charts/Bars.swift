import Columns
import Diagnostics

/// Bars from zero, each made of a part for each series: of categories in the order of the rows, or the parts of a histogram.
struct Bars {
  struct Bar {
    var label: String
    /// What the bar is in all, exactly.
    var text: String
    /// For each series; nil where there is nothing to draw.
    var parts: [Double?]

    /// Where the positive parts reach to one side of zero, and the negative ones to the other.
    var high: Double { parts.reduce(0) { $0 + max($1 ?? 0, 0) } }
    var low: Double { parts.reduce(0) { $0 + min($1 ?? 0, 0) } }
  }

  /// The first of them, `all` in number.
  private(set) var bars: [Bar]
  let all: Int
  /// More nobody looks at.
  private static let most = 5000
  /// Whether the bars follow each other on an axis of numbers or of time.
  let isOrdered: Bool
  /// Whether each bar begins where the one before ends.
  let isHistogram: Bool
  /// Whether bars are numbers of rows.
  let isWhole: Bool
  let unit: CurrencySign

  init(_ rows: ChartRows, _ notes: inout [String]) throws(Diagnostic) {
    isHistogram = false
    isOrdered =
      switch rows.chart.x.type.ofValue {
      case .integer, .decimal, .float, .date, .datetime, .period, .duration: true
      case .boolean, .text, .list, .record, .reference, .row, .missing, .unknown: false
      }
    unit = rows.unit
    isWhole = rows.chart.y.map { $0.type.ofValue == .integer } ?? true
    bars = []
    let groups = try Self.groups(rows)
    let digits = try Self.digits(rows)
    all = groups.all
    bars = groups.first.map { Self.bar($0, rows, digits) }
    guard let y = rows.chart.y else { return }
    var left = 0
    try rows.forEach { if rows.y($0) == nil { left += 1 } }
    if left == rows.count {
      notes.append("\(y.name) is missing in every row")
    } else if left > 0 {
      notes.append("\(y.name) is missing in \(left == 1 ? "1 row" : "\(left) rows")")
    }
  }

  /// The rows of the first bars, and how many bars there are: with a measure and without parts each row is one, otherwise those of one
  /// category are.
  private static func groups(_ rows: ChartRows) throws(Diagnostic) -> (first: [[Int]], all: Int) {
    if rows.chart.y != nil, rows.chart.per == nil { return ((0..<min(rows.count, most)).map { [$0] }, rows.count) }
    let groups = try rows.groups(of: rows.chart.x)
    var order = Array(groups.values.indices)
    if rows.chart.y == nil {
      switch rows.chart.x.type.ofValue {
      case .text, .boolean:
        order = try rows.sorted(order) { (groups.counts[$1], $0) < (groups.counts[$0], $1) }
      default: order = try rows.sorted(order) { Value.compare(groups.values[$0], groups.values[$1]) < 0 }
      }
    }
    var places = [Int?](repeating: nil, count: order.count)
    for (place, group) in order.prefix(most).enumerated() { places[group] = place }
    var first = [[Int]](repeating: [], count: min(order.count, most))
    try rows.forEach { row in if let place = places[groups.numbers[row]] { first[place].append(row) } }
    return (first, order.count)
  }

  private static func bar(_ group: [Int], _ rows: ChartRows, _ digits: Int?) -> Bar {
    var parts = [Double?](repeating: nil, count: rows.series.count)
    for row in group {
      guard let value = rows.chart.y == nil ? 1 : rows.y(row) else { continue }
      parts[rows.numbers[row]] = (parts[rows.numbers[row]] ?? 0) + value
    }
    let sum = parts.reduce(0) { $0 + ($1 ?? 0) }
    let drawn = group.filter { rows.chart.y == nil || rows.y($0) != nil }
    let text: String
    if drawn.isEmpty || (group.count == 1 && digits == nil && rows.chart.y != nil) {
      text = rows.text(group[0])
    } else if let digits {
      text = rows.unit.into(rounded(sum, digits))
    } else {
      text = rows.exactSum(drawn) ?? rows.unit.into(rounded(sum, 0))
    }
    return Bar(label: rows.label(group[0]), text: text, parts: parts.map { $0.flatMap { $0.isFinite ? $0 : nil } })
  }

  /// Digits after the point for floats, whose own are many and say nothing; nil for exact numbers.
  private static func digits(_ rows: ChartRows) throws(Diagnostic) -> Int? {
    guard let y = rows.chart.y, y.type.ofValue == .float else { return nil }
    var most = 0.0
    try rows.forEach { most = max(most, abs(rows.y($0) ?? 0)) }
    return most >= 1000 || most == 0 ? 0 : most >= 10 ? 1 : most >= 1 ? 2 : 4
  }

  private static func rounded(_ value: Double, _ digits: Int) -> String {
    let scaled = (value * [1, 10, 100, 1000, 10_000][digits]).rounded(.toNearestOrAwayFromZero)
    var bytes: [UInt8] = []
    if let mantissa = Int128(exactly: scaled) {
      bytes.append(mantissa: mantissa, scale: digits)
    } else {
      bytes.append(float: value)
    }
    return groupingDigits(bytes, from: 5)
  }

  /// How many rows lie in each part of the range; nil where there is none.
  init?(histogramOf rows: ChartRows, _ notes: inout [String]) throws(Diagnostic) {
    var places: [Double?] = []
    try rows.forEach { places.append(rows.position($0)) }
    let values = places.compactMap { $0 }
    if values.count < rows.count {
      let left = rows.count - values.count
      notes.append(
        "\(rows.chart.x.name) is missing in \(left == 1 ? "1 row" : left == rows.count ? "every row" : "\(left) rows")")
    }
    let type = rows.chart.x.type.ofValue
    let bins =
      type == .date || type == .datetime
      ? HistogramBins(days: values)
      : HistogramBins(
        numbers: values, isWhole: type == .integer, unit: rows.unit, dash: rows.unicode ? " – " : " - ")
    guard let bins else {
      if !values.isEmpty { notes.append(ChartContent.tooFarApart) }
      return nil
    }
    var parts = [[Double?]](repeating: Array(repeating: nil, count: rows.series.count), count: bins.labels.count)
    try rows.forEach { row in
      guard let place = places[row] else { return }
      let bin = bins.bin(place)
      parts[bin][rows.numbers[row]] = (parts[bin][rows.numbers[row]] ?? 0) + 1
    }
    bars = zip(bins.labels, parts).map { label, parts in
      let count = Int(parts.reduce(0) { $0 + ($1 ?? 0) })
      return Bar(label: label, text: groupingDigits(String(count).utf8, from: 5), parts: parts)
    }
    all = bars.count
    (isOrdered, isHistogram, isWhole, unit) = (true, true, true, .none)
    if let width = bins.width { notes.append("each bar is \(width) wide") }
  }
}

extension Collection<Bars.Bar> {
  /// From the lowest end to the highest; zero is within it. Sums of several parts may be infinite.
  var range: ClosedRange<Double> { (map(\.low).min() ?? 0)...(map(\.high).max() ?? 0) }
}
