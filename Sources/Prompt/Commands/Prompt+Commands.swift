import Columns
import Diagnostics
import Glibc
import Loading
import Rendering
import Session

/// What the dot-commands do.
extension Prompt {
  /// False where it leaves the prompt.
  func perform(_ line: CommandLine) -> Bool {
    guard let command = DotCommand(word: line.word) else {
      let nearest = DotCommand.nearest(to: line.word).map { ".\($0)" }
      let help = nearest.isEmpty ? ".help commands lists them" : "did you mean \(nearest.joined(separator: " or "))?"
      tell(Diagnostic(.usage, "there is no command '.\(line.word)'", help: [help]))
      return true
    }
    if line.parts.isEmpty, command.needsArgument {
      tell(Diagnostic(.usage, ".\(command.rawValue) needs to know what", help: ["write: \(command.syntax)"]))
      return true
    }
    switch command {
    case .help: showHelp(line.path)
    case .open: open(FileNames.expanded(line.path))
    case .collections: show(SchemaTables(session).collections)
    case .schema: showSchema(line.path)
    case .fields: showFields(line.parts)
    case .run: runScript(line.parts)
    case .format: setFormat(line.path)
    case .timer: setTimer(line.path)
    case .today: setToday(line.path)
    case .history: showHistory(line.path)
    case .script: writeScript(FileNames.expanded(line.path))
    case .quit: return false
    }
    return true
  }

  private func showHelp(_ topic: String) {
    if let text = Manual.text(for: topic) { return say(text) }
    let nearest = Manual.nearest(to: topic).map { ".help \($0)" }
    tell(
      Diagnostic(
        .usage, "the manual has no page '\(topic)'",
        help: [nearest.isEmpty ? ".help lists all" : "did you mean \(nearest.joined(separator: " or "))?"]))
  }

  private func runScript(_ arguments: [String]) {
    var parameters: [String: String] = [:]
    for argument in arguments.dropFirst() {
      guard let sign = argument.firstIndex(of: "="), sign != argument.startIndex else {
        return tell(
          Diagnostic(
            .usage, "'\(argument)' is no parameter",
            help: ["write: .run \(arguments[0]) name=value, in quotes where it has blanks"]))
      }
      parameters[String(argument[..<sign])] = String(argument[argument.index(after: sign)...])
    }
    let options = session.options
    let today = session.today
    session.options.parameters = parameters
    // What is open is asked, whatever the script names, as with `almoner run --data`.
    session.options.datasetPath = session.reader == nil ? nil : session.dataset.name
    do throws(Diagnostic) {
      run(try ScriptFile.read(FileNames.expanded(arguments[0])), recordedAs: nil)
    } catch {
      tell(error)
    }
    session.options.parameters = options.parameters
    session.options.datasetPath = options.datasetPath
    // A day that the script named was that of the script.
    if session.today != today { session.options.today = today }
  }

  private func setFormat(_ name: String) {
    if name.isEmpty { return say("results are shown as \(presenter.format.rawValue)\n") }
    guard let format = OutputFormat(rawValue: name.lowercased()) else {
      let names = OutputFormat.allCases.map(\.rawValue).joined(separator: ", ")
      return tell(Diagnostic(.usage, "there is no format '\(name)'", help: ["formats: \(names)"]))
    }
    presenter.format = format
  }

  private func setTimer(_ choice: String) {
    switch choice.lowercased() {
    case "": isTimed.toggle()
    case "on": isTimed = true
    case "off": isTimed = false
    default: return tell(Diagnostic(.usage, "the timer is on or off, not '\(choice)'", help: ["write: .timer on"]))
    }
    say("the time of each statement is \(isTimed ? "told" : "not told")\n")
  }

  private func setToday(_ text: String) {
    if !text.isEmpty {
      guard let days = ParameterValue.date(text) else {
        return tell(Diagnostic(.usage, "'\(text)' is no date", help: ["write: .today 2023-09-30"]))
      }
      session.options.today = days
    }
    say("today is \(displayText(of: .date(session.today)))\n")
  }

  private func showHistory(_ text: String) {
    guard let count = text.isEmpty ? 20 : Int(text), count >= 0 else {
      return tell(Diagnostic(.usage, "'\(text)' is no number of lines", help: ["write: .history 20"]))
    }
    say(history.suffix(count).map { $0 + "\n" }.joined())
  }

  private func writeScript(_ path: String) {
    if record.isEmpty {
      return tell(Diagnostic(.usage, "no statement has worked yet that could be written"))
    }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let today = session.options.today.map { displayText(of: .date($0)) }
    let script = record.script(in: folder, today: today)
    do throws(Diagnostic) {
      var file = try AtomicFile(path: path, replacing: false)
      try file.sink.write(script)
      try file.commit()
    } catch {
      var error = error
      if error.code == .fileExists { error.help = ["name another file"] }
      return tell(error)
    }
    say("wrote \(record.count == 1 ? "1 statement" : "\(record.count) statements") to \(path): almoner run \(path)\n")
  }
}

extension DotCommand {
  fileprivate var needsArgument: Bool {
    switch self {
    case .open, .run, .script: true
    case .help, .collections, .schema, .fields, .format, .timer, .today, .history, .quit: false
    }
  }
}
