import Diagnostics

extension Parser {
  mutating func report(
    _ code: Code, _ message: String, at span: Span, caption: String? = nil, labels: [Diagnostic.Label] = [],
    help: [String] = []
  ) {
    diagnostics.append(
      Diagnostic(code, message, at: span, caption: caption, labels: labels, help: help, in: source))
  }

  /// Reports at the current token and gives the failure to throw.
  mutating func fail(
    _ code: Code, _ message: String, at span: Span? = nil, caption: String? = nil, help: [String] = [],
    resuming failure: Failure = .atStage
  ) -> Failure {
    report(code, message, at: span ?? currentSpan, caption: caption, help: help)
    return failure
  }

  /// Says what is expected in the place of the current token. The lexer has spoken of an invalid one.
  mutating func expected(_ what: String, help: [String] = []) -> Failure {
    if at(.invalid) { return .atStage }
    if let failure = foreignHere() { return failure }
    return fail(.unexpectedToken, "expected \(what), not \(describe(current))", help: help)
  }

  /// Where the current token is, or for an end the place just after what was taken.
  var currentSpan: Span { atStatementEnd ? Span(lastEnd, lastEnd) : current.span }

  func describe(_ token: Token) -> String {
    switch token.kind {
    case .end: "the end"
    case .statementEnd: source.slice(token.span) == ";" ? "';'" : "the end of the line"
    case .textStart, .rawText, .textPart: "a text"
    case .textEnd: "the end of the text"
    case .interpolationStart, .interpolationForm, .interpolationEnd: "the end of the { }"
    case .name, .quotedName, .parameter, .integer, .decimal, .float, .date, .datetime, .quarter, .month, .week,
      .regularExpression, .symbol, .foreignSymbol, .invalid, .reserved:
      "'\(source.slice(token.span))'"
    }
  }

  // MARK: Resuming

  /// From the beginning of what failed to the `|`, the end, or the closing bracket about it.
  mutating func skip(from start: Int) {
    index = start
    while !atStatementEnd, !at(.pipe), !(atCloser && openBrackets > 0) {
      index = brackets.match[index] ?? index
      advance()
    }
  }

  mutating func skipStatement(from start: Int) {
    index = start
    while !atStatementEnd {
      index = brackets.match[index] ?? index
      advance()
    }
  }

  // MARK: Brackets

  /// What `body` parses between the current bracket and the one that closes it. Where `body` reported errors, or left
  /// something after them, the rest of the bracket is passed over.
  mutating func bracketed<Result>(
    by closer: Token.Kind, _ body: (inout Parser) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let opener = index
    let errors = diagnostics.count
    openBrackets += 1
    defer { openBrackets -= 1 }
    advance()
    let result = try body(&self)
    if at(closer) {
      advance()
      return result
    }
    guard let match = brackets.match[opener] else {
      if errors == diagnostics.count {
        report(
          .unclosedBracket, "'\(source.slice(tokens[opener].span))' is not closed", at: tokens[opener].span,
          labels: [Diagnostic.Label(currentSpan, "expected by here")])
      }
      throw .atStatement
    }
    if errors == diagnostics.count { throw unexpectedInBracket(opener) }
    index = match
    advance()
    return result
  }

  private mutating func unexpectedInBracket(_ opener: Int) -> Failure {
    if at(.invalid) { return .atStage }
    if let failure = foreignHere() { return failure }
    let sign = source.slice(tokens[opener].span)
    return fail(
      .unexpectedToken, "\(describe(current)) is not expected here", caption: "within '\(sign)'", help: leftoverHelp)
  }

  /// What may have been meant where something follows a complete expression.
  var leftoverHelp: [String] {
    switch current.kind {
    case .name where StageWord(rawValue: current.text) != nil: ["a stage begins with | : | \(current.text) …"]
    case .name, .quotedName, .integer, .decimal, .textStart, .rawText, .parameter:
      ["a comma or an operator such as + or and may be missing before it"]
    case .symbol(.assign): ["a name can be given only at the beginning of an item"]
    case .symbol(.openBracket): ["for some of the rows write: children | where …"]
    case .symbol(.closeParenthesis), .symbol(.closeBracket): ["no bracket is open that it could close"]
    default: []
    }
  }

  /// Reports what follows a complete statement or stage.
  mutating func unexpected() -> Failure {
    if at(.invalid) { return .atStage }
    if let failure = foreignHere() { return failure }
    return fail(.unexpectedToken, "\(describe(current)) is not expected here", help: leftoverHelp)
  }
}
