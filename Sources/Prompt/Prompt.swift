import CLibedit
import Diagnostics
import Glibc
import Rendering
import Session
import Syntax

/// The prompt: reads statements and dot-commands from a terminal, one entry at a time, and shows what they give. An error ends the
/// entry in which it is, never the prompt.
package final class Prompt {
  /// Another one for each dataset that is opened.
  private(set) var session: Session
  let presenter: Presenter
  private let version: String
  var isTimed = false
  /// What worked, for `.script`.
  private(set) var record = SessionRecord()
  private var editor: LineEditor?

  package init(session: Session, presenter: Presenter, version: String) {
    self.session = session
    self.presenter = presenter
    self.version = version
  }

  /// Until Ctrl-D or `.quit`; gives the exit code.
  package func run() -> Int32 {
    presenter.tellsPassed = true
    // From here on a `use` that is typed opens its records.
    session.options.datasetPath = nil
    if session.reader != nil { load(session) }
    say(Greeting.text(for: session, version: version))
    let editor = LineEditor(
      programName: "almoner", historyPath: Self.historyPath, usesColor: presenter.colorsMessages,
      isOpen: { CommandLine($0) == nil && StatementEnd.isOpen($0) },
      complete: { [unowned self] before, after in Completer(session: session).complete(before, after) })
    self.editor = editor
    defer { editor.close() }
    while !presenter.isClosed {
      switch editor.readStatement(prompt: "> ", continuation: "… ") {
      case .interrupted: continue
      case .endOfInput: return Outcome.good.rawValue
      case .statement(let entry):
        editor.addToHistory(entry)
        if !perform(entry) { return Outcome.good.rawValue }
      }
    }
    return Outcome.good.rawValue
  }

  /// `$XDG_STATE_HOME/almoner/history`, or where that usually is; nil for a user without a home.
  private static var historyPath: String? {
    if let state = getenv("XDG_STATE_HOME").map({ String(cString: $0) }), state.hasPrefix("/") {
      return state + "/almoner/history"
    }
    return getenv("HOME").map { String(cString: $0) + "/.local/state/almoner/history" }
  }

  /// What was typed in this session and before.
  var history: [String] { editor?.history ?? [] }

  // MARK: Running

  /// Runs an entry: statements, and lines with dot-commands between them. False where it leaves the prompt.
  private func perform(_ entry: String) -> Bool {
    Interrupt.reset()
    fitToTerminal()
    var statements: [Substring] = []
    for line in entry.split(separator: "\n", omittingEmptySubsequences: false) {
      if let command = CommandLine(String(line)), !StatementEnd.isOpen(statements.joined(separator: "\n")) {
        run(statements: statements.joined(separator: "\n"))
        statements = []
        if !perform(command) { return false }
      } else {
        statements.append(line)
      }
    }
    run(statements: statements.joined(separator: "\n"))
    return true
  }

  private func run(statements text: String) {
    guard text.contains(where: { !$0.isWhitespace }) else { return }
    run(SourceText(name: "<prompt>", text: text), recordedAs: text)
  }

  /// Runs a source in the session and shows what it gives; where it worked, it is recorded.
  func run(_ source: SourceText, recordedAs text: String?) {
    let clock = ContinuousClock()
    let start = clock.now
    let reader = session.reader
    do throws(Diagnostic) {
      let outcome = try session.run(source, continuing: true) { (event) throws(Diagnostic) in
        presenter.rendering.zoneMinutes = session.dataset.zoneMinutes
        try presenter.show(event)
      }
      if let text, outcome == .good || outcome == .expectationFailed { record.add(text) }
    } catch {
      tell(error)
    }
    if isTimed { say("time: " + Self.text(of: clock.now - start) + "\n") }
    if let opened = session.reader, opened !== reader {
      if load(session) { say(Greeting.summary(of: session) + "\n") }
    }
  }

  static func text(of duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    if microseconds >= 10_000_000 { return "\(seconds) s" }
    if microseconds >= 1_000_000 { return "\(microseconds / 1_000_000).\(microseconds / 100_000 % 10) s" }
    return "\(microseconds / 1000).\(microseconds / 100 % 10) ms"
  }

  // MARK: Opening

  /// Opens other records in a session of their own, so that those which are open stay where these can't be read.
  func open(_ path: String) {
    let opened = Session(options: session.options)
    opened.options.datasetPath = nil
    do throws(Diagnostic) { try opened.open(path) } catch { return tell(error) }
    guard load(opened) else { return }
    session = opened
    record.begin(with: opened)
    say(Greeting.summary(of: opened) + "\n")
  }

  /// Reads all collections, so that completion and `.schema` know them. False after an error, which is shown.
  @discardableResult
  private func load(_ session: Session) -> Bool {
    record.begin(with: session)
    Interrupt.reset()
    let progress = ProgressLine("reading \(session.dataset.name) … (Ctrl-C stops)")
    let shouldStop = session.options.shouldStop
    session.options.shouldStop = {
      progress.show()
      return shouldStop()
    }
    defer { session.options.shouldStop = shouldStop }
    do throws(Diagnostic) {
      let failures = try session.loadAll().failures
      let warnings = session.options.showsNotes ? try session.takeWarnings(references: true) : []
      progress.clear()
      (failures + warnings).forEach(tell)
      return failures.isEmpty || !session.dataset.relations.isEmpty
    } catch {
      progress.clear()
      tell(error)
      return false
    }
  }

  // MARK: Showing

  /// The terminal may have another width than at the last result, and each entry's results stand alone.
  private func fitToTerminal() {
    presenter.redirect(to: STDOUT_FILENO, name: "standard output")
    var (columns, rows): (Int32, Int32) = (0, 0)
    if presenter.rendering.width != nil, cle_window_size(STDOUT_FILENO, &columns, &rows), columns > 0 {
      presenter.rendering.width = Int(columns)
    }
  }

  /// Text with its line ends; other controls, which names in records may hold, are made visible.
  func say(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { escapingControls(String($0)) }
    do throws(Diagnostic) { try presenter.write(lines.joined(separator: "\n")) } catch { tell(error) }
  }

  func tell(_ diagnostic: Diagnostic) { presenter.message(presenter.text(of: diagnostic)) }
}
