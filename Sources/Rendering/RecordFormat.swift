import Columns
import Diagnostics

/// A row at a time, a field a line: for rows with more fields than a screen has columns, and for one record as a whole. Nothing is
/// cut: what is wider than the terminal goes on below.
struct RecordFormat {
  private let fields: [ResultField]
  private let total: [ResultField]?
  private let count: Int
  private let options: RenderingOptions
  private let style: DisplayStyle
  private let frame: TableFrame

  init(_ table: ResultTable, _ options: RenderingOptions) {
    fields = table.fields.filter(\.isShown)
    total = table.total(isLabelled: true)
    count = table.count
    self.options = options
    frame = options.unicode ? .unicode : .ascii
    style = DisplayStyle(unicode: options.unicode, zoneMinutes: options.zoneMinutes)
  }

  func write(to sink: inout ByteSink) throws(Diagnostic) {
    let rows = ShownRows(of: count, options)
    let width = fields.map { labelWidth($0) }.max() ?? 0
    for (index, range) in rows.ranges.enumerated() where !fields.isEmpty {
      if index > 0 { try sink.write(faced(frame.omission, .dim) + "\n") }
      for row in range where !sink.isClosed { try write(fields, row, "\(row + 1)", width, to: &sink) }
    }
    if let total { try write(total, 0, "total", width, to: &sink) }
    try sink.write(faced(rows.note, .dim) + "\n")
  }

  private func write(
    _ fields: [ResultField], _ row: Int, _ name: String, _ width: Int, to sink: inout ByteSink
  ) throws(Diagnostic) {
    let rule = String(repeating: frame.horizontal, count: 3)
    try sink.write(faced("\(rule) \(name) \(rule)", .dim) + "\n")
    for field in fields { try write(field, row, indent: 0, width, to: &sink) }
  }

  private func labelWidth(_ field: ResultField, indent: Int = 0) -> Int {
    let own = TextWidth.of(escapingControls(field.name)) + indent
    guard field.type.ofValue == .record else { return own }
    return field.children.filter(\.isShown).map { labelWidth($0, indent: indent + 2) }.max().map { max($0, own) } ?? own
  }

  /// A record's fields stand below it, set in; of a list of records each is a line.
  private func write(
    _ field: ResultField, _ row: Int, indent: Int, _ width: Int, to sink: inout ByteSink
  ) throws(Diagnostic) {
    let isMissing = field.column.isMissing(row)
    let label = TableLayout.spaces(indent) + escapingControls(field.name)
    if field.type.ofValue == .record, !isMissing {
      try sink.write(faced(label, .bold) + "\n")
      for child in field.children where child.isShown { try write(child, row, indent: indent + 2, width, to: &sink) }
      return
    }
    var texts = [isMissing ? frame.missing : style.text(of: field, row) ?? frame.missing]
    if field.type.ofValue == .list(.record), !isMissing { texts = style.elementTexts(of: field, row) }
    let labelled = faced(label, .bold) + TableLayout.spaces(width - TextWidth.of(label) + 2)
    var lines = texts.flatMap { wrapped(escapingControls($0), to: options.width.map { max($0 - width - 2, 8) }) }
    if isMissing { lines = lines.map { faced($0, .dim) } }
    for (index, line) in lines.enumerated() {
      try sink.write((index == 0 ? labelled : TableLayout.spaces(width + 2)) + line + "\n")
    }
    if lines.isEmpty { try sink.write(faced(label, .bold) + "\n") }
  }

  /// In lines of `width` columns, broken at spaces where there are.
  private func wrapped(_ text: String, to width: Int?) -> [String] {
    guard let width, TextWidth.of(text) > width else { return [text] }
    var lines: [String] = [""]
    var (used, lastSpace): (Int, String.Index?) = (0, nil)
    for character in text {
      let next = TextWidth.of(character)
      if used + next > width, used > 0 {
        let line = lines[lines.count - 1]
        if let space = lastSpace, character != " " {
          lines[lines.count - 1] = String(line[..<space])
          lines.append(String(line[line.index(after: space)...]))
        } else {
          lines.append("")
        }
        used = TextWidth.of(lines[lines.count - 1])
        lastSpace = nil
        if character == " ", used == 0 { continue }
      }
      if character == " " { lastSpace = lines[lines.count - 1].endIndex }
      lines[lines.count - 1].append(character)
      used += next
    }
    return lines
  }

  private func faced(_ text: String, _ face: Face) -> String { face.applied(to: text, options) }
}
