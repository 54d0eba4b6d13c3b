/// Words and signs of other query languages, each with what this language says for it.
package enum ForeignWords {
  struct Word: Sendable {
    /// What is written here.
    var says: String
    /// The token that it stands for, with which the parser goes on.
    var meaning: Token.Kind?

    init(_ says: String, _ meaning: Token.Kind? = nil) {
      self.says = says
      self.meaning = meaning
    }
  }

  struct Stage: Sendable {
    /// The stage that it stands for where it is written alike, with which the parser goes on.
    var word: StageWord?
    /// What is written here, where it is another word or form.
    var says: String
  }

  /// Signs that are no tokens of ours.
  static let symbols: [String: Word] = [
    "&&": Word("and", .reserved(.and)), "||": Word("or", .reserved(.or)), "!": Word("not", .reserved(.not)),
    "===": Word("==", .symbol(.equal)), "!==": Word("!=", .symbol(.notEqual)),
    "=~": Word("matches", .reserved(.matches)),
    "~": Word("matches", .reserved(.matches)), "^": Word("pow(x, y)"), "**": Word("pow(x, y)"),
    "?": Word("if … then … else …"), ":=": Word("=", .symbol(.assign)), "->": Word("|"), "=>": Word("="),
    "&": Word("and", .reserved(.and)), "@": Word("$name"),
    "{": Word("'[' and ']' about a list"), "}": Word("'[' and ']' about a list"),
    "%>%": Word("|", .symbol(.pipe)), "::": Word("integer(x) or text(x) …"),
    "++": Word("\"{a}{b}\""),
    "..": Word("between … and …"),
  ]

  /// Words in the place of an operator, in small letters.
  static let operators: [String: Word] = [
    "and": Word("and", .reserved(.and)), "or": Word("or", .reserved(.or)), "in": Word("in", .reserved(.in)),
    "is": Word("is", .reserved(.is)), "between": Word("between", .reserved(.between)),
    "like": Word("'contains', 'starts with' or 'matches'", .reserved(.contains)),
    "ilike": Word("'contains', 'starts with' or 'matches'", .reserved(.contains)),
    "rlike": Word("matches", .reserved(.matches)), "regexp": Word("matches", .reserved(.matches)),
    "has": Word("contains", .reserved(.contains)), "includes": Word("contains", .reserved(.contains)),
    "startswith": Word("starts with"), "endswith": Word("ends with"), "mod": Word("%", .symbol(.percent)),
    "eq": Word("==", .symbol(.equal)), "ne": Word("!=", .symbol(.notEqual)), "lt": Word("<", .symbol(.less)),
    "gt": Word(">", .symbol(.greater)), "as": Word("name = expression"), "having": Word("| where …"),
    "group": Word("summarize … by …"), "order": Word("| sort …"), "limit": Word("| take n"), "asc": Word("sort x"),
    "ascending": Word("sort x"), "descending": Word("sort x desc"), "nulls": Word("missing first"),
    "over": Word("derive … per … sort …"), "equals": Word("==", .symbol(.equal)),
  ]

  /// Words in the place of a value, where they are not written as ours.
  static let values: [String: Word] = [
    "true": Word("true", .reserved(.true)), "false": Word("false", .reserved(.false)),
    "null": Word("missing", .reserved(.missing)), "not": Word("not", .reserved(.not)),
  ]

  /// Words after `is`.
  static let missing: Set<String> = [
    "null", "none", "nil", "na", "nan", "empty", "blank", "nothing", "undefined", "missing",
  ]
}
