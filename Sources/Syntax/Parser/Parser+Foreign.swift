import Diagnostics

/// Words and signs of other languages: each is answered with what this one says, and parsing goes on as if that stood there
/// wherever it can.
extension Parser {
  private mutating func report(foreign written: String, says: String, at span: Span, help: [String] = []) {
    let quoted = says.contains("'") ? says : "'\(says)'"
    report(.foreignWord, "this language says \(quoted), not '\(written)'", at: span, help: help)
  }

  /// Reports the current token where it is foreign and nothing can be made of it here.
  mutating func foreignHere() -> Failure? {
    var foreign: ForeignWords.Word?
    if at(.foreignSymbol) { foreign = ForeignWords.symbols[current.text] }
    if at(.name) { foreign = ForeignWords.operators[current.text.lowercased()] }
    guard let foreign else { return nil }
    report(foreign: current.text, says: foreign.says, at: current.span)
    return .atStage
  }

  /// In the place of an operator: what a foreign one means takes its place.
  mutating func translateForeignOperator() {
    switch current.kind {
    case .foreignSymbol where current.text != "!": translate(ForeignWords.symbols[current.text])
    case .name where current.text.lowercased() == "is": translateForeignIs()
    case .name: translate(ForeignWords.operators[current.text.lowercased()])
    case .reserved(.not) where token(after: 1).kind == .name:
      guard let word = ForeignWords.operators[token(after: 1).text.lowercased()], word.meaning == .reserved(.contains)
      else { return }
      report(
        foreign: "not \(token(after: 1).text)", says: "not (… contains …)",
        at: current.span.joined(token(after: 1).span))
      advance()
      tokens[index].kind = .reserved(.contains)
    case .reserved(.not):
      guard case .reserved(let word) = token(after: 1).kind, let says = Self.negatable[word] else { return }
      let last = token(after: token(after: 2).isName("with") ? 2 : 1)
      report(
        foreign: "not \(word.rawValue)\(last.isName("with") ? " with" : "")", says: "not (\(says))",
        at: current.span.joined(last.span))
      advance()
    default: return
    }
  }

  /// Comparisons before whose word no `not` stands, as it does in SQL.
  private static let negatable: [ReservedWord: String] = [
    .between: "… between … and …", .contains: "… contains …", .starts: "… starts with …", .ends: "… ends with …",
    .matches: "… matches /…/",
  ]

  /// In the place of a value: `!x`, `NOT x`, `TRUE`.
  mutating func translateForeignPrefix() {
    if at(.foreignSymbol), current.text == "!" {
      translate(ForeignWords.symbols["!"])
    } else if at(.name), token(after: 1).kind != .symbol(.dot), token(after: 1).kind != .symbol(.openParenthesis) {
      translate(ForeignWords.values[current.text.lowercased()])
    }
  }

  private mutating func translate(_ word: ForeignWords.Word?) {
    guard let word, let meaning = word.meaning else { return }
    report(foreign: current.text, says: word.says, at: current.span)
    tokens[index].kind = meaning
  }

  /// `IS NOT NULL` and `IS NULL` as a whole, in one message.
  private mutating func translateForeignIs() {
    let start = index
    var meanings: [Token.Kind] = [.reserved(.is)]
    if token(after: 1).kind == .reserved(.not) || token(after: 1).text.lowercased() == "not" {
      meanings.append(.reserved(.not))
    }
    let last = token(after: meanings.count)
    if last.kind == .reserved(.missing) || last.kind == .name && ForeignWords.missing.contains(last.text.lowercased()) {
      meanings.append(.reserved(.missing))
    }
    let written = tokens[start..<start + meanings.count]
    let says = meanings.count > 2 ? "is not missing" : meanings.last == .reserved(.missing) ? "is missing" : "is"
    report(
      foreign: written.map(\.text).joined(separator: " "), says: says,
      at: current.span.joined(written.last?.span ?? current.span))
    for (place, meaning) in zip(written.indices, meanings) { tokens[place].kind = meaning }
  }

  /// After `is`: `NULL`, `empty`.
  mutating func translateForeignMissing() {
    guard at(.name), ForeignWords.missing.contains(current.text.lowercased()) else { return }
    translate(ForeignWords.Word("missing", .reserved(.missing)))
  }

