import Diagnostics

/// Where statements end. A line's end ends one unless a bracket is open, the last token needs more, or the next line
/// begins with `|`, an infix operator or a word that carries on.
package enum StatementEnd {
  /// Whether the statement goes on after the text, so that a prompt should ask for another line.
  package static func isOpen(_ text: String) -> Bool {
    let lexed = Lexer.tokens(of: SourceText(name: "", text: text))
    if lexed.endsInText { return true }
    let tokens = lexed.tokens.filter { $0.kind != .statementEnd && $0.kind != .end }
    let brackets = Brackets(tokens)
    if brackets.hasUnclosed { return true }
    return tokens.indices.last.map { needsMore(tokens, $0) } ?? false
  }

  /// The tokens with a `statementEnd` at each line's end that is one. Brackets that are never closed hold nothing open,
  /// so that one of them doesn't swallow the rest of the script.
  package static func insertingEnds(_ tokens: [Token]) -> [Token] {
    let brackets = Brackets(tokens)
    var result: [Token] = []
    result.reserveCapacity(tokens.count + tokens.count / 8)
    /// The index of the bracket that closes the outermost open one.
    var closer = -1
    for index in tokens.indices {
      if tokens[index].beginsLine, index > 0, index > closer, !needsMore(tokens, index - 1),
        !carriesOn(tokens, index)
      {
        let end = tokens[index - 1].span.end
        result.append(Token(kind: .statementEnd, span: Span(end, end), text: ""))
      }
      if index > closer, let match = brackets.match[index] { closer = match }
      result.append(tokens[index])
    }
    return result
  }

  /// Whether a statement can't end with the token at `index`.
  static func needsMore(_ tokens: [Token], _ index: Int) -> Bool {
    switch tokens[index].kind {
    case .symbol(.star):
      // Infix, or all fields: `select *`.
      return index > 0 && tokens[index - 1].endsOperand && !isStageWord(tokens, index - 1)
    case .symbol(let symbol): return symbol.needsMore
    case .reserved(let word): return word.needsMore
    case .foreignSymbol: return ForeignWords.symbols[tokens[index].text]?.meaning != nil
    case .name where tokens[index].text == "with" && index > 0:
      return tokens[index - 1].kind == .reserved(.starts) || tokens[index - 1].kind == .reserved(.ends)
    case .name: return isStageWord(tokens, index) && StageWord(rawValue: tokens[index].text)?.needsMore ?? false
    default: return false
    }
  }

  private static func isStageWord(_ tokens: [Token], _ index: Int) -> Bool {
    tokens[index].kind == .name && (index == 0 ? false : tokens[index - 1].kind == .symbol(.pipe))
  }

  /// Whether a line that begins with the token at `index` carries on the line before.
  private static func carriesOn(_ tokens: [Token], _ index: Int) -> Bool {
    switch tokens[index].kind {
    case .symbol(let symbol): symbol.continuesLine
    case .reserved(.not): tokens[index + 1].kind == .reserved(.in)
    case .reserved(let word): word.continuesLine
    case .name: tokens[index].text == "sort" || tokens[index].text == "with"
    case .foreignSymbol: ForeignWords.symbols[tokens[index].text]?.meaning != nil && tokens[index].text != "!"
    default: false
    }
  }
}

/// Which bracket closes which.
struct Brackets {
  /// The index of the closing bracket of each opening one that has one.
  private(set) var match: [Int: Int] = [:]
  private(set) var hasUnclosed = false

  private enum Shape: Int { case parenthesis, bracket, interpolation }

  /// A closing bracket closes the nearest open one of its shape; those within, which it leaves open, stay unclosed.
  init(_ tokens: [Token]) {
    var open: [(shape: Shape, index: Int)] = []
    var counts = [0, 0, 0]
    for (index, token) in tokens.enumerated() {
      if let shape = Self.opened(by: token) {
        open.append((shape, index))
        counts[shape.rawValue] += 1
      } else if let shape = Self.closed(by: token), counts[shape.rawValue] > 0 {
        while let last = open.popLast() {
          counts[last.shape.rawValue] -= 1
          if last.shape == shape {
            match[last.index] = index
            break
          }
          hasUnclosed = true
        }
      }
    }
    if !open.isEmpty { hasUnclosed = true }
  }

  private static func opened(by token: Token) -> Shape? {
    switch token.kind {
    case .symbol(.openParenthesis): .parenthesis
    case .symbol(.openBracket): .bracket
    case .interpolationStart: .interpolation
    default: nil
    }
  }

  private static func closed(by token: Token) -> Shape? {
    switch token.kind {
    case .symbol(.closeParenthesis): .parenthesis
    case .symbol(.closeBracket): .bracket
    case .interpolationEnd: .interpolation
    default: nil
    }
  }
}
