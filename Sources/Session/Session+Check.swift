import Analysis
import Columns
import Diagnostics
import Loading
import Plans
import Syntax

/// A script that was parsed and checked, with the messages of both.
package struct CheckedScript {
  package var script: Script
  package var source: SourceText
  package var result: Analyzer.Result
  package var diagnostics: [Diagnostic]
  /// The scripts that it runs, by path, each checked in a session of its own.
  var children: [String: Child] = [:]
  /// Of a dataset that bears labels.
  package var clearance: Clearance?

  struct Child {
    var session: Session
    var checked: CheckedScript
  }

  /// As it is before anything runs.
  package var outcome: Outcome { !hasErrors ? .good : refusal == nil ? .notChecked : .refused }

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Leaves of errors and of warnings as many as somebody would read, and says where there are more.
  fileprivate mutating func limitMessages() {
    let limit = Parser.errorLimit
    for (severity, code) in [(Severity.error, Code.tooManyErrors), (.warning, .tooManyWarnings)] {
      var count = 0
      diagnostics.removeAll { diagnostic in
        guard diagnostic.severity == severity, diagnostic.code != code else { return false }
        count += 1
        return count > limit
      }
      guard count > limit else { continue }
      diagnostics.removeAll { $0.code == code }
      let what = severity == .error ? "errors" : "warnings"
      diagnostics.append(Diagnostic(code, "and more: only the first \(limit) \(what) are shown", in: source))
    }
  }

  /// Why it is refused, or a script that it runs.
  package var refusal: Code? {
    if let own = clearance?.refusal { return own }
    for path in children.keys.sorted() {
      if let found = children[path]?.checked.refusal { return found }
    }
    return nil
  }
}

extension Session {
  /// Parses, opens what `use` names, reads what is mentioned and checks; the scripts that it uses and runs as well. Throws what
  /// concerns the records; errors of scripts are in the result. `continuing`: at the prompt, where `|` carries on the last result.
  package func check(_ source: SourceText, continuing: Bool = false) throws(Diagnostic) -> CheckedScript {
    if let read {
      let named = dataset.named
      dataset = read
      dataset.named = named
      self.read = nil
    }
    let parsed = Parser.parse(source, continuing: continuing)
    var libraries = Libraries(users: [Self.identity(source.name)])
    for statement in parsed.script.statements {
      if case .use(let use) = statement.kind { try self.use(use, from: source, &libraries) }
    }
    let tokens = Lexer.tokens(of: source).tokens
    var names = Self.names(in: tokens)
    for library in libraries.scripts { names.formUnion(Self.names(in: Lexer.tokens(of: library.source).tokens)) }
    let canLeaveOut = options.readsNamedFieldsOnly && parsed.diagnostics.isEmpty && libraries.paths.isEmpty
    let fields = canLeaveOut && NamedFields(parsed.script, tokens: tokens).suffice
    try load(mentionedIn: names, fields: fields ? .named : .all)
    // A mask may read more than the script names.
    if let places = namesOfMasks, !places.isEmpty { try load(mentionedIn: places) }
    let unsearched = tokens.searchEverywhere ? try loadAll().failures : []
    dataset.shown = role?.show ?? .severe
    let seed = options.seed ?? UInt64.random(in: .min ... .max)
    func analyze() -> Analyzer.Result {
      Analyzer.analyze(
        parsed.script, source: source, libraries: libraries.scripts, dataset: dataset, declarations: declarations,
        today: today, seed: seed, isInteractive: continuing)
    }
    var result = analyze()
    if result.hasErrors, reader != nil, parsed.diagnostics.isEmpty {
      // For suggestions it helps to know all fields and collections; where one of them cannot be read, what is known has to do.
      do throws(Diagnostic) {
        if reader?.leftFieldsOut == true {
          try load(mentionedIn: names)
          result = analyze()
        }
        _ = try loadAll()
        result = analyze()
      } catch {}
    }
    var checked = CheckedScript(
      script: parsed.script, source: source, result: result,
      diagnostics: parsed.diagnostics + libraries.diagnostics + result.diagnostics)
    checked.diagnostics += unsearched.map {
      Diagnostic(.dataWarning, "not searched: \($0.message)", excerpt: $0.excerpt)
    }
    if !checked.hasErrors {
      checked.diagnostics += constantConditions(in: result.program).filter { !$0.follows(from: result.diagnostics) }
    }
    guarding(&checked)
    try checkChildren(of: &checked)
    // A script that is run twice is no reason to say a thing twice.
    var told: Set<String> = []
    checked.diagnostics.removeAll { !told.insert($0.json).inserted }
    checked.limitMessages()
    return checked
  }

