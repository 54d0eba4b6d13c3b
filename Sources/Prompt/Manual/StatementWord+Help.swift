import Syntax

extension StatementWord {
  /// Nil for a statement that the language has and this version does not.
  var syntax: String? {
    switch self {
    case .use: "use \"PATH\" [on DATE]"
    case .param: "param NAME: TYPE [= DEFAULT] [\"EXPLANATION\"]"
    case .let: "let NAME = EXPRESSION or PIPELINE"
    case .print: "print \"TEXT\""
    case .title: "title \"TEXT\""
    case .note: "note \"TEXT\""
    case .expect: "expect \"LABEL\": CONDITION   or   expect \"LABEL\": no PIPELINE"
    case .explain: "explain PIPELINE"
    case .run: nil
    }
  }

  /// One line.
  var meaning: String {
    switch self {
    case .use: "opens records; with a date, that is what today means"
    case .param: "a value that whoever runs the script may set"
    case .let: "gives a value or a table a name"
    case .print: "a line of text, with values in { }"
    case .title: "a heading"
    case .note: "a paragraph"
    case .expect: "a check: a condition that holds, or a pipeline without rows"
    case .explain: "shows how it would be computed, and does not run it"
    case .run: "not in this version"
    }
  }
}
