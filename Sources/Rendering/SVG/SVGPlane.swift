import Columns

/// The field between a vertical axis of numbers at its left and labels below it.
struct SVGPlane {
  let scale: NumberScale
  let left: Double
  let right = SVGChart.width - SVGChart.margin
  private(set) var top = 0.0
  private(set) var bottom = 0.0
  private static let height = 230.0

  /// Nil where floats cannot tell the values apart.
  init?(covering range: ClosedRange<Double>, isWhole: Bool, unit: CurrencySign) {
    guard var scale = NumberScale(covering: range, steps: 6, isWhole: isWhole) else { return nil }
    scale.unit = unit
    self.scale = scale
    left = SVGChart.margin + (scale.ticks.map { SVGChart.width(of: $0.text) }.max() ?? 0) + 8
  }

  /// Draws the axis and its name from `y` on, which then is below the field.
  mutating func draw(_ name: String, _ writer: inout SVGWriter, _ y: inout Double) {
    y += SVGChart.lineHeight
    writer.add("text", SVGChart.at(SVGChart.margin, y, "name"), text: name)
    (top, bottom) = (y + 14, y + 14 + Self.height)
    for tick in scale.ticks {
      let place = self.y(tick.value)
      writer.add(
        "line",
        [
          "class": tick.value == 0 ? "zero" : "grid", "x1": SVGWriter.number(left), "x2": SVGWriter.number(right),
          "y1": SVGWriter.number(place), "y2": SVGWriter.number(place),
        ])
      writer.add("text", SVGChart.at(left - 8, place + 4, "faint", anchor: "end"), text: tick.text)
    }
    y = bottom
  }

  func y(_ value: Double) -> Double { bottom - scale.position(value) * (bottom - top) }

  /// Labels under their places, but those that would touch the one before, and the name of the axis.
  func label(_ labels: [(x: Double, text: String)], _ name: String, _ writer: inout SVGWriter, _ y: inout Double) {
    var used = -Double.infinity
    let widest = labels.count > 1 ? max((right - left) / Double(labels.count) - 8, 80) : right - left
    for label in labels {
      let text = SVGChart.cut(label.text, to: widest)
      let half = SVGChart.width(of: text) / 2
      let x = min(max(label.x, SVGChart.margin + half), SVGChart.width - 4 - half)
      guard x - half > used + 8 else { continue }
      writer.add("text", SVGChart.at(x, bottom + 16, "faint", anchor: "middle"), text: text)
      used = x + half
    }
    y = bottom + 36
    writer.add("text", SVGChart.at((left + right) / 2, y, "name", anchor: "middle"), text: name)
  }
}
