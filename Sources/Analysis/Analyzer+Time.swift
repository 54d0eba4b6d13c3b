import Columns
import Diagnostics
import Plans
import Syntax

/// Dates, periods, durations and what is relative to today.
extension Analyzer {
  func typeTime(_ expression: Expression, in scope: Scope) -> TypedExpression {
    let span = expression.span
    switch expression.kind {
    case .date(let year, let month, let day):
      return constant(.date(CalendarDate.days(year: year, month: month, day: day)), .date, span)
    case .datetime(let text):
      guard let instant = Instant.parse(text, zoneMinutes: catalog.dataset.zoneMinutes) else {
        report(.invalidLiteral, "this is no date and time: write 2023-09-01T14:30", span)
        return unknown(span)
      }
      return constant(.datetime(instant), .datetime, span)
    case .period(let literal): return typePeriod(literal, span)
    case .today: return constant(.date(today), .date, span)
    case .duration(let count, let unit): return typeDuration(count, unit, span, in: scope)
    case .ago(let duration):
      let length = type(duration, in: scope)
      guard case .duration(let unit) = length.type else { return unknown(span) }
      if unit == .clock {
        report(.wrongType, "today is a day: only days, weeks, months and years ago can be reckoned", span)
        return unknown(span)
      }
      let back = TypedExpression(.call(.negate, [length]), length.type, length.span)
      return TypedExpression(.call(.shift, [constant(.date(today), .date, span), back]), .date, span)
    case .relativeSpan(let direction, let count, let unit):
      return typeSpan(direction, count, unit, span, in: scope)
    case .relativePeriod(let direction, let unit):
      let steps: Int64 = direction == .last ? -1 : direction == .next ? 1 : 0
      if unit == .hour || unit == .minute { return clockUnitError(span) }
      let arguments = [
        constant(.date(today), .date, span), constant(.text(unit.rawValue), .text, span),
        constant(.integer(steps), .integer, span),
      ]
      return TypedExpression(.call(.periodAround, arguments), .period, span)
    default: return unknown(span)
    }
  }

  private func constant(_ value: Value, _ type: ValueType, _ span: Span) -> TypedExpression {
    TypedExpression(.constant(value), type, span)
  }

  private func clockUnitError(_ span: Span) -> TypedExpression {
    report(.wrongType, "a period is made of whole days: use days, weeks, months, quarters or years", span)
    return unknown(span)
  }

  private func typePeriod(_ literal: PeriodLiteral, _ span: Span) -> TypedExpression {
    let period: Period?
    switch literal {
    case .quarter(let year, let quarter):
      period = Period(.quarter, containing: CalendarDate.days(year: year, month: quarter * 3, day: 1))
    case .month(let year, let month):
      period = Period(.month, containing: CalendarDate.days(year: year, month: month, day: 1))
    case .week(let year, let week): period = Period(isoYear: year, week: week)
    }
    guard let period else {
      report(.invalidLiteral, "that year has no such week", span)
      return unknown(span)
    }
    return constant(.period(period), .period, span)
  }

  /// The count of a duration: an integer, or an error.
  private func typeCount(_ count: Expression, in scope: Scope) -> TypedExpression? {
    let typed = type(count, in: scope)
    switch typed.type.ofValue {
    case .integer: return typed
    case .unknown: return nil
    default:
      report(.wrongType, "a duration counts whole units, and this is \(typed.type.article)", count.span)
      return nil
    }
  }

  private func typeDuration(_ count: Expression, _ unit: TimeUnit, _ span: Span, in scope: Scope) -> TypedExpression {
    guard let number = typeCount(count, in: scope) else { return unknown(span) }
    let (function, durationUnit, factor): (Function, DurationUnit, Int64) =
      switch unit {
      case .year: (.monthsDuration, .months, 12)
      case .quarter: (.monthsDuration, .months, 3)
      case .month: (.monthsDuration, .months, 1)
      case .week: (.daysDuration, .days, 7)
      case .day: (.daysDuration, .days, 1)
      case .hour: (.clockDuration, .clock, 3_600_000_000)
      case .minute: (.clockDuration, .clock, 60_000_000)
      }
    let total =
      factor == 1
      ? number
      : TypedExpression(.call(.multiply, [number, constant(.integer(factor), .integer, span)]), .integer, span)
    return TypedExpression(.call(function, [total]), .duration(durationUnit), span)
  }

  private func typeSpan(
    _ direction: Direction, _ count: Expression, _ unit: TimeUnit, _ span: Span, in scope: Scope
  ) -> TypedExpression {
    if unit == .hour || unit == .minute { return clockUnitError(span) }
    guard let number = typeCount(count, in: scope) else { return unknown(span) }
    let arguments = [
      constant(.date(today), .date, span), number, constant(.text(unit.rawValue), .text, span),
    ]
    return TypedExpression(.call(direction == .next ? .nextSpan : .lastSpan, arguments), .period, span)
  }
}
