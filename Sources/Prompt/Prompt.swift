import CLibedit
import Columns
import Diagnostics
import Glibc
import Rendering
import Session
import Syntax

/// The prompt: reads statements and dot-commands from a terminal, one entry at a time, and shows what they give. An error ends the
/// entry in which it is, never the prompt.
package final class Prompt {
  package struct Options: Sendable {
    package var version: String
    /// Whether `init.dsl` is read.
    package var readsInitFile = true
    /// Rows of a table above which the middle is left out where a pager shows it; nil for none.
    package var pagedRows: Int? = 10_000

    package init(version: String) { self.version = version }
  }

  /// Another one for each dataset that is opened.
  private(set) var session: Session
  let presenter: Presenter
  private let options: Options
  var isTimed = false
  /// Whether what is longer than the screen is shown by a pager.
  var isPaged = Pager.command != nil
  /// Where results go, if not to the terminal.
  var resultFile: ResultFile?
  /// Values of parameters by `.set`.
  var settings: [String: String] = [:]
  /// The parameters that were declared at the prompt or by a script, the oldest first.
  var parameters: [DeclaredParameter] = []
  /// What worked, for `.script`.
  private(set) var record = SessionRecord()
  /// What the next entry begins with.
  private var draft = ""
  private var editor: LineEditor?
  private let progress = Progress()
  private var progressLine: ProgressLine?
  private var initFile: InitFile?
  /// The place of a dot-command in a file, for what is told of it.
  private var commandPlace: (source: SourceText, span: Span)?

  package init(session: Session, presenter: Presenter, options: Options) {
    self.session = session
    self.presenter = presenter
    self.options = options
  }

  /// Until Ctrl-D or `.quit`; gives the exit code.
  package func run() -> Int32 {
    presenter.tellsPassed = true
    // From here on a `use` that is typed opens its records.
    session.options.datasetPaths = []
    session.options.progress = progress
    if session.reader != nil { load(session) }
    if options.readsInitFile { runInitFile() }
    say(Greeting.text(for: session, version: options.version))
    let editor = LineEditor(
      programName: "almoner", historyPath: Self.historyPath, usesColor: presenter.colorsMessages,
      isOpen: { CommandLine($0) == nil && StatementEnd.isOpen($0) },
      complete: { [unowned self] before, after in
        Completer(session: session, parameters: parameters.map(\.name)).complete(before, after)
      })
    self.editor = editor
    defer { editor.close() }
    while !presenter.isClosed, !Interrupt.isLeaving {
      let draft = draft
      self.draft = ""
      switch editor.readStatement(prompt: "> ", continuation: "… ", draft: draft) {
      case .interrupted: continue
      case .endOfInput: return Outcome.good.rawValue
      case .editing(let text): edit(text)
      case .statement(let entry):
        editor.addToHistory(entry)
        if !perform(entry) { return Outcome.good.rawValue }
      }
    }
    return Outcome.good.rawValue
  }

  /// `$XDG_STATE_HOME/almoner/history`, or where that usually is; nil for a user without a home.
  private static var historyPath: String? {
    FileNames.own("history", in: "XDG_STATE_HOME", else: ".local/state")
  }

  /// What was typed in this session and before.
  var history: [String] { editor?.history ?? [] }

  /// Opens a text in the user's editor. What comes back stands at the prompt, to be run by Return.
  func edit(_ text: String) {
    do throws(Diagnostic) {
      guard let edited = try StatementFile.edited(text) else {
        return tell(
          Diagnostic(.usage, "the editor ended without saying that all is well, so nothing was taken from it"))
      }
      if editor?.isPlain == true {
        say(edited + "\n")
        editor?.addToHistory(edited)
        _ = perform(edited)
      } else {
        draft = edited
      }
    } catch { tell(error) }
  }

  // MARK: Running

  /// Runs an entry: statements, and lines with dot-commands between them. False where it leaves the prompt.
  private func perform(_ entry: String) -> Bool {
    Interrupt.reset()
    fitToTerminal()
    for part in EntryPart.parts(of: entry, named: "<prompt>") {
      switch part {
      case .statements(let source): run(source)
      case .command(let line, _): if !perform(line) { return false }
      }
    }
    return true
  }

  /// Runs a source in the session and shows what it gives. What worked is recorded. `arguments` are values of its parameters, beside
  /// those that are set. Whether it came to its end.
  @discardableResult
  func run(_ source: SourceText, arguments: [String: String] = [:]) -> Bool {
    let clock = ContinuousClock()
    let start = clock.now
    let reader = session.reader
    let script = Parser.parse(source, continuing: true).script
    let names = Set(script.parameterNames)
    session.options.parameters = settings.filter { names.contains($0.key) }.merging(arguments) { $1 }
    defer { session.options.parameters = [:] }
    var isGood = false
    do throws(Diagnostic) {
      let outcome = try showingProgress { () throws(Diagnostic) in
        try session.run(source, continuing: true) { (event) throws(Diagnostic) in try show(event) }
      }
      isGood = outcome == .good || outcome == .expectationFailed
      if isGood {
        record.add(source, parameters: session.options.parameters)
        parameters.declare(script, source)
      }
    } catch {
      tell(error)
    }
    if isTimed { say("time: " + Self.text(of: clock.now - start) + "\n") }
    if let opened = session.reader, opened !== reader {
      if load(session) { say(Greeting.summary(of: session) + "\n") }
    }
    return isGood
  }

  static func text(of duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    if microseconds >= 10_000_000 { return "\(seconds) s" }
    if microseconds >= 1_000_000 { return "\(microseconds / 1_000_000).\(microseconds / 100_000 % 10) s" }
    return "\(microseconds / 1000).\(microseconds / 100 % 10) ms"
  }

  private func showingProgress<Result>(_ work: () throws(Diagnostic) -> Result) throws(Diagnostic) -> Result {
    progress.begin("")
    let line = ProgressLine(progress)
    let shouldStop = session.options.shouldStop
    session.options.shouldStop = {
      line?.tick()
      return shouldStop()
    }
    progressLine = line
    defer {
      line?.clear()
      progressLine = nil
      session.options.shouldStop = shouldStop
    }
    return try work()
  }

  // MARK: Opening

  /// Opens other records in a session of their own, so that those which are open stay where these can't be read.
  func open(_ path: String) {
    let opened = Session(options: session.options)
    opened.options.datasetPaths = []
    do throws(Diagnostic) { try opened.open(path) } catch { return tell(error.mended(path)) }
    let former = session
    session = opened
    guard load(opened) else {
      session = former
      return
    }
    say(Greeting.summary(of: opened) + "\n")
    runInitStatements()
  }

  /// Reads all collections, so that completion and `.schema` know them. False after an error, which is shown.
  @discardableResult
  private func load(_ session: Session) -> Bool {
    Interrupt.reset()
    defer { Interrupt.reset() }
    do throws(Diagnostic) {
      let told = try showingProgress { () throws(Diagnostic) in
        let failures = try session.loadAll().failures
        let warnings = session.options.showsNotes ? try session.takeWarnings(references: true) : []
        return (isRead: failures.isEmpty || !session.dataset.relations.isEmpty, messages: failures + warnings)
      }
      told.messages.forEach(tell)
      guard told.isRead else { return false }
    } catch {
      tell(error)
      return false
    }
    record.begin(with: session)
    parameters = []
    return true
  }

  // MARK: The file of the user's own settings

  private func runInitFile() {
    do throws(Diagnostic) {
      guard let file = try InitFile.find() else { return }
      initFile = file
    } catch { return tell(error) }
    for case .command(let line, let place) in initFile?.parts ?? [] {
      // Records that were named when the program was started are the ones that are wanted.
      if DotCommand(word: line.word) == .open, session.reader != nil { continue }
      commandPlace = place
      _ = perform(line)
      commandPlace = nil
    }
    // Opening has run them already.
    if record.isEmpty { runInitStatements() }
  }

  private func runInitStatements() {
    guard session.reader != nil else { return }
    let datasetPaths = session.options.datasetPaths
    session.options.datasetPaths = session.paths
    defer { session.options.datasetPaths = datasetPaths }
    for case .statements(let source) in initFile?.parts ?? [] { run(source) }
  }

  // MARK: Showing

  /// The terminal may have another size than at the last result, and each entry's results stand alone.
  private func fitToTerminal() {
    presenter.redirect(to: STDOUT_FILENO, name: "standard output")
    if presenter.rendering.width != nil { presenter.rendering.width = screen?.columns }
  }

  /// Nil where standard output is no terminal.
  var screen: (columns: Int, rows: Int)? {
    var (columns, rows): (Int32, Int32) = (0, 0)
    guard cle_window_size(STDOUT_FILENO, &columns, &rows), columns > 0 else { return nil }
    return (Int(columns), Int(rows))
  }

  private func show(_ event: SessionEvent) throws(Diagnostic) {
    progressLine?.clear()
    presenter.rendering.zoneMinutes = session.dataset.zoneMinutes
    if let resultFile, event.isResult {
      try resultFile.add(event, presenter)
    } else if case .table(let table) = event {
      try showPaged(table)
    } else {
      try presenter.show(event)
    }
  }

  /// With a pager a table needs no gap in its middle.
  private func showPaged(_ table: ResultTable) throws(Diagnostic) {
    guard isPaged else { return try presenter.show(.table(table)) }
    let maximumRows = presenter.rendering.maximumRows
    presenter.rendering.maximumRows = options.pagedRows
    defer { presenter.rendering.maximumRows = maximumRows }
    let shown = min(table.count, options.pagedRows ?? table.count)
    try paged(lines: shown + Self.frameLines) { () throws(Diagnostic) in try presenter.show(.table(table)) }
  }

  /// Lines of a table beside its rows, and the prompt's.
  private static let frameLines = 7

  /// Through the pager where so many lines are more than the screen has.
  func paged(lines: Int, _ write: () throws(Diagnostic) -> Void) throws(Diagnostic) {
    guard isPaged, let command = Pager.command, let screen, lines > screen.rows, isatty(STDIN_FILENO) == 1,
      let pager = Pager(command)
    else { return try write() }
    presenter.redirect(to: pager.input, name: "to the pager")
    defer {
      pager.finish()
      // Ctrl-C was the pager's.
      Interrupt.reset()
      presenter.redirect(to: STDOUT_FILENO, name: "standard output")
    }
    do throws(Diagnostic) { try write() } catch {
      if error.code != .interrupted { throw error }
    }
  }

  /// What a setting is now; a file of settings sets without a word.
  func confirm(_ text: String) {
    if commandPlace == nil { say(text) }
  }

  /// Text with its line ends; other controls, which names in records may hold, are made visible.
  func say(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { escapingControls(String($0)) }
    do throws(Diagnostic) {
      try paged(lines: lines.count + 1) { () throws(Diagnostic) in
        try presenter.write(lines.joined(separator: "\n"))
      }
    } catch { tell(error) }
  }

  func tell(_ diagnostic: Diagnostic) {
    var diagnostic = diagnostic
    if let place = commandPlace, diagnostic.span == nil, diagnostic.excerpt == nil {
      (diagnostic.source, diagnostic.span) = (place.source, place.span)
    }
    presenter.message(presenter.text(of: diagnostic))
  }
}
