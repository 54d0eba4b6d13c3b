import Columns
import Diagnostics
import Synchronization
import Testing

@testable import Rendering

/// Charts of many rows: they can be interrupted, and hold no more points than are seen.
@Suite struct LargeChartTests {
  private static let count = 200_000

  private static func field(_ name: String, _ value: (Int) -> Int) -> ResultField {
    ResultField(name: name, type: .integer, column: .integers((0..<count).map { Int64(value($0)) }))
  }

  @Test(arguments: ResultChart.Kind.allCases) func canBeInterrupted(kind: ResultChart.Kind) throws {
    let chart = ResultChart(
      kind: kind, x: Self.field("x") { $0 * 7919 % Self.count }, y: kind == .histogram ? nil : Self.field("y") { $0 },
      per: Self.field("per") { $0 % 5 })
    let asked = Mutex(0)
    _ = try SVGChart.text(of: chart, zoneMinutes: 0) {
      asked.withLock { $0 += 1 }
      return false
    }
    let all = asked.withLock { $0 }
    // Each 4096 rows, on each way through them.
    #expect(all > 2 * Self.count / 4096)
    for moment in [1, all / 2, all] {
      asked.withLock { $0 = 0 }
      let error = #expect(throws: Diagnostic.self) {
        try SVGChart.text(of: chart, zoneMinutes: 0) {
          asked.withLock { count in
            count += 1
            return count >= moment
          }
        }
      }
      #expect(error?.code == .interrupted)
    }
  }

  @Test func aLineHasThePointsThatAreSeen() throws {
    let values = (0..<Self.count).map { $0 == 77_777 ? 5000 : $0 == 123_456 ? -5000 : ($0 * 37) % 100 }
    let x = Self.field("x") { $0 }
    let y = ResultField(name: "y", type: .integer, column: .integers(values.map { $0 == 50 ? nil : Int64($0) }))
    let content = try ChartContent(
      ResultChart(kind: .line, x: x, y: y), unicode: true, zoneMinutes: 0, isInterrupted: { false })
    guard case .lines(let lines) = content.drawing else { return #expect(Bool(false)) }
    let points = lines.series[0]
    #expect(lines.counts == [Self.count] && points.count <= 5 * 1024)
    #expect(zip(points, points.dropFirst()).allSatisfy { $0.x < $1.x })
    #expect(points.compactMap(\.y).max() == 5000 && points.compactMap(\.y).min() == -5000)
    #expect(points.first?.row == 0 && points.last?.row == Self.count - 1)
    // The line is broken in each place where it was.
    #expect(points.count { $0.y == nil } >= 1024)
    let svg = try SVGChart.text(of: ResultChart(kind: .line, x: x, y: y), zoneMinutes: 0)
    #expect(svg.utf8.count < 200_000 && svg.contains("and 199970 more"))
  }
}
