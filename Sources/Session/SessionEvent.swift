import Columns
import Diagnostics
import Rendering

/// What a running script has to tell, in order. Whoever runs it decides how it is shown.
package enum SessionEvent: Sendable {
  /// A script that was checked begins to run: the outermost, or one that it runs.
  case started(ScriptOrigin)
  /// A parameter has its value; `help` is what the script says of it.
  case parameter(name: String, value: Value, help: String?)
  case table(ResultTable)
  /// A value by itself, and as people see it: in its field's form, with the sign of its currency.
  case value(Value, shown: String)
  case print(String)
  case title(String)
  case note(String)
  case saved(path: String, rows: Int)
  /// A check that held.
  case passed(label: String)
  /// A check that did not: both sides of a comparison, or the rows of which there should have been none.
  case failed(label: String, sides: [Value], rows: ResultTable?)
  /// The plan that `explain` asks for.
  case plan(String)
  /// An error, warning or note.
  case diagnostic(Diagnostic)
}

/// How a script ended, as the exit code says it.
package enum Outcome: Int32, Sendable {
  case good = 0
  case failed = 1
  case usage = 2
  case notChecked = 3
  case expectationFailed = 4
  case dataUnreadable = 5
  /// By safeguarding.
  case refused = 6
  case interrupted = 130

  /// The outcome that an error in a run means.
  package init(_ code: Code) {
    switch code {
    case .interrupted: self = .interrupted
    case _ where code.rawValue.hasPrefix("D"): self = .dataUnreadable
    case .unknownRole: self = .usage
    case _ where code.rawValue.hasPrefix("S"): self = .refused
    case .parameterValue, .parameterMissing, .usage, .fileCannotBeRead: self = .usage
    case .scriptNotUTF8: self = .notChecked
    default: self = .failed
    }
  }
}
