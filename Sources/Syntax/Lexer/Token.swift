import Diagnostics

/// A word, literal or sign of a script, with the place where it stands.
package struct Token: Sendable {
  package enum Kind: Hashable, Sendable {
    /// An identifier; words that are words only in some places are names too.
    case name
    /// A name in backticks, never a word.
    case quotedName
    case reserved(ReservedWord)
    /// `$name`.
    case parameter
    case integer, decimal, float
    case date, datetime, quarter, month, week
    /// `'as it stands'`.
    case rawText
    /// `"…"` is a start, parts and interpolations in turn, and an end.
    case textStart, textPart, textEnd
    case interpolationStart, interpolationForm, interpolationEnd
    case regularExpression(ignoresCase: Bool)
    case symbol(Symbol)
    /// A sign of other languages, such as `&&`.
    case foreignSymbol
    /// What the lexer has reported.
    case invalid
    /// `;` or the end of a line at which a statement ends.
    case statementEnd
    case end
  }

  package var kind: Kind
  package var span: Span
  /// A name without backticks or `$`, the digits of a number without `_`, the value of a text, else the source's text.
  package var text: String
  /// Whether it is the first of its line.
  package var beginsLine = false

  /// Whether a value may end with it, so that an infix operator may follow.
  package var endsOperand: Bool {
    switch kind {
    case .name, .quotedName, .parameter, .integer, .decimal, .float, .date, .datetime, .quarter, .month, .week,
      .rawText, .textEnd, .regularExpression, .invalid:
      true
    case .reserved(let word): word.isOperand
    case .symbol(let symbol): symbol == .closeParenthesis || symbol == .closeBracket
    case .textStart, .textPart, .interpolationStart, .interpolationForm, .interpolationEnd, .foreignSymbol,
      .statementEnd, .end:
      false
    }
  }

  /// Whether a value may begin with it.
  package var beginsOperand: Bool {
    switch kind {
    case .name, .quotedName, .parameter, .integer, .decimal, .float, .date, .datetime, .quarter, .month, .week,
      .rawText, .textStart, .regularExpression, .invalid:
      true
    case .reserved(let word): word.isOperand && word != .ago || word == .not || word == .if || word == .outer
    case .symbol(let symbol): symbol == .openParenthesis || symbol == .openBracket || symbol == .minus
    case .foreignSymbol: text == "!" || text == "@"
    case .textPart, .textEnd, .interpolationStart, .interpolationForm, .interpolationEnd, .statementEnd, .end: false
    }
  }

  func isName(_ word: String) -> Bool { kind == .name && text == word }
}

package enum Symbol: String, CaseIterable, Sendable {
  case pipe = "|"
  case comma = ","
  case colon = ":"
  case dot = "."
  case assign = "="
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case plus = "+"
  case minus = "-"
  case star = "*"
  case slash = "/"
  case percent = "%"
  case coalesce = "??"
  case openParenthesis = "("
  case closeParenthesis = ")"
  case openBracket = "["
  case closeBracket = "]"

  /// Whether a statement goes on before it at a line's beginning: `|` and the infix operators.
  var continuesLine: Bool {
    switch self {
    case .pipe, .assign, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .plus, .minus, .star,
      .slash, .percent, .coalesce:
      true
    case .comma, .colon, .dot, .openParenthesis, .closeParenthesis, .openBracket, .closeBracket: false
    }
  }

  /// Whether a statement goes on after it at a line's end.
  var needsMore: Bool { continuesLine || self == .comma || self == .colon }
}
