import Columns
import Diagnostics
import Glibc
import Loading
import Plans
import Rendering

extension StepRunner {
  /// Writes a table to a file, whole or not at all. What comes from records that bear labels only its owner can read, and a line beside
  /// it says who wrote what (rule 7).
  func save(
    _ table: ResultTable, _ path: TypedExpression, _ replace: Bool, _ step: Program.Step,
    _ report: (SessionEvent) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    let name = try text(path)
    let file = Session.path(name, besides: step.source.name)
    if session.isAmongRecords(file) {
      throw Diagnostic(
        .fileExists, "'\(name)' would be among the records, which are never changed", at: path.span,
        help: ["name a file in another folder"])
    }
    guard let format = OutputFormat(fileName: file), format != .table else {
      throw Diagnostic(
        .fileFormat, "the ending of '\(name)' names no format", at: path.span,
        help: ["endings: .csv, .tsv, .json, .ndjson, .md, .html, .xlsx, and .svg for a chart"])
    }
    var options = RenderingOptions(zoneMinutes: session.dataset.zoneMinutes)
    options.guardsFormulas = true
    do throws(Diagnostic) {
      try Renderer.save(
        table, as: format, options: options, to: file, replacing: replace, isPrivate: step.exported != nil,
        isInterrupted: session.options.shouldStop
      ) { () throws(Diagnostic) in
        if let level = step.exported { try session.label(file, level, of: step.source) }
      }
    } catch {
      var placed = error
      placed.span = path.span
      throw placed
    }
    try report(.saved(path: file, rows: table.count))
  }

}

extension Session {
  /// Writes FILE.label, beside what a link leads to. It is to be there before what it labels, so that nothing is without.
  package func label(_ file: String, _ level: Sensitivity, of source: SourceText) throws(Diagnostic) {
    var status = stat()
    if stat(file, &status) == 0, status.st_mode & S_IFMT != S_IFREG { return }
    let resolved = realpath(file, nil)
    defer { free(resolved) }
    let labelled = resolved.map { String(cString: $0) } ?? file
    let hash = SHA256.hex(of: source.utf8)
    let members: [(String, String?)] = [
      ("role", role?.name), ("purpose", purpose),
      ("time", Instant.text(systemMicroseconds(), zoneMinutes: 0)), ("script_sha256", hash), ("label", level.name),
    ]
    let fields = members.map { name, value in
      ResultField(name: name, type: .text, column: Column(text: value))
    }
    try Renderer.save(
      ResultTable(fields: fields, count: 1), as: .ndjson, to: labelled + ".label", replacing: true, isPrivate: true)
  }
}

extension Column {
  /// One row.
  fileprivate init(text: String?) {
    // One text always fits.
    self =
      (try? Column([text.map { .text($0) } ?? .missing], .text))
      ?? Column(.boolean(Vector([0])), validity: Vector([0]))
  }
}
