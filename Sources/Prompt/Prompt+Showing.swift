import CLibedit
import Columns
import Diagnostics
import Glibc
import Rendering
import Session

/// What is shown, and where: on the terminal, through a pager, in a file.
extension Prompt {
  /// The terminal may have another size than at the last result, and each entry's results stand alone.
  func fitToTerminal() {
    presenter.redirect(to: STDOUT_FILENO, name: "standard output")
    if presenter.rendering.width != nil { presenter.rendering.width = screen?.columns }
  }

  /// Nil where standard output is no terminal.
  var screen: (columns: Int, rows: Int)? {
    var (columns, rows): (Int32, Int32) = (0, 0)
    guard cle_window_size(STDOUT_FILENO, &columns, &rows), columns > 0 else { return nil }
    return (Int(columns), Int(rows))
  }

  func show(_ event: SessionEvent) throws(Diagnostic) {
    progressLine?.clear()
    presenter.rendering.zoneMinutes = session.dataset.zoneMinutes
    if let resultFile, event.isResult {
      // Of all that was asked in this session the file names the highest level; each question stands in the audit log.
      if let level = session.exported {
        try session.label(resultFile.path, level, of: SourceText(name: "<prompt>", text: ""))
      }
      try resultFile.add(event, presenter, isPrivate: session.role != nil)
    } else if case .table(let table) = event {
      try showPaged(table)
    } else {
      try presenter.show(event)
    }
  }

  /// With a pager a table needs no gap in its middle.
  private func showPaged(_ table: ResultTable) throws(Diagnostic) {
    guard isPaged else { return try presenter.show(.table(table)) }
    try showPaged(table, upTo: options.pagedRows)
  }

  /// So many rows at most, below lines that belong to it.
  func showPaged(_ table: ResultTable, upTo limit: Int?, below heading: String = "") throws(Diagnostic) {
    let maximumRows = presenter.rendering.maximumRows
    presenter.rendering.maximumRows = limit
    defer { presenter.rendering.maximumRows = maximumRows }
    let rows = min(table.count, limit ?? table.count)
    // A record is a line a field, and one that parts it from the next.
    let lines = presenter.format == .record ? rows * (table.fields.count + 1) : rows
    let above = heading.utf8.count { $0 == UInt8(ascii: "\n") }
    try paged(lines: above + lines + Self.frameLines) { () throws(Diagnostic) in
      if !heading.isEmpty { try presenter.write(escapingControls(heading, keepingLines: true)) }
      try presenter.show(.table(table))
    }
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
    let text = escapingControls(text, keepingLines: true)
    do throws(Diagnostic) {
      try paged(lines: text.utf8.count { $0 == UInt8(ascii: "\n") } + 2) { () throws(Diagnostic) in
        try presenter.write(text)
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
