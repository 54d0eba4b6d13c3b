import Columns

/// Columns that stand side by side, for what has an order: periods, numbers, the parts of a histogram.
struct SVGColumns {
  private let drawn: Bars
  private let content: ChartContent
  /// More are thinner than a pixel.
  private static let most = 600

  init(_ drawn: Bars, _ content: ChartContent) {
    self.drawn = drawn
    self.content = content
  }

  func draw(_ writer: inout SVGWriter, _ y: inout Double) {
    let bars = drawn.bars.prefix(Self.most)
    guard var plane = SVGPlane(covering: bars.range, isWhole: drawn.isWhole, unit: drawn.unit) else {
      return SVGChart.remark(ChartContent.obstacle(bars.range), &writer, &y)
    }
    plane.draw(content.y, &writer, &y)
    let step = (plane.right - plane.left) / Double(max(bars.count, 1))
    let gap = drawn.isHistogram ? min(1, step / 4) : min(step / 5, 12)
    let width = min(step - gap, 80)
    let hasText = bars.allSatisfy { SVGChart.width(of: $0.text) <= step - 2 }
    for (index, bar) in bars.enumerated() {
      let x = plane.left + step * (Double(index) + 0.5) - width / 2
      writer.begin("g")
      writer.add("title", text: "\(bar.label): \(bar.text)")
      for part in bar.places {
        let (start, end) = (plane.y(part.from), plane.y(part.to))
        writer.add(
          "rect",
          [
            "class": "s\(part.series)" + (bar.parts.count > 1 ? " part" : ""), "x": SVGWriter.number(x),
            "y": SVGWriter.number(min(start, end)), "width": SVGWriter.number(max(width, 0.5)),
            "height": SVGWriter.number(max(abs(end - start), 0.5)),
          ])
      }
      if hasText {
        writer.add("text", SVGChart.at(x + width / 2, plane.y(bar.high) - 4, anchor: "middle"), text: bar.text)
      }
      writer.end()
    }
    let labels = bars.enumerated().map { (plane.left + step * (Double($0.offset) + 0.5), $0.element.label) }
    plane.label(labels, content.x, &writer, &y)
    if bars.count < drawn.all {
      let all = groupingDigits(String(drawn.all).utf8, from: 4)
      SVGChart.remark("\(all) columns (the first \(bars.count) shown)", &writer, &y)
    }
  }
}
