import Columns
import Diagnostics

/// Lines in dots between a vertical axis of numbers and a horizontal one of numbers, time or categories.
struct TextLines {
  private let content: Lines
  private let chart: TextChart
  private let heights: NumberScale?
  private let labelWidth: Int
  private let columns: Int
  private static let rows = 14

  init(_ lines: Lines, _ chart: TextChart) {
    content = lines
    self.chart = chart
    var heights = NumberScale(covering: lines.yRange, steps: 6, isWhole: lines.isWhole)
    heights?.unit = lines.unit
    self.heights = heights
    labelWidth = min(heights?.ticks.map { TextWidth.of($0.text) }.max() ?? 1, chart.width / 2)
    columns = max(chart.width - labelWidth - 2, 8)
  }

  var lines: [String] {
    guard let heights else { return chart.wrapped(ChartContent.obstacle(content.yRange)) }
    let across = HorizontalAxis(content.axis, content.xRange, columns: columns)
    let canvas = drawn(heights, across)
    var labels: [Int: String] = [:]
    for tick in heights.ticks { labels[row(heights.position(tick.value), of: canvas.rows)] = tick.text }
    var result = [chart.painted(chart.cut(escapingControls(chart.content.y), to: chart.width), .bold)]
    result += chart.legend(sign)
    for row in 0..<canvas.rows {
      let label = chart.padded(labels[row] ?? "", to: labelWidth, isRight: true)
      let tick = labels[row] == nil ? chart.axis : chart.options.unicode ? "┤" : "+"
      result.append(label + " " + chart.painted(tick, .dim) + text(canvas, row))
    }
    let (rule, labelLine) = across.drawn(chart, columns: columns)
    let indent = TableLayout.spaces(labelWidth + 1)
    result.append(indent + chart.painted(rule, .dim))
    result.append(indent + labelLine)
    result.append(indent + " " + chart.painted(chart.cut(escapingControls(chart.content.x), to: columns), .bold))
    return result
  }

  private func sign(_ series: Int) -> String { marksPoints ? chart.marker(series) : "━━" }

  /// Lines are told apart by colour, or by signs at their points.
  private var marksPoints: Bool { !chart.options.unicode || (content.series.count > 1 && !chart.options.colour) }

  private func row(_ position: Double, of rows: Int) -> Int {
    min(max(Int(((1 - position) * Double(rows - 1)).rounded()), 0), rows - 1)
  }

  private func drawn(_ heights: NumberScale, _ across: HorizontalAxis) -> DotCanvas {
    var canvas = DotCanvas(columns: columns, rows: Self.rows, isBraille: chart.options.unicode)
    func place(_ point: Lines.Point) -> (x: Int, y: Int)? {
      point.y.map { y in
        (
          across.column(point.x, of: canvas.width),
          Int(((1 - heights.position(y)) * Double(canvas.rows - 1) * Double(canvas.dots.down)).rounded()) + canvas.dots
            .down / 2
        )
      }
    }
    var marks: [(x: Int, y: Int, series: Int)] = []
    for (number, points) in content.series.enumerated() {
      let places = points.map(place)
      for (index, place) in places.enumerated() {
        guard let place else { continue }
        let (left, right) = (index > 0 ? places[index - 1] : nil, index + 1 < places.count ? places[index + 1] : nil)
        if let left { canvas.line(from: left, to: place, series: number) }
        // A point by itself would be a dot that nobody sees.
        if marksPoints || (left == nil && right == nil) { marks.append((place.x, place.y, number)) }
      }
    }
    for mark in marks { canvas.mark(mark.x, mark.y, chart.marker(mark.series), series: mark.series) }
    return canvas
  }

  private func text(_ canvas: DotCanvas, _ row: Int) -> String {
    var (text, run, runSeries) = ("", "", 0)
    let last = (0..<canvas.columns).last { !canvas[$0, row].isEmpty } ?? -1
    for column in 0..<(last + 1) {
      let cell = canvas[column, row]
      let sign: String
      if let mark = cell.sign {
        sign = mark
      } else if cell.pattern == 0 {
        sign = " "
      } else {
        sign =
          chart.options.unicode ? String(UnicodeScalar(0x2800 + UInt16(cell.pattern)).map(Character.init) ?? " ") : "."
      }
      if cell.series != runSeries, sign != " " {
        text += chart.painted(run, .series(runSeries))
        (run, runSeries) = ("", cell.series)
      }
      run += sign
    }
    return text + (run.isEmpty ? "" : chart.painted(run, .series(runSeries)))
  }
}
