import Columns

/// Comparisons, tests of text, membership in what is given by value.
extension Function {
  func condition(_ arguments: [Value], _ zone: Int) throws(EvaluationFailure) -> Bool {
    let present = !arguments.contains(where: \.isMissing)
    switch self {
    case .and: return arguments.allSatisfy(\.isTrue)
    case .or: return arguments.contains(where: \.isTrue)
    case .not: return !arguments[0].isTrue
    case .equal: return arguments[0] == arguments[1]
    case .notEqual: return arguments[0] != arguments[1]
    case .less: return present && Value.compare(arguments[0], arguments[1]) < 0
    case .lessOrEqual: return present && Value.compare(arguments[0], arguments[1]) <= 0
    case .greater: return present && Value.compare(arguments[0], arguments[1]) > 0
    case .greaterOrEqual: return present && Value.compare(arguments[0], arguments[1]) >= 0
    case .between:
      return present && Value.compare(arguments[1], arguments[0]) <= 0 && Value.compare(arguments[0], arguments[2]) <= 0
    case .inElements: return !arguments[0].isMissing && arguments.dropFirst().contains(arguments[0])
    case .inList: return !arguments[0].isMissing && arguments[1].elements.contains(arguments[0])
    case .containsElement: return present && arguments[0].elements.contains(arguments[1])
    case .isMissing: return arguments[0].isMissing
    case .isPresent: return !arguments[0].isMissing
    case .inPeriod: return present && isWithin(arguments[0], arguments[1], zone)
    case .inForce: return isInForce(arguments, zone)
    case .containsText, .startsWith, .endsWith, .matches, .matchesIgnoringCase:
      if !present { return false }
      return try testText(arguments[0].string, arguments[1].string)
    default: return false
    }
  }

  private func isWithin(_ value: Value, _ period: Value, _ zone: Int) -> Bool {
    guard case .period(let period) = period else { return false }
    if case .period(let inner) = value { return period.contains(inner) }
    return value.day(zone).map { period.contains($0) } ?? false
  }

  private func isInForce(_ arguments: [Value], _ zone: Int) -> Bool {
    guard let from = arguments[0].day(zone), let on = arguments[2].day(zone), from <= on else { return false }
    return arguments[1].day(zone).map { on <= $0 } ?? true
  }

  private func testText(_ text: String, _ part: String) throws(EvaluationFailure) -> Bool {
    switch self {
    case .containsText: return TextSearch.contains(text.lowercased(), part.lowercased())
    case .startsWith: return Array(text.lowercased().utf8).starts(with: part.lowercased().utf8)
    case .endsWith: return text.lowercased().utf8.reversed().starts(with: part.lowercased().utf8.reversed())
    default:
      return try RegularExpression(part, ignoresCase: self == .matchesIgnoringCase).matches(text)
    }
  }
}

extension Value {
  var elements: [Value] {
    if case .list(let values) = self { return values }
    return []
  }

  /// A text's characters; empty for anything else.
  var string: String {
    if case .text(let text) = self { return text }
    return ""
  }

  /// The day of a date or datetime (in a zone), the first day of a period; in days since 1970-01-01.
  func day(_ zoneMinutes: Int) -> Int? {
    switch self {
    case .date(let days): days
    case .datetime(let instant): Instant.day(instant, zoneMinutes: zoneMinutes)
    case .period(let period): period.first
    default: nil
    }
  }
}
