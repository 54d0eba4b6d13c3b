import Columns
import Glibc

/// The parts of a histogram. Their width is 2·IQR·n^(-1/3), the rule of D. Freedman and P. Diaconis, "On the histogram as a density
/// estimator: L2 theory" (1981), and where the middle half of the values are equal the range by 1 + log2(n), the rule of H. Sturges (1926), made
/// round: 1, 2 or 5 times a power of ten; of dates a day, week, month, quarter, or so many years. Of few whole numbers each has a part.
struct HistogramBins {
  /// From where to where; each begins where the one before ends, which is not in it, but the last.
  let edges: [Double]
  let labels: [String]
  /// In words: `5`, `a month`; nil where each part is one value.
  let width: String?
  private static let most = 40
  private static let fewNumbers = 20

  /// Where a value lies; it is within the edges.
  func bin(_ value: Double) -> Int {
    var (low, high) = (0, labels.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if edges[middle] <= value { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// Nil where there are no values, or they lie too far apart for floats. `dash` stands between the ends in a label.
  init?(numbers values: [Double], isWhole: Bool, unit: CurrencySign, dash: String) {
    let sorted = values.sorted()
    guard let least = sorted.first, let greatest = sorted.last else { return nil }
    let width = Self.width(sorted)
    guard width.isFinite, (greatest - least).isFinite else { return nil }
    if least == greatest {
      let text = Self.text(least, isWhole: isWhole, unit)
      (edges, labels, self.width) = ([least, least], [text], nil)
      return
    }
    // Rounding goes up by 1.6 on the average, so that it begins below.
    let isSmall = isWhole && greatest - least < Double(Self.fewNumbers)
    let steps =
      isSmall ? greatest - least : min(max(((greatest - least) / width * 1.6).rounded(), 1), Double(Self.most))
    guard var scale = NumberScale(covering: least...greatest, steps: Int(steps), isWhole: isWhole) else { return nil }
    scale.unit = unit
    var ticks = scale.ticks
    // The greatest of whole numbers would share a part with those before it.
    if isWhole, ticks[ticks.count - 1].value == greatest { ticks = scale.extended.ticks }
    let single = isWhole && ticks[1].value - ticks[0].value == 1
    edges = ticks.map(\.value)
    labels = zip(ticks, ticks.dropFirst()).map { low, high in
      if single { return low.text }
      let end = isWhole ? Self.text(high.value - 1, isWhole: true, unit) : high.text
      return low.text + dash + end
    }
    self.width = single ? nil : scale.stepText
  }

  /// Days since 1970-01-01, with their parts.
  init?(days values: [Double]) {
    let sorted = values.sorted()
    guard let least = sorted.first, let greatest = sorted.last else { return nil }
    let width = Self.width(sorted)
    var kind = Period.Kind.year
    for (candidate, days) in [(Period.Kind.day, 1.0), (.week, 7), (.month, 30.4375), (.quarter, 91.3125)]
    where (greatest - least) / days < Double(Self.most) && width < days * 2 {
      kind = candidate
      break
    }
    let last = Int(greatest.rounded(.down))
    var period = Period(kind, containing: Int(least.rounded(.down)))
    let years =
      kind == .year ? (CalendarDate(days: last).year - CalendarDate(days: period.first).year) / Self.most + 1 : 1
    var (edges, labels): ([Double], [String]) = ([], [])
    var end = period.first
    while end <= last {
      let next = period.advanced(by: years)
      // No period follows the last of the calendar.
      end = next?.first ?? last + 1
      edges.append(Double(period.first))
      labels.append(
        years == 1 ? period.description : "\(period.description)…\(Period(.year, containing: end - 1))")
      if let next { period = next }
    }
    (self.edges, self.labels) = (edges + [Double(end)], labels)
    self.width = years > 1 ? "\(years) years" : "a \(kind)"
  }

  private static func width(_ sorted: [Double]) -> Double {
    let count = Double(sorted.count)
    let (low, high) = (quantile(sorted, 0.25), quantile(sorted, 0.75))
    let width = 2 * (high - low) / cbrt(count)
    if width > 0 { return width }
    return (sorted[sorted.count - 1] - sorted[0]) / (1 + log2(count))
  }

  /// As `percentile` of the language: linear between the values at p·(n−1).
  private static func quantile(_ sorted: [Double], _ p: Double) -> Double {
    let place = p * Double(sorted.count - 1)
    let low = Int(place)
    let part = place - Double(low)
    return low + 1 < sorted.count ? sorted[low] * (1 - part) + sorted[low + 1] * part : sorted[low]
  }

  private static func text(_ value: Double, isWhole: Bool, _ unit: CurrencySign) -> String {
    var bytes: [UInt8] = []
    if isWhole, let whole = Int64(exactly: value.magnitude) {
      bytes.append(integer: whole)
    } else {
      bytes.append(float: value.magnitude)
    }
    return (value < 0 ? "-" : "") + unit.before(groupingDigits(bytes, from: 5))
  }
}
