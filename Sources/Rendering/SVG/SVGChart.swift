import Columns
import Diagnostics

/// A chart as SVG: one element that stands by itself in a file or inside a page. It needs no script, font or other file, follows the
/// reader's light or dark colours, and says what it shows in words too.
package struct SVGChart {
  let content: ChartContent
  var writer = SVGWriter()
  /// Of the whole, in the units of its letters, which are 13 high: so narrow that they can be read on a phone, to whose width it shrinks.
  static let width = 520.0
  static let margin = 14.0
  static let lineHeight = 19.0
  /// About a letter of a sans serif; a Chinese character is twice as wide.
  static let letterWidth = 7.4

  /// The text of the element, without an XML declaration.
  package static func text(
    of chart: ResultChart, zoneMinutes: Int, isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws(Diagnostic) -> String {
    var drawn = SVGChart(
      content: try ChartContent(chart, unicode: true, zoneMinutes: zoneMinutes, isInterrupted: isInterrupted))
    return drawn.document()
  }

  private mutating func document() -> String {
    // The height is known once the picture is drawn, so that it is drawn first.
    var y = Self.margin
    heading(&y)
    let heading = writer
    writer = SVGWriter()
    switch content.drawing {
    case .bars(let bars) where bars.isOrdered: SVGColumns(bars, content).draw(&writer, &y)
    case .bars(let bars): SVGBars(bars, content).draw(&writer, &y)
    case .lines(let lines): SVGLines(lines, content).draw(&writer, &y)
    case .nothing: caption(&y)
    }
    notes(&y)
    let (width, height) = (SVGWriter.number(Self.width), SVGWriter.number(y + Self.margin - 4))
    var document = SVGWriter()
    document.begin(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "class": "almoner-chart", "role": "img", "aria-label": name,
        "viewBox": "0 0 \(width) \(height)", "width": "720",
        "height": SVGWriter.number((y + Self.margin - 4) * 720 / Self.width),
      ])
    document.add("title", text: name)
    document.add("desc", text: content.description)
    document.add(style: SVGPalette.style)
    document.add("rect", ["class": "paper", "width": width, "height": height])
    document.append(heading)
    document.append(writer)
    document.end()
    return document.text
  }

  private var name: String { content.title.flatMap { $0.isEmpty ? nil : $0 } ?? content.caption }

  private mutating func heading(_ y: inout Double) {
    if let title = content.title, !title.isEmpty {
      for line in Self.wrapped(title, to: 56) {
        y += 16
        writer.add("text", Self.at(Self.margin, y, "title"), text: line)
        y += 4
      }
      y += 4
    }
    guard content.per != nil else { return }
    var x = Self.margin
    y += 12
    for (number, series) in content.series.enumerated() {
      let text = Self.cut(series, to: 240)
      let taken = 18 + Self.width(of: text) + 16
      if x > Self.margin, x + taken > Self.width - Self.margin {
        x = Self.margin
        y += Self.lineHeight
      }
      if case .lines = content.drawing {
        SVGLines.mark(number, x + 6, y - 4, "", &writer)
      } else {
        writer.add(
          "rect",
          [
            "class": "s\(number)", "x": SVGWriter.number(x), "y": SVGWriter.number(y - 10), "width": "12",
            "height": "12",
          ])
      }
      writer.add("text", Self.at(x + 18, y), text: text)
      x += taken
    }
    y += 10
  }

  private mutating func caption(_ y: inout Double) {
    for line in Self.wrapped(content.caption, to: 66) {
      y += Self.lineHeight
      writer.add("text", Self.at(Self.margin, y, "name"), text: line)
    }
  }

  private mutating func notes(_ y: inout Double) {
    for note in content.notes { Self.remark(note, &writer, &y) }
  }

  /// A sentence below the picture, or in its place.
  static func remark(_ text: String, _ writer: inout SVGWriter, _ y: inout Double) {
    for line in wrapped(text, to: 70) {
      y += lineHeight
      writer.add("text", at(margin, y, "faint"), text: line)
    }
  }

  // MARK: Text

  static func at(_ x: Double, _ y: Double, _ names: String = "", anchor: String = "start") -> SVGWriter.Attributes {
    let (x, y) = (SVGWriter.number(x), SVGWriter.number(y))
    return names.isEmpty
      ? ["x": x, "y": y, "text-anchor": anchor] : ["class": names, "x": x, "y": y, "text-anchor": anchor]
  }

  static func width(of text: String) -> Double { Double(TextWidth.of(text)) * letterWidth }

  static func cut(_ text: String, to width: Double) -> String {
    TextWidth.cut(escapingControls(text), to: max(Int(width / letterWidth), 1), ellipsis: "…")
  }

  static func wrapped(_ text: String, to columns: Int) -> [String] {
    TextWidth.wrapped(escapingControls(text), to: columns, ellipsis: "…")
  }
}

extension ChartContent {
  /// The picture in words, for those who do not see it: what it is, and its first values.
  var description: String {
    let most = 30
    var parts: [String] = []
    var rest = 0
    switch drawing {
    case .nothing: break
    case .bars(let bars):
      parts = bars.bars.prefix(most).map { "\($0.label): \($0.text)" }
      rest = bars.all - parts.count
    case .lines(let lines):
      rest = lines.counts.reduce(0) { $0 + max($1 - most, 0) }
      for (name, points) in zip(series, lines.series) {
        let values = points.prefix(most).map { lines.text(of: $0) }.joined(separator: ", ")
        parts.append(name.isEmpty ? values : "\(name) — \(values)")
      }
    }
    let more = rest > 0 ? "; and \(rest) more" : ""
    return ([caption + (parts.isEmpty ? "" : ": " + parts.joined(separator: "; ") + more)] + notes).joined(
      separator: ". ") + "."
  }
}
