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

  package func diagnostic(at span: Span) -> Diagnostic { Diagnostic(code, message, at: span, help: help) }
}