  /// `asc`, `descending`, `nulls first` after a sort key.
  mutating func translateForeignDirection() {
    guard at(.name) else { return }
    switch current.text.lowercased() {
    case "asc", "ascending":
      report(.foreignWord, "the least comes first without '\(current.text)'", at: current.span, help: ["leave it out"])
      advance()
    case "desc" where current.text == "desc": return
    case "descending", "desc":
      report(foreign: current.text, says: "desc", at: current.span)
      tokens[index].text = "desc"
    case "nulls":
      translate(ForeignWords.Word("missing", .reserved(.missing)))
    default: return
    }
  }

  /// `order by x` has become `sort by x`.
  mutating func translateOrderBy() {
    guard at(.by) else { return }
    if tokens[index - 1].text == "sort" {
      report(.foreignWord, "this language says 'sort', without 'by'", at: current.span)
    }
    advance()
  }

  /// `join left budgets`.
  mutating func translateJoinWord() {
    guard at(.name) || at(.outer), token(after: 1).kind == .name else { return }
    switch current.text {
    case "left":
      report(.foreignWord, "join keeps every row without 'left'", at: current.span, help: ["leave it out"])
      advance()
    case "outer":
      report(foreign: "outer", says: "full", at: current.span)
      tokens[index].kind = .name
      tokens[index].text = "full"
    default: return
    }
  }

  // MARK: Stages

  /// Reports a foreign stage, and takes it where it can be read as one of ours.
  mutating func translateStage(_ foreign: ForeignWords.Stage) throws(Failure) -> StageWord {
    let token = current
    advance()
    var written = token.text
    var help: [String] = []
    if at(.by) { written += " by" }
    if foreign.says == "summarize … by …", at(.by) || token.text.lowercased() != "group" {
      let hasBy = at(.by)
      let keys = restOfStage(dropping: hasBy ? 1 : 0)
      if !keys.isEmpty { help = ["write: summarize n = count() by \(keys)"] }
    }
    if current.isName("join") || current.isName("all") { written += " " + current.text }
    report(foreign: written, says: foreign.says, at: token.span, help: help)
    guard let word = foreign.word else { throw .atStage }
    if word == .union, current.isName("all") { advance() }
    return word
  }

  /// The source's text from the current token on, up to the next `|` or end, where it is short and on one line.
  private mutating func restOfStage(dropping count: Int) -> String {
    let start = index
    for _ in 0..<count { advance() }
    let from = current.span.start
    while !atStatementEnd, !at(.pipe), !atCloser, lastEnd - from < 80 { advance() }
    var text = Substring(source.slice(span(from: from)))
    index = start
    // `group_by(sex)`, up to its bracket.
    if text.first == "(" { text.removeFirst() }
    return text.utf8.contains(UInt8(ascii: "\n")) ? "" : String(text)
  }

  /// `count(*)` and `count()` as a stage.
  mutating func passCountBrackets() {
    guard at(.openParenthesis) else { return }
    let isStar = token(after: 1).kind == .symbol(.star)
    guard token(after: isStar ? 2 : 1).kind == .symbol(.closeParenthesis) else { return }
    report(
      .foreignWord, "the stage 'count' has no brackets", at: current.span, help: ["write: | count   or   | count by …"])
    for _ in 0..<(isStar ? 3 : 2) { advance() }
  }

  /// `count(sex)` and `count distinct sex`, which are aggregates and no stage.
  mutating func countOfExpression() -> Failure? {
    let isDistinct = current.isName("distinct") && token(after: 1).beginsOperand
    guard at(.openParenthesis) || isDistinct else { return nil }
    let inside = restOfStage(dropping: 1)
    let counted = isDistinct ? "distinct \(inside)" : inside
    return fail(
      .foreignWord, "the stage 'count' counts rows",
      help: inside.isEmpty
        ? ["of each value: count by …"]
        : ["of each value: count by \(inside)", "as an aggregate: summarize n = count(\(counted))"])
  }

