import Diagnostics

extension Parser {
  /// A source and its stages. Without stages the source is the whole of it, and may be any expression.
  /// - Parameter isArgument: whether `where` and `sort` may follow, being the call's.
  mutating func pipeline(isArgument: Bool = false) throws(Failure) -> Pipeline {
    let start = index
    let outer = height
    height = 0
    defer { height = max(outer, height) }
    var source = Expression(.invalid, current.span)
    if !isArgument, atDescribe { return try described() }
    do throws(Failure) {
      if !isArgument, atSearch {
        source = try search()
      } else {
        try foreignQuery(isArgument: isArgument)
        source = try expression()
      }
    } catch {
      guard error == .atStage else { throw error }
      skip(from: start)
      source.span = span(from: source.span.start)
      guard at(.pipe) else { throw error }
    }
    if isArgument, !at(.pipe) { return Pipeline(source: source, stages: [], span: source.span) }
    return try stages(of: source)
  }

  /// `describe children`, which is `children | describe`.
  private var atDescribe: Bool {
    guard current.kind == .name, current.text == StageWord.describe.rawValue else { return false }
    let next = token(after: 1)
    return next.kind == .quotedName || next.kind == .name && !startsStage(next)
  }

  private mutating func described() throws(Failure) -> Pipeline {
    let word = advance().span
    let name = takeName()
    var pipeline = try stages(of: Expression(.name(name), name.span))
    pipeline.stages.insert(Stage(.describe, word), at: 0)
    pipeline.span = span(from: word.start)
    return pipeline
  }

  /// `search "wang li"` where a table's name is expected: everywhere.
  private var atSearch: Bool {
    guard current.kind == .name, current.text == StageWord.search.rawValue else { return false }
    return [.textStart, .rawText].contains(token(after: 1).kind)
  }

  private mutating func search() throws(Failure) -> Expression {
    let start = advance().span.start
    let words = try plainText("the words to search for")
    return Expression(.search(words), span(from: start))
  }

  /// What follows the source, being at the first `|` where there is one.
  mutating func stages(of source: Expression) throws(Failure) -> Pipeline {
    var stages: [Stage] = []
    while at(.pipe) || startsStage(current) {
      if at(.pipe) {
        if openBrackets == 0 { marks.stagePipes.insert(current.span.start) }
        advance()
      } else {
        missingPipe()
      }
      stages.append(try stage())
      try grow()
    }
    return Pipeline(source: source, stages: stages, span: span(from: source.span.start))
  }

  /// A stage's word where something else ends: its `|` was forgotten.
  private func startsStage(_ token: Token) -> Bool {
    token.kind == .name && (StageWord(rawValue: token.text) != nil || ForeignWords.stage(token.text)?.word != nil)
  }

  /// A stage's word that is a field by what follows: `distinct count`.
  private var atFieldOfStageName: Bool {
    guard startsStage(current) else { return false }
    switch token(after: 1).kind {
    case .symbol(.pipe), .symbol(.comma), .symbol(.dot), .symbol(.closeParenthesis), .statementEnd, .end: return true
    default: return false
    }
  }

  private mutating func missingPipe() {
    // Of a foreign word the stage itself will speak.
    guard StageWord(rawValue: current.text) != nil else { return }
    report(
      .unexpectedToken, "a '|' is missing before '\(current.text)'", at: current.span,
      help: ["each stage begins with |"])
  }

  private mutating func stage() throws(Failure) -> Stage {
    let start = index
    let place = currentSpan
    do throws(Failure) {
      let kind = try stageKind()
      let stage = Stage(kind, span(from: place.start))
      if !atStageEnd { throw unexpected() }
      return stage
    } catch {
      guard error == .atStage else { throw error }
      skip(from: start)
      return Stage(.invalid, span(from: place.start))
    }
  }

  private var atStageEnd: Bool {
    at(.pipe) || atStatementEnd || atCloser && openBrackets > 0 || at(.comma) && openBrackets > 0
      || startsStage(current)
  }

  private mutating func stageKind() throws(Failure) -> Stage.Kind {
    let written = current
    let word = try stageWord()
    guard word.takesItems, atBracketedItems else { return try stageBody(word) }
    if written.text == word.rawValue { reportBracketedItems(word) }
    return try bracketed(by: .symbol(.closeParenthesis)) { parser throws(Failure) in try parser.stageBody(word) }
  }

  private mutating func stageBody(_ word: StageWord) throws(Failure) -> Stage.Kind {
    switch word {
    case .where: return .where(try expression())
    case .search: return .search(try plainText("the words to search for"))
    case .derive:
      let items = try items()
      return .derive(items, per: try perKeys(orBy: true), sort: try sortClause())
    case .select: return .select(try items(selecting: true))
    case .drop: return .drop(try expressions())
    case .rename: return .rename(try renamings())
    case .sort:
      translateOrderBy()
      return .sort(try sortKeys())
    case .take:
      let count = try expression()
      return .take(count, per: try perKeys(), sort: try sortClause())
    case .skip: return .skip(try expression())
    case .top: return try top()
    case .sample: return .sample(try expression())
    case .summarize:
      if at(.by) {
        throw expected(
          "aggregates", help: ["write: summarize count() by …   or, for the keys alone: distinct …"])
      }
      let items = try items()
      return .summarize(items, by: take(.by) ? try groupKeys() : [], total: try total())
    case .count:
      passCountBrackets()
      if let failure = countOfExpression() { throw failure }
      return .count(by: take(.by) ? try groupKeys() : [], total: try total())
    case .distinct: return .distinct(atStageEnd && !atFieldOfStageName ? [] : try items())
    case .join: return .join(try join())
    case .union: return .union(try table())
    case .unnest:
      let list = try expression()
      return .unnest(list, name: take(word: "as") ? try name("a name") : nil)
    case .pivot: return .pivot(try pivot())
    case .describe: return .describe
    case .chart: return .chart(try chart())
    case .save:
      let replace = take(word: "replace") { $0.kind == .textStart || $0.kind == .rawText || $0.kind == .parameter }
      return .save(path: try textExpression("the path of a file"), replace: replace)
    }
  }

  /// The word of a stage; those of other languages and misspelt ones are reported.
  private mutating func stageWord() throws(Failure) -> StageWord {
    guard case .name = current.kind else {
      if case .reserved = current.kind { throw unknownStage() }
      throw expected("a stage such as where or select")
    }
    if let word = StageWord(rawValue: current.text) {
      advance()
      return word
    }
    if let foreign = ForeignWords.stage(current.text) { return try translateStage(foreign) }
    throw unknownStage()
  }

  private mutating func unknownStage() -> Failure {
    let near = Suggestions.nearest(to: current.text, among: StageWord.allCases.map(\.rawValue))
    return fail(
      .unknownStage, "there is no stage '\(current.text)'",
      caption: near.isEmpty ? nil : "did you mean \(near.map { "'\($0)'" }.joined(separator: " or "))?",
      help: near.isEmpty ? ["stages are: " + StageWord.allCases.map(\.rawValue).joined(separator: ", ")] : [])
  }
}
