import Diagnostics

extension Parser {
  /// The literal of a date or period token, which the lexer has checked.
  func calendarLiteral(_ token: Token) -> Expression.Kind {
    let digits = token.text.split { !($0 >= "0" && $0 <= "9") }.map { Int($0) ?? 0 }
    guard let year = digits.first, let second = digits.dropFirst().first else { return .invalid }
    switch token.kind {
    case .date: return digits.count > 2 ? .date(year: year, month: second, day: digits[2]) : .invalid
    case .quarter: return .period(.quarter(year: year, quarter: second))
    case .month: return .period(.month(year: year, month: second))
    case .week: return .period(.week(year: year, week: second))
    default: return .datetime(token.text)
    }
  }

  private func unit(of token: Token) -> TimeUnit? { token.kind == .name ? TimeUnit(word: token.text) : nil }

  /// Takes the unit that makes a duration of a number, and `ago` after it, where they follow.
  mutating func duration(_ number: Expression) throws(Failure) -> Expression {
    guard let unit = unit(of: current) else { return number }
    advance()
    try grow()
    let duration = Expression(.duration(number, unit), span(from: number.span.start))
    guard take(.ago) else { return duration }
    try grow()
    return Expression(.ago(duration), span(from: number.span.start))
  }

  /// At `last`, `next` or `this`: whether it is a word here, being before a unit, a number, `$`, or a bracket that a unit
  /// follows.
  var atRelativeTime: Bool {
    let next = token(after: 1)
    switch next.kind {
    case .name: return unit(of: next) != nil && token(after: 2).kind != .symbol(.openParenthesis)
    case .integer, .parameter: return true
    case .symbol(.openParenthesis):
      guard let match = brackets.match[index + 1], match + 1 < tokens.count else { return false }
      return unit(of: tokens[match + 1]) != nil
    default: return false
    }
  }

  /// `last 60 days`, `this month`.
  mutating func relativeTime(_ direction: Direction) throws(Failure) -> Expression {
    let start = advance().span.start
    if let unit = unit(of: current) {
      advance()
      return Expression(.relativePeriod(direction, unit), span(from: start))
    }
    let length = try operand()
    guard case .duration(let number, let unit) = length.kind else {
      throw expected("a unit of time", help: ["write as in \(direction.rawValue) 60 days"])
    }
    guard direction != .this else {
      throw fail(
        .unexpectedToken, "'this' takes no number", at: span(from: start),
        help: ["write this \(unit.rawValue), or last \(source.slice(length.span))"])
    }
    return Expression(.relativeSpan(direction, number, unit), span(from: start))
  }
}