  /// Checks a script by itself: what it names, and the role and day that it names, are not known to others. Records are read once.
  package func checkAlone(_ source: SourceText) throws(Diagnostic) -> CheckedScript {
    try check(source, in: child(callers: []))
  }

  private func check(_ source: SourceText, in child: Session) throws(Diagnostic) -> CheckedScript {
    let result = try child.check(source)
    if child.reader === reader { read = child.read ?? child.dataset }
    return result
  }

  /// Every identifier of a script, in any place: what it can lead to is read.
  private static func names(in tokens: [Token]) -> Set<String> {
    var names: Set<String> = []
    for token in tokens {
      switch token.kind {
      case .name, .quotedName: names.insert(token.text)
      default: break
      }
    }
    return names
  }

  /// A path in a script is relative to the script.
  static func path(_ path: String, besides script: String) -> String {
    guard !path.hasPrefix("/"), let slash = script.lastIndex(of: "/") else { return path }
    return String(script[...slash]) + path
  }

  /// What tells a script from others, however its path is written.
  private static func identity(_ path: String) -> String { resolved(path) ?? path }

  /// So many scripts may each use or run the next. More than anybody writes, and less than the stack holds.
  private static let scriptNesting = 32

  // MARK: use

  private struct Libraries {
    var scripts: [(script: Script, source: SourceText)] = []
    var diagnostics: [Diagnostic] = []
    /// Those that use one another down to the one that is looked at, outermost first.
    var users: [String]
    /// Those that were used.
    var paths: Set<String> = []
    /// What the script opens: several `use` of records are one dataset.
    var records: [String] = []
  }

  private func use(_ use: Use, from source: SourceText, _ libraries: inout Libraries) throws(Diagnostic) {
    let path = Self.path(use.path.value, besides: source.name)
    if path.hasSuffix(".dsl") { return useScript(path, use.path.span, source, &libraries) }
    // Of several records that a script uses together, whichever names a role.
    let earlier = libraries.records.isEmpty ? Terms() : terms
    if options.datasetPaths.isEmpty {
      libraries.records.append(path)
      do throws(Diagnostic) { try open(libraries.records) } catch { throw error.placed(use.path.span, source) }
    }
    terms.role = use.role?.text ?? earlier.role
    terms.purpose = use.purpose?.value ?? earlier.purpose
    if let role = use.role {
      do throws(Diagnostic) { try checkRole(role.text) } catch { throw error.placed(role.span, source) }
    }
    guard let day = use.day else { return }
    guard case .date(let year, let month, let date) = day.kind else {
      libraries.diagnostics.append(
        Diagnostic(.wrongType, "after 'on' stands a date, such as 2023-09-30", at: day.span, in: source))
      return
    }
    terms.day = CalendarDate.days(year: year, month: month, day: date)
  }

