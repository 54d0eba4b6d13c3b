import Diagnostics

/// The one layout of a script. It works on the tokens, so that nothing written is lost: comments stay where they are, blank
/// lines are kept to one, a pipeline of more than two stages has each on a line of its own.
package enum Formatter {
  /// Nil where the source has errors. What it returns, formatted again, stays the same.
  package static func format(_ source: SourceText) -> String? {
    var parser = Parser(source)
    _ = parser.script(continuing: false)
    guard parser.diagnostics.isEmpty else { return nil }
    let comments = Lexer.tokens(of: source).comments
    var layout = Layout(source, parser.marks)
    return layout.text(of: parser.tokens, comments: comments)
  }
}

/// A token or comment as it is written, and where lines may break about it.
struct Piece {
  enum Kind {
    case token
    /// A comment after a token on its line.
    case trailingComment
    /// A comment on a line of its own.
    case ownComment
  }

  var text: String
  var kind: Kind
  var hasSpaceBefore: Bool
  /// Begins a stage outside brackets.
  var beginsStage = false
  /// `and`, `or` outside brackets.
  var mayBreakBefore = false
  /// A comma outside brackets.
  var mayBreakAfter = false
}

private struct Layout {
  let source: SourceText
  let marks: LayoutMarks
  private var output = ""
  private var pieces: [Piece] = []
  private var previous: Token?
  private var depth = 0
  /// The line on which the last token or comment ended, from 0.
  private var lastLine: Int?
  /// Whether a blank line stood before the statement being gathered.
  private var isAfterBlank = false

  init(_ source: SourceText, _ marks: LayoutMarks) {
    self.source = source
    self.marks = marks
  }

  mutating func text(of tokens: [Token], comments: [Span]) -> String {
    var nextComment = comments.startIndex
    for token in tokens {
      while nextComment < comments.endIndex, comments[nextComment].start < token.span.start || token.kind == .end {
        add(comment: comments[nextComment])
        nextComment += 1
      }
      add(token)
    }
    return output
  }

  private mutating func add(comment: Span) {
    let line = source.lineIndex(at: comment.start)
    let text = source.slice(comment).trimmingSpacesAtEnd
    if line == lastLine {
      if pieces.isEmpty, !output.isEmpty {
        // After a statement that has been written.
        output.removeLast()
        output += "  \(text)\n"
      } else {
        pieces.append(Piece(text: text, kind: .trailingComment, hasSpaceBefore: true))
      }
    } else if pieces.isEmpty {
      if let lastLine, line > lastLine + 1, !output.isEmpty { output += "\n" }
      output += text + "\n"
    } else {
      pieces.append(Piece(text: text, kind: .ownComment, hasSpaceBefore: false))
    }
    lastLine = line
  }

  private mutating func add(_ token: Token) {
    if token.kind == .statementEnd || token.kind == .end { return finishStatement() }
    if pieces.isEmpty, let lastLine { isAfterBlank = source.lineIndex(at: token.span.start) > lastLine + 1 }
    var piece = Piece(text: written(token), kind: .token, hasSpaceBefore: hasSpace(before: token))
    piece.beginsStage = marks.stagePipes.contains(token.span.start)
    if depth == 0 {
      piece.mayBreakBefore = token.kind == .reserved(.and) || token.kind == .reserved(.or)
      piece.mayBreakAfter = token.kind == .symbol(.comma)
    }
    switch token.kind {
    case .symbol(.openParenthesis), .symbol(.openBracket), .textStart: depth += 1
    case .symbol(.closeParenthesis), .symbol(.closeBracket), .textEnd: depth -= 1
    default: break
    }
    pieces.append(piece)
    previous = token
    lastLine = source.lineIndex(at: token.span.end)
  }

  private mutating func finishStatement() {
    defer {
      previous = nil
      depth = 0
    }
    guard !pieces.isEmpty else { return }
    if isAfterBlank, !output.isEmpty { output += "\n" }
    // A table of such a name would go on from the line before.
    if !output.isEmpty, ["sort", "with"].contains(pieces.first?.text) { pieces[0].text = "; " + pieces[0].text }
    output += StatementLayout(pieces).text
    pieces.removeAll(keepingCapacity: true)
    isAfterBlank = false
  }

  private func written(_ token: Token) -> String {
    if let spelling = marks.spellings[token.span.start] { return spelling }
    switch token.kind {
    case .symbol(let symbol): return symbol.rawValue
    case .reserved(let word): return word.rawValue
    case .quarter, .week, .month, .date, .datetime: return token.text
    default: return source.slice(token.span)
    }
  }

  private func hasSpace(before token: Token) -> Bool {
    guard let previous else { return false }
    switch previous.kind {
    case .symbol(.openParenthesis), .symbol(.openBracket), .symbol(.dot), .textStart, .textPart, .interpolationStart,
      .interpolationForm, .interpolationEnd:
      return false
    case .symbol(.minus) where marks.prefixes.contains(previous.span.start): return false
    default: break
    }
    switch token.kind {
    case .symbol(.closeParenthesis), .symbol(.closeBracket), .symbol(.comma), .symbol(.dot), .symbol(.colon), .textPart,
      .textEnd, .interpolationStart, .interpolationForm, .interpolationEnd:
      return false
    case .symbol(.openParenthesis): return !marks.callBrackets.contains(token.span.start)
    default: return true
    }
  }
}

extension String {
  fileprivate var trimmingSpacesAtEnd: String {
    var result = Substring(self)
    while let last = result.last, last.isWhitespace { result.removeLast() }
    return String(result)
  }
}
