import Diagnostics

extension Parser {
  /// A literal, name, call or bracket, with what follows it by dots.
  mutating func operand() throws(Failure) -> Expression {
    let outer = height
    height = 1
    defer { height = max(outer, height) }
    var result = try primary()
    // `.*` belongs to `select`, which takes it itself.
    while at(.dot), token(after: 1).kind != .symbol(.star) {
      advance()
      let name = try name("a field's name")
      result = Expression(.member(result, name), span(from: result.span.start))
      try grow()
      if at(.openParenthesis) {
        let stage = StageWord(rawValue: name.text)?.rawValue ?? ForeignWords.stage(name.text)?.says
        if let stage {
          let table = source.slice(Span(result.span.start, name.span.start - 1))
          throw fail(
            .foreignWord, "a stage follows after a '|'", at: name.span, help: ["write: \(table) | \(stage) …"])
        }
        throw fail(
          .foreignWord, "a function is written before its value",
          help: ["write \(name.text)(\(source.slice(Span(result.span.start, name.span.start - 1))))"])
      }
    }
    return result
  }

  private mutating func primary() throws(Failure) -> Expression {
    let token = current
    switch token.kind {
    case .name: return try named()
    case .quotedName: return Expression(.name(takeName()), token.span)
    case .parameter:
      advance()
      // The name's span is without the `$`.
      let name = Name(token.text, Span(token.span.start + 1, token.span.end))
      return try duration(Expression(.parameter(name), token.span))
    case .integer:
      guard let value = Int64(token.text) else { throw .atStage }
      advance()
      return try duration(Expression(.integer(value), token.span))
    case .decimal: return literal(.decimal(token.text))
    case .float: return literal(.float(Double(token.text) ?? .infinity))
    case .date, .datetime, .quarter, .month, .week: return literal(calendarLiteral(token))
    case .rawText: return literal(.text(TextTemplate(parts: [.literal(token.text)], isRaw: true)))
    case .textStart: return try text()
    case .regularExpression(let ignoresCase):
      return literal(.regularExpression(pattern: token.text, ignoresCase: ignoresCase))
    case .reserved(let word): return try reserved(word)
    case .symbol(.openParenthesis): return try parenthesised()
    case .symbol(.openBracket): return try list()
    case .symbol(.dot) where self.token(after: 1).kind == .name:
      report(.foreignWord, "a field's name has no dot before it here", at: token.span)
      advance()
      return try primary()
    case .symbol, .foreignSymbol, .textPart, .textEnd, .interpolationStart, .interpolationForm, .interpolationEnd,
      .invalid, .statementEnd, .end:
      throw expected("a value")
    }
  }

  private mutating func literal(_ kind: Expression.Kind) -> Expression { Expression(kind, advance().span) }

  private mutating func reserved(_ word: ReservedWord) throws(Failure) -> Expression {
    switch word {
    case .missing: return literal(.missing)
    case .true: return literal(.boolean(true))
    case .false: return literal(.boolean(false))
    case .today:
      let start = advance().span.start
      if at(.openParenthesis), token(after: 1).kind == .symbol(.closeParenthesis) {
        report(.foreignWord, "'today' has no brackets here", at: span(from: start).joined(token(after: 1).span))
        advance()
        advance()
      }
      return Expression(.today, span(from: start))
    case .if: return try conditional()
    case .outer:
      let name = Name(word.rawValue, advance().span)
      guard at(.dot) else { throw expected("a '.' and a field", help: ["write as in outer.name"]) }
      return Expression(.name(name), name.span)
    case .and, .or, .not, .in, .is, .then, .else, .between, .contains, .starts, .ends, .matches, .by, .per, .on,
      .across, .ago:
      throw expected("a value", help: reservedHelp)
    }
  }

  /// `if a then b else c`; the branches reach as far as they can.
  private mutating func conditional() throws(Failure) -> Expression {
    let start = advance().span.start
    let condition = try expression()
    guard take(.then) else {
      throw expected("'then'", help: ["write: if grade <= 3 then \"lower\" else \"upper\""])
    }
    let then = try expression()
    let otherwise = take(.else) ? try expression() : nil
    try grow()
    return Expression(.conditional(condition, then: then, else: otherwise), span(from: start))
  }

  // MARK: Names

  /// A name, as it stands or in backticks.
  mutating func name(_ what: String) throws(Failure) -> Name {
    guard at(.name) || at(.quotedName) else { throw expected(what, help: reservedHelp) }
    return takeName()
  }

  mutating func takeName() -> Name {
    let token = advance()
    return Name(token.text, token.span)
  }

  /// What to do where a field bears the name of a reserved word.
  var reservedHelp: [String] {
    guard case .reserved(let word) = current.kind else { return [] }
    return ["a field named \(word.rawValue) stands in backticks: `\(word.rawValue)`"]
  }

  private mutating func named() throws(Failure) -> Expression {
    if let direction = Direction(rawValue: current.text), atRelativeTime { return try relativeTime(direction) }
    if current.text.lowercased() == "case", case .name = token(after: 1).kind,
      token(after: 1).text.lowercased() == "when"
    {
      throw fail(
        .foreignWord, "this language says 'if', not 'case when'",
        help: ["write: if grade <= 3 then \"lower\" else \"upper\""])
    }
    let name = takeName()
    return at(.openParenthesis) ? try call(name) : Expression(.name(name), name.span)
  }

  // MARK: Brackets

  /// `(expression)` or `(pipeline)`.
  private mutating func parenthesised() throws(Failure) -> Expression {
    let opener = index
    let start = current.span.start
    let kind = try bracketed(by: .symbol(.closeParenthesis)) { parser throws(Failure) in
      let inner = try parser.pipeline()
      guard parser.at(.comma) else {
        return inner.stages.isEmpty ? Expression.Kind.parenthesised(inner.source) : .pipeline(inner)
      }
      return try parser.tuple(from: inner.source, opener: opener)
    }
    try grow()
    let result = Expression(kind, span(from: start))
    if case .parenthesised = kind { return try duration(result) }
    return result
  }

  /// At the first comma within round brackets, where other languages have a list or the arguments of `if`.
  private mutating func tuple(from first: Expression, opener: Int) throws(Failure) -> Expression.Kind {
    var elements = [first]
    while take(.comma) { elements.append(try expression()) }
    let inside = source.slice(Span(tokens[opener].span.end, lastEnd))
    if opener > 0, tokens[opener - 1].kind == .reserved(.if), elements.count <= 3 {
      let words = ["if", "then", "else"]
      let parts = zip(words, elements).map { "\($0) \(source.slice($1.span))" }
      throw fail(
        .foreignWord, "'if' is written with words here", at: tokens[opener - 1].span,
        help: ["write: " + parts.joined(separator: " ")])
    }
    report(
      .foreignWord, "a list stands in square brackets here", at: Span(tokens[opener].span.start, current.span.end),
      help: ["write [\(inside)]"])
    return .list(elements)
  }

  private mutating func list() throws(Failure) -> Expression {
    let start = current.span.start
    let elements = try bracketed(by: .symbol(.closeBracket)) { parser throws(Failure) in
      var elements: [Expression] = []
      guard !parser.at(.closeBracket) else { return elements }
      repeat { elements.append(try parser.expression()) } while parser.take(.comma)
      return elements
    }
    try grow()
    return Expression(.list(elements), span(from: start))
  }
}
