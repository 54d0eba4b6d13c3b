import Columns
import Diagnostics

/// A workbook of the Office Open XML format (ECMA-376), which all spreadsheets read: first a sheet with what the script tells, its checks
/// and where it comes from, then a sheet for each table. A table alone is a workbook of one sheet.
struct WorkbookReport {
  private let report: Report
  private let options: RenderingOptions
  private var styles = WorkbookStyles()
  private var tables: [TableSheet] = []
  private var front = FrontSheet()

  init(_ report: Report, _ options: RenderingOptions) throws(Diagnostic) {
    self.report = report
    self.options = options
    try collect()
  }

  func write(to sink: inout ByteSink) throws(Diagnostic) {
    var book = self
    var zip = try ZipArchive()
    let parts = WorkbookParts(
      sheets: (book.hasFront ? [FrontSheet.name] : []) + book.tables.map(\.name),
      filters: (book.hasFront ? [nil] : []) + book.tables.map(\.range), title: report.title,
      making: report.making)
    for (name, text) in parts.files { try zip.add(name, text, to: &sink) }
    try book.writeSheets(&zip, to: &sink)
    try zip.add("xl/styles.xml", book.styles.xml, to: &sink)
    try zip.finish(to: &sink)
  }

  private var hasFront: Bool { report.blocks.count != 1 || tables.count != 1 || report.making != nil }

  private mutating func collect() throws(Diagnostic) {
    front.add(report.title, .title, report.titleFootnotes)
    if let verdict = report.verdict {
      front.add(verdict, report.checks.contains(where: \.hasFailed) ? .failed : .heading)
    }
    var heading: String?
    if case .heading(let text) = report.blocks.first?.content { heading = text }
    for block in report.body {
      switch block.content {
      case .heading(let text):
        heading = text
        front.addGap()
        front.add(text, .heading, block.footnotes)
      case .line(let text), .note(let text), .plan(let text): front.add(text, .plain, block.footnotes)
      case .value(let value, _):
        front.add(SheetCell(value, zoneMinutes: options.zoneMinutes), block.footnotes)
      case .table(let table):
        let name = SheetName.table(tables.count + 1, under: heading)
        tables.append(try TableSheet(table, name: name, zoneMinutes: options.zoneMinutes))
        let title = table.chart?.title.map { " · \($0)" } ?? ""
        front.add(
          "Table \(tables.count)\(title) · \(ShownRows.text(table.count))", .link, block.footnotes, target: name)
      }
    }
    try collectChecks()
    collectAbout()
  }

  private mutating func collectChecks() throws(Diagnostic) {
    guard !report.checks.isEmpty else { return }
    front.addHeader("Check", "Outcome", "What differs")
    for (index, check) in report.checks.enumerated() {
      var difference = check.difference(zoneMinutes: options.zoneMinutes) ?? ""
      var target: String?
      if let rows = check.rows {
        difference = "\(ShownRows.text(rows.count)) where there should be none"
        target = "Check \(index + 1)"
        tables.append(try TableSheet(rows, name: "Check \(index + 1)", zoneMinutes: options.zoneMinutes))
      }
      front.add(
        [front.text(check.label, check.footnotes), check.hasFailed ? "failed" : "held", difference],
        faces: [target == nil ? .plain : .link, check.hasFailed ? .failed : .plain, .plain], target: target)
    }
  }

  private mutating func collectAbout() {
    if !report.parameters.isEmpty { front.addHeader("Parameter", "Value", "Meaning") }
    for parameter in report.parameters {
      front.add([
        parameter.name, displayText(of: parameter.value, zoneMinutes: options.zoneMinutes), parameter.help ?? "",
      ])
    }
    if !report.footnotes.isEmpty { front.addHeader("Notes") }
    for (index, text) in report.footnotes.enumerated() { front.add(["[\(index + 1)] \(text)"]) }
    let particulars = report.particulars(zoneMinutes: options.zoneMinutes)
    if !particulars.isEmpty { front.addHeader("About this report", "") }
    for (name, value) in particulars { front.add([name, value]) }
    guard !report.files.isEmpty else { return }
    front.addGap()
    front.add([Report.filesMeaning])
    for file in report.files { front.add([file.name, file.sha256]) }
  }

  /// The tables first, as the first sheet says what had to be done to them.
  private mutating func writeSheets(_ zip: inout ZipArchive, to sink: inout ByteSink) throws(Diagnostic) {
    let first = hasFront ? 2 : 1
    var cut = 0
    for index in tables.indices {
      try zip.begin("xl/worksheets/sheet\(first + index).xml", to: &sink)
      try tables[index].write(&styles, &zip, to: &sink)
      try zip.end(to: &sink)
      cut += tables[index].cutTexts
    }
    guard hasFront else { return }
    if cut > 0 {
      front.addGap()
      front.add(["\(cut) \(cut == 1 ? "text is" : "texts are") cut to the 32,767 characters that a cell can hold."])
    }
    try zip.begin("xl/worksheets/sheet1.xml", to: &sink)
    try front.write(&styles, &zip, to: &sink)
    try zip.end(to: &sink)
  }
}
