import Columns

/// Dates, datetimes, periods and durations.
extension Function {
  /// Parts of a date and distances between two, a datetime being taken by its day in the dataset's zone.
  func calendar(_ arguments: [Value], _ zone: Int) -> Value {
    guard let days = arguments[0].day(zone) else { return .missing }
    let date = CalendarDate(days: days)
    switch self {
    case .year: return .integer(Int64(date.year))
    case .day: return .integer(Int64(date.day))
    case .monthOfYear: return .integer(Int64(date.month))
    case .weekday: return .integer(Int64(CalendarDate.weekday(days: days)))
    case .quarter: return .period(Period(.quarter, containing: days))
    case .month: return .period(Period(.month, containing: days))
    case .week: return .period(Period(.week, containing: days))
    default: break
    }
    guard let second = arguments[1].day(zone) else { return .missing }
    switch self {
    case .age: return second < days ? .missing : .integer(Int64(Self.wholeMonths(days, second) / 12))
    case .daysBetween: return .integer(Int64(second - days))
    case .monthsBetween:
      return .integer(Int64(second < days ? -Self.wholeMonths(second, days) : Self.wholeMonths(days, second)))
    default: return .missing
    }
  }

  /// Months that are over between two days, the first no later: 31 January to 28 February is none.
  package static func wholeMonths(_ first: Int, _ second: Int) -> Int {
    let (from, to) = (CalendarDate(days: first), CalendarDate(days: second))
    return (to.year - from.year) * 12 + to.month - from.month - (to.day < from.day ? 1 : 0)
  }

  func time(_ arguments: [Value], _ zone: Int) throws(EvaluationFailure) -> Value {
    switch (self, arguments[0]) {
    case (.shift, let value):
      guard case .duration(let amount, let unit) = arguments[1] else { return .missing }
      return try Self.shifted(value, amount, unit, zone)
    case (.difference, .date(let a)):
      guard case .date(let b) = arguments[1] else { return .missing }
      return .duration(Int64(a - b), .days)
    case (.difference, .datetime(let a)):
      guard case .datetime(let b) = arguments[1] else { return .missing }
      return .duration(try Self.exact(a.subtractingReportingOverflow(b)), .clock)
    case (.addDurations, .duration(let a, let unit)), (.subtractDurations, .duration(let a, let unit)):
      guard case .duration(let b, _) = arguments[1] else { return .missing }
      let result = self == .addDurations ? a.addingReportingOverflow(b) : a.subtractingReportingOverflow(b)
      return .duration(try Self.exact(result), unit)
    case (.scaleDuration, .duration(let a, let unit)):
      guard case .integer(let times) = arguments[1] else { return .missing }
      return .duration(try Self.exact(a.multipliedReportingOverflow(by: times)), unit)
    case (.divideDurations, .duration(let a, _)):
      guard case .duration(let b, _) = arguments[1], b != 0 else { return .missing }
      return .float(Double(a) / Double(b))
    case (.daysDuration, .integer(let count)): return .duration(count, .days)
    case (.monthsDuration, .integer(let count)): return .duration(count, .months)
    case (.clockDuration, .integer(let count)): return .duration(count, .clock)
    case (.dateOf, let value): return value.day(zone).map { .date($0) } ?? .missing
    case (.datetimeOf, .date(let days)): return .datetime(Self.midnight(days, zone))
    case (.datetimeOf, let value): return value
    case (.start, .period(let period)): return Self.isDay(period.first) ? .date(period.first) : .missing
    case (.end, .period(let period)): return Self.isDay(period.last) ? .date(period.last) : .missing
    case (.yearPeriod, .integer(let year)):
      guard let start = CalendarDate(year: Int(clamping: year), month: 1, day: 1) else { return .missing }
      return .period(Period(.year, containing: start.days))
    case (.periodAround, .date(let days)):
      guard let kind = Self.periodKind(arguments[1].string), case .integer(let steps) = arguments[2] else {
        return .missing
      }
      let moved = Period(kind, containing: days).advanced(by: Int(clamping: steps))
      return moved.flatMap { Self.isDay($0.first) ? .period($0) : nil } ?? .missing
    case (.lastSpan, .date(let today)), (.nextSpan, .date(let today)):
      guard case .integer(let count) = arguments[1] else { return .missing }
      return span(today, count, arguments[2].string)
    default: return .missing
    }
  }

