import Columns
import Plans

extension Call {
  /// What one date or period says of itself.
  func datePart() -> Column? {
    if function == .start || function == .end {
      guard case .column(let column, _) = arguments[0], case .period(let periods) = column.values else { return nil }
      let isStart = function == .start
      return dates(
        periods.mapped { packed in
          let period = Period(packed: packed)
          return Int32(truncatingIfNeeded: isStart ? period.first : period.last)
        })
    }
    guard case .vector(let days) = localDays(0) else { return nil }
    switch function {
    case .dateOf: return column(.date(days))
    case .quarter: return column(.period(eachDay(days) { Period(.quarter, containing: $0).packed }))
    case .month: return column(.period(eachDay(days) { Period(.month, containing: $0).packed }))
    case .week: return column(.period(eachDay(days) { Period(.week, containing: $0).packed }))
    case .year: return column(.integer(eachDay(days) { Int64(CalendarDate(days: $0).year) }))
    case .monthOfYear: return column(.integer(eachDay(days) { Int64(CalendarDate(days: $0).month) }))
    case .day: return column(.integer(eachDay(days) { Int64(CalendarDate(days: $0).day) }))
    case .weekday: return column(.integer(days.mapped { Int64(CalendarDate.weekday(days: Int($0))) }))
    default: return nil
    }
  }

  /// Computed once for each day between the first and the last where that is less work.
  private func eachDay(_ days: Vector<Int32>, _ part: (Int) -> Int64) -> Vector<Int64> {
    var (first, last) = (Int32.max, Int32.min)
    for row in 0..<days.count {
      first = min(first, days[row])
      last = max(last, days[row])
    }
    guard days.count > 0, Int(last) - Int(first) < days.count / 2 else { return days.mapped { part(Int($0)) } }
    let table = (Int(first)...Int(last)).map(part)
    return table.withUnsafeBufferPointer { table in days.mapped { table[Int($0 - first)] } }
  }

  func inPeriod() -> Column? {
    guard case .period(let period) = arguments[1].constant, case .column(let column, _) = arguments[0] else {
      return nil
    }
    let result: Vector<UInt8>
    if case .period(let periods) = column.values {
      result = periods.mapped { bit(period.contains(Period(packed: $0))) }
    } else if case .vector(let days) = localDays(0) {
      let (first, last) = (Int32(clamping: period.first), Int32(clamping: period.last))
      result = days.mapped { bit($0 >= first) & bit($0 <= last) }
    } else {
      return nil
    }
    guard let present = presence() else { return flags(result) }
    return flags(Vector(count: count) { target in for row in 0..<count { target[row] = result[row] & present[row] } })
  }

  func dateArithmetic() -> Column? {
    if function == .shift { return shifted() }
    guard function != .difference || (days(0) != nil && days(1) != nil), let a = localDays(0), let b = localDays(1)
    else {
      return nil
    }
    switch function {
    case .difference: return column(.duration(Input.combine(a, b, count: count) { Int64($0) - Int64($1) }))
    case .daysBetween: return column(.integer(Input.combine(a, b, count: count) { Int64($1) - Int64($0) }))
    case .monthsBetween:
      return column(
        .integer(
          Input.combine(a, b, count: count) { from, to in
            let months = Function.wholeMonths(Int(min(from, to)), Int(max(from, to)))
            return Int64(to < from ? -months : months)
          }))
    case .age: return ages(a, b)
    default: return nil
    }
  }

  private func ages(_ birth: Input<Int32>, _ on: Input<Int32>) -> Column {
    let years = Input.combine(birth, on, count: count) { birth, on in
      on < birth ? -1 : Int64(Function.wholeMonths(Int(birth), Int(on)) / 12)
    }
    let present = presence()
    return Column(
      .integer(years), validity: Column.validity(count: count) { years[$0] >= 0 && (present?[$0] ?? 1) == 1 })
  }

  /// Dates by a constant number of days or months; missing beyond the calendar.
  private func shifted() -> Column? {
    guard case .vector(let days) = days(0), case .duration(let amount, let unit) = arguments[1].constant,
      amount.magnitude < 10_000_000
    else { return nil }
    switch unit {
    case .days: return dates(days.mapped { Int32(truncatingIfNeeded: Int($0) + Int(amount)) })
    case .months:
      return dates(
        days.mapped { day in
          CalendarDate(days: Int(day)).adding(months: Int(amount)).map { Int32(truncatingIfNeeded: $0.days) } ?? .max
        })
    case .clock: return nil
    }
  }

  /// Those beyond the calendar are missing, and those where an argument is.
  private func dates(_ days: Vector<Int32>) -> Column {
    let present = presence()
    return Column(
      .date(days),
      validity: Column.validity(count: count) { Function.isDay(Int(days[$0])) && (present?[$0] ?? 1) == 1 })
  }
}
