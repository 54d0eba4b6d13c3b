import Columns
import Diagnostics

/// The axis below a picture: where values stand, and labels that do not touch each other.
struct HorizontalAxis {
  let ticks: [(value: Double, text: String)]
  private let low: Double
  private let high: Double

  /// `columns` is the room, in widths of a letter.
  init(_ axis: Lines.Axis, _ range: ClosedRange<Double>, columns: Int) {
    switch axis {
    case .numbers(let isWhole):
      if let scale = NumberScale(covering: range, steps: max(columns / 10, 2), isWhole: isWhole),
        range.lowerBound < range.upperBound
      {
        (low, high) = (range.lowerBound, range.upperBound)
        ticks = scale.ticks.filter { range.contains($0.value) }
      } else {
        (low, high) = (range.lowerBound - 1, range.lowerBound + 1)
        ticks = [(range.lowerBound, displayText(of: .float(range.lowerBound)))]
      }
    case .time(let kind):
      let scale = TimeScale(covering: range, kind: kind, steps: max(columns / 13, 1))
      (low, high, ticks) = (scale.low, scale.high, scale.ticks)
    case .categories(let labels):
      let last = Double(max(labels.count - 1, 0))
      (low, high) = last > 0 ? (0, last) : (-1, 1)
      ticks = labels.enumerated().map { (Double($0.offset), $0.element) }
    }
  }

  /// 0 at the left end, 1 at the right.
  func position(_ value: Double) -> Double { (value - low) / (high - low) }

  func column(_ value: Double, of columns: Int) -> Int {
    min(max(Int((position(value) * Double(columns - 1)).rounded()), 0), columns - 1)
  }

  /// The rule with its ticks, and the labels below them: those that would touch the one before are left out.
  func drawn(_ chart: TextChart, columns: Int) -> (rule: String, labels: String) {
    let isUnicode = chart.options.unicode
    var rule = Array(repeating: isUnicode ? "─" : "-", count: columns)
    var (labels, used) = ("", 0)
    let widest = ticks.count > 1 ? max(columns / ticks.count - 2, 8) : columns
    for tick in ticks {
      let column = column(tick.value, of: columns)
      let text = chart.cut(escapingControls(tick.text), to: widest)
      let width = TextWidth.of(text)
      let start = min(max(column - width / 2, 0), max(columns - width, 0))
      guard used == 0 || start > used, start + width <= columns else { continue }
      rule[column] = isUnicode ? "┬" : "+"
      labels += TableLayout.spaces(start - used) + text
      used = start + width
    }
    return ((isUnicode ? "└" : "+") + rule.joined(), " " + labels)
  }
}
