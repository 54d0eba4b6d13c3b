import Diagnostics

/// Recursive descent, with an operator's binding strength as the argument of `expression`. An error gives up the stage in
/// which it is found: the parser resumes at the next `|` or statement, and says nothing more of what it skips.
package struct Parser {
  /// That an error was reported, and where to resume.
  enum Failure: Error { case atStage, atStatement }

  /// Brackets, prefixes and the like within one another: bounds the parser's own recursion.
  static let nestingLimit = 200
  /// Levels of the tree, to which a chain such as `1 + 1 + …` adds one for each operator: bounds later passes over it.
  static let heightLimit = 500
  package static let errorLimit = 20

  let source: SourceText
  var tokens: [Token]
  let brackets: Brackets
  var index = 0
  var diagnostics: [Diagnostic]
  var nesting = 0
  /// The height of the highest part parsed so far of the node being parsed.
  var height = 0
  /// How many brackets are open about `current`.
  var openBrackets = 0
  var marks = LayoutMarks()

  /// The tree of a script with all its errors; what did not parse is `invalid` in it.
  /// - Parameter continuing: whether a leading `|` carries on the last result, as at the prompt.
  package static func parse(
    _ source: SourceText, continuing: Bool = false
  ) -> (script: Script, diagnostics: [Diagnostic]) {
    var parser = Parser(source)
    let script = parser.script(continuing: continuing)
    return (script, parser.sortedDiagnostics)
  }

  init(_ source: SourceText) {
    self.source = source
    let lexed = Lexer.tokens(of: source)
    tokens = StatementEnd.insertingEnds(lexed.tokens)
    brackets = Brackets(tokens)
    diagnostics = lexed.diagnostics
  }

  /// In the order of their places, with one at the end that tells of those left out.
  private var sortedDiagnostics: [Diagnostic] {
    let sorted = diagnostics.sorted { ($0.span?.start ?? 0) < ($1.span?.start ?? 0) }
    guard sorted.count > Self.errorLimit else { return sorted }
    return sorted.prefix(Self.errorLimit) + [
      Diagnostic(.tooManyErrors, "and more: only the first \(Self.errorLimit) errors are shown", in: source)
    ]
  }

  // MARK: Tokens

  var current: Token { tokens[index] }

  /// The token `offset` after the current one; the last where there are no more.
  func token(after offset: Int) -> Token { tokens[min(index + offset, tokens.count - 1)] }

  func at(_ kind: Token.Kind) -> Bool { current.kind == kind }
  func at(_ symbol: Symbol) -> Bool { current.kind == .symbol(symbol) }
  func at(_ word: ReservedWord) -> Bool { current.kind == .reserved(word) }

  var atStatementEnd: Bool { at(.statementEnd) || at(.end) }

  /// At a bracket, or the end of `{…}`, that closes.
  var atCloser: Bool {
    switch current.kind {
    case .symbol(.closeParenthesis), .symbol(.closeBracket), .interpolationEnd, .interpolationForm: true
    default: false
    }
  }

  @discardableResult
  mutating func advance() -> Token {
    let token = tokens[index]
    if index + 1 < tokens.count { index += 1 }
    return token
  }

  mutating func take(_ symbol: Symbol) -> Bool {
    guard at(symbol) else { return false }
    advance()
    return true
  }

  mutating func take(_ word: ReservedWord) -> Bool {
    guard at(word) else { return false }
    advance()
    return true
  }

  /// Takes a word that is one only here; `before` says what must follow for it to be one.
  mutating func take(word: String, before: (Token) -> Bool = { _ in true }) -> Bool {
    guard current.isName(word), before(token(after: 1)) else { return false }
    advance()
    return true
  }

  /// The end of what has been taken.
  var lastEnd: Int { index > 0 ? tokens[index - 1].span.end : 0 }

  func span(from start: Int) -> Span { Span(start, max(start, lastEnd)) }

  // MARK: Depth

  mutating func enter() throws(Failure) {
    nesting += 1
    if nesting > Self.nestingLimit {
      throw fail(
        .nestedTooDeep, "this is nested more than \(Self.nestingLimit) deep",
        help: ["compute parts of it first, with let or derive"], resuming: .atStatement)
    }
  }

  /// Counts a level of the tree above all that was parsed since the node began.
  mutating func grow() throws(Failure) {
    height += 1
    if height > Self.heightLimit {
      throw fail(
        .nestedTooDeep, "this goes on for more than \(Self.heightLimit) steps",
        help: ["to compare with many values write: name in [\"a\", \"b\"]", "or compute parts of it first, with let"],
        resuming: .atStatement)
    }
  }
}
