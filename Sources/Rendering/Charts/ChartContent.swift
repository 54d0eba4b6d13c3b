import Columns
import Diagnostics

/// What a chart says, worked out once for the terminal and for SVG: marks with their exact texts, and in words what is left out.
struct ChartContent {
  var title: String?
  /// Of the fields, as labels of axes.
  let x: String
  let y: String
  let per: String?
  /// The values of `per`, sorted; one without a name where there is none.
  private(set) var series: [String]
  private(set) var drawing: Drawing
  /// Sentences below the picture.
  private(set) var notes: [String]

  enum Drawing {
    case bars(Bars)
    case lines(Lines)
    /// There is nothing to draw; the notes say why.
    case nothing
  }

  init(
    _ chart: ResultChart, unicode: Bool, zoneMinutes: Int, isInterrupted: @escaping @Sendable () -> Bool
  ) throws(Diagnostic) {
    let rows = try ChartRows(chart, unicode: unicode, zoneMinutes: zoneMinutes, isInterrupted: isInterrupted)
    title = chart.title
    x = chart.x.name
    y = chart.kind == .histogram ? "rows" : chart.y?.name ?? "rows"
    per = chart.per?.name
    series = rows.series
    notes = rows.notes
    drawing = .nothing
    guard rows.count > 0 else {
      notes = ["no rows to draw"]
      return
    }
    switch chart.kind {
    case .bar: drawing = .bars(try Bars(rows, &notes))
    case .histogram: if let bars = try Bars(histogramOf: rows, &notes) { drawing = .bars(bars) }
    case .line: if let lines = try Lines(rows, &notes) { drawing = .lines(lines) }
    }
  }

  static let tooFarApart = "the values lie too far apart to be drawn"

  /// Why there is no scale for values in this range.
  static func obstacle(_ range: ClosedRange<Double>) -> String {
    (range.upperBound - range.lowerBound).isFinite ? "the values lie too close together to be drawn" : tooFarApart
  }

  /// What the picture shows, in one line: `rows by school, per sex`.
  var caption: String { "\(y) by \(x)" + (per.map { " per \($0)" } ?? "") }
}
