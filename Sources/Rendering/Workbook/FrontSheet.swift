import Diagnostics

/// The first sheet of a report.
struct FrontSheet {
  static let name = "Report"
  private var lines: [Sheet.Line] = []

  /// A line across the sheet.
  mutating func add(_ text: String, _ face: CellStyle.Face, _ footnotes: [Int] = [], target: String? = nil) {
    add([self.text(text, footnotes)], faces: [face], target: target)
  }

  /// Texts in columns from A on; without `faces` plain.
  mutating func add(_ texts: [String], faces: [CellStyle.Face] = [], target: String? = nil) {
    let cells = texts.enumerated().map { index, text in
      (
        text.isEmpty ? SheetCell.empty : .text(WorkbookText.cut(text) ?? text),
        CellStyle(face: index < faces.count ? faces[index] : .plain)
      )
    }
    lines.append(Sheet.Line(cells: cells, target: target))
  }

  /// A value by itself, with the numbers of its footnotes beside it.
  mutating func add(_ cell: SheetCell, _ footnotes: [Int]) {
    let marks = text("", footnotes)
    let value = (cell, CellStyle(face: .heading, side: .left))
    lines.append(Sheet.Line(cells: marks.isEmpty ? [value] : [value, (.text(marks), CellStyle())]))
  }

  /// A list begins, after a gap.
  mutating func addHeader(_ texts: String...) {
    addGap()
    add(texts, faces: texts.map { _ in .header })
  }

  mutating func addGap() { lines.append(Sheet.Line(cells: [])) }

  /// With the numbers of its footnotes.
  func text(_ text: String, _ footnotes: [Int]) -> String { text + footnotes.map { " [\($0)]" }.joined() }

  func write(
    _ styles: inout WorkbookStyles, _ zip: inout ZipArchive, to sink: inout ByteSink
  ) throws(Diagnostic) {
    try zip.write(Sheet.head(widths: [34, 24, 60], frozen: false), to: &sink)
    var sheet = Sheet()
    for line in lines { try sheet.write(line, &styles, &zip, to: &sink) }
    try zip.write(sheet.tail(filter: nil), to: &sink)
  }
}