  /// Brings in the `let`s of a script, those of the scripts that it uses first.
  private func useScript(_ path: String, _ span: Span, _ user: SourceText, _ libraries: inout Libraries) {
    let identity = Self.identity(path)
    guard !libraries.users.contains(identity), libraries.paths.insert(identity).inserted else { return }
    guard libraries.users.count < Self.scriptNesting else {
      libraries.diagnostics.append(Self.nestedTooDeep("use", span, user))
      return
    }
    libraries.users.append(identity)
    defer { libraries.users.removeLast() }
    do throws(Diagnostic) {
      let source = try ScriptFile.read(path)
      let parsed = Parser.parse(source)
      libraries.diagnostics += parsed.diagnostics
      for statement in parsed.script.statements {
        guard case .use(let inner) = statement.kind, inner.path.value.hasSuffix(".dsl") else { continue }
        useScript(Self.path(inner.path.value, besides: path), inner.path.span, source, &libraries)
      }
      libraries.scripts.append((parsed.script, source))
    } catch {
      libraries.diagnostics.append(error.placed(span, user))
    }
  }

  // MARK: run

  private func checkChildren(of checked: inout CheckedScript) throws(Diagnostic) {
    for statement in checked.script.statements {
      guard case .run(let text, let arguments) = statement.kind else { continue }
      let path = Self.path(text.value, besides: checked.source.name)
      let callers = self.callers.isEmpty ? [Self.identity(checked.source.name)] : self.callers
      let identity = Self.identity(path)
      if callers.contains(identity) {
        checked.diagnostics.append(
          Diagnostic(.misplacedStatement, "'\(text.value)' would run itself", at: text.span, in: checked.source))
        continue
      }
      guard callers.count < Self.scriptNesting else {
        checked.diagnostics.append(Self.nestedTooDeep("run", text.span, checked.source))
        continue
      }
      let source: SourceText
      do throws(Diagnostic) { source = try ScriptFile.read(path) } catch {
        checked.diagnostics.append(error.placed(text.span, checked.source))
        continue
      }
      let child = child(callers: callers + [identity])
      child.givenLevels = checked.clearance?.passed[text.value] ?? [:]
      let result = try check(source, in: child)
      checked.diagnostics += result.diagnostics
      checked.diagnostics += missingParameters(of: result, given: arguments, text.span, checked.source)
      checked.children[text.value] = CheckedScript.Child(session: child, checked: result)
    }
  }

  private static func nestedTooDeep(_ word: String, _ span: Span, _ source: SourceText) -> Diagnostic {
    Diagnostic(.nestedTooDeep, "scripts \(word) one another more than \(scriptNesting) deep", at: span, in: source)
  }

  /// Names that the other script does not have as parameters.
  private func missingParameters(
    of child: CheckedScript, given arguments: [Item], _ span: Span, _ source: SourceText
  ) -> [Diagnostic] {
    let known = child.script.parameterNames
    return arguments.compactMap { argument in
      guard let name = argument.name, !known.contains(name.text) else { return nil }
      return Diagnostic(
        .unknownParameter, "'\(child.source.name)' has no parameter '\(name.text)'", at: name.span,
        help: known.isEmpty ? ["it has no parameters"] : ["its parameters: " + known.joined(separator: ", ")],
        in: source)
    }
  }
}

extension [Token] {
  /// Whether a pipeline begins with `search "…"`, which looks into every collection.
  fileprivate var searchEverywhere: Bool {
    indices.dropLast().contains { index in
      guard self[index].kind == .name, self[index].text == "search" else { return false }
      let isStage = index > 0 && self[index - 1].kind == .symbol(.pipe)
      return !isStage && [.textStart, .rawText].contains(self[index + 1].kind)
    }
  }
}

extension Script {
  package var parameterNames: [String] {
    statements.compactMap { statement in
      if case .parameter(let parameter) = statement.kind { parameter.name.text } else { nil }
    }
  }
}

extension Diagnostic {
  /// With a place in a script, unless it has one in a data file.
  func placed(_ span: Span, _ source: SourceText) -> Diagnostic {
    guard excerpt == nil else { return self }
    var result = self
    result.span = span
    result.source = source
    return result
  }
}
