import Diagnostics

extension Parser {
  /// `"…"` with its `{expression}` and `{expression:form}` parts.
  mutating func text() throws(Failure) -> Expression {
    let start = advance().span.start
    var parts: [TextTemplate.Part] = []
    while !at(.textEnd) {
      switch current.kind {
      case .textPart: parts.append(.literal(advance().text))
      case .interpolationStart: parts.append(try interpolation())
      default: throw expected("the end of the text")
      }
    }
    advance()
    try grow()
    return Expression(.text(TextTemplate(parts: parts, isRaw: false)), span(from: start))
  }

  private mutating func interpolation() throws(Failure) -> TextTemplate.Part {
    if token(after: 1).kind == .interpolationEnd {
      throw fail(
        .unexpectedToken, "an expression is expected between { and }", at: current.span.joined(token(after: 1).span),
        help: ["write \\{ for the sign itself"])
    }
    return try bracketed(by: .interpolationEnd) { parser throws(Failure) in
      let value = try parser.expression()
      let form = parser.at(.interpolationForm) ? parser.advance().text : nil
      return .expression(value, form: form)
    }
  }

  /// A text that holds no expression, where nothing else may stand.
  mutating func plainText(_ what: String) throws(Failure) -> Text {
    guard at(.textStart) || at(.rawText) else { throw expected(what, help: ["write it in quotes: \"…\""]) }
    let expression = try operand()
    guard case .text(let template) = expression.kind, let value = template.plain else {
      throw fail(
        .unexpectedToken, "\(what) can't hold { }", at: expression.span, help: ["write \\{ for the sign itself"])
    }
    return Text(value, expression.span)
  }

  /// Any expression that is a text, such as a label.
  mutating func textExpression(_ what: String) throws(Failure) -> Expression {
    guard at(.textStart) || at(.rawText) || at(.parameter) else {
      throw expected(what, help: ["write it in quotes: \"…\""])
    }
    return try operand()
  }
}
