import Diagnostics

/// Why a value could not be computed: overflow, several values for `only`, a regular expression without end. The evaluator adds the place.
package struct EvaluationFailure: Error, Sendable {
  package var code: Code
  package var message: String
  package var help: [String]

  package init(_ code: Code, _ message: String, help: [String] = []) {
    self.code = code
    self.message = message
    self.help = help
  }

  /// Of `only`, as `label` names it.
  package static func severalValues(_ label: String, _ first: String, _ second: String) -> EvaluationFailure {
    EvaluationFailure(
      .severalValues, "\(label) finds several values: \(first) and \(second)",
      help: ["take one of them: first(…), max(…)   or show all: list(distinct …)"])
  }

  package func diagnostic(at span: Span) -> Diagnostic { Diagnostic(code, message, at: span, help: help) }
}
