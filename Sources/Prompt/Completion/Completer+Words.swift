import Analysis
import Plans
import Syntax

/// The words of the language that may come at the cursor.
extension Completer {
  /// Where only words come; nil where a value or table does. Empty where a new name is expected, which nobody can know.
  func words(at cursor: Cursor) -> [Candidate]? {
    guard let last = cursor.tokens.last else { return nil }
    if last.kind == .symbol(.pipe) { return Self.stages }
    if last.kind == .symbol(.colon), cursor.tokens.first?.text == StatementWord.param.rawValue { return Self.types }
    if last.isWord("chart"), cursor.tokens.dropLast().last?.kind == .symbol(.pipe) { return Self.charts }
    if cursor.mustBeTotal { return [Self.word("total")] }
    if cursor.expectsUnit { return Self.units }
    if cursor.definesName { return [] }
    if last.kind == .name, cursor.stage.tokens.isEmpty, cursor.tokens.count > 1 {
      if cursor.stage.word == .count { return [Self.by] }
      if cursor.stage.word == .describe { return [] }
    }
    return cursor.followsValue ? clauses(at: cursor) : nil
  }

  static let stages = StageWord.allCases.map { word in
    Candidate(
      insertion: word.rawValue + (word == .count || word == .describe ? "" : " "), display: word.rawValue,
      explanation: word.meaning)
  }

  static let statementWords = StatementWord.allCases.map { word in
    Candidate(insertion: word.rawValue + " ", display: word.rawValue, explanation: word.meaning)
  }

  static func aggregates(isCall: Bool) -> [Candidate] {
    AggregateFunction.allCases.map { call($0.rawValue, $0.syntax, $0.meaning, isCall) }
  }

  static func functions(isCall: Bool) -> [Candidate] {
    Signature.all.map { call($0.name, $0.syntax, $0.meaning, isCall) }
  }

  static func orderFunctions(isCall: Bool) -> [Candidate] {
    OrderFunction.allCases.map { call($0.rawValue, $0.syntax, $0.meaning, isCall) }
  }

  /// `isCall` where the bracket is there already.
  private static func call(_ name: String, _ syntax: String, _ meaning: String, _ isCall: Bool) -> Candidate {
    Candidate(insertion: isCall ? name : name + "(", display: syntax, explanation: meaning)
  }

  static let valueWords = [
    word("not", "the opposite"), word("if", "if … then … else …"), word("missing", "what was not recorded"),
    word("true"), word("false"), word("today"), word("last", "last 60 days, last month"), word("this", "this month"),
    word("next", "next 2 weeks"),
  ]

  private static let charts = [
    word("bar", "bars, or parts of bars with per"), word("line", "lines over time, numbers or categories"),
    word("histogram", "how many rows have which values"),
  ]
  static let every = word("every", "also the periods without rows")
  private static let by = word("by", "for each of these keys")
  private static let withTotal = word("with total", "a last row, over all rows")

  private static let types = ["boolean", "integer", "decimal", "float", "text", "date", "datetime", "period"].map {
    word($0)
  }

  private static let units = ["days", "weeks", "months", "quarters", "years", "month", "quarter", "year", "week"].map {
    word($0)
  }

  private static let operators = [
    word("and"), word("or"), word("in", "a list, a period, a table's field"), word("not in"), word("is missing"),
    word("is not missing"), word("between", "between a and b"), word("contains", "ignoring case"), word("starts with"),
    word("ends with"), word("matches", "a regular expression, /…/"), word("==", "equal"), word("!=", "not equal"),
  ]

  private static func word(_ word: String, _ explanation: String = "") -> Candidate {
    Candidate(insertion: word + " ", display: word, explanation: explanation)
  }

