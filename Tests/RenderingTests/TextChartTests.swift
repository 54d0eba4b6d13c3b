import Columns
import Diagnostics
import Testing

@testable import Rendering

@Suite struct TextChartTests {
  private let months = ResultField(
    name: "月份", type: .text, column: .texts(["一月", "二月", "三月, a long name that must be cut somewhere", nil]))
  private let amounts = ResultField(
    name: "given", type: .decimal, currency: .fixed("CNY"),
    column: .decimals([1_234_567_50, -5_00, nil, 999], scale: 2))
  private let kinds = ResultField(name: "kind", type: .text, column: .texts(["a", "b", "a", "b"]))

  private func lines(_ chart: ResultChart, _ options: RenderingOptions) throws -> [String] {
    try TextChart(chart, options).text.split(separator: "\n").map(String.init)
  }

  @Test(arguments: [20, 40, 80, 200], ResultChart.Kind.allCases) func fitsTheWidth(width: Int, kind: ResultChart.Kind)
    throws
  {
    let x = kind == .histogram ? amounts : months
    for per in [nil, kinds] {
      for unicode in [true, false] {
        let chart = ResultChart(
          kind: kind, title: "标题 of many words, which goes on and on", x: x, y: kind == .histogram ? nil : amounts,
          per: per)
        for line in try lines(chart, RenderingOptions(width: width, unicode: unicode)) {
          #expect(TextWidth.of(line) <= width, "\(line)")
        }
      }
    }
  }

  @Test func labelsAlign() throws {
    let text = try lines(ResultChart(kind: .bar, x: months, y: amounts), RenderingOptions(width: 60))
    #expect(
      text == [
        "月份                       given", "一月               ¥1,234,567.50  │████████████████████████",
        "二月                      -¥5.00 █│", "三月, a long name…             ·  │",
        "·                          ¥9.99  │▏", "given is missing in 1 row",
      ])
  }

  @Test func asciiHoldsNothingElse() throws {
    for kind in ResultChart.Kind.allCases {
      let x = ResultField(name: "n", type: .integer, column: .integers([1, 2, 30, nil]))
      let y = kind == .histogram ? nil : amounts
      for per in [nil, kinds] {
        let text = try TextChart(
          ResultChart(kind: kind, x: x, y: y, per: per), RenderingOptions(width: 60, unicode: false)
        )
        .text
        #expect(text.utf8.allSatisfy { $0 < 0x80 }, "\(text)")
      }
    }
  }

  @Test func coloursTellSeriesApart() throws {
    let chart = ResultChart(
      kind: .bar, x: ResultField(name: "x", type: .text, column: .texts(["x", "x", "y", "y"])), per: kinds)
    let plain = try lines(chart, RenderingOptions(width: 40))
    let coloured = try lines(chart, RenderingOptions(width: 40, colour: true))
    #expect(plain[1] == "█ a   ▒ b" && coloured[1] == "\u{1B}[36m█\u{1B}[0m a   \u{1B}[33m█\u{1B}[0m b")
    #expect(plain.allSatisfy { !$0.contains("\u{1B}") })
  }

  @Test func controlsNeverReachTheTerminal() throws {
    let names = ResultField(name: "a\u{1B}[2J", type: .text, column: .texts(["\u{1B}]0;x\u{7}", "\u{202E}b"]))
    let values = ResultField(name: "n", type: .integer, column: .integers([1, 2]))
    for kind in [ResultChart.Kind.bar, .line] {
      let text = try TextChart(
        ResultChart(kind: kind, title: "\u{1B}c", x: names, y: values, per: names), RenderingOptions()
      ).text
      #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
    }
  }

  @Test func manyBarsAreSaid() throws {
    let names = ResultField(name: "n", type: .integer, column: .integers((0..<5000).map { $0 }))
    let text = try lines(ResultChart(kind: .bar, x: names, y: names), RenderingOptions(width: 80, maximumRows: 40))
    #expect(text.count == 42 && text.last == "5,000 bars (the first 40 shown)")
  }
}
