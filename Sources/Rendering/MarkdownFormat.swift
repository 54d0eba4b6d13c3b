import Columns
import Diagnostics

/// A table of GitHub's Markdown, with values as people read them; rows are left out only where the options say so.
struct MarkdownFormat {
  private let fields: [ResultField]
  private let total: [ResultField]?
  /// The first rows, and the last.
  private let rows: [Range<Int>]
  private let style: DisplayStyle

  init(_ table: ResultTable, _ options: RenderingOptions) {
    fields = table.fields.filter(\.isShown)
    total = table.total(isLabelled: true)
    rows = ShownRows(of: table.count, options).ranges
    style = DisplayStyle(unicode: true, zoneMinutes: options.zoneMinutes)
  }

  func write(to sink: inout ByteSink) throws(Diagnostic) {
    guard !fields.isEmpty else { return }
    try line(fields.map { MarkdownText.escaped($0.name) }, to: &sink)
    try line(fields.map { $0.isNumber ? "--:" : "---" }, to: &sink)
    for (index, rows) in rows.enumerated() {
      if index > 0 { try line(fields.map { _ in "⋮" }, to: &sink) }
      for row in rows where !sink.isClosed {
        try line(fields.map { MarkdownText.escaped(style.text(of: $0, row) ?? style.missing) }, to: &sink)
      }
    }
    if let total { try line(total.map { MarkdownText.escaped(style.text(of: $0, 0) ?? style.missing) }, to: &sink) }
  }

  private func line(_ cells: [String], to sink: inout ByteSink) throws(Diagnostic) {
    try sink.write("| " + cells.joined(separator: " | ") + " |\n")
  }
}

extension ResultField {
  /// Numbers stand at the right.
  var isNumber: Bool { type.ofValue.isNumber }
}
