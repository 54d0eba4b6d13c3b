import Diagnostics
import Session

/// Opening records, and what is done then.
extension Prompt {
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
  func load(_ session: Session) -> Bool {
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

  func runInitFile() {
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
    if !hasRunInitStatements { runInitStatements() }
  }

  private func runInitStatements() {
    guard session.reader != nil else { return }
    hasRunInitStatements = true
    let datasetPaths = session.options.datasetPaths
    session.options.datasetPaths = session.paths
    defer { session.options.datasetPaths = datasetPaths }
    for case .statements(let source) in initFile?.parts ?? [] { run(source) }
  }
}
