import Diagnostics

extension Parser {
  mutating func script(continuing: Bool) -> Script {
    var statements: [Statement] = []
    while !at(.end), diagnostics.count <= Self.errorLimit {
      if at(.statementEnd) {
        advance()
        continue
      }
      let start = index
      let errors = diagnostics.count
      do {
        let kind = try statement(continuing: continuing && statements.isEmpty)
        let span = span(from: tokens[start].span.start)
        if !atStatementEnd, errors == diagnostics.count {
          _ = unexpected()
          // Of words that are no statement nothing more is to be said.
          if case .show(let pipeline) = kind, pipeline.stages.isEmpty, case .name = pipeline.source.kind {
            throw Failure.atStatement
          }
        }
        statements.append(Statement(kind, span))
      } catch {}
      skipStatement(from: max(index, start))
      (nesting, height, openBrackets) = (0, 0, 0)
    }
    return Script(statements: statements)
  }

  private mutating func statement(continuing: Bool) throws(Failure) -> Statement.Kind {
    if at(.pipe) { return .show(try continuation(continuing)) }
    if at(.minus) {
      throw fail(
        .unexpectedToken, "a statement can't begin with '-', which goes on from the line before",
        help: ["put it in brackets: (-x)"])
    }
    if at(.dot), token(after: 1).kind == .name {
      throw fail(
        .unexpectedToken, "'.\(token(after: 1).text)' is a command of the prompt, and this is a script",
        at: current.span.joined(token(after: 1).span),
        help: ["open the records at the prompt: almoner RECORDS", "collections and fields: almoner schema RECORDS"],
        resuming: .atStatement)
    }
    guard let word = statementWord else {
      if at(.name) || at(.parameter), token(after: 1).kind == .symbol(.assign) { return try assignment() }
      return .show(try pipeline())
    }
    advance()
    switch word {
    case .use: return .use(try use())
    case .param: return .parameter(try parameterStatement())
    case .let: return try letStatement()
    case .print: return .print(try expression())
    case .title: return .title(try expression())
    case .note: return .note(try expression())
    case .expect: return try expectation()
    case .explain: return .explain(try pipeline())
    case .run:
      let path = try plainText("the path of a script")
      return .run(path: path, arguments: take(word: "with") ? try namedItems() : [])
    }
  }

  /// `x = …`, as other languages name a value.
  private mutating func assignment() throws(Failure) -> Statement.Kind {
    report(.foreignWord, "a name is given with 'let'", at: current.span, help: ["write: let \(current.text) = …"])
    let name = takeName()
    advance()
    return .letValue(name, try pipeline())
  }

  /// The word of a statement, where what follows fits; else it is a name.
  private var statementWord: StatementWord? {
    guard at(.name), let word = StatementWord(rawValue: current.text) else { return nil }
    let next = token(after: 1)
    switch word {
    case .print, .title, .note, .explain: return next.beginsOperand && next.kind != .symbol(.minus) ? word : nil
    case .param, .let:
      // A reserved word cannot be defined, which is said of it where one is.
      if case .reserved = next.kind, token(after: 2).kind == .symbol(word == .param ? .colon : .assign) { return word }
      fallthrough
    case .use, .expect, .run:
      return next.beginsOperand && next.kind != .symbol(.openParenthesis) && next.kind != .symbol(.minus) ? word : nil
    }
  }

  /// A line that begins with `|`: it carries on the last result, where there is one.
  private mutating func continuation(_ continuing: Bool) throws(Failure) -> Pipeline {
    let place = Span(current.span.start, current.span.start)
    var source = Expression(.name(Name("it", place)), place)
    if !continuing {
      report(
        .unexpectedToken, "a table is missing before the first '|'", at: current.span,
        help: ["begin with the name of a table: children | …"])
      source.kind = .invalid
    }
    return try stages(of: source)
  }

  private mutating func use() throws(Failure) -> Use {
    var use = Use(path: try plainText("the path of a dataset"))
    while true {
      if take(word: "as") {
        use.role = try name("the name of a role")
      } else if take(word: "for") {
        use.purpose = try plainText("a purpose")
      } else if take(.on) {
        use.day = try expression()
      } else {
        return use
      }
    }
  }

  /// `since: date = start(this month) "first day of the report"`.
  private mutating func parameterStatement() throws(Failure) -> Parameter {
    let name = try definedName("the name of a parameter")
    guard take(.colon) else { throw expected("':' and a type", help: ["write: param \(name.text): date"]) }
    var parameter = Parameter(name: name, type: try self.name("a type"))
    if take(.assign) { parameter.defaultValue = try expression() }
    if at(.textStart) || at(.rawText) { parameter.help = try plainText("the explanation of a parameter") }
    return parameter
  }

  /// A name being defined, which has no `$` yet.
  private mutating func definedName(_ what: String) throws(Failure) -> Name {
    if at(.parameter) {
      throw fail(
        .unexpectedToken, "a name is defined without '$'",
        help: ["write \(current.text) here, and $\(current.text) to use it"])
    }
    return try name(what)
  }

  private mutating func letStatement() throws(Failure) -> Statement.Kind {
    let name = try definedName("a name")
    if at(.openParenthesis) {
      marks.callBrackets.insert(current.span.start)
      let parameters = try bracketed(by: .symbol(.closeParenthesis)) { parser throws(Failure) in
        var names: [Name] = []
        guard !parser.at(.closeParenthesis) else { return names }
        repeat { names.append(try parser.definedName("the name of a parameter")) } while parser.take(.comma)
        return names
      }
      try takeAssign("let \(name.text)(\(parameters.map(\.text).joined(separator: ", "))) = …")
      return .letFunction(name, parameters: parameters, body: try expression())
    }
    try takeAssign("let \(name.text) = …")
    return .letValue(name, try pipeline())
  }

  private mutating func takeAssign(_ example: String) throws(Failure) {
    guard take(.assign) else { throw expected("'='", help: ["write: \(example)"]) }
  }

  /// `"label": condition` or `"label": no pipeline`.
  private mutating func expectation() throws(Failure) -> Statement.Kind {
    let label = try textExpression("the label of a check")
    guard take(.colon) else { throw expected("':'", help: ["write: expect \"label\": condition"]) }
    if take(word: "no", before: { $0.kind == .name || $0.kind == .quotedName || $0.kind == .symbol(.openParenthesis) })
    {
      return .expectNone(label: label, try pipeline())
    }
    let condition = try expression()
    if at(.pipe) {
      throw fail(
        .unexpectedToken, "a pipeline is checked to have no rows, with 'no' before it", at: condition.span,
        help: ["write: expect \(source.slice(label.span)): no \(source.slice(condition.span)) | …"])
    }
    return .expectCondition(label: label, condition)
  }

  /// `since = 2023-09-01, …`.
  private mutating func namedItems() throws(Failure) -> [Item] {
    var items: [Item] = []
    repeat {
      let item = try item()
      guard item.name != nil else {
        throw fail(
          .unexpectedToken, "a parameter is given by its name", at: item.expression.span,
          help: ["write: with since = 2023-09-01"])
      }
      items.append(item)
    } while take(.comma)
    return items
  }
}
