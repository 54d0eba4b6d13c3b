import Columns

/// An axis of time with steps of the calendar, from minutes to centuries. Positions are days since 1970-01-01, with their parts.
struct TimeScale {
  let ticks: [(value: Double, text: String)]

  /// A step: so many minutes, days or months.
  private enum Step {
    case minutes(Int), days(Int), months(Int)

    /// About so many days.
    var length: Double {
      switch self {
      case .minutes(let count): Double(count) / 1440
      case .days(let count): Double(count)
      case .months(let count): Double(count) * 30.4375
      }
    }
  }

  /// At most `steps` steps, where the range allows; of periods none is shorter than they are. `kind` is nil for points of time.
  init(covering range: ClosedRange<Double>, kind: Period.Kind?, steps: Int) {
    let candidates = Self.steps(kind)
    let room = range.upperBound - range.lowerBound
    let step = candidates.first { room / $0.length <= Double(max(steps, 1)) } ?? candidates[candidates.count - 1]
    ticks = Self.ticks(range, step, kind)
  }

  private static func steps(_ kind: Period.Kind?) -> [Step] {
    let years = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].map { Step.months($0 * 12) }
    let months = [1, 2, 3, 6].map { Step.months($0) }
    switch kind {
    case nil:
      return [1, 5, 15, 30, 60, 180, 360, 720].map { Step.minutes($0) } + [1, 2, 7, 14].map { Step.days($0) } + months
        + years
    case .day, .span: return [1, 2, 7, 14].map { Step.days($0) } + months + years
    case .week: return [1, 2, 4, 8, 13, 26].map { Step.days($0 * 7) } + years
    case .month: return months + years
    case .quarter: return [Step.months(3), .months(6)] + years
    case .year: return years
    }
  }

  private static func ticks(
    _ range: ClosedRange<Double>, _ step: Step, _ kind: Period.Kind?
  ) -> [(value: Double, text: String)] {
    var ticks: [(Double, String)] = []
    var place = start(at: range.lowerBound, step)
    while place <= range.upperBound, ticks.count < 200 {
      if place >= range.lowerBound { ticks.append((place, text(place, step, kind))) }
      guard let next = next(after: place, step) else { break }
      place = next
    }
    return ticks
  }

  /// A round place of the calendar at `value` or before.
  private static func start(at value: Double, _ step: Step) -> Double {
    let day = Int(value.rounded(.down))
    switch step {
    case .minutes(let count):
      let part = ((value - Double(day)) * 1440 / Double(count)).rounded(.down)
      return Double(day) + part * Double(count) / 1440
    case .days(let count) where count % 7 == 0: return Double(day - CalendarDate.weekday(days: day) + 1)
    case .days: return Double(day)
    case .months(let count):
      let date = CalendarDate(days: day)
      let year = count < 12 ? date.year : max(date.year / (count / 12) * (count / 12), 1)
      let month = count < 12 ? (date.month - 1) / count * count + 1 : 1
      return Double(CalendarDate.days(year: year, month: month, day: 1))
    }
  }

  private static func next(after place: Double, _ step: Step) -> Double? {
    switch step {
    case .minutes(let count): return ((place * 1440).rounded() + Double(count)) / 1440
    case .days(let count): return place + Double(count)
    case .months(let count):
      let date = CalendarDate(days: Int(place))
      // From the year 1, in which an axis of centuries begins, to a whole one.
      let isFirst = date.year == 1 && count > 12
      return date.adding(months: isFirst ? count - 12 : count).map { Double($0.days) }
    }
  }

  private static func text(_ place: Double, _ step: Step, _ kind: Period.Kind?) -> String {
    let day = Int((place + 1e-9).rounded(.down))
    let date = CalendarDate(days: day).description
    switch step {
    case .minutes:
      let minutes = Int(((place - Double(day)) * 1440).rounded())
      func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
      return date.suffix(5) + " " + two(minutes / 60) + ":" + two(minutes % 60)
    case .days: return kind == .week ? Period(.week, containing: day).description : date
    case .months(let count):
      let unit: Period.Kind = count % 12 == 0 ? .year : kind == .quarter ? .quarter : .month
      return Period(unit, containing: day).description
    }
  }
}
