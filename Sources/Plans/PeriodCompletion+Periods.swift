import Columns
import Diagnostics

extension PeriodCompletion {
  /// More rows than these are taken for a mistake, such as days where months were meant.
  package static var mostRows: Int { 1_000_000 }

  /// The periods that each combination of the other keys is to have, ascending: from the first to the last of `present`, or those
  /// that lie within the range.
  package func periods(present: [Period], within range: Period?) throws(Diagnostic) -> [Period] {
    let (first, last): (Int, Int)
    if let range {
      (first, last) = (range.first, range.last)
    } else if let least = present.min(), let greatest = present.max() {
      (first, last) = (least.first, greatest.last)
    } else {
      return []
    }
    var periods: [Period] = []
    var next: Period? = Period(kind, containing: first)
    while let period = next, period.last <= last {
      if period.first >= first { periods.append(period) }
      if periods.count > Self.mostRows { throw tooManyRows }
      next = period.advanced(by: 1)
    }
    return periods
  }

  package func check(combinations: Int, periods: Int) throws(Diagnostic) {
    let (rows, overflow) = combinations.multipliedReportingOverflow(by: periods)
    if overflow || rows > Self.mostRows { throw tooManyRows }
  }

  private var tooManyRows: Diagnostic {
    Diagnostic(
      .outOfMemory, "a row for every period of every group would be more than 1,000,000 rows", at: range?.span,
      help: ["take longer periods: by every month(…)", "or fewer of them: by every month(…) in 2023"])
  }

  /// A key as the period it stands for: a year as an integer and a date too. Nil where it is missing.
  package func period(of key: Value) -> Period? {
    switch key {
    case .period(let period): return period
    case .date(let days): return Period(.day, containing: days)
    case .integer(let year):
      guard (1...9999).contains(year) else { return nil }
      return Period(.year, containing: CalendarDate.days(year: Int(year), month: 1, day: 1))
    default: return nil
    }
  }

  /// A period as the key that it is.
  package func key(of period: Period) -> Value {
    switch kind {
    case .year: .integer(Int64(CalendarDate(days: period.first).year))
    case .day: .date(period.first)
    case .quarter, .month, .week, .span: .period(period)
    }
  }
}
