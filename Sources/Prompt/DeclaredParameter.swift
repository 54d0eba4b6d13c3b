import Diagnostics
import Syntax

/// A `param` that was run here, kept so that `.set` can run it again.
struct DeclaredParameter {
  let name: String
  let type: String
  /// The statement.
  let text: String
  let help: String?
}

extension [DeclaredParameter] {
  /// Adds those of a script; a later one takes the place of an earlier one of its name.
  mutating func declare(_ script: Script, _ source: SourceText) {
    for statement in script.statements {
      guard case .parameter(let parameter) = statement.kind else { continue }
      let name = parameter.name.text
      removeAll { $0.name == name }
      append(
        DeclaredParameter(
          name: name, type: parameter.type.text, text: source.slice(statement.span), help: parameter.help?.value))
    }
  }
}