  /// Whether a stage's items stand in brackets, as a function's arguments do elsewhere: `select(name, grade)`, `mutate(x = 1)`.
  var atBracketedItems: Bool {
    guard at(.openParenthesis), let closer = brackets.match[index] else { return false }
    switch tokens[min(closer + 1, tokens.count - 1)].kind {
    case .symbol(.pipe), .statementEnd, .end: break
    default: return false
    }
    if token(after: 2).kind == .symbol(.assign), token(after: 1).kind == .name { return true }
    var inside = index + 1
    while inside < closer {
      if tokens[inside].kind == .symbol(.comma) { return true }
      inside = (brackets.match[inside].map { max($0, inside) } ?? inside) + 1
    }
    return false
  }

  mutating func reportBracketedItems(_ word: StageWord) {
    let closer = brackets.match[index] ?? index
    let inside = source.slice(Span(current.span.end, tokens[closer].span.start))
    let items = inside.utf8.count > 80 || inside.contains("\n") ? "" : inside
    report(
      .foreignWord, "the items of a stage stand without brackets", at: current.span,
      help: items.isEmpty ? [] : ["write: \(word.rawValue) \(items)"])
  }

  /// `top 5 by amount desc`.
  mutating func passTopDirection() {
    guard at(.name), ["asc", "ascending", "desc", "descending"].contains(current.text.lowercased()) else { return }
    let isDown = current.text.lowercased().hasPrefix("d")
    report(
      .foreignWord, "top takes the largest", at: current.span,
      help: [isDown ? "leave '\(current.text)' out" : "for the least write: sort x | take n"])
    advance()
  }

  // MARK: SQL

  /// At the beginning of a pipeline: `SELECT … FROM …`, and `from children | …`.
  mutating func foreignQuery(isArgument: Bool) throws(Failure) {
    guard at(.name), token(after: 1).beginsOperand || token(after: 1).kind == .symbol(.star) else { return }
    switch current.text.lowercased() {
    case "select" where token(after: 1).kind != .symbol(.openParenthesis) || hasFrom: throw sqlQuery()
    case "with" where token(after: 2).isName("as"):
      throw fail(
        .foreignWord, "a table is named with 'let' here",
        help: ["write: let \(token(after: 1).text) = children | where …"],
        resuming: .atStatement)
    case "update", "insert", "delete", "alter", "create":
      throw fail(
        .foreignWord, "the records are never changed here",
        help: ["to see them otherwise write: children | derive … or where …   and save that"], resuming: .atStatement)
    case "from" where token(after: 1).kind == .name:
      report(
        .foreignWord, "a query begins with its table, without 'from'", at: current.span,
        help: ["write: \(token(after: 1).text) | …"])
      advance()
    default:
      guard StageWord(rawValue: current.text) != nil, !isFieldOfStageName(isArgument: isArgument) else { return }
      throw fail(
        .unexpectedToken, "a table is missing before the stage '\(current.text)'",
        help: ["write: children | \(current.text) …"])
    }
  }

  /// Whether a stage's word is a field by what follows: `(count * 2)`, `(count not in [1])`, `max(count where grade > 3)`.
  private func isFieldOfStageName(isArgument: Bool) -> Bool {
    let next = token(after: 1)
    switch next.kind {
    case .symbol: return true
    case .reserved(.not): return token(after: 2).kind == .reserved(.in)
    default: return isArgument && (next.isName("where") || next.isName("sort"))
    }
  }

  /// Whether a `from` stands in the statement, not far off.
  private var hasFrom: Bool {
    var ahead = index
    while ahead < min(tokens.count, index + 100), tokens[ahead].kind != .statementEnd {
      if tokens[ahead].kind == .name, tokens[ahead].text.lowercased() == "from" { return true }
      ahead += 1
    }
    return false
  }

  /// Answers an SQL query with how it reads here.
  private mutating func sqlQuery() -> Failure {
    let start = currentSpan
    var reading = SQLReading(source)
    while !atStatementEnd, !at(.pipe) {
      reading.read(current)
      advance()
    }
    return fail(
      .foreignWord, "a query begins with its table here, and each step follows after a '|'", at: start,
      help: [reading.text.map { "write: \($0)" } ?? "write: children | where … | select …"], resuming: .atStatement)
  }
}
