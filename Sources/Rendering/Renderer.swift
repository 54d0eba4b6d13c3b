import Columns
import Diagnostics

/// Writes a result in any format, a row at a time. Rows of other relations (`.row`) are never shown.
package enum Renderer {
  /// Leaves the last bytes in `sink`'s buffer; its owner flushes. Ends early where the sink's reader has gone.
  package static func render(
    _ table: ResultTable, as format: OutputFormat, options: RenderingOptions = RenderingOptions(),
    to sink: inout ByteSink
  ) throws(Diagnostic) {
    switch format {
    case .table:
      if let chart = table.chart {
        try sink.write(TextChart(chart, options, isInterrupted: sink.isInterrupted).text)
      } else {
        try TableFormat(table, options).write(to: &sink)
      }
    case .record:
      if let chart = table.chart {
        try sink.write(TextChart(chart, options, isInterrupted: sink.isInterrupted).text)
      } else {
        try RecordFormat(table, options).write(to: &sink)
      }
    case .csv: try DelimitedFormat(table, .csv, options).write(to: &sink)
    case .tsv: try DelimitedFormat(table, .tsv, options).write(to: &sink)
    case .json: try JSONFormat(table, .array, options).write(to: &sink)
    case .ndjson: try JSONFormat(table, .lines, options).write(to: &sink)
    case .svg:
      guard let chart = table.chart else {
        throw Diagnostic(
          .fileFormat, "this is a table and no chart, so there is no picture of it",
          help: ["draw it: | chart bar x, y"])
      }
      try sink.write(
        SVGChart.text(of: chart, zoneMinutes: options.zoneMinutes, isInterrupted: sink.isInterrupted))
    case .markdown:
      var options = options
      options.maximumRows = nil
      try MarkdownFormat(table, options).write(to: &sink)
    case .html, .xlsx:
      var report = Report()
      report.add(.table(table))
      try report.write(as: format == .html ? .html : .workbook, options: options, to: &sink)
    }
  }

  /// The whole of it as text, for small results.
  package static func text(
    _ table: ResultTable, as format: OutputFormat, options: RenderingOptions = RenderingOptions()
  ) throws(Diagnostic) -> String {
    var sink = ByteSink.memory()
    try render(table, as: format, options: options, to: &sink)
    return String(decoding: sink.buffer, as: UTF8.self)
  }

  /// Writes the file `path`, whole or not at all, and `after` what must be there before it; see `AtomicFile` for errors.
  package static func save(
    _ table: ResultTable, as format: OutputFormat, options: RenderingOptions = RenderingOptions(), to path: String,
    replacing: Bool, isPrivate: Bool = false, isInterrupted: @escaping @Sendable () -> Bool = { false },
    after preparation: () throws(Diagnostic) -> Void = {}
  ) throws(Diagnostic) {
    var file = try AtomicFile(path: path, replacing: replacing, isPrivate: isPrivate, isInterrupted: isInterrupted)
    try render(table, as: format, options: options, to: &file.sink)
    try file.commit(after: preparation)
  }
}

extension ResultField {
  /// Whether it has values of its own to show, which a row of another relation has not.
  var isShown: Bool {
    if case .row = type { return false }
    switch column.values {
    case .rows, .sequence: return false
    case .boolean, .integer, .decimal, .wideDecimal, .float, .text, .dictionary, .date, .datetime, .period, .duration,
      .list:
      return true
    }
  }
}
