/// The forms a result is shown or saved in.
package enum OutputFormat: String, CaseIterable, Sendable {
  case table, record, csv, tsv, json, ndjson, markdown, svg

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
    case "svg": self = .svg
    default: return nil
    }
  }
}
