import Columns
import Diagnostics

/// One page that needs nothing beside it and runs nothing: its policy forbids scripts and loading even where something were not escaped.
struct HTMLReport {
  private let report: Report
  private let options: RenderingOptions

  init(_ report: Report, _ options: RenderingOptions) {
    self.report = report
    self.options = options
  }

  func write(to sink: inout ByteSink) throws(Diagnostic) {
    try writeHead(to: &sink)
    try writeBody(to: &sink)
    try writeChecks(to: &sink)
    try writeFootnotes(to: &sink)
    try writeParameters(to: &sink)
    try writeParticulars(to: &sink)
    try sink.write("</main>\n</body>\n</html>\n")
  }

  private func writeHead(to sink: inout ByteSink) throws(Diagnostic) {
    let title = HTMLText.escaped(report.title)
    let generator =
      report.making.map { "<meta name=\"generator\" content=\"\(HTMLText.escaped($0.program))\">\n" } ?? ""
    try sink.write(
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="color-scheme" content="light dark">
      \(generator)<title>\(title)</title>
      <style>
      \(HTMLStyle.text)
      </style>
      </head>
      <body>
      <main>
      \(HTMLText.element("h1", report.title, after: marks(report.titleFootnotes)))
      """)
    guard let verdict = report.verdict else { return }
    let failed = report.checks.enumerated().filter(\.element.hasFailed).map { index, check in
      "<a href=\"#check-\(index + 1)\"\(HTMLText.language(of: check.label))>\(HTMLText.escaped(check.label))</a>"
    }
    let names = failed.isEmpty ? "" : ": " + failed.joined(separator: "; ")
    let sign = failed.isEmpty ? "✓" : "✗"
    try sink.write(
      """
      <p class="\(failed.isEmpty ? "held" : "failed") verdict"><span aria-hidden="true">\(sign)</span> \
      <a href="#checks">\(verdict)</a>\(names)</p>

      """)
  }

  private func writeBody(to sink: inout ByteSink) throws(Diagnostic) {
    var (tables, figures) = (0, 0)
    for block in report.body {
      let marks = marks(block.footnotes)
      switch block.content {
      case .heading(let text): try sink.write(HTMLText.element("h2", text, after: marks))
      case .line(let text), .note(let text):
        try sink.write(HTMLText.element("p", text, after: marks))
      case .value(_, let text):
        try sink.write(HTMLText.element("p", text, attributes: " class=\"value\"", after: marks))
      case .plan(let text): try sink.write(HTMLText.element("pre", text, attributes: " tabindex=\"0\""))
      case .table(let table):
        if let chart = table.chart {
          figures += 1
          try write(chart, of: table, number: figures, marks, to: &sink)
          continue
        }
        tables += 1
        try HTMLTable(table, options).write(
          name: "table-\(tables)", caption: "Table \(tables) · \(ShownRows.text(table.count))\(marks)", to: &sink)
      }
    }
  }

  /// The picture, and what it is drawn from as a table that can be opened.
  private func write(
    _ chart: ResultChart, of table: ResultTable, number: Int, _ marks: String, to sink: inout ByteSink
  ) throws(Diagnostic) {
    let picture = try SVGChart.text(
      of: chart, zoneMinutes: options.zoneMinutes, isInterrupted: sink.isInterrupted)
    try sink.write(
      """
      <figure>
      \(picture)\
      <figcaption>Figure \(number)\(marks)</figcaption>
      <details><summary>The figures of figure \(number)</summary>

      """)
    try HTMLTable(table, options).write(
      name: "figure-\(number)", caption: "Figure \(number) · \(ShownRows.text(table.count))", to: &sink)
    try sink.write("</details>\n</figure>\n")
  }

  private func writeChecks(to sink: inout ByteSink) throws(Diagnostic) {
    guard !report.checks.isEmpty else { return }
    try sink.write(
      """
      <section>
      <h2 id="checks">Checks</h2>
      <ul class="checks">

      """)
    for (index, check) in report.checks.enumerated() {
      let sign = check.hasFailed ? "✗" : "✓"
      try sink.write(
        """
        <li id="check-\(index + 1)" class="\(check.hasFailed ? "failed" : "held")"><strong>\
        <span aria-hidden="true">\(sign)</span> \(check.hasFailed ? "Failed" : "Held")</strong> \
        <span\(HTMLText.language(of: check.label))>\(HTMLText.escaped(check.label))</span>\(marks(check.footnotes))

        """)
      if let difference = check.difference(zoneMinutes: options.zoneMinutes) {
        try sink.write("<br>\(HTMLText.escaped(difference))\n")
      }
      if let rows = check.rows {
        var options = options
        options.maximumRows = Report.Check.mostRows
        try HTMLTable(rows, options).write(
          name: "rows-\(index + 1)", caption: "\(ShownRows.text(rows.count)) where there should be none", to: &sink)
      }
      try sink.write("</li>\n")
    }
    try sink.write("</ul>\n</section>\n")
  }

  private func writeFootnotes(to sink: inout ByteSink) throws(Diagnostic) {
    guard !report.footnotes.isEmpty else { return }
    let referred = Set(report.blocks.flatMap(\.footnotes) + report.checks.flatMap(\.footnotes))
    try sink.write("<section class=\"small\">\n<h2>Notes</h2>\n<ol>\n")
    for (index, text) in report.footnotes.enumerated() {
      let number = index + 1
      let back =
        referred.contains(number) ? " <a href=\"#ref-\(number)\" aria-label=\"back to where it belongs\">↩</a>" : ""
      try sink.write("<li id=\"note-\(number)\"\(HTMLText.language(of: text))>\(HTMLText.escaped(text))\(back)</li>\n")
    }
    try sink.write("</ol>\n</section>\n")
  }

  private func writeParameters(to sink: inout ByteSink) throws(Diagnostic) {
    guard !report.parameters.isEmpty else { return }
    try sink.write(
      """
      <section class="small">
      <h2>Parameters</h2>
      <dl>

      """)
    for parameter in report.parameters {
      let value = displayText(of: parameter.value, zoneMinutes: options.zoneMinutes)
      let help = parameter.help.map { " <span class=\"m\">\(HTMLText.escaped($0))</span>" } ?? ""
      try sink.write(
        "<dt>\(HTMLText.escaped(parameter.name))</dt><dd\(HTMLText.language(of: value))>\(HTMLText.escaped(value))\(help)</dd>\n"
      )
    }
    try sink.write("</dl>\n</section>\n")
  }

  private func writeParticulars(to sink: inout ByteSink) throws(Diagnostic) {
    let particulars = report.particulars(zoneMinutes: options.zoneMinutes)
    guard !particulars.isEmpty else { return }
    try sink.write("<section class=\"small\">\n<h2>About this report</h2>\n<dl>\n")
    for (name, value) in particulars {
      try sink.write("<dt>\(name)</dt><dd\(HTMLText.language(of: value))>\(HTMLText.escaped(value))</dd>\n")
    }
    try sink.write("</dl>\n")
    if !report.files.isEmpty {
      try sink.write("<p>\(Report.filesMeaning)</p>\n<ul class=\"hashes\">\n")
      for file in report.files {
        try sink.write("<li>\(HTMLText.escaped(file.name)) <code>\(file.sha256)</code></li>\n")
      }
      try sink.write("</ul>\n")
    }
    try sink.write("</section>\n")
  }

  /// References to footnotes.
  private func marks(_ footnotes: [Int]) -> String {
    footnotes.map { number in
      "<sup><a id=\"ref-\(number)\" href=\"#note-\(number)\" aria-label=\"note \(number)\">\(number)</a></sup>"
    }.joined(separator: " ")
  }
}
