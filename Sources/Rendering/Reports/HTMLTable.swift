import Columns
import Diagnostics

/// A table of a page: a caption, headers with their scope, numbers at the right, a total at the end.
struct HTMLTable {
  private let fields: [ResultField]
  private let total: [ResultField]?
  private let count: Int
  private let style: DisplayStyle
  /// The first rows, and the last.
  private let rows: [Range<Int>]
  /// Texts of more bytes, and those of several lines, are broken over lines.
  private static let longText = 32

  init(_ table: ResultTable, _ options: RenderingOptions) {
    fields = table.fields.filter(\.isShown)
    total = table.total(isLabelled: true)
    count = table.count
    style = DisplayStyle(unicode: true, zoneMinutes: options.zoneMinutes)
    rows = ShownRows(of: table.count, options).ranges
  }

  /// `caption` is HTML; `name`, unique on the page, is for what refers to it.
  func write(name: String, caption: String, to sink: inout ByteSink) throws(Diagnostic) {
    try sink.write(
      """
      <div class="scroll" role="region" aria-labelledby="\(name)" tabindex="0"><table>
      <caption id="\(name)">\(caption)</caption>

      """)
    if !fields.isEmpty {
      try sink.write("<thead><tr>")
      for field in fields {
        try sink.write(
          "<th scope=\"col\"\(field.isNumber ? " class=\"n\"" : "")\(HTMLText.language(of: field.name))>"
            + "\(HTMLText.escaped(field.name))</th>")
      }
      try sink.write("</tr></thead>\n<tbody>\n")
      for (index, rows) in rows.enumerated() {
        if index > 0 { try sink.write("<tr><td class=\"m\" colspan=\"\(fields.count)\">⋮</td></tr>\n") }
        for row in rows where !sink.isClosed { try write(fields, row, to: &sink) }
      }
      try sink.write("</tbody>\n")
      if let total {
        try sink.write("<tfoot>\n")
        try write(total, 0, to: &sink)
        try sink.write("</tfoot>\n")
      }
    }
    try sink.write("</table></div>\n")
  }

  private func write(_ fields: [ResultField], _ row: Int, to sink: inout ByteSink) throws(Diagnostic) {
    sink.buffer.append("<tr>")
    for (index, field) in fields.enumerated() {
      // The first field says which row it is.
      let element = index == 0 && fields.count > 1 ? "th scope=\"row\"" : "td"
      sink.buffer.append(contentsOf: cell(field, row, element).utf8)
    }
    try sink.write("</tr>\n")
  }

  private func cell(_ field: ResultField, _ row: Int, _ element: String) -> String {
    let end = "</\(element.prefix(2))>"
    guard let text = style.text(of: field, row) else {
      let classes = field.isNumber ? "m n" : "m"
      return "<\(element) class=\"\(classes)\" aria-label=\"missing\">\(style.missing)\(end)"
    }
    let kind =
      field.isNumber
      ? " class=\"n\"" : text.utf8.count > Self.longText || text.utf8.contains(UInt8(ascii: "\n")) ? " class=\"w\"" : ""
    return "<\(element)\(kind)\(HTMLText.language(of: text))>\(HTMLText.escaped(text))\(end)"
  }
}
