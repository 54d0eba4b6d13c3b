import Loading
import Rendering
import Syntax

/// Completion of dot-commands and what follows them.
extension Completer {
  func complete(_ line: CommandLine) -> Completion {
    guard let argument = line.argument else {
      let commands = DotCommand.allCases.filter { $0.rawValue.hasPrefix(line.word) }.map { command in
        Candidate(insertion: command.rawValue + " ", display: "." + command.rawValue, explanation: command.meaning)
      }
      return Completion(replacedUTF8: line.word.utf8.count, candidates: commands)
    }
    guard let command = DotCommand(word: line.word) else { return Completion(replacedUTF8: 0, candidates: []) }
    switch command {
    case .open: return files(argument, FileNames.data)
    case .run: return run(argument)
    case .script: return files(argument, FileNames.scripts)
    case .help: return help(argument)
    case .schema, .fields:
      let place = session.completionPlace(after: "", closing: "")
      let tables = place.tables.map { candidate($0, in: place) }
      return among(tables.map { ($0.display, $0.explanation) }, argument)
    case .role: return among(session.dataset.roles.map { ($0.name, "") }, argument)
    case .format: return among(OutputFormat.allCases.filter(\.isPiecemeal).map { ($0.rawValue, "") }, argument)
    case .timer, .pager: return among([("on", ""), ("off", "")], argument)
    case .set: return among(parameters.map { ($0 + "=", "") }, argument)
    case .output: return output(argument)
    case .collections, .edit, .params, .today, .history, .quit: return Completion(replacedUTF8: 0, candidates: [])
    }
  }

  private func files(_ path: String, _ endings: [String]) -> Completion {
    Completion(
      replacedUTF8: FileNames.name(in: path).utf8.count,
      candidates: FileNames.candidates(for: path, endings: endings))
  }

  /// A script, in quotes where its name holds blanks, then its parameters.
  private func run(_ argument: String) -> Completion {
    let quote = argument.first.flatMap { $0 == "\"" || $0 == "'" ? $0 : nil }
    let rest = quote == nil ? argument : String(argument.dropFirst())
    guard let end = rest.firstIndex(of: quote ?? " ") else { return script(rest, quote, argument) }
    guard let source = try? ScriptFile.read(FileNames.expanded(String(rest[..<end]))) else {
      return Completion(replacedUTF8: 0, candidates: [])
    }
    var parameters: [DeclaredParameter] = []
    parameters.declare(Parser.parse(source).script, source)
    return among(
      parameters.map { ("\($0.name)=", [$0.type, $0.help].compactMap(\.self).joined(separator: ", ")) },
      String(rest[end...].split(separator: " ", omittingEmptySubsequences: false).last ?? ""))
  }

  private func script(_ path: String, _ quote: Character?, _ argument: String) -> Completion {
    let folder = path.dropLast(FileNames.name(in: path).count)
    let candidates = FileNames.candidates(for: path, endings: FileNames.scripts).map { file in
      var file = file
      let whole = folder + file.insertion
      let isPlain = quote == nil && !whole.contains { " \t\"'".contains($0) }
      let sign = quote ?? (whole.contains("\"") ? "'" : "\"")
      let closing = whole.hasSuffix("/") ? "" : String(sign)
      file.insertion = isPlain ? String(whole) : "\(sign)\(whole)\(closing)"
      return file
    }
    return Completion(replacedUTF8: argument.utf8.count, candidates: candidates)
  }

  /// Topics of the manual, then the collections.
  private func help(_ argument: String) -> Completion {
    let place = session.completionPlace(after: "", closing: "")
    let collections = place.tables.map { candidate($0, in: place) }
    return among(
      Manual.pages.map { ($0.name, $0.meaning) } + collections.map { ($0.display, $0.explanation) }, argument)
  }

  private func output(_ argument: String) -> Completion {
    if !argument.isEmpty, "replace".hasPrefix(argument) {
      let word = Candidate(insertion: "replace ", display: "replace", explanation: "writes over the file")
      let files = files(argument, FileNames.results)
      return Completion(replacedUTF8: files.replacedUTF8, candidates: [word] + files.candidates)
    }
    return files(argument.hasPrefix("replace ") ? String(argument.dropFirst(8)) : argument, FileNames.results)
  }

  private func among(_ names: [(name: String, meaning: String)], _ argument: String) -> Completion {
    var seen: Set<String> = []
    let matching = names.filter {
      $0.name.lowercased().hasPrefix(argument.lowercased()) && seen.insert($0.name).inserted
    }
    return Completion(
      replacedUTF8: argument.utf8.count,
      candidates: matching.map { Candidate(insertion: $0.name, display: $0.name, explanation: $0.meaning) })
  }
}
