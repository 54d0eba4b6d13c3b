import Columns
import Diagnostics

/// The axis below a picture: where values stand, and labels that do not touch each other.
struct HorizontalAxis {
  let ticks: [(value: Double, text: String)]
  private let range: ClosedRange<Double>

  /// `columns` is the room, in widths of a letter.
  init(_ axis: Lines.Axis, _ range: ClosedRange<Double>, columns: Int) {
    switch axis {
    case .numbers(let isWhole):
      self.range = range
      let isOne = range.lowerBound == range.upperBound
      if !isOne, let scale = NumberScale(covering: range, steps: max(columns / 10, 2), isWhole: isWhole) {
        ticks = scale.ticks.filter { range.contains($0.value) }
      } else {
        // No round number need lie between ends that floats hardly tell apart.
        let ends = isOne ? [range.lowerBound] : [range.lowerBound, range.upperBound]
        ticks = ends.map { ($0, displayText(of: .float($0))) }
      }
    case .time(let kind):
      self.range = range
      ticks = TimeScale(covering: range, kind: kind, steps: max(columns / 13, 1)).ticks
    case .categories(let labels):
      self.range = 0...Double(max(labels.count - 1, 0))
      ticks = labels.enumerated().map { (Double($0.offset), $0.element) }
    }
  }

  /// 0 at the left end, 1 at the right; what stands alone does so in the middle.
  func position(_ value: Double) -> Double {
    let length = range.upperBound - range.lowerBound
    return length > 0 ? (value - range.lowerBound) / length : 0.5
  }

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
