import Columns
import Diagnostics

/// A document in GitHub's Markdown, with its footnotes.
struct MarkdownReport {
  private let report: Report
  private let options: RenderingOptions

  init(_ report: Report, _ options: RenderingOptions) {
    self.report = report
    self.options = options
  }

  func write(to sink: inout ByteSink) throws(Diagnostic) {
    try sink.write("# \(MarkdownText.heading(report.title))\(marks(report.titleFootnotes))\n")
    if let verdict = report.verdict { try sink.write("\n**\(verdict)**\n") }
    for block in report.body { try write(block, to: &sink) }
    try writeChecks(to: &sink)
    try writeAbout(to: &sink)
    if !report.footnotes.isEmpty { try sink.write("\n") }
    for (index, text) in report.footnotes.enumerated() {
      try sink.write("[^\(index + 1)]: \(MarkdownText.paragraph(text))\n")
    }
  }

  private func write(_ block: Report.Block, to sink: inout ByteSink) throws(Diagnostic) {
    let marks = marks(block.footnotes)
    try sink.write("\n")
    switch block.content {
    case .heading(let text): try sink.write("## \(MarkdownText.heading(text))\(marks)\n")
    case .line(let text), .note(let text): try sink.write("\(MarkdownText.paragraph(text))\(marks)\n")
    case .value(_, let text):
      try sink.write("\(MarkdownText.paragraph(text))\(marks)\n")
    case .plan(let text): try sink.write(text.split(separator: "\n").map { "    \($0)\n" }.joined())
    case .table(let table):
      if let chart = table.chart {
        let options = RenderingOptions(zoneMinutes: options.zoneMinutes)
        let picture = try TextChart(chart, options, isInterrupted: sink.isInterrupted).text
        try sink.write(
          picture.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { "    \($0)\n" }.joined())
        try sink.write("\n")
      }
      try MarkdownFormat(table, options).write(to: &sink)
      try sink.write("\n\(ShownRows.text(table.count))\(marks)\n")
    }
  }

  private func writeChecks(to sink: inout ByteSink) throws(Diagnostic) {
    guard !report.checks.isEmpty else { return }
    try sink.write("\n## Checks\n\n")
    for check in report.checks {
      let outcome = check.hasFailed ? "**Failed**" : "Held"
      let difference = check.difference(zoneMinutes: options.zoneMinutes).map { ": \(MarkdownText.escaped($0))" } ?? ""
      try sink.write("- \(outcome): \(MarkdownText.escaped(check.label))\(difference)\(marks(check.footnotes))\n")
    }
    for check in report.checks {
      guard let rows = check.rows else { continue }
      try sink.write(
        "\n\(MarkdownText.paragraph(check.label)): \(ShownRows.text(rows.count)) where there should be none\n\n")
      var options = options
      options.maximumRows = Report.Check.mostRows
      try MarkdownFormat(rows, options).write(to: &sink)
    }
  }

  private func writeAbout(to sink: inout ByteSink) throws(Diagnostic) {
    if !report.parameters.isEmpty { try sink.write("\n## Parameters\n\n") }
    for parameter in report.parameters {
      let value = displayText(of: parameter.value, zoneMinutes: options.zoneMinutes)
      let help = parameter.help.map { " (\(MarkdownText.escaped($0)))" } ?? ""
      try sink.write("- \(MarkdownText.escaped(parameter.name)): \(MarkdownText.escaped(value))\(help)\n")
    }
    let particulars = report.particulars(zoneMinutes: options.zoneMinutes)
    guard !particulars.isEmpty else { return }
    try sink.write("\n## About this report\n\n")
    for (name, value) in particulars { try sink.write("- \(name): \(MarkdownText.escaped(value))\n") }
    guard !report.files.isEmpty else { return }
    try sink.write("\n\(Report.filesMeaning)\n\n")
    for file in report.files { try sink.write("- \(MarkdownText.escaped(file.name)) `\(file.sha256)`\n") }
  }

  /// References to footnotes.
  private func marks(_ footnotes: [Int]) -> String { footnotes.map { "[^\($0)]" }.joined() }
}
