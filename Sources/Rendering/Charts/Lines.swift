import Columns
import Diagnostics

/// Lines through points, one for each series, over an axis of numbers, time or categories.
struct Lines {
  struct Point {
    /// As `ChartRows.position`, or the number of a category.
    var x: Double
    /// Nil where the value is missing: the line is broken there.
    var y: Double?
    var row: Int
  }

  enum Axis {
    case numbers(isWhole: Bool)
    /// Periods of one kind, or points of time.
    case time(Period.Kind?)
    case categories([String])
  }

  /// By series, from left to right; of very many points those that are seen.
  private(set) var series: [[Point]]
  /// How many points each series has in all.
  let counts: [Int]
  let axis: Axis
  let xRange: ClosedRange<Double>
  let yRange: ClosedRange<Double>
  let isWhole: Bool
  private let rows: ChartRows

  var unit: CurrencySign { rows.unit }

  /// Nil where there is no point; the notes say what is missing.
  init?(_ rows: ChartRows, _ notes: inout [String]) throws(Diagnostic) {
    self.rows = rows
    let type = rows.chart.x.type.ofValue
    let isPlaced = type.isNumber || type == .date || type == .datetime || type == .period
    isWhole = rows.chart.y.map { $0.type.ofValue == .integer } ?? true
    var categories = Categories()
    var points = [[Point]](repeating: [], count: rows.series.count)
    var (lostPlaces, lostValues) = (0, 0)
    try rows.forEach { row in
      guard rows.numbers[row] >= 0 else { return }
      guard let x = isPlaced ? rows.position(row) : categories.place(rows.x(row), rows.label(row)) else {
        lostPlaces += 1
        return
      }
      let y = rows.chart.y == nil ? 1 : rows.y(row)
      if y == nil { lostValues += 1 }
      points[rows.numbers[row]].append(Point(x: x, y: y, row: row))
    }
    for number in points.indices {
      points[number] = try Self.fromLeftToRight(points[number], rows)
      if rows.chart.y == nil { points[number] = Self.counted(points[number]) }
    }
    Self.note(lostPlaces, of: rows, rows.chart.x.name, &notes)
    if let y = rows.chart.y { Self.note(lostValues, of: rows, y.name, &notes) }
    guard let (xRange, drawn) = Self.ranges(points) else { return nil }
    if rows.chart.y != nil, points.contains(where: { line in zip(line, line.dropFirst()).contains { $0.x == $1.x } }) {
      notes.append("several rows have the same \(rows.chart.x.name): to add them up, summarize before the chart")
    }
    // Zero belongs to the picture unless it would press the line flat.
    let (low, high) = (drawn.lowerBound, drawn.upperBound)
    yRange = low >= 0 && low <= high / 2 ? 0...high : high <= 0 && high >= low / 2 ? low...0 : low...high
    self.xRange = xRange
    axis =
      isPlaced
      ? type.isNumber ? .numbers(isWhole: type == .integer) : .time(try Self.kind(rows))
      : .categories(categories.labels)
    counts = points.map(\.count)
    series = points.map { PointThinning(xRange).seen($0) }
    guard (xRange.upperBound - xRange.lowerBound).isFinite, (yRange.upperBound - yRange.lowerBound).isFinite else {
      notes.append(ChartContent.tooFarApart)
      return nil
    }
  }

  /// Both values of a point as tables show them.
  func text(of point: Point) -> String {
    let value = rows.chart.y == nil ? String(Int(point.y ?? 0)) : rows.text(point.row)
    return "\(rows.label(point.row)): \(value)"
  }

  private static func note(_ count: Int, of rows: ChartRows, _ name: String, _ notes: inout [String]) {
    if count == 0 { return }
    notes.append("\(name) is missing in \(count == rows.count ? "every row" : count == 1 ? "1 row" : "\(count) rows")")
  }

  private static func fromLeftToRight(_ points: [Point], _ rows: ChartRows) throws(Diagnostic) -> [Point] {
    if zip(points, points.dropFirst()).allSatisfy({ $0.x <= $1.x }) { return points }
    return try rows.sorted(points) { ($0.x, $0.row) < ($1.x, $1.row) }
  }

  /// A point for each place: how many there are.
  private static func counted(_ points: [Point]) -> [Point] {
    var result: [Point] = []
    for point in points {
      if let last = result.last, last.x == point.x {
        result[result.count - 1].y = (last.y ?? 0) + 1
      } else {
        result.append(point)
      }
    }
    return result
  }

  /// Of the points that are drawn; nil where there are none.
  private static func ranges(_ series: [[Point]]) -> (x: ClosedRange<Double>, y: ClosedRange<Double>)? {
    var (x, y): (ClosedRange<Double>?, ClosedRange<Double>?)
    for points in series {
      for point in points {
        guard let height = point.y else { continue }
        x = min(x?.lowerBound ?? point.x, point.x)...max(x?.upperBound ?? point.x, point.x)
        y = min(y?.lowerBound ?? height, height)...max(y?.upperBound ?? height, height)
      }
    }
    guard let x, let y else { return nil }
    return (x, y)
  }

  /// The kind of all periods; a day where they are of several.
  private static func kind(_ rows: ChartRows) throws(Diagnostic) -> Period.Kind? {
    guard rows.chart.x.type.ofValue == .period else { return rows.chart.x.type.ofValue == .date ? .day : nil }
    var kinds: Set<Period.Kind> = []
    try rows.forEach { row in if case .period(let period) = rows.x(row) { kinds.insert(period.kind) } }
    return kinds.count == 1 ? kinds.first : .day
  }
}

/// Categories by first appearance; a missing one too.
private struct Categories {
  private var places: [Value: Int] = [:]
  private(set) var labels: [String] = []

  mutating func place(_ value: Value, _ label: @autoclosure () -> String) -> Double? {
    if let place = places[value] { return Double(place) }
    places[value] = labels.count
    labels.append(label())
    return Double(labels.count - 1)
  }
}
