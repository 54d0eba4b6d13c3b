import Columns
import Diagnostics

/// A table as a sheet: a header that stays in sight and filters, values with their types, the total last.
struct TableSheet {
  let name: String
  private let columns: [SheetColumn]
  private let total: [SheetColumn]?
  private let count: Int
  /// Texts that were too long for a cell.
  private(set) var cutTexts = 0
  private static let measuredRows = 1000
  private static let widest = 60

  init(_ table: ResultTable, name: String, zoneMinutes: Int) throws(Diagnostic) {
    self.name = name
    columns = table.fields.filter(\.isShown).map { SheetColumn($0, zoneMinutes: zoneMinutes) }
    total = table.total(isLabelled: true)?.map { SheetColumn($0, zoneMinutes: zoneMinutes) }
    count = table.count
    guard count + 2 <= Sheet.mostRows, columns.count <= Sheet.mostColumns else {
      throw Diagnostic(
        .outputFailed,
        "a sheet holds \(groupingDigits(String(Sheet.mostRows).utf8, from: 4)) rows of "
          + "\(groupingDigits(String(Sheet.mostColumns).utf8, from: 4)) columns; this table has \(ShownRows.text(count)) "
          + "of \(groupingDigits(String(columns.count).utf8, from: 4)) columns",
        help: ["save it as CSV: | save \"rows.csv\""])
    }
  }

  /// From the header to the last row, without the total; nil where there is no field.
  var range: String? { columns.isEmpty ? nil : "A1:\(Sheet.letters(columns.count - 1))\(count + 1)" }

  mutating func write(
    _ styles: inout WorkbookStyles, _ zip: inout ZipArchive, to sink: inout ByteSink
  ) throws(Diagnostic) {
    let widths = columns.indices.map { width($0) }
    try zip.write(Sheet.head(widths: widths.map { min($0, Self.widest) + 2 }, frozen: true), to: &sink)
    var sheet = Sheet()
    let header = columns.map { column in
      (SheetCell.text(column.field.name), CellStyle(face: .header, side: column.field.isNumber ? .right : .usual))
    }
    try sheet.write(Sheet.Line(cells: header), &styles, &zip, to: &sink)
    let wraps = widths.map { $0 > Self.widest }
    for row in 0..<count where !sink.isClosed {
      try sheet.write(line(columns, row, .plain, wraps), &styles, &zip, to: &sink)
    }
    if let total { try sheet.write(line(total, 0, .total, wraps), &styles, &zip, to: &sink) }
    try zip.write(sheet.tail(filter: range), to: &sink)
  }

  private mutating func line(
    _ columns: [SheetColumn], _ row: Int, _ face: CellStyle.Face, _ wraps: [Bool]
  ) -> Sheet.Line {
    var cells: [(cell: SheetCell, style: CellStyle)] = []
    for (column, wraps) in zip(columns, wraps) {
      let style = CellStyle(
        format: column.format(row), face: face, side: column.field.isNumber ? .right : .usual, wraps: wraps)
      cells.append((cell(column, row), style))
    }
    return Sheet.Line(cells: cells)
  }

  private mutating func cell(_ column: SheetColumn, _ row: Int) -> SheetCell {
    let cell = column.cell(row)
    guard case .text(let text) = cell, let cut = WorkbookText.cut(text) else { return cell }
    cutTexts += 1
    return .text(cut)
  }

  /// In characters, of the header and the first rows.
  private func width(_ index: Int) -> Int {
    let column = columns[index]
    let style = DisplayStyle(unicode: true, zoneMinutes: 0)
    var width = max(TextWidth.of(column.field.name), 6)
    for row in 0..<min(count, Self.measuredRows) {
      width = max(width, TextWidth.of(style.text(of: column.field, row) ?? ""))
    }
    if let total { width = max(width, TextWidth.of(style.text(of: total[index].field, 0) ?? "")) }
    return width
  }
}
