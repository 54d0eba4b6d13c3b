import Columns

/// The parts of a workbook beside its sheets and styles.
struct WorkbookParts {
  /// In their order.
  var sheets: [String]
  /// Of each sheet the range that can be filtered, whose first row is repeated on each printed page.
  var filters: [String?]
  var title: String
  var making: Report.Making?

  var files: [(name: String, text: String)] {
    [
      ("[Content_Types].xml", contentTypes), ("_rels/.rels", relations), ("xl/workbook.xml", workbook),
      ("xl/_rels/workbook.xml.rels", workbookRelations), ("docProps/core.xml", properties),
    ]
  }

  private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let package = "http://schemas.openxmlformats.org/package/2006"
  private static let spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"

  private var contentTypes: String {
    let parts = sheets.indices.map { index in
      "<Override PartName=\"/xl/worksheets/sheet\(index + 1).xml\" ContentType=\"\(Self.spreadsheet).worksheet+xml\"/>"
    }
    return Self.head + """
      <Types xmlns="\(Self.package)/content-types">\
      <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
      <Default Extension="xml" ContentType="application/xml"/>\
      <Override PartName="/xl/workbook.xml" ContentType="\(Self.spreadsheet).sheet.main+xml"/>\
      <Override PartName="/xl/styles.xml" ContentType="\(Self.spreadsheet).styles+xml"/>\
      <Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>\
      \(parts.joined())</Types>
      """
  }

  private var relations: String {
    Self.head + """
      <Relationships xmlns="\(Self.package)/relationships">\
      <Relationship Id="rId1" Type="\(Self.office)/officeDocument" Target="xl/workbook.xml"/>\
      <Relationship Id="rId2" Type="\(Self.package)/relationships/metadata/core-properties" Target="docProps/core.xml"/>\
      </Relationships>
      """
  }

  private var workbook: String {
    let list = sheets.enumerated().map { index, name in
      "<sheet name=\"\(WorkbookText.escaped(name))\" sheetId=\"\(index + 1)\" r:id=\"rId\(index + 1)\"/>"
    }
    return Self.head + """
      <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="\(Self.office)">\
      <bookViews><workbookView/></bookViews><sheets>\(list.joined())</sheets>\(definedNames)</workbook>
      """
  }

  private var definedNames: String {
    var names: [String] = []
    for (index, range) in filters.enumerated() {
      guard let range else { continue }
      let sheet = WorkbookText.escaped(Sheet.quoted(sheets[index]))
      let absolute = range.split(separator: ":").map { corner in
        "$" + corner.prefix { $0.isLetter } + "$" + corner.drop { $0.isLetter }
      }.joined(separator: ":")
      names.append(
        "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"\(index)\" hidden=\"1\">\(sheet)!\(absolute)</definedName>"
      )
      names.append("<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"\(index)\">\(sheet)!$1:$1</definedName>")
    }
    return names.isEmpty ? "" : "<definedNames>\(names.joined())</definedNames>"
  }

  private var workbookRelations: String {
    let list = sheets.indices.map { index in
      "<Relationship Id=\"rId\(index + 1)\" Type=\"\(Self.office)/worksheet\" Target=\"worksheets/sheet\(index + 1).xml\"/>"
    }
    return Self.head + """
      <Relationships xmlns="\(Self.package)/relationships">\(list.joined())\
      <Relationship Id="rId\(sheets.count + 1)" Type="\(Self.office)/styles" Target="styles.xml"/></Relationships>
      """
  }

  private var properties: String {
    let time = making.map { making in
      let text = displayText(of: .datetime(making.time - making.time % 1_000_000))
      return "<dcterms:created xsi:type=\"dcterms:W3CDTF\">\(text)</dcterms:created>"
        + "<dc:creator>\(WorkbookText.escaped(making.program))</dc:creator>"
    }
    return Self.head + """
      <cp:coreProperties xmlns:cp="\(Self.package)/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" \
      xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
      <dc:title>\(WorkbookText.escaped(title))</dc:title>\(time ?? "")</cp:coreProperties>
      """
  }
}
