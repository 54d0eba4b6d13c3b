/// The forms a result is shown or saved in.
package enum OutputFormat: String, CaseIterable, Sendable {
  case table, record, csv, tsv, json, ndjson, markdown, svg, html, xlsx

  /// The format that a file's ending names; nil where it names none.
  package init?(fileName: String) {
    guard let dot = fileName.lastIndex(of: ".") else { return nil }
    switch fileName[fileName.index(after: dot)...].lowercased() {
    case "txt": self = .table
    case "csv": self = .csv
    case "tsv": self = .tsv
    case "json": self = .json
    case "ndjson", "jsonl": self = .ndjson
    case "md", "markdown": self = .markdown
    case "html", "htm": self = .html
    case "xlsx": self = .xlsx
    case "svg": self = .svg
    default: return nil
    }
  }

  /// The document that it is a form of; nil for forms of tables alone.
  package var report: ReportFormat? {
    switch self {
    case .html: .html
    case .markdown: .markdown
    case .xlsx: .workbook
    case .table, .record, .csv, .tsv, .json, .ndjson, .svg: nil
    }
  }

  /// Whether results become one document: what has an end always does, and Markdown in a file of its own.
  package func isDocument(inFile: Bool) -> Bool { report != nil && (inFile || !isPiecemeal) }

  /// Whether results can be shown in it one by one, as at the prompt.
  package var isPiecemeal: Bool { self != .html && self != .xlsx }
}
