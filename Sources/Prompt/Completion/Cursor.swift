import Analysis
import Diagnostics
import Syntax

/// What stands before the cursor, as far as it says what may come: the tokens of the statement, and the name being typed.
struct Cursor {
  /// A text whose closing quote is not yet typed.
  struct OpenText {
    var quote: Character
    /// What is typed of it.
    var content: String
  }

  /// What is typed of the name at the cursor; empty where it has not begun.
  let word: String
  /// All before that name.
  let before: String
  /// Whether a `$` stands before it, or a backtick.
  let isParameter: Bool
  let isQuoted: Bool
  /// `school`, `county` before `school.county.pro`.
  let path: [String]
  /// The tokens of the statement before the path; without the quote of an open text.
  let tokens: [Token]
  let openText: OpenText?
  /// What closes the brackets and texts that are open before the name.
  let closing: String

  /// Nil where a number, a comment or the like is being typed, which nothing completes.
  init?(_ text: String) {
    var start = text.unicodeScalars.endIndex
    while start > text.startIndex, Self.continuesName(text.unicodeScalars[text.unicodeScalars.index(before: start)]) {
      start = text.unicodeScalars.index(before: start)
    }
    let head = String(text[..<start])
    word = String(text[start...])
    if let first = word.unicodeScalars.first, first.properties.numericType != nil { return nil }
    isParameter = head.last == "$"
    isQuoted = head.last == "`"
    before = isQuoted ? String(head.dropLast()) : head
    let source = SourceText(name: "", text: before + CompletionPlace.placeholder)
    let lexed = StatementEnd.insertingEnds(Lexer.tokens(of: source).tokens)
    // What the lexer closes at the end of the source takes no room there.
    var all = lexed.filter { $0.kind != .end && !($0.span.start == $0.span.end && $0.kind != .statementEnd) }
    guard let last = all.popLast() else { return nil }
    openText = Self.openText(last, &all, source, word)
    guard openText != nil || last.text == CompletionPlace.placeholder else { return nil }
    closing = Self.closing(all)
    let statementStart = (all.lastIndex { $0.kind == .statementEnd } ?? -1) + 1
    var statement = Array(all[statementStart...])
    path = openText == nil ? Self.path(&statement) : []
    tokens = statement
  }

  private static func continuesName(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "_" { return true }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber:
      return true
    case .nonspacingMark, .spacingMark: return true
    default: return false
    }
  }

  /// The text that the last token is a part of, where it has no end; the tokens of its beginning are removed.
  private static func openText(_ last: Token, _ tokens: inout [Token], _ source: SourceText, _ word: String)
    -> OpenText?
  {
    let placeholder = CompletionPlace.placeholder.utf8.count
    let end = source.utf8.count - placeholder
    switch last.kind {
    case .invalid where source.slice(last.span).hasPrefix("'"):
      return OpenText(quote: "'", content: source.slice(Span(last.span.start + 1, end)) + word)
    case .textPart:
      // A text with `{…}` in it is no value to look up.
      guard let opening = tokens.last, opening.kind == .textStart else { return OpenText(quote: "\"", content: "") }
      tokens.removeLast()
      return OpenText(quote: "\"", content: source.slice(Span(opening.span.end, end)) + word)
    default: return nil
    }
  }

  private static func closing(_ tokens: [Token]) -> String {
    var open: [String] = []
    for token in tokens {
      switch token.kind {
      case .symbol(.openParenthesis): open.append(")")
      case .symbol(.openBracket): open.append("]")
      case .textStart: open.append("\"")
      case .interpolationStart: open.append("}")
      case .symbol(.closeParenthesis), .symbol(.closeBracket), .textEnd, .interpolationEnd: _ = open.popLast()
      case .statementEnd: open = []
      default: break
      }
    }
    return open.reversed().joined()
  }

  /// The names with a dot after them at the end, which are removed.
  static func path(_ tokens: inout [Token]) -> [String] {
    var path: [String] = []
    while tokens.last?.kind == .symbol(.dot), tokens.count > 1, let name = tokens[tokens.count - 2].pathName {
      path.insert(name, at: 0)
      tokens.removeLast(2)
    }
    return path
  }

  /// The stage at the cursor: its word, nil in the source of a pipeline, and the tokens after it. A pipeline in brackets that is
  /// closed is no part of it.
  var stage: (word: StageWord?, tokens: ArraySlice<Token>) {
    var closed = 0
    for index in tokens.indices.reversed() {
      switch tokens[index].kind {
      case .symbol(.closeParenthesis): closed += 1
      case .symbol(.openParenthesis): closed -= 1
      case .symbol(.pipe) where closed <= 0:
        let word = tokens.indices.contains(index + 1) ? StageWord(rawValue: tokens[index + 1].text) : nil
        return (word, tokens[min(index + 2, tokens.endIndex)...])
      default: break
      }
    }
    return (nil, tokens[...])
  }

  /// Whether the innermost open bracket is the bracket of a call, and of which name.
  var openCall: String? {
    var closed = 0
    for index in tokens.indices.reversed() {
      switch tokens[index].kind {
      case .symbol(.closeParenthesis), .symbol(.closeBracket): closed += 1
      case .symbol(.openParenthesis), .symbol(.openBracket):
        if closed == 0 { return index > 0 && tokens[index - 1].kind == .name ? tokens[index - 1].text : nil }
        closed -= 1
      default: break
      }
    }
    return nil
  }
}

extension Token {
  /// The name that it is in a path.
  var pathName: String? {
    switch kind {
    case .name, .quotedName, .reserved(.outer): text
    default: nil
    }
  }

  /// Whether a value may end with it, so that an operator or a clause may follow.
  var mayEndValue: Bool {
    switch kind {
    case .name, .quotedName, .parameter, .integer, .decimal, .float, .date, .datetime, .quarter, .month, .week,
      .rawText, .textEnd, .regularExpression, .symbol(.closeParenthesis), .symbol(.closeBracket), .reserved(.missing),
      .reserved(.true), .reserved(.false), .reserved(.today), .reserved(.ago):
      true
    default: false
    }
  }
}
