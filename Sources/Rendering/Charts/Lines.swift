import Columns

/// Lines through points, one for each series, over an axis of numbers, time or categories.
struct Lines {
  struct Point {
    /// As `ChartRows.position`, or the number of a category.
    var x: Double
    /// Nil where the value is missing: the line is broken there.
    var y: Double?
    /// Both as tables show them.
    var text: String
  }

  enum Axis {
    case numbers(isWhole: Bool)
    /// Periods of one kind, or points of time.
    case time(Period.Kind?)
    case categories([String])
  }

  /// By series, from left to right.
  private(set) var series: [[Point]]
  let axis: Axis
  let xRange: ClosedRange<Double>
  let yRange: ClosedRange<Double>
  let isWhole: Bool
  let unit: CurrencySign

  /// Nil where there is no point; the notes say what is missing.
  init?(_ rows: ChartRows, _ notes: inout [String]) {
    var categories = Categories()
    let type = rows.chart.x.type.ofValue
    let isPlaced = type.isNumber || type == .date || type == .datetime || type == .period
    series = Array(repeating: [], count: rows.series.count)
    isWhole = rows.chart.y.map { $0.type.ofValue == .integer } ?? true
    unit = rows.unit
    var (lostPlaces, lostValues) = (0, 0)
    for row in 0..<rows.count where rows.numbers[row] >= 0 {
      guard let x = isPlaced ? rows.position(row) : categories.place(rows.x(row), rows.label(row)) else {
        lostPlaces += 1
        continue
      }
      let y = rows.chart.y == nil ? 1 : rows.y(row)
      if y == nil { lostValues += 1 }
      let text = rows.chart.y == nil ? rows.label(row) : "\(rows.label(row)): \(rows.text(row))"
      series[rows.numbers[row]].append(Point(x: x, y: y, text: text))
    }
    series = series.map { rows.chart.y == nil ? Self.counted($0) : Self.sorted($0) }
    Self.note(lostPlaces, of: rows, rows.chart.x.name, &notes)
    if let y = rows.chart.y { Self.note(lostValues, of: rows, y.name, &notes) }
    let drawn = series.joined().filter { $0.y != nil }
    let heights = drawn.compactMap(\.y)
    guard let left = drawn.map(\.x).min(), let right = drawn.map(\.x).max(), let low = heights.min(),
      let high = heights.max()
    else { return nil }
    if rows.chart.y != nil, series.contains(where: { line in zip(line, line.dropFirst()).contains { $0.x == $1.x } }) {
      notes.append("several rows have the same \(rows.chart.x.name): to add them up, summarize before the chart")
    }
    xRange = left...right
    // Zero belongs to the picture unless it would press the line flat.
    yRange = low >= 0 && low <= high / 2 ? 0...high : high <= 0 && high >= low / 2 ? low...0 : low...high
    axis =
      isPlaced
      ? type.isNumber ? .numbers(isWhole: type == .integer) : .time(Self.kind(rows)) : .categories(categories.labels)
    guard (xRange.upperBound - xRange.lowerBound).isFinite, (yRange.upperBound - yRange.lowerBound).isFinite else {
      notes.append(ChartContent.tooFarApart)
      return nil
    }
  }

  private static func note(_ count: Int, of rows: ChartRows, _ name: String, _ notes: inout [String]) {
    if count == 0 { return }
    notes.append("\(name) is missing in \(count == rows.count ? "every row" : count == 1 ? "1 row" : "\(count) rows")")
  }

  private static func sorted(_ points: [Point]) -> [Point] {
    points.enumerated().sorted { ($0.1.x, $0.0) < ($1.1.x, $1.0) }.map(\.1)
  }

  /// A point for each place: how many there are.
  private static func counted(_ points: [Point]) -> [Point] {
    var result: [Point] = []
    var counts: [Double] = []
    for point in sorted(points) {
      if result.last?.x == point.x {
        counts[counts.count - 1] += 1
      } else {
        result.append(point)
        counts.append(1)
      }
    }
    return zip(result, counts).map { Point(x: $0.x, y: $1, text: "\($0.text): \(Int($1))") }
  }

  /// The kind of all periods; a day where they are of several.
  private static func kind(_ rows: ChartRows) -> Period.Kind? {
    guard rows.chart.x.type.ofValue == .period else { return rows.chart.x.type.ofValue == .date ? .day : nil }
    var kinds: Set<Period.Kind> = []
    for row in 0..<rows.count { if case .period(let period) = rows.x(row) { kinds.insert(period.kind) } }
    return kinds.count == 1 ? kinds.first : .day
  }
}

/// Categories by first appearance; a missing one too.
private struct Categories {
  private var places: [Value: Int] = [:]
  private(set) var labels: [String] = []

  mutating func place(_ value: Value, _ label: String) -> Double? {
    if let place = places[value] { return Double(place) }
    places[value] = labels.count
    labels.append(label)
    return Double(labels.count - 1)
  }
}
