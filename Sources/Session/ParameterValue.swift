import Columns

/// Values of parameters from the text of `--set name=value`.
package enum ParameterValue {
  /// Nil where the text is none of the type.
  static func parse(_ text: String, as type: ValueType, zoneMinutes: Int) -> Value? {
    switch type {
    case .boolean: return text == "true" ? .boolean(true) : text == "false" ? .boolean(false) : nil
    case .integer: return Int64(text).map { .integer($0) }
    case .decimal: return DecimalNumber(text).map { .decimal($0) }
    case .float: return Double(text).flatMap { $0.isFinite ? .float($0) : nil }
    case .text: return .text(text)
    case .date: return date(text).map { .date($0) }
    case .datetime: return Instant.parse(text, zoneMinutes: zoneMinutes).map { .datetime($0) }
    case .period: return period(text).map { .period($0) }
    case .duration, .list, .record, .reference, .row, .missing, .unknown: return nil
    }
  }

  /// Days since 1970-01-01 of `YYYY-MM-DD`.
  package static func date(_ text: String) -> Int? {
    Array(text.utf8).withUnsafeBufferPointer { CalendarDate(iso: $0)?.days }
  }

  /// `2023`, `2023-Q3`, `2023-09`, `2023-W36`, `2023-09-01`.
  private static func period(_ text: String) -> Period? {
    if let day = date(text) { return Period(.day, containing: day) }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard let head = parts.first, let year = number(head, digits: 4), year >= 1, parts.count <= 2 else { return nil }
    guard parts.count == 2 else { return Period(.year, containing: CalendarDate.days(year: year, month: 1, day: 1)) }
    let part = parts[1]
    switch part.first {
    case "Q":
      guard let quarter = number(part.dropFirst(), digits: 1), (1...4).contains(quarter) else { return nil }
      return Period(.quarter, containing: CalendarDate.days(year: year, month: quarter * 3, day: 1))
    case "W": return number(part.dropFirst(), digits: 2).flatMap { Period(isoYear: year, week: $0) }
    default:
      guard let month = number(part, digits: 2), (1...12).contains(month) else { return nil }
      return Period(.month, containing: CalendarDate.days(year: year, month: month, day: 1))
    }
  }

  /// Of so many digits and nothing else.
  private static func number(_ text: Substring, digits: Int) -> Int? {
    guard text.utf8.count == digits, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(text)
  }

  /// A value that another script gives, in the parameter's type; nil where it is of another.
  static func fitting(_ value: Value, _ type: ValueType) -> Value? {
    switch (converted(value, to: type), type) {
    case (.missing, _): .missing
    case (.boolean, .boolean), (.integer, .integer), (.decimal, .decimal), (.float, .float), (.text, .text),
      (.date, .date), (.datetime, .datetime), (.period, .period):
      converted(value, to: type)
    default: nil
    }
  }

  static func example(of type: ValueType) -> String {
    switch type {
    case .boolean: "true"
    case .integer: "12"
    case .decimal: "12.50"
    case .float: "2.5e3"
    case .date: "2023-09-01"
    case .datetime: "2023-09-01T14:30"
    case .period: "2023-09"
    case .text, .duration, .list, .record, .reference, .row, .missing, .unknown: "text"
    }
  }

  /// A default's value in the parameter's type: an integer where a decimal or float is declared.
  static func converted(_ value: Value, to type: ValueType) -> Value {
    switch (value, type) {
    case (.integer, .decimal): value.exact.map { .decimal($0) } ?? value
    case (.integer, .float), (.decimal, .float): value.double.map { .float($0) } ?? value
    default: value
    }
  }
}
