import Columns
import Diagnostics

/// Bars that lie, one below the other: label, bar, value.
struct SVGBars {
  private let bars: ArraySlice<Bars.Bar>
  private let all: Int
  private let content: ChartContent
  private let scale: NumberScale?
  private let left: Double
  private let right: Double
  private static let rowHeight = 24.0
  /// A longer picture nobody looks at to its end.
  private static let most = 100

  init(_ drawn: Bars, _ content: ChartContent) {
    bars = drawn.bars.prefix(Self.most)
    all = drawn.all
    self.content = content
    var scale = NumberScale(covering: bars.range, steps: 5, isWhole: drawn.isWhole)
    scale?.unit = drawn.unit
    self.scale = scale
    let labels = bars.map { SVGChart.width(of: escapingControls($0.label)) } + [SVGChart.width(of: content.x) * 1.15]
    let values = bars.map { SVGChart.width(of: $0.text) }
    left = SVGChart.margin + min(labels.max() ?? 0, 180) + 10
    right = SVGChart.width - SVGChart.margin - (values.max() ?? 0) - 8
  }

  func draw(_ writer: inout SVGWriter, _ y: inout Double) {
    guard let scale else { return SVGChart.remark(ChartContent.obstacle(bars.range), &writer, &y) }
    y += SVGChart.lineHeight
    writer.add("text", SVGChart.at(left - 10, y, "name", anchor: "end"), text: SVGChart.cut(content.x, to: left - 26))
    writer.add("text", SVGChart.at(left, y, "name"), text: content.y)
    y += 8
    let top = y
    let bottom = top + Self.rowHeight * Double(bars.count)
    grid(scale, top, bottom, &writer)
    for bar in bars {
      draw(bar, scale, at: y, &writer)
      y += Self.rowHeight
    }
    y = bottom + 16
    if bars.count < all {
      let all = groupingDigits(String(all).utf8, from: 4)
      SVGChart.remark("\(all) bars (the first \(bars.count) shown)", &writer, &y)
    }
  }

  private func place(_ value: Double, _ scale: NumberScale) -> Double { left + scale.position(value) * (right - left) }

  private func grid(_ scale: NumberScale, _ top: Double, _ bottom: Double, _ writer: inout SVGWriter) {
    for tick in scale.ticks {
      let x = SVGWriter.number(place(tick.value, scale))
      writer.add(
        "line",
        [
          "class": tick.value == 0 ? "zero" : "grid", "x1": x, "x2": x, "y1": SVGWriter.number(top),
          "y2": SVGWriter.number(bottom),
        ])
      writer.add(
        "text", SVGChart.at(place(tick.value, scale), bottom + 14, "faint", anchor: "middle"), text: tick.text)
    }
  }

  private func draw(_ bar: Bars.Bar, _ scale: NumberScale, at y: Double, _ writer: inout SVGWriter) {
    writer.begin("g")
    writer.add("title", text: "\(bar.label): \(bar.text)")
    let label = SVGChart.cut(bar.label, to: left - SVGChart.margin - 10)
    writer.add("text", SVGChart.at(left - 10, y + 16.5, anchor: "end"), text: label)
    for part in bar.places {
      let (start, end) = (place(part.from, scale), place(part.to, scale))
      writer.add(
        "rect",
        [
          "class": "s\(part.series)" + (bar.parts.count > 1 ? " part" : ""), "x": SVGWriter.number(min(start, end)),
          "y": SVGWriter.number(y + 4), "width": SVGWriter.number(max(abs(end - start), 0.5)),
          "height": SVGWriter.number(Self.rowHeight - 8),
        ])
    }
    writer.add("text", SVGChart.at(place(bar.high, scale) + 6, y + 16.5), text: bar.text)
    writer.end()
  }
}

extension Bars.Bar {
  /// Where each part begins and ends: positive ones after each other from zero, negative ones to the other side.
  var places: [(series: Int, from: Double, to: Double)] {
    var (high, low) = (0.0, 0.0)
    return parts.enumerated().compactMap { series, part in
      guard let part, part != 0 else { return nil }
      let from = part > 0 ? high : low
      if part > 0 { high += part } else { low += part }
      return (series, from, from + part)
    }
  }
}
