import Diagnostics

/// Writes the XML of one sheet, a row at a time.
struct Sheet {
  /// A row of the first sheet: texts with their looks, in columns from A on.
  struct Line {
    var cells: [(cell: SheetCell, style: CellStyle)]
    /// The sheet to which the first cell leads.
    var target: String?
  }

  private var row = 0
  private var links: [(row: Int, target: String)] = []

  static let mostRows = 1_048_576
  static let mostColumns = 16_384

  /// `widths` in characters, of the columns from A on; `frozen` with its first row always in sight.
  static func head(widths: [Int], frozen: Bool) -> String {
    let pane =
      frozen
      ? "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/><selection pane=\"bottomLeft\"/>"
      : ""
    let columns = widths.enumerated().map { index, width in
      "<col min=\"\(index + 1)\" max=\"\(index + 1)\" width=\"\(width)\" customWidth=\"1\"/>"
    }
    return """
      <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
      <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">\
      <sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>\
      <sheetViews><sheetView workbookViewId="0"\(frozen ? "" : " showGridLines=\"0\"")>\(pane)</sheetView></sheetViews>\
      \(columns.isEmpty ? "" : "<cols>\(columns.joined())</cols>")<sheetData>
      """
  }

  mutating func write(
    _ line: Line, _ styles: inout WorkbookStyles, _ zip: inout ZipArchive, to sink: inout ByteSink
  ) throws(Diagnostic) {
    row += 1
    if let target = line.target { links.append((row, target)) }
    var xml = "<row r=\"\(row)\">"
    for (column, part) in line.cells.enumerated() {
      let start = "<c r=\"\(Self.letters(column))\(row)\" s=\"\(styles.number(of: part.style))\""
      switch part.cell {
      case .empty: if part.style != CellStyle() { xml += start + "/>" }
      case .number(let number): xml += start + "><v>\(number)</v></c>"
      case .boolean(let value): xml += start + " t=\"b\"><v>\(value ? 1 : 0)</v></c>"
      case .text(let text):
        xml += start + " t=\"inlineStr\"><is><t xml:space=\"preserve\">\(WorkbookText.escaped(text))</t></is></c>"
      }
    }
    try zip.write(xml + "</row>", to: &sink)
  }

  /// `filter` is the range that can be filtered by its first row.
  func tail(filter: String?) -> String {
    let links = links.map { row, target in
      "<hyperlink ref=\"A\(row)\" location=\"\(WorkbookText.escaped(Self.quoted(target)))!A1\"/>"
    }
    return """
      </sheetData>\(filter.map { "<autoFilter ref=\"\($0)\"/>" } ?? "")\
      \(links.isEmpty ? "" : "<hyperlinks>\(links.joined())</hyperlinks>")\
      <pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>\
      <pageSetup paperSize="9" orientation="\(filter == nil ? "portrait" : "landscape")" fitToWidth="1" fitToHeight="0"/>\
      </worksheet>
      """
  }

  /// The name of a sheet as formulas write it.
  static func quoted(_ name: String) -> String {
    "'" + name.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  /// `A` to `Z`, `AA` and so on, from 0.
  static func letters(_ column: Int) -> String {
    var rest = column
    var letters: [UInt8] = []
    repeat {
      letters.insert(UInt8(ascii: "A") + UInt8(rest % 26), at: 0)
      rest = rest / 26 - 1
    } while rest >= 0
    return String(decoding: letters, as: UTF8.self)
  }
}
