import Diagnostics
import Rendering

extension Report {
  /// Takes up what a session tells. Whether that is all that is to be done with it: checks and messages are also for whoever is watching.
  mutating func take(_ event: SessionEvent) -> Bool {
    switch event {
    case .started(let origin): add(origin)
    case .parameter(let name, let value, let help): add(parameter: name, value, help: help)
    case .table(let table): add(.table(table))
    case .value(let value, let shown): add(.value(value, shown: shown))
    case .print(let text): add(.line(text))
    case .title(let text): add(.heading(text))
    case .note(let text): add(.note(text))
    case .plan(let text): add(.plan(text))
    case .passed(let label):
      add(check: label, .held)
      return false
    case .failed(let label, let sides, let rows):
      add(check: label, rows.map { .found($0) } ?? .failed(sides: sides))
      return false
    case .diagnostic(let diagnostic):
      // A name that nothing uses concerns who writes the script, not who reads the report.
      if diagnostic.severity != .error, diagnostic.code != .unused { add(footnote: diagnostic.plainText) }
      return false
    case .saved: return false
    }
    return true
  }
}

extension Diagnostic {
  /// In one line, without its place in the script.
  fileprivate var plainText: String {
    let said = caption.map { "\(message): \($0)" } ?? message
    return help.isEmpty ? said : said + " (" + help.joined(separator: "; ") + ")"
  }
}
