import Columns
import Diagnostics
import Glibc

/// A line for each bar: its label, its value, and blocks from the zero line, to an eighth of a column.
struct TextBars {
  private let bars: Bars
  private let chart: TextChart
  private let shown: ArraySlice<Bars.Bar>
  private let labelWidth: Int
  private let valueWidth: Int
  /// Columns before the zero line and after it.
  private let before: Int
  private let after: Int
  /// Of one column; nil where floats have no such number.
  private let unit: Double?

  init(_ bars: Bars, _ chart: TextChart) {
    self.bars = bars
    self.chart = chart
    shown = bars.bars.prefix(chart.options.maximumRows.map { max($0, 1) } ?? bars.bars.count)
    let labels = shown.map { TextWidth.of(escapingControls($0.label)) } + [TextWidth.of(chart.content.x)]
    let most = max(chart.width / 2, 10)
    let values = shown.map { TextWidth.of(Self.value($0, most)) } + [min(TextWidth.of(chart.content.y), 12)]
    valueWidth = values.max() ?? 1
    let rest = chart.width - valueWidth
    labelWidth = max(min(labels.max() ?? 1, rest * 2 / 5, rest - 7), 1)
    let room = max(chart.width - labelWidth - valueWidth - 4, 4)
    let range = shown.range
    before = Self.columns(below: range, of: room)
    after = room - before
    unit = Self.unit(range, before, after)
  }

  /// How many of the columns are for what is below zero.
  private static func columns(below range: ClosedRange<Double>, of room: Int) -> Int {
    let (low, high) = (-range.lowerBound, range.upperBound)
    if low == 0 || high == 0 { return low == 0 ? 0 : room }
    // A half of each first: the sum may be beyond floats.
    let part = low / 2 / (low / 2 + high / 2)
    return part.isFinite ? min(max(Int((Double(room) * part).rounded()), 1), room - 1) : 0
  }

  private static func unit(_ range: ClosedRange<Double>, _ before: Int, _ after: Int) -> Double? {
    if range == 0...0 { return 1 }
    let unit = max(
      before > 0 ? -range.lowerBound / Double(before) : 0, after > 0 ? range.upperBound / Double(after) : 0)
    // Of smaller floats a multiple is not exact enough.
    return unit.isFinite && unit >= .leastNormalMagnitude ? unit : nil
  }

  var lines: [String] {
    guard let unit else { return chart.wrapped(ChartContent.obstacle(shown.range)) }
    var lines = [
      chart.painted(
        chart.padded(escapingControls(chart.content.x), to: labelWidth) + " "
          + chart.padded(escapingControls(chart.content.y), to: valueWidth, isRight: true), .bold)
    ]
    let legend = chart.legend(chart.fill)
    if chart.content.per != nil, legend.count == 1, TextWidth.of(lines[0]) < chart.width {
      lines.append(contentsOf: legend)
    } else {
      lines += legend
    }
    for bar in shown {
      let label = chart.padded(escapingControls(bar.label), to: labelWidth)
      let value = chart.padded(Self.value(bar, max(chart.width / 2, 10)), to: valueWidth, isRight: true)
      lines.append(
        trimmed("\(label) \(value) \(negative(bar, unit))\(chart.painted(chart.axis, .dim))\(positive(bar, unit))"))
    }
    if shown.count < bars.all {
      let all = groupingDigits(String(bars.all).utf8, from: 4)
      lines += chart.wrapped("\(all) bars (the first \(shown.count) shown)").map { chart.painted($0, .dim) }
    }
    return lines
  }

  /// A number that is cut would lie: one that is too wide is rounded, and says so.
  private static func value(_ bar: Bars.Bar, _ width: Int) -> String {
    guard TextWidth.of(bar.text) > width else { return bar.text }
    let number = bar.high + bar.low
    guard number.isFinite else { return displayText(of: .float(number)) }
    let exponent = number == 0 ? 0 : Int(log10(abs(number)).rounded(.down))
    let digits = (number / pow(10, Double(exponent)) * 100).rounded() / 100
    return "~\(digits)e\(exponent)"
  }

  private func positive(_ bar: Bars.Bar, _ unit: Double) -> String {
    guard bar.high > 0 else { return "" }
    if bar.parts.count == 1 { return chart.painted(blocks(bar.high / unit), .series(0)) }
    return stacked(bar.parts.map { max($0 ?? 0, 0) }, unit).joined()
  }

  private func negative(_ bar: Bars.Bar, _ unit: Double) -> String {
    guard before > 0 else { return "" }
    let parts = bar.parts.count == 1 ? nil : stacked(bar.parts.map { max(-($0 ?? 0), 0) }, unit)
    let columns = bar.low < 0 ? min(max(Int((-bar.low / unit).rounded()), 1), before) : 0
    let drawn =
      parts?.reversed().joined() ?? chart.painted(String(repeating: chart.fill(0), count: columns), .series(0))
    return TableLayout.spaces(before - columns) + drawn
  }

  /// Whole columns, then an eighth to seven eighths of one; something at least.
  private func blocks(_ columns: Double) -> String {
    if !chart.options.unicode { return String(repeating: chart.fill(0), count: max(Int(columns.rounded()), 1)) }
    let eighths = max(Int((columns * 8).rounded()), 1)
    let part = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
    return String(repeating: "█", count: eighths / 8) + part
  }

  /// The parts from the zero line on, each to the column where their sum so far ends, so that the whole is right.
  private func stacked(_ parts: [Double], _ unit: Double) -> [String] {
    var (sum, end) = (0.0, 0)
    let all = parts.reduce(0, +)
    let whole = all > 0 ? max(Int((all / unit).rounded()), 1) : 0
    return parts.enumerated().map { number, part in
      sum += part
      let next = sum >= all ? whole : Int((sum / unit).rounded())
      defer { end = max(next, end) }
      return chart.painted(String(repeating: chart.fill(number), count: max(next - end, 0)), .series(number))
    }
  }

  private func trimmed(_ line: String) -> String {
    var line = Substring(line)
    while line.last == " " { line.removeLast() }
    return String(line)
  }
}
