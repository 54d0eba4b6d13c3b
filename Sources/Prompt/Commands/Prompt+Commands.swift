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
    case .edit: edit(history.last { CommandLine($0) == nil } ?? "")
    case .set: setParameter(line.argument ?? "")
    case .params: showParameters()
    case .format: setFormat(line.path)
    case .output: setOutput(line.parts, line.path)
    case .pager: setPager(line.path)
    case .timer: setTimer(line.path)
    case .today: setToday(line.path)
    case .role: setRole(line.path)
    case .history: showHistory(line.path)
    case .script: writeScript(FileNames.expanded(line.path))
    case .quit: return false
    }
    return true
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
    let datasetPaths = session.options.datasetPaths
    // What is open is asked, whatever the script names, as with `almoner run --data`.
    session.options.datasetPaths = session.reader == nil ? [] : session.paths
    do throws(Diagnostic) {
      run(try ScriptFile.read(FileNames.expanded(arguments[0])), isScript: true, arguments: parameters)
    } catch {
      tell(error.mended(arguments[0]))
    }
    session.options.datasetPaths = datasetPaths
  }

  private func setFormat(_ name: String) {
    if name.isEmpty { return say("results are shown as \(presenter.format.rawValue)\n") }
    guard let format = OutputFormat(rawValue: name.lowercased()), format.isPiecemeal else {
      let names = OutputFormat.allCases.filter(\.isPiecemeal).map(\.rawValue).joined(separator: ", ")
      return tell(Diagnostic(.usage, "there is no format '\(name)'", help: ["formats: \(names)"]))
    }
    presenter.format = format
  }

  private func setOutput(_ parts: [String], _ path: String) {
    if let file = resultFile {
      say("\(file.count == 1 ? "1 result" : "\(file.count) results") written to \(file.path)\n")
      resultFile = nil
      session.options.writesToFile = false
    } else if parts.isEmpty {
      say("results are shown here\n")
    }
    guard !parts.isEmpty else { return }
    let isReplacing = parts.count > 1 && parts[0] == "replace"
    let name = isReplacing ? CommandLine.unquoted(String(path.dropFirst("replace".count).drop { $0 == " " })) : path
    do throws(Diagnostic) { resultFile = try openResultFile(FileNames.expanded(name), isReplacing) } catch {
      var error = error
      if error.code == .fileExists { error.help = ["to write over it: .output replace \(name)", "or name another"] }
      return tell(error)
    }
    session.options.writesToFile = true
    confirm("results go to \(name) from now on; .output shows them here again\n")
  }

  private func openResultFile(_ path: String, _ isReplacing: Bool) throws(Diagnostic) -> ResultFile {
    if session.isAmongRecords(path) {
      throw Diagnostic(
        .fileExists, "'\(path)' would be among the records, which are never changed",
        help: ["name a file in another folder"])
    }
    guard let format = OutputFormat(fileName: path), format.isPiecemeal else {
      throw Diagnostic(
        .fileFormat, "the ending of '\(path)' names no format",
        help: ["endings: .csv, .tsv, .json, .ndjson, .md, .txt"])
    }
    return try ResultFile(path: path, format: format, replacing: isReplacing, isPrivate: session.role != nil)
  }

  private func setPager(_ choice: String) {
    switch choice.lowercased() {
    case "": break
    case "on": isPaged = true
    case "off": isPaged = false
    default: return tell(Diagnostic(.usage, "the pager is on or off, not '\(choice)'", help: ["write: .pager off"]))
    }
    guard let command = Pager.command else {
      isPaged = false
      return say("there is no pager: less is not installed, and PAGER names none\n")
    }
    confirm(isPaged ? "what is longer than the screen is shown by \(command)\n" : "everything is shown at once\n")
  }

  private func setTimer(_ choice: String) {
    switch choice.lowercased() {
    case "": isTimed.toggle()
    case "on": isTimed = true
    case "off": isTimed = false
    default: return tell(Diagnostic(.usage, "the timer is on or off, not '\(choice)'", help: ["write: .timer on"]))
    }
    confirm("the time of each statement is \(isTimed ? "told" : "not told")\n")
  }

  private func setToday(_ text: String) {
    if !text.isEmpty {
      guard let days = ParameterValue.date(text) else {
        return tell(Diagnostic(.usage, "'\(text)' is no date", help: ["write: .today 2023-09-30"]))
      }
      session.options.today = days
    }
    confirm("today is \(displayText(of: .date(session.today)))\n")
  }

  private func setRole(_ name: String) {
    guard let role = session.role else {
      return tell(
        Diagnostic(.usage, "these records bear no labels, so there are no roles", help: [".help safeguarding"]))
    }
    if !name.isEmpty {
      do throws(Diagnostic) { try session.take(role: name) } catch { return tell(error) }
      beginRecord()
    }
    let others = session.dataset.roles.map(\.name).filter { $0 != (name.isEmpty ? role.name : name) }
    say((session.roleText ?? "") + "\nother roles: " + others.joined(separator: ", ") + "\n")
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
    let today = session.givenDay.map { displayText(of: .date($0)) }
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
    case .open, .run, .set, .script: true
    case .help, .collections, .schema, .fields, .edit, .params, .format, .output, .pager, .timer, .today, .role,
      .history,
      .quit:
      false
    }
  }
}
