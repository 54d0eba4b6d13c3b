/// A calendar period: a year, quarter, month, ISO week or day, or a span of days between two dates (`last 60 days`).
package struct Period: Hashable, Sendable {
  package enum Kind: Int, Sendable {
    case year, quarter, month, week, day, span
  }

  package let kind: Kind
  /// The first and the last day, in days since 1970-01-01; both belong to it.
  package let first: Int
  package let last: Int

  /// An arbitrary span of days; one that ends before it begins holds no day.
  package init(first: Int, last: Int) {
    kind = .span
    self.first = first
    self.last = last
  }

  private init(_ kind: Kind, _ first: Int, _ last: Int) {
    self.kind = kind
    self.first = first
    self.last = last
  }

  /// The period of this kind in which a day lies; `.span` is taken for `.day`.
  package init(_ kind: Kind, containing days: Int) {
    let date = CalendarDate(days: days)
    switch kind {
    case .year:
      self.init(
        .year, CalendarDate.days(year: date.year, month: 1, day: 1),
        CalendarDate.days(year: date.year, month: 12, day: 31))
    case .quarter:
      let month = (date.month - 1) / 3 * 3 + 1
      self.init(
        .quarter, CalendarDate.days(year: date.year, month: month, day: 1),
        CalendarDate.days(
          year: date.year, month: month + 2, day: CalendarDate.daysInMonth(year: date.year, month: month + 2)))
    case .month:
      self.init(
        .month, days - date.day + 1, days - date.day + CalendarDate.daysInMonth(year: date.year, month: date.month))
    case .week:
      let monday = days - CalendarDate.weekday(days: days) + 1
      self.init(.week, monday, monday + 6)
    case .day, .span: self.init(.day, days, days)
    }
  }

  /// ISO 8601 week `week` (1 to 53) of `year`; nil where the year has no such week.
  package init?(isoYear year: Int, week: Int) {
    guard (1...53).contains(week), (1...9999).contains(year) else { return nil }
    // The week with 4 January is week 1.
    let january4 = CalendarDate.days(year: year, month: 1, day: 4)
    self.init(.week, containing: january4 + (week - 1) * 7)
    guard isoWeek.year == year else { return nil }
  }

  /// The ISO year and week of the period's first day.
  package var isoWeek: (year: Int, week: Int) {
    let thursday = first - CalendarDate.weekday(days: first) + 4
    let year = CalendarDate(days: thursday).year
    return (year, (thursday - CalendarDate.days(year: year, month: 1, day: 1)) / 7 + 1)
  }

  /// The period `count` of its own kind later. Spans move by their own length; nil beyond the calendar.
  package func advanced(by count: Int) -> Period? {
    let start = CalendarDate(days: first)
    let months: Int
    switch kind {
    case .year: months = 12
    case .quarter: months = 3
    case .month: months = 1
    case .week, .day, .span:
      let (shift, overflow) = (last - first + 1).multipliedReportingOverflow(by: count)
      guard !overflow, shift.magnitude < 4_000_000 else { return nil }
      return Period(kind, first + shift, last + shift)
    }
    let (shift, overflow) = months.multipliedReportingOverflow(by: count)
    guard !overflow, let moved = start.adding(months: shift) else { return nil }
    return Period(kind, containing: moved.days)
  }

  package func contains(_ days: Int) -> Bool { first <= days && days <= last }
  package func contains(_ other: Period) -> Bool { first <= other.first && other.last <= last }

  /// One 64-bit integer that sorts by time: first day, then length in days, then kind. Spans beyond 2^22 days do not occur, as
  /// dates lie within the years 1 to 9999.
  package var packed: Int64 { Int64(first) << 27 | Int64(max(0, last - first + 1)) << 3 | Int64(kind.rawValue) }

  package init(packed: Int64) {
    let first = Int(packed >> 27)
    let length = Int(packed >> 3 & 0xFF_FFFF)
    self.init(Kind(rawValue: Int(packed & 7)) ?? .span, first, first + length - 1)
  }
}

extension Period: Comparable {
  package static func < (left: Period, right: Period) -> Bool { left.packed < right.packed }
}

extension Period: CustomStringConvertible {
  /// `2023`, `2023-Q3`, `2023-09`, `2023-W36`, `2023-09-01`, `2023-08-01..2023-09-30`.
  package var description: String {
    let date = CalendarDate(days: first)
    switch kind {
    case .year: return padded(date.year, 4)
    case .quarter: return padded(date.year, 4) + "-Q" + String((date.month - 1) / 3 + 1)
    case .month: return padded(date.year, 4) + "-" + padded(date.month, 2)
    case .week: return padded(isoWeek.year, 4) + "-W" + padded(isoWeek.week, 2)
    case .day: return date.description
    case .span: return date.description + ".." + CalendarDate(days: last).description
    }
  }
}
