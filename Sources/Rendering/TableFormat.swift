import Columns
import Diagnostics

/// A table in box drawing or ASCII. Only the rows that are shown are looked at: once to measure, once to write.
struct TableFormat {
  private let fields: [ResultField]
  private let total: [ResultField]?
  private let count: Int
  private let options: RenderingOptions
  private let style: DisplayStyle
  private let frame: TableFrame
  private var columns: [TableColumn]
  private let rows: ShownRows
  /// Wider values of a table that is not fitted stand out over its edge, so that one long value does not pad every row.
  private static let widestColumn = 500

  init(_ table: ResultTable, _ options: RenderingOptions) {
    fields = table.fields.filter(\.isShown)
    total = table.total(isLabelled: true)
    count = table.count
    self.options = options
    frame = options.unicode ? .unicode : .ascii
    style = DisplayStyle(unicode: options.unicode, zoneMinutes: options.zoneMinutes)
    columns = fields.map {
      TableColumn(header: escapingControls($0.name), isNumber: $0.isNumber, canShrink: $0.canShrink)
    }
    rows = ShownRows(of: count, options)
  }

  func write(to sink: inout ByteSink) throws(Diagnostic) {
    var layout = self
    for range in rows.ranges { for row in range { try layout.measure(fields, row, sink) } }
    if let total { try layout.measure(total, 0, sink) }
    let kept = TableLayout.fit(&layout.columns, to: options.width)
    if kept > 0 {
      try layout.writeRule(frame.top, kept, to: &sink)
      try layout.writeHeader(kept, to: &sink)
      if count > 0 || total != nil { try layout.writeRule(frame.middle, kept, to: &sink) }
      for (index, range) in rows.ranges.enumerated() {
        if index > 0 { try layout.writeOmission(kept, to: &sink) }
        for row in range where !sink.isClosed { try layout.writeRow(fields, row, kept, to: &sink) }
      }
      if let total {
        if count > 0 { try layout.writeRule(frame.middle, kept, to: &sink) }
        try layout.writeRow(total, 0, kept, to: &sink)
      }
      try layout.writeRule(frame.bottom, kept, to: &sink)
    }
    try writeFooter(kept, to: &sink)
  }

  private mutating func measure(_ fields: [ResultField], _ row: Int, _ sink: borrowing ByteSink) throws(Diagnostic) {
    if row & 0xFFF == 0xFFF { try sink.checkInterruption() }
    for index in fields.indices {
      let text = style.text(of: fields[index], row).map { escapingControls($0) } ?? frame.missing
      var width = TextWidth.of(text)
      if fields[index].isNumber {
        let fraction = Self.fractionWidth(text)
        columns[index].wholeWidth = max(columns[index].wholeWidth, width - fraction)
        columns[index].fractionWidth = max(columns[index].fractionWidth, fraction)
        width = columns[index].wholeWidth + columns[index].fractionWidth
      }
      if options.width == nil { width = min(width, Self.widestColumn) }
      columns[index].contentWidth = max(columns[index].contentWidth, width)
    }
  }

  /// The width from the point on.
  private static func fractionWidth(_ number: String) -> Int {
    guard let point = number.utf8.firstIndex(of: UInt8(ascii: ".")) else { return 0 }
    return number.utf8[point...].count
  }

  private func writeRule(_ rule: TableFrame.Rule, _ kept: Int, to sink: inout ByteSink) throws(Diagnostic) {
    let lines = columns[..<kept].map { String(repeating: frame.horizontal, count: $0.width + 2) }
    try sink.write(rule.left + lines.joined(separator: rule.cross) + rule.right + "\n")
  }

  private func writeHeader(_ kept: Int, to sink: inout ByteSink) throws(Diagnostic) {
    for column in columns[..<kept] { appendCell(column.header, in: column, .bold, to: &sink.buffer) }
    try endLine(&sink)
  }

  private func writeOmission(_ kept: Int, to sink: inout ByteSink) throws(Diagnostic) {
    for column in columns[..<kept] { appendCell(frame.omission, in: column, .dim, to: &sink.buffer) }
    try endLine(&sink)
  }

  private func writeRow(_ fields: [ResultField], _ row: Int, _ kept: Int, to sink: inout ByteSink) throws(Diagnostic) {
    for index in 0..<kept {
      let column = columns[index]
      if var text = style.text(of: fields[index], row).map({ escapingControls($0) }) {
        if column.fractionWidth > 0 {
          let spaces = column.fractionWidth - Self.fractionWidth(text)
          text =
            TableLayout.spaces(column.contentWidth - spaces - TextWidth.of(text)) + text + TableLayout.spaces(spaces)
        }
        appendCell(text, in: column, nil, to: &sink.buffer)
      } else {
        appendCell(frame.missing, in: column, .dim, to: &sink.buffer)
      }
    }
    try endLine(&sink)
  }

  private func appendCell(_ text: String, in column: TableColumn, _ face: Face?, to bytes: inout [UInt8]) {
    let shown = options.width == nil ? text : TextWidth.cut(text, to: column.width, ellipsis: frame.ellipsis)
    let padding = repeatElement(UInt8(ascii: " "), count: max(column.width - TextWidth.of(shown), 0))
    bytes.append(contentsOf: frame.vertical.utf8)
    bytes.append(UInt8(ascii: " "))
    if column.isNumber { bytes.append(contentsOf: padding) }
    bytes.append(contentsOf: faced(shown, face).utf8)
    if !column.isNumber { bytes.append(contentsOf: padding) }
    bytes.append(UInt8(ascii: " "))
  }

  private func endLine(_ sink: inout ByteSink) throws(Diagnostic) {
    try sink.write(frame.vertical + "\n")
  }

  private func faced(_ text: String, _ face: Face?) -> String { face?.applied(to: text, options) ?? text }
}

/// What stands below a table.
extension TableFormat {
  private func writeFooter(_ kept: Int, to sink: inout ByteSink) throws(Diagnostic) {
    try writeNote(rows.note, to: &sink)
    let left = columns[kept...].map(\.header)
    guard !left.isEmpty else { return }
    let named = left.prefix(Self.mostNames).joined(separator: ", ")
    let more = left.count > Self.mostNames ? ", \(frame.ellipsis)" : ""
    try writeNote(
      "\(groupingDigits(String(left.count).utf8, from: 4)) more \(left.count == 1 ? "column" : "columns"): \(named)\(more)",
      to: &sink)
  }

  /// Names of columns that do not fit; a crosstab may have thousands.
  private static var mostNames: Int { 20 }

  /// Broken at spaces to the width of the table.
  private func writeNote(_ note: String, to sink: inout ByteSink) throws(Diagnostic) {
    let lines = options.width.map { TextWidth.wrapped(note, to: $0 - 2, first: $0) } ?? [note]
    for (index, line) in lines.enumerated() { try sink.write(faced((index == 0 ? "" : "  ") + line, .dim) + "\n") }
  }
}

extension ResultField {
  /// Whether a part of a value says something: of texts, lists and records, and of floats. A number that is cut would lie.
  fileprivate var canShrink: Bool {
    switch column.values {
    case .text, .dictionary, .list, .float: true
    case .boolean: type.ofValue == .record
    case .integer, .decimal, .wideDecimal, .date, .datetime, .period, .duration, .rows, .sequence: false
    }
  }
}
