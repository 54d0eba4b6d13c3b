import Columns
import Plans

/// Short ways to write values and calls of functions in tests.
func call(_ function: Function, _ arguments: Value..., as type: ValueType = .unknown, zone: Int = 0) throws -> Value {
  try function.evaluate(arguments, as: type, zoneMinutes: zone)
}

func date(_ text: String) -> Value {
  var text = text
  return text.withUTF8 { CalendarDate(iso: $0) }.map { .date($0.days) } ?? .missing
}

func instant(_ text: String) -> Value { Instant.parse(text, zoneMinutes: 0).map { .datetime($0) } ?? .missing }
func decimal(_ text: String) -> Value { DecimalNumber(text).map { .decimal($0) } ?? .missing }
func month(_ text: String) -> Value { period(.month, text + "-01") }

func period(_ kind: Period.Kind, _ day: String) -> Value {
  guard case .date(let days) = date(day) else { return .missing }
  return .period(Period(kind, containing: days))
}

func span(_ first: String, _ last: String) -> Value {
  guard case .date(let first) = date(first), case .date(let last) = date(last) else { return .missing }
  return .period(Period(first: first, last: last))
}

extension Value: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral,
  ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral
{
  package init(integerLiteral value: Int64) { self = .integer(value) }
  package init(stringLiteral value: String) { self = .text(value) }
  package init(floatLiteral value: Double) { self = .float(value) }
  package init(booleanLiteral value: Bool) { self = .boolean(value) }
}
