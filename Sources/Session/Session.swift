import Analysis
import Columns
import Diagnostics
import Execution
import Loading
import Plans
import Syntax

/// One dataset, one day, and what statements have named so far: compiles and runs scripts. The face that the prompt, the runner and
/// the tests use; not thread-safe.
package final class Session {
  package struct Options: Sendable {
    /// Days since 1970-01-01; nil for the system's date in the dataset's time zone.
    package var today: Int?
    /// The dataset that the command line names, which overrides a script's `use`.
    package var datasetPath: String?
    package var threads = availableThreads
    package var showsNotes = true
    /// Values of parameters, by name, as text.
    package var parameters: [String: String] = [:]
    /// Asked at least every 50 ms of work; true ends it with E405.
    package var shouldStop: @Sendable () -> Bool = { false }

    package init() {}
  }

  package var options: Options
  package private(set) var dataset = Dataset(name: "", relations: [], references: [])
  package private(set) var reader: DatasetReader?
  package internal(set) var declarations = Declarations()
  var scalars: [ScalarID: Value] = [:]
  let indexes = IndexStore()
  /// The day that a script's `use … on` named.
  private var usedDay: Int?

  package init(options: Options = Options()) { self.options = options }

  /// Days since 1970-01-01: the command line's, else the script's, else the system's.
  package var today: Int {
    options.today ?? usedDay ?? Instant.day(systemMicroseconds(), zoneMinutes: dataset.zoneMinutes)
  }

  // MARK: Opening

  /// Opens a dataset in place of the one that was open; what was named so far is forgotten. Rows are read when a script names them.
  package func open(_ path: String) throws(Diagnostic) {
    let reader = try DatasetReader(path: path)
    self.reader = reader
    dataset = Dataset(name: path, relations: [], references: [])
    dataset.title = reader.title
    dataset.zoneMinutes = reader.zoneMinutes
    declarations = Declarations()
    scalars = [:]
    indexes.removeAll()
    usedDay = nil
  }

  /// Reads the collections to which the names lead, all for nil.
  package func load(mentionedIn names: Set<String>?) throws(Diagnostic) {
    guard let reader else { return }
    let before = dataset.relations.count
    try reader.load(mentionedIn: names, into: &dataset, shouldStop: options.shouldStop)
    if dataset.relations.count != before { indexes.removeAll() }
  }

  // MARK: Checking

  /// A script that was parsed and checked, with the messages of both.
  package struct Checked {
    package var script: Script
    package var result: Analyzer.Result?
    package var diagnostics: [Diagnostic]
    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
  }

  /// Parses, opens what `use` names, reads what is mentioned and checks. Throws what concerns the dataset; errors of the script are in
  /// the result.
  package func check(_ source: SourceText, continuing: Bool = false) throws(Diagnostic) -> Checked {
    let parsed = Parser.parse(source, continuing: continuing)
    var diagnostics = parsed.diagnostics
    for statement in parsed.script.statements {
      guard case .use(let use) = statement.kind else { continue }
      diagnostics += try self.use(use, from: source)
    }
    try load(mentionedIn: Self.names(in: source))
    var result = analyze(parsed.script, source, isInteractive: continuing)
    if result.hasErrors, reader != nil, parsed.diagnostics.isEmpty {
      // For suggestions it helps to know all collections; where one of them cannot be read, what is known has to do.
      do throws(Diagnostic) {
        try load(mentionedIn: nil)
        result = analyze(parsed.script, source, isInteractive: continuing)
      } catch {}
    }
    let limit = Parser.errorLimit
    let all = diagnostics + result.diagnostics
    let hasSyntaxErrors = diagnostics.contains { $0.severity == .error }
    diagnostics = hasSyntaxErrors ? all.filter { $0.severity == .error } : all
    if diagnostics.count > limit {
      diagnostics = diagnostics.prefix(limit) + [Diagnostic(.tooManyErrors, "and more: only the first \(limit) are shown", in: source)]
    }
    return Checked(script: parsed.script, result: result, diagnostics: diagnostics)
  }

  private func analyze(_ script: Script, _ source: SourceText, isInteractive: Bool) -> Analyzer.Result {
    Analyzer.analyze(
      script, source: source, dataset: dataset, declarations: declarations, today: today, isInteractive: isInteractive)
  }

  /// Every identifier of a script, in any place: what it can lead to is read.
  private static func names(in source: SourceText) -> Set<String> {
    var names: Set<String> = []
    for token in Lexer.tokens(of: source).tokens {
      switch token.kind {
      case .name, .quotedName: names.insert(token.text)
      default: break
      }
    }
    return names
  }

  private func use(_ use: Use, from source: SourceText) throws(Diagnostic) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    if use.path.value.hasSuffix(".dsl") {
      problems.append(
        Diagnostic(.absentFeature, "this version of almoner has no use of other scripts yet", at: use.path.span, in: source))
      return problems
    }
    for (word, span) in [("use … as", use.role?.span), ("use … for", use.purpose?.span)] {
      guard let span else { continue }
      problems.append(
        Diagnostic(.absentFeature, "this version of almoner has no roles and purposes yet: leave out '\(word)'", at: span, in: source))
    }
    if options.datasetPath == nil {
      do throws(Diagnostic) { try open(Self.path(use.path.value, besides: source.name)) } catch {
        var placed = error
        if placed.excerpt == nil {
          placed.source = source
          placed.span = use.path.span
        }
        throw placed
      }
    }
    if let day = use.day {
      guard case .date(let year, let month, let date) = day.kind else {
        problems.append(Diagnostic(.wrongType, "after 'on' stands a date, such as 2023-09-30", at: day.span, in: source))
        return problems
      }
      usedDay = CalendarDate.days(year: year, month: month, day: date)
    }
    return problems
  }

  /// A path in a script is relative to the script.
  static func path(_ path: String, besides script: String) -> String {
    guard !path.hasPrefix("/"), let slash = script.lastIndex(of: "/") else { return path }
    return String(script[...slash]) + path
  }
}