  /// From the day after today − n units to today, or from tomorrow to today + n units.
  private func span(_ today: Int, _ count: Int64, _ unit: String) -> Value {
    guard let kind = Self.periodKind(unit) else { return .missing }
    let (days, months) = Self.length(kind)
    let count = self == .lastSpan ? 0 &- count : count
    let (amount, overflow) = count.multipliedReportingOverflow(by: Int64(max(days, months)))
    let end = overflow ? nil : Self.day(today, plus: amount, days > 0 ? .days : .months)
    guard let end else { return .missing }
    return .period(self == .lastSpan ? Period(first: end + 1, last: today) : Period(first: today + 1, last: end))
  }

  private static func shifted(
    _ value: Value, _ amount: Int64, _ unit: DurationUnit, _ zone: Int
  ) throws(EvaluationFailure) -> Value {
    switch value {
    case .date(let days): return day(days, plus: amount, unit).map { .date($0) } ?? .missing
    case .datetime(let instant):
      if unit == .clock {
        let (moved, overflow) = instant.addingReportingOverflow(amount)
        return overflow || moved.magnitude > 1 << 60 || !isDay(Instant.day(moved, zoneMinutes: zone))
          ? .missing : .datetime(moved)
      }
      let today = Instant.day(instant, zoneMinutes: zone)
      guard let moved = day(today, plus: amount, unit) else { return .missing }
      return .datetime(instant + Int64(moved - today) * Instant.microsecondsPerDay)
    case .period(let period): return try shifted(period, amount, unit)
    default: return .missing
    }
  }

  /// By whole steps of the period's own kind; a span by any number of days.
  private static func shifted(
    _ period: Period, _ amount: Int64, _ unit: DurationUnit
  ) throws(EvaluationFailure) -> Value {
    if period.kind == .span, unit == .days {
      guard let first = day(period.first, plus: amount, .days), let last = day(period.last, plus: amount, .days) else {
        return .missing
      }
      return .period(Period(first: first, last: last))
    }
    let (days, months) = length(period.kind)
    let step = Int64(unit == .days ? days : unit == .months ? months : 0)
    guard step > 0, amount % step == 0 else {
      throw EvaluationFailure(
        .wrongArithmetic, "\(period) moves by whole \(period.kind.plural) only",
        help: ["shift a date instead: start(…) + …"])
    }
    let moved = period.advanced(by: Int(amount / step))
    return moved.flatMap { isDay($0.first) && isDay($0.last) ? .period($0) : nil } ?? .missing
  }

  /// Nil beyond the calendar, and for clock durations, which move no day.
  private static func day(_ days: Int, plus amount: Int64, _ unit: DurationUnit) -> Int? {
    switch unit {
    case .days:
      let (moved, overflow) = days.addingReportingOverflow(Int(amount))
      return !overflow && isDay(moved) ? moved : nil
    case .months: return CalendarDate(days: days).adding(months: Int(amount))?.days
    case .clock: return nil
    }
  }

  /// Whether the day lies within the years 1 to 9999.
  package static func isDay(_ days: Int) -> Bool { (-719_162...2_932_896).contains(days) }

  private static func midnight(_ days: Int, _ zone: Int) -> Int64 {
    Int64(days) * Instant.microsecondsPerDay - Int64(zone) * 60_000_000
  }

  private static func exact(_ result: (partialValue: Int64, overflow: Bool)) throws(EvaluationFailure) -> Int64 {
    if result.overflow { throw .integerTooLarge }
    return result.partialValue
  }

  private static func periodKind(_ unit: String) -> Period.Kind? {
    switch unit {
    case "year": .year
    case "quarter": .quarter
    case "month": .month
    case "week": .week
    case "day": .day
    default: nil
    }
  }

  private static func length(_ kind: Period.Kind) -> (days: Int, months: Int) {
    switch kind {
    case .year: (0, 12)
    case .quarter: (0, 3)
    case .month: (0, 1)
    case .week: (7, 0)
    case .day, .span: (1, 0)
    }
  }
}

extension Period.Kind {
  fileprivate var plural: String {
    switch self {
    case .year: "years"
    case .quarter: "quarters"
    case .month: "months"
    case .week: "weeks"
    case .day, .span: "days"
    }
  }
}
