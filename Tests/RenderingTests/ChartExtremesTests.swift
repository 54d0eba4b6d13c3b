import Columns
import Diagnostics
import Testing

@testable import Rendering

/// Charts of values that floats hardly tell apart, or can't add up.
@Suite struct ChartExtremesTests {
  private static let floats: [Double] = [
    0, -0.0, 1, -1, 0.5, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .leastNormalMagnitude, 1e-300,
    .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 1.7e308, 1e16, 1e16 + 2, 440_102_198_001_011_264, .infinity,
    .nan,
  ]
  private static let integers: [Int64] = [
    0, 1, -1, 10_000_000_000_000_000, 10_000_000_000_000_001, 440_102_198_001_011_234, .max, .max - 1, .min,
  ]
  private static let days: [Int32] = [-719_162, 0, 18_262, 18_263, 2_932_895, 2_932_896]

  /// The same charts each time.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 32
    }
  }

  private static func field(_ name: String, _ count: Int, _ random: inout some RandomNumberGenerator) -> ResultField {
    // Few different ones, so that some stand alone and others at one place.
    let few = Int.random(in: 1...3, using: &random)
    func some<T>(_ all: [T]) -> [T] {
      let chosen = (0..<few).compactMap { _ in all.randomElement(using: &random) }
      return (0..<count).compactMap { _ in chosen.randomElement(using: &random) }
    }
    switch Int.random(in: 0..<3, using: &random) {
    case 0: return ResultField(name: name, type: .integer, column: Column(.integer(Vector(some(integers)))))
    case 1: return ResultField(name: name, type: .date, column: Column(.date(Vector(some(days)))))
    default: return ResultField(name: name, type: .float, column: Column(.float(Vector(some(floats)))))
    }
  }

  @Test func areDrawnOrSayWhyNot() throws {
    var random = Generator(state: 5)
    for _ in 0..<3000 {
      let count = Int.random(in: 1...8, using: &random)
      guard let kind = ResultChart.Kind.allCases.randomElement(using: &random) else { continue }
      let x = Self.field("x", count, &random)
      var y = Self.field("y", count, &random)
      while y.type == .date { y = Self.field("y", count, &random) }
      let letters = (0..<count).map { _ in ["a", "b", "c"].randomElement(using: &random) }
      let per = Bool.random(using: &random) ? ResultField(name: "per", type: .text, column: .texts(letters)) : nil
      let chart = ResultChart(kind: kind, x: x, y: kind == .histogram ? nil : y, per: per)
      for width in [20, 80] {
        for line in try TextChart(chart, RenderingOptions(width: width)).text.split(separator: "\n") {
          #expect(TextWidth.of(String(line)) <= width, "\(line)")
        }
      }
      let svg = try SVGChart.text(of: chart, zoneMinutes: 0)
      #expect(!svg.contains("nan") && !svg.contains("inf\""))
    }
  }

  @Test func aPictureWithoutMarksSaysWhy() throws {
    let names = [
      ResultField(name: "x", type: .text, column: .texts(["a", "a"])),
      ResultField(name: "x", type: .integer, column: .integers([1, 1])),
    ]
    let per = ResultField(name: "per", type: .text, column: .texts(["p", "q"]))
    let cases = [([1.7e308, 1.7e308], "too far apart"), ([.leastNonzeroMagnitude, 0], "too close together")]
    for (values, words) in cases {
      for x in names {
        let y = ResultField(name: "y", type: .float, column: Column(.float(Vector(values))))
        let chart = ResultChart(kind: .bar, x: x, y: y, per: per)
        #expect(try TextChart(chart, RenderingOptions(width: 80)).text.contains(words))
        #expect(try SVGChart.text(of: chart, zoneMinutes: 0).contains("\(words) to be drawn</text>"))
      }
    }
  }
}
