import Diagnostics
import Syntax

/// An entry of one row in colours: words of the language, texts, numbers and dates, comments.
enum Highlighter {
  /// The entry with `ESC[…m` between its characters, which stay what they are.
  static func colored(_ entry: String) -> String {
    if CommandLine(entry) != nil { return paint(entry, .word) }
    let source = SourceText(name: "", text: entry)
    let tokens = Lexer.tokens(of: source).tokens
    var result = ""
    var end = 0
    for (index, token) in tokens.enumerated() where token.span.start >= end && token.span.end > token.span.start {
      result += between(source.slice(Span(end, token.span.start)))
      let text = source.slice(token.span)
      result += color(of: tokens, index, text).map { paint(text, $0) } ?? text
      end = token.span.end
    }
    return result + between(source.slice(Span(end, source.utf8.count)))
  }

  /// The colours of "Select Graphic Rendition", ECMA-48 8.3.117, that are read on a light and on a dark ground.
  private enum Color: String {
    case word = "1"
    case text = "32"
    case number = "36"
    case comment = "2"
  }

  private static func paint(_ text: String, _ color: Color) -> String { "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" }

  /// What is no token is blank, or a comment.
  private static func between(_ text: String) -> String {
    text.contains("#") ? paint(text, .comment) : text
  }

  private static func color(of tokens: [Token], _ index: Int, _ text: String) -> Color? {
    let token = tokens[index]
    switch token.kind {
    case .rawText, .textStart, .textPart, .textEnd, .regularExpression: return .text
    case .integer, .decimal, .float, .date, .datetime, .month, .quarter, .week: return .number
    case .reserved: return .word
    case .name:
      if index == 0 { return StatementWord(rawValue: token.text).map { _ in .word } }
      return tokens[index - 1].kind == .symbol(.pipe) && StageWord(rawValue: token.text) != nil ? .word : nil
    case .invalid: return text.hasPrefix("'") || text.hasPrefix("\"") ? .text : nil
    case .quotedName, .parameter, .interpolationStart, .interpolationForm, .interpolationEnd, .symbol, .foreignSymbol,
      .statementEnd, .end:
      return nil
    }
  }
}
