import Columns
import Foundation
import FoundationXML
import Testing

@testable import Rendering

@Suite struct SVGTests {
  /// Relative luminance and contrast after WCAG 2.2.
  private func luminance(_ color: String) -> Double {
    let value = Int(color.dropFirst(), radix: 16) ?? 0
    let parts = [value >> 16 & 255, value >> 8 & 255, value & 255].map { part in
      let c = Double(part) / 255
      return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  private func contrast(_ a: String, _ b: String) -> Double {
    let (x, y) = (luminance(a), luminance(b))
    return (max(x, y) + 0.05) / (min(x, y) + 0.05)
  }

  @Test(arguments: [SVGPalette.light, SVGPalette.dark]) func contrasts(scheme: SVGPalette.Scheme) {
    #expect(scheme.series.count == ChartRows.mostSeries && Set(scheme.series).count == scheme.series.count)
    #expect(contrast(scheme.ink, scheme.paper) >= 7)
    #expect(contrast(scheme.faintInk, scheme.paper) >= 4.5)
    for color in scheme.series { #expect(contrast(color, scheme.paper) >= 3, "\(color)") }
  }

  private func chart(_ kind: ResultChart.Kind, _ names: [String?], _ values: [Int64?], per: [String?]? = nil)
    -> ResultChart
  {
    ResultChart(
      kind: kind, title: "Given <b>&\" \u{1B}[31m", x: ResultField(name: "a<b", type: .text, column: .texts(names)),
      y: ResultField(name: "n", type: .integer, column: .integers(values)),
      per: per.map { ResultField(name: "of", type: .text, column: .texts($0)) })
  }

  /// The names and attributes of all elements, by a strict reader of XML.
  private func elements(_ svg: String) throws -> [(name: String, attributes: [String: String])] {
    final class Collector: NSObject, XMLParserDelegate {
      var elements: [(String, [String: String])] = []
      func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
      ) { elements.append((name, attributes)) }
    }
    let collector = Collector()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = collector
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    return collector.elements
  }

  @Test(arguments: ResultChart.Kind.allCases) func isWellFormedAndSaysWhatItShows(kind: ResultChart.Kind) throws {
    var chart = chart(kind, ["x", "y]]>", nil, "\u{FFFF}"], [1, -2, nil, 4], per: ["p", "q", "p", nil])
    if kind == .histogram {
      chart.x = ResultField(name: "a<b", type: .integer, column: .integers([1, 2, 2, nil]))
      chart.y = nil
    }
    let svg = try SVGChart.text(of: chart, zoneMinutes: 0)
    let elements = try elements(svg)
    let root = try #require(elements.first)
    #expect(root.name == "svg" && root.attributes["role"] == "img")
    #expect(root.attributes["aria-label"] == "Given <b>&\" \\u{1B}[31m")
    #expect(elements.dropFirst().prefix(2).map(\.name) == ["title", "desc"])
    #expect(!elements.contains { $0.name == "script" || $0.name == "image" || $0.attributes["href"] != nil })
    #expect(!svg.contains("http") || svg.components(separatedBy: "http").count == 2)
  }

  @Test func manyBarsAreSaid() throws {
    let names = (0..<250).map { "n\($0)" }
    let svg = try SVGChart.text(of: chart(.bar, names, names.indices.map { Int64($0) }), zoneMinutes: 0)
    #expect(svg.contains("250 bars (the first 100 shown)"))
  }

  @Test func manySeriesAreSaid() throws {
    let names = (0..<12).map { "s\($0)" }
    let content = try ChartContent(
      chart(.bar, names.map { _ in "x" }, names.map { _ in 1 }, per: names), unicode: true, zoneMinutes: 0,
      isInterrupted: { false })
    #expect(content.series.last == "5 others" && content.series.count == 8)
    #expect(content.notes == ["of 12 different values of of 5 are taken together: s5, s6, s7, s8, s9"])
    let lines = try ChartContent(
      chart(.line, names, names.map { _ in 1 }, per: names), unicode: true, zoneMinutes: 0,
      isInterrupted: { false })
    #expect(
      lines.series.count == 8 && lines.notes.first?.hasPrefix("of 12 different values of of 4 are not drawn") == true)
  }
}
