import Columns
import Diagnostics
import Glibc
import Rendering

/// Shows what a session tells: results on standard output, messages on standard error.
package final class Presenter {
  package enum ErrorFormat: String, CaseIterable, Sendable { case human, json }

  package var format: OutputFormat
  package var rendering: RenderingOptions
  package var errorFormat = ErrorFormat.human
  /// Whether messages are coloured.
  package var colorsMessages = false
  /// Checks that held are told of, as a script's run does.
  package var tellsPassed = true
  private var output: ByteSink
  private let isInterrupted: @Sendable () -> Bool
  private var tables = 0
  /// What is told, while it is collected for a document.
  private var report: Report?

  package init(
    format: OutputFormat, rendering: RenderingOptions, output: Int32 = STDOUT_FILENO,
    outputName: String = "standard output", isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) {
    self.format = format
    self.rendering = rendering
    self.isInterrupted = isInterrupted
    self.output = ByteSink(descriptor: output, name: outputName, isInterrupted: isInterrupted)
  }

  /// Whether the reader of the output has gone, so that there is no one to work for.
  package var isClosed: Bool { output.isClosed }

  /// Results go there from now on.
  package func redirect(to descriptor: Int32, name: String) {
    output = ByteSink(descriptor: descriptor, name: name, isInterrupted: isInterrupted)
    tables = 0
  }

  /// From now on results are collected for a document in place of being shown. Messages and checks are told at once all the same.
  package func beginReport() { report = Report() }

  /// Writes the document of what was told since.
  package func endReport(_ making: Report.Making) throws(Diagnostic) {
    guard var report, let form = format.report else { return }
    self.report = nil
    report.making = making
    try report.write(as: form, options: rendering, to: &output)
    try flush()
  }

  /// What `show` writes on standard output, kept in memory instead; what it tells goes where it always goes.
  package func collected(_ show: () throws(Diagnostic) -> Void) throws(Diagnostic) -> [UInt8] {
    var other = ByteSink.memory(isInterrupted: isInterrupted)
    swap(&output, &other)
    let shown = tables
    tables = 0
    defer {
      swap(&output, &other)
      tables = shown
    }
    try show()
    try output.flush()
    return output.buffer
  }

  package func show(_ event: SessionEvent) throws(Diagnostic) {
    if report?.take(event) == true { return }
    switch event {
    case .started, .parameter: break
    case .table(let table): try show(table)
    case .value(let value, let shown):
      let isForPeople = rendering.unicode && (format == .table || format == .record || format == .markdown)
      let text = isForPeople ? escapingControls(shown) : Renderer.text(of: value, as: format, options: rendering)
      try output.write(text + "\n")
    case .print(let text): try tell(text)
    case .title(let text): try title(text)
    case .note(let text): try tell(text)
    case .plan(let text): try output.write(lines(text) + "\n")
    case .saved(let path, let rows):
      let what = OutputFormat(fileName: path) == .svg ? "a chart of " : ""
      remark("saved \(what)\(rows) row\(rows == 1 ? "" : "s") to \(escapingControls(path))")
    case .passed(let label):
      if tellsPassed { remark("\(rendering.unicode ? "✓" : "ok:") \(escapingControls(label))") }
    case .failed(let label, let sides, let rows): try failed(label, sides, rows)
    // That something was interrupted is told all the same.
    case .diagnostic(let diagnostic): return message(text(of: diagnostic))
    }
    try flush()
  }

  /// Text as it stands, such as a page of the manual.
  package func write(_ text: String) throws(Diagnostic) {
    try output.write(text)
    try flush()
  }

  package func flush() throws(Diagnostic) { try output.flush() }

  private func show(_ table: ResultTable) throws(Diagnostic) {
    if tables > 0, format != .ndjson, format != .json { try output.write("\n") }
    tables += 1
    try Renderer.render(table, as: format, options: rendering, to: &output)
  }

  /// What a script says between its tables: with them where people read, aside where a program does.
  private func tell(_ text: String) throws(Diagnostic) {
    switch format {
    case .table, .record, .markdown: try output.write(lines(text) + "\n")
    case .csv, .tsv, .json, .ndjson, .svg, .html, .xlsx: remark(lines(text))
    }
  }

  private func title(_ text: String) throws(Diagnostic) {
    switch format {
    case .table, .record:
      let rule = String(repeating: rendering.unicode ? "═" : "=", count: max(TextWidth.of(text), 1))
      try output.write("\n\(lines(text))\n\(rule)\n")
    case .markdown: try output.write("\n## \(lines(text))\n\n")
    case .csv, .tsv, .json, .ndjson, .svg, .html, .xlsx: remark(lines(text))
    }
  }

  private func lines(_ text: String) -> String { escapingControls(text, keepingLines: true) }

  private func failed(_ label: String, _ sides: [Value], _ rows: ResultTable?) throws(Diagnostic) {
    var text = "check failed: \(label)"
    if let difference = Report.Check.difference(of: sides, zoneMinutes: rendering.zoneMinutes) {
      text += ": \(difference)"
    }
    let shown = rows.flatMap { $0.fields.isEmpty ? nil : $0 }
    if let shown {
      text += ": \(shown.count) row\(shown.count == 1 ? "" : "s") where there should be none"
    } else if let rows {
      text += ": " + Report.Check.countAlone(rows)
    }
    message(self.text(of: Diagnostic(.expectFailed, text)))
    // A program that reads messages asks for rows itself.
    guard let rows = shown, errorFormat == .human else { return }
    var options = rendering
    options.maximumRows = min(rendering.maximumRows ?? 10, 10)
    message(try Renderer.text(rows, as: .table, options: options))
  }

  /// What is told beside messages that have a code; for a program an object as they are.
  package func remark(_ text: String) {
    switch errorFormat {
    case .human: message(text + "\n")
    case .json: message("{\"severity\":\"note\",\"message\":\(jsonQuoted(text))}\n")
    }
  }

  package func text(of diagnostic: Diagnostic) -> String {
    switch errorFormat {
    case .json: return diagnostic.json + "\n"
    case .human:
      var shown = diagnostic
      // Other notes say by themselves what they are about.
      if diagnostic.severity == .note, diagnostic.code != .noteEmpty { shown.span = nil }
      return DiagnosticRenderer(isColored: colorsMessages, width: rendering.width ?? 120, textWidth: rendering.width)
        .text(shown)
    }
  }

  /// To standard error, after what was written to standard output so far; a message that cannot be written has nobody to read it.
  package func message(_ text: String) {
    try? flush()
    var sink = ByteSink(descriptor: STDERR_FILENO, name: "standard error")
    try? sink.write(text)
    try? sink.flush()
  }
}
