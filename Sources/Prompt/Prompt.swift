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
  var session: Session
  let presenter: Presenter
  let options: Options
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
  var record = SessionRecord()
  /// What the next entry begins with.
  private var draft = ""
  private var editor: LineEditor?
  let progress = Progress()
  var progressLine: ProgressLine?
  var initFile: InitFile?
  /// Whether its statements were run on records that are or were open.
  var hasRunInitStatements = false
  /// The place of a dot-command in a file, for what is told of it.
  var commandPlace: (source: SourceText, span: Span)?

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
    OwnFile.path("history", in: "XDG_STATE_HOME", else: ".local/state")
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
  func perform(_ entry: String) -> Bool {
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

  /// What was asked before is not asked again in what follows.
  func beginRecord() { record.begin(with: session) }

  /// Runs a source in the session and shows what it gives. What worked is recorded. Of a script, `arguments` are values of its
  /// parameters, beside those that are set. Whether it came to its end.
  @discardableResult
  func run(_ source: SourceText, isScript: Bool = false, arguments: [String: String] = [:]) -> Bool {
    let clock = ContinuousClock()
    let start = clock.now
    let reader = session.reader
    let script = Parser.parse(source, continuing: true).script
    let names = Set(script.parameterNames)
    session.options.parameters = settings.filter { names.contains($0.key) }.merging(arguments) { $1 }
    defer { session.options.parameters = [:] }
    var (isGood, isApart) = (false, false)
    do throws(Diagnostic) {
      let outcome = try showingProgress { () throws(Diagnostic) in
        let report = { (event: SessionEvent) throws(Diagnostic) in try self.show(event) }
        guard isScript else { return try session.run(source, continuing: true, report: report) }
        let ended = try session.runScript(source, report: report)
        isApart = ended.isApart
        return ended.outcome
      }
      isGood = outcome == .good || outcome == .expectationFailed
    } catch {
      tell(error)
    }
    if isTimed { say("time: " + Self.text(of: clock.now - start) + "\n") }
    if let opened = session.reader, opened !== reader {
      if load(session) { say(Greeting.summary(of: session) + "\n") }
    }
    if isGood { keep(script, source, isApart: isApart) }
    return isGood
  }

  /// Keeps what a source did for `.script` and `.set`.
  private func keep(_ script: Script, _ source: SourceText, isApart: Bool) {
    guard isApart else {
      record.add(source, parameters: session.options.parameters)
      return parameters.declare(script, source)
    }
    record.add(running: source, parameters: session.options.parameters)
    guard script.statements.contains(where: { $0.declaredName != nil }) else { return }
    confirm(
      "What it names stays in it, since its role or day is its own; its lets come by: use "
        + ScriptText.quoted(source.name) + "\n")
  }

  static func text(of duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    if microseconds >= 10_000_000 { return "\(seconds) s" }
    if microseconds >= 1_000_000 { return "\(microseconds / 1_000_000).\(microseconds / 100_000 % 10) s" }
    return "\(microseconds / 1000).\(microseconds / 100 % 10) ms"
  }

  func showingProgress<Result>(_ work: () throws(Diagnostic) -> Result) throws(Diagnostic) -> Result {
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
}
