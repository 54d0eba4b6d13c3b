/// How a cell looks.
struct CellStyle: Hashable {
  enum Face: Int, CaseIterable {
    case plain, header, total, title, heading, link, failed
  }

  enum Side: String {
    /// Numbers right, texts left.
    case usual = ""
    case left = " horizontal=\"left\""
    case right = " horizontal=\"right\""
  }

  /// A number format of a spreadsheet.
  var format = CellStyle.general
  var face = Face.plain
  var side = Side.usual
  /// Broken over lines within its column.
  var wraps = false

  static let general = "General"
}

/// The styles of a workbook, numbered as cells name them.
struct WorkbookStyles {
  private var numbers: [CellStyle: Int] = [CellStyle(): 0]
  private var styles = [CellStyle()]

  mutating func number(of style: CellStyle) -> Int {
    if let number = numbers[style] { return number }
    numbers[style] = styles.count
    styles.append(style)
    return styles.count - 1
  }

  /// The part `styles.xml`.
  var xml: String {
    var formats: [String] = []
    var cells: [String] = []
    for style in styles {
      var formatNumber = 0
      if style.format != CellStyle.general {
        let index = formats.firstIndex(of: style.format) ?? formats.count
        if index == formats.count { formats.append(style.format) }
        formatNumber = Self.firstFormat + index
      }
      let alignment =
        "<alignment vertical=\"top\"\(style.side.rawValue)"
        + "\(style.wraps ? " wrapText=\"1\"" : "")/>"
      cells.append(
        """
        <xf numFmtId="\(formatNumber)" fontId="\(style.face.rawValue)" fillId="\(style.face == .header ? 2 : 0)" \
        borderId="\(style.face == .header ? 1 : style.face == .total ? 2 : 0)" xfId="0" applyNumberFormat="1" \
        applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">\(alignment)</xf>
        """)
    }
    let formatList = formats.enumerated().map { index, format in
      "<numFmt numFmtId=\"\(Self.firstFormat + index)\" formatCode=\"\(WorkbookText.escaped(format))\"/>"
    }
    return """
      <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
      <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">\
      \(formats.isEmpty ? "" : "<numFmts count=\"\(formats.count)\">\(formatList.joined())</numFmts>")\
      <fonts count="\(CellStyle.Face.allCases.count)">\(CellStyle.Face.allCases.map(\.font).joined())</fonts>\
      <fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>\
      <fill><patternFill patternType="solid"><fgColor rgb="FFEDF0F3"/></patternFill></fill></fills>\
      <borders count="3"><border><left/><right/><top/><bottom/><diagonal/></border>\
      <border><left/><right/><top/><bottom style="medium"><color auto="1"/></bottom><diagonal/></border>\
      <border><left/><right/><top style="medium"><color auto="1"/></top><bottom/><diagonal/></border></borders>\
      <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
      <cellXfs count="\(cells.count)">\(cells.joined())</cellXfs>\
      <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
      """
  }

  /// Numbers below are those of the formats that every spreadsheet has.
  private static let firstFormat = 164
}

extension CellStyle.Face {
  fileprivate var font: String {
    switch self {
    case .plain: Self.font("", 11)
    case .header, .total: Self.font("<b/>", 11)
    case .title: Self.font("<b/>", 16)
    case .heading: Self.font("<b/>", 13)
    case .link: Self.font("<u/>", 11, "FF0B57B0")
    case .failed: Self.font("<b/>", 11, "FFA1121D")
    }
  }

  private static func font(_ face: String, _ size: Int, _ color: String? = nil) -> String {
    let color = color.map { "<color rgb=\"\($0)\"/>" } ?? ""
    return "<font>\(face)<sz val=\"\(size)\"/>\(color)<name val=\"Calibri\"/><family val=\"2\"/></font>"
  }
}