  /// What may follow a value: operators, and the clauses that the stage or aggregate has.
  private func clauses(at cursor: Cursor) -> [Candidate] {
    if let call = cursor.openCall {
      guard AggregateFunction(rawValue: call) != nil else { return Self.operators }
      return [Self.word("where", "only the rows for which it is true"), Self.word("sort", "in this order")]
        + Self.operators
    }
    let per = Self.word("per", "for each of these keys")
    let sort = Self.word("sort", "in this order")
    let ordering = [Self.word("desc", "from the greatest down"), Self.word("missing first")]
    switch cursor.stage.word {
    case .summarize: return [Self.by, Self.withTotal] + Self.operators
    case .count: return [Self.by, Self.withTotal] + Self.operators
    case .pivot:
      return [Self.word("across", "a column for each value of it"), Self.by, Self.withTotal] + Self.operators
    case .top: return [Self.by, per] + Self.operators
    case .derive: return [per, sort] + Self.operators
    case .take: return [per, sort] + ordering + Self.operators
    case .sort: return ordering + Self.operators
    case .join: return [Self.word("on", "which fields match")] + Self.operators
    case .unnest: return [Self.word("as", "under this name")]
    case .drop, .rename, .save, .union, .describe: return []
    case .chart:
      return [Self.word("per", "a part or line for each"), Self.word("title", "above the picture")] + Self.operators
    case .where, .select, .skip, .distinct, .search, .sample, nil:
      return Self.operators
    }
  }
}

extension Cursor {
  /// Whether a value or name has just ended, so that the word at the cursor is an operator or begins a clause.
  fileprivate var followsValue: Bool {
    guard let last = tokens.last, last.mayEndValue else { return false }
    return last.kind != .name || !isWord(tokens.count - 1)
  }

  /// Whether the name at an index is a word of the language there.
  private func isWord(_ index: Int) -> Bool {
    let before = index > 0 ? tokens[index - 1] : nil
    switch tokens[index].text {
    case "where", "sort", "distinct":
      return before.map { $0.mayEndValue || $0.kind == .symbol(.openParenthesis) || $0.kind == .symbol(.pipe) } ?? false
    case "inner", "full": return before?.isWord("join") ?? false
    case "replace": return before?.isWord("save") ?? false
    case "every": return before.map { beginsKey(after: $0) } ?? false
    case "bar", "line", "histogram": return before?.isWord("chart") ?? false
    case "title" where before?.mayEndValue == true: return stage.word == .chart
    case "no": return before?.kind == .symbol(.colon)
    default: break
    }
    guard let before else { return StatementWord(rawValue: tokens[index].text) != nil }
    return before.kind == .symbol(.pipe) && StageWord(rawValue: tokens[index].text) != nil
  }

  /// Whether a key of `summarize`, `count` or `pivot` begins at the cursor, where `every` may stand.
  var beginsKey: Bool { openCall == nil && (tokens.last.map { beginsKey(after: $0) } ?? false) }

  private func beginsKey(after token: Token) -> Bool {
    guard stage.word == .summarize || stage.word == .count || stage.word == .pivot else { return false }
    if token.kind == .reserved(.by) { return true }
    return (token.kind == .symbol(.comma) || token.kind == .symbol(.assign))
      && stage.tokens.contains { $0.kind == .reserved(.by) }
  }

  /// After the `with` of a stage that may have a total.
  fileprivate var mustBeTotal: Bool {
    guard stage.word == .summarize || stage.word == .count || stage.word == .pivot, let last = tokens.last,
      last.isWord("with")
    else {
      return false
    }
    return tokens.count > 1 && tokens[tokens.count - 2].mayEndValue
  }

  fileprivate var expectsUnit: Bool {
    guard let last = tokens.last else { return false }
    if ["last", "this", "next"].contains(where: last.isWord) {
      return tokens.count > 1 && !tokens[tokens.count - 2].mayEndValue
    }
    guard last.kind == .integer, tokens.count > 1 else { return false }
    return ["last", "next"].contains(where: tokens[tokens.count - 2].isWord)
  }

  /// After `let`, `param`, `as`, `rename`.
  fileprivate var definesName: Bool {
    guard let last = tokens.last else { return false }
    if tokens.count == 1 { return ["let", "param"].contains(where: last.isWord) }
    if stage.word == .unnest, last.isWord("as") { return true }
    return stage.word == .rename && (last.isWord("rename") || last.kind == .symbol(.comma))
  }

  /// The table of a `union`, or of a `join`, before its `on`.
  var wantsTable: Bool {
    let stage = stage
    if stage.word == .union { return stage.tokens.isEmpty }
    return stage.word == .join && !stage.tokens.contains { $0.kind == .reserved(.on) }
      && stage.tokens.last?.kind != .symbol(.openParenthesis)
  }
}

extension Token {
  func isWord(_ word: String) -> Bool { kind == .name && text == word }
}
