import Columns
import Testing

@testable import Rendering

@Suite struct ChartScaleTests {
  @Test(arguments: [
    (0.0, 58.0, 6, true, ["0", "10", "20", "30", "40", "50", "60"]), (0, 3, 6, true, ["0", "1", "2", "3"]),
    (0, 1, 5, false, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]), (-3, 4, 4, false, ["-4", "-2", "0", "2", "4"]),
    (0, 28_200, 6, false, ["0", "5000", "10,000", "15,000", "20,000", "25,000", "30,000"]),
    (5, 5, 5, false, ["0", "1", "2", "3", "4", "5"]),
    (-5, -5, 2, false, ["-5", "0"]), (0, 0, 2, true, ["0", "1"]),
    (0, 3e20, 3, false, ["0", "1e20", "2e20", "3e20"]),
    (1e-15, 3e-15, 2, false, ["1e-15", "2e-15", "3e-15"]),
  ]) func numbers(low: Double, high: Double, steps: Int, isWhole: Bool, ticks: [String]) throws {
    let scale = try #require(NumberScale(covering: low...high, steps: steps, isWhole: isWhole))
    #expect(scale.ticks.map(\.text) == ticks)
    #expect(scale.low <= low && scale.high >= high && scale.ticks.count <= steps + 2)
    #expect(scale.position(scale.low) == 0 && scale.position(scale.high) == 1)
  }

  @Test func numbersThatFloatsCannotTellApart() {
    #expect(NumberScale(covering: 1e18...(1e18).nextUp, steps: 6, isWhole: false) == nil)
    #expect(NumberScale(covering: -1.7e308...1.7e308, steps: 6, isWhole: false) != nil)
    #expect(NumberScale(covering: 0...Double.leastNonzeroMagnitude, steps: 6, isWhole: false) == nil)
  }

  private func days(_ year: Int, _ month: Int, _ day: Int) -> Double {
    Double(CalendarDate.days(year: year, month: month, day: day))
  }

  @Test func time() {
    func ticks(_ low: Double, _ high: Double, _ kind: Period.Kind?, _ steps: Int = 5) -> [String] {
      TimeScale(covering: low...high, kind: kind, steps: steps).ticks.map(\.text)
    }
    #expect(
      ticks(days(2023, 8, 30), days(2023, 9, 3), .day) == [
        "2023-08-30", "2023-08-31", "2023-09-01", "2023-09-02", "2023-09-03",
      ])
    // Weeks begin on Mondays.
    #expect(
      ticks(days(2023, 9, 1), days(2023, 9, 30), .day) == ["2023-09-04", "2023-09-11", "2023-09-18", "2023-09-25"])
    #expect(
      ticks(days(2022, 11, 1), days(2023, 3, 1), .month) == ["2022-11", "2022-12", "2023-01", "2023-02", "2023-03"])
    #expect(ticks(days(2022, 11, 1), days(2024, 3, 1), .month) == ["2023-01", "2023-07", "2024-01"])
    #expect(ticks(days(2023, 1, 1), days(2023, 10, 1), .quarter) == ["2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4"])
    #expect(ticks(days(1999, 1, 1), days(2023, 10, 1), .quarter) == ["2000", "2005", "2010", "2015", "2020"])
    #expect(ticks(days(2023, 9, 4), days(2023, 9, 18), .week) == ["2023-W36", "2023-W37", "2023-W38"])
    #expect(
      ticks(days(2023, 9, 4) + 0.5, days(2023, 9, 4) + 0.625, nil) == [
        "09-04 12:00", "09-04 13:00", "09-04 14:00", "09-04 15:00",
      ])
    #expect(ticks(days(1, 1, 1), days(9999, 12, 31), .day) == ["0001", "2000", "4000", "6000", "8000"])
    #expect(ticks(days(2023, 9, 4), days(2023, 9, 4), .day) == ["2023-09-04"])
  }

  @Test func bins() throws {
    func labels(_ values: [Double], isWhole: Bool) -> [String]? {
      HistogramBins(numbers: values, isWhole: isWhole, unit: .none, dash: "-")?.labels
    }
    #expect(labels([2, 2, 5, 6, 6], isWhole: true) == ["2", "3", "4", "5", "6"])
    #expect(labels([7], isWhole: true) == ["7"])
    #expect(labels([0.25, 0.25], isWhole: false) == ["0.25"])
    #expect(labels([], isWhole: false) == nil)
    #expect(labels([-1.7e308, 1.7e308], isWhole: false) == nil)
    // n 100, IQR 49.5, so 2·49.5/100^(1/3) = 21.3; the round width of that is 20.
    let hundred = (1...100).map(Double.init)
    #expect(labels(hundred, isWhole: true) == ["0-19", "20-39", "40-59", "60-79", "80-99", "100-119"])
    // The middle half are equal: Sturges, 99 / (1 + log2 100) = 13.
    let half = [Double](repeating: 1, count: 80) + (81...100).map(Double.init)
    #expect(labels(half, isWhole: true)?.first == "0-9")
    let bins = try #require(HistogramBins(numbers: hundred, isWhole: true, unit: .none, dash: "-"))
    #expect([1, 19, 20, 99, 100].map { bins.bin($0) } == [0, 0, 1, 4, 5])
    let dates = try #require(HistogramBins(days: [days(2023, 1, 15), days(2023, 3, 1), days(2023, 3, 31)]))
    #expect(dates.labels == ["2023-01", "2023-02", "2023-03"])
    let centuries = try #require(HistogramBins(days: [days(1, 1, 1), days(9999, 12, 31)]))
    #expect(centuries.labels.count <= 40 && centuries.labels.first == "0001…0250")
  }
}
