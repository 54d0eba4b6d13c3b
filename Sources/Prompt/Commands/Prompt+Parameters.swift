import Diagnostics
import Rendering
import Session

/// `.set` and `.params`.
extension Prompt {
  /// `name=value`; without a value the parameter has its default again.
  func setParameter(_ argument: String) {
    guard let sign = argument.firstIndex(of: "="), sign != argument.startIndex else {
      return tell(Diagnostic(.usage, "'\(argument)' sets nothing", help: ["write: \(DotCommand.set.syntax)"]))
    }
    let name = TerminalText.trimmingEnd(String(argument[..<sign]))
    let value = CommandLine.unquoted(String(argument[argument.index(after: sign)...]))
    let former = settings[name]
    settings[name] = value.isEmpty ? nil : value
    guard let parameter = parameters.first(where: { $0.name == name }) else {
      return confirm(
        value.isEmpty ? "\(name) is not set\n" : "\(name) is \(value) for scripts that have such a parameter\n")
    }
    let before = session.scalar(named: name)
    guard run(SourceText(name: "<prompt>", text: parameter.text)) else {
      settings[name] = former
      return
    }
    let now = session.scalar(named: name)
    confirm("\(name) is \(now.map { displayText(of: $0) } ?? "missing")\n")
    if before != now, !session.declarations.tables.keys.filter({ $0 != "it" }).isEmpty {
      say("Tables that were named before keep what they hold.\n")
    }
  }

  /// What the parameters are now, and what waits for scripts that have such ones.
  func showParameters() {
    if parameters.isEmpty, settings.isEmpty {
      return say("There are no parameters. A script declares them, or you: param since: date = 2023-09-01\n")
    }
    let declared = parameters.map { parameter in
      let value = session.scalar(named: parameter.name).map { displayText(of: $0) } ?? "missing"
      let facts = [parameter.type, settings[parameter.name] == nil ? nil : "set", parameter.help]
      return (parameter.name, value, facts.compactMap(\.self).joined(separator: ", "))
    }
    let waiting = settings.keys.filter { name in !parameters.contains { $0.name == name } }.sorted().map {
      ($0, settings[$0] ?? "", "set, for scripts that have it")
    }
    let rows = declared + waiting
    let widths = (rows.map { TextWidth.of($0.0) }.max() ?? 0, rows.map { TextWidth.of($0.1) }.max() ?? 0)
    say(
      rows.map { name, value, facts in
        TerminalText.fitting(name, in: widths.0) + "  " + TerminalText.fitting(value, in: widths.1) + "  \(facts)\n"
      }.joined())
  }
}
