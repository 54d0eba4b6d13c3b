import Syntax

extension StatementWord {
  var syntax: String {
    switch self {
    case .use: "use \"PATH\" [on DATE]   or   use \"FILE.dsl\""
    case .param: "param NAME: TYPE [= DEFAULT] [\"EXPLANATION\"]"
    case .let: "let NAME = EXPRESSION   or   let NAME = PIPELINE   or   let NAME(A, B) = EXPRESSION"
    case .print: "print \"TEXT\""
    case .title: "title \"TEXT\""
    case .note: "note \"TEXT\""
    case .expect: "expect \"LABEL\": CONDITION   or   expect \"LABEL\": no PIPELINE"
    case .explain: "explain PIPELINE"
    case .run: "run \"FILE.dsl\" [with NAME = VALUE, …]"
    }
  }

  /// One line.
  var meaning: String {
    switch self {
    case .use: "opens records, with a date as what today means; or brings in a script's lets"
    case .param: "a value that whoever runs the script may set"
    case .let: "gives a value, a table or a function a name"
    case .print: "a line of text, with values in { }"
    case .title: "a heading"
    case .note: "a paragraph"
    case .expect: "a check: a condition that holds, or a pipeline without rows"
    case .explain: "shows how it would be computed, and does not run it"
    case .run: "runs another script, with values for its parameters"
    }
  }
}
