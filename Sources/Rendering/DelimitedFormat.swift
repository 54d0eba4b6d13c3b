import Columns
import Diagnostics

/// CSV after RFC 4180, with a header and LF at the end of lines as other tools of this platform write it; and TSV, the same with tabs.
/// Lists and records are JSON text. A missing value is empty, an empty text `""`. A total is the last line, with `total` in its first key and the others empty.
struct DelimitedFormat {
  private let fields: [CellWriter]
  private let total: [CellWriter]?
  private let names: [String]
  private let count: Int
  private let escaping: TextEscaping

  enum Dialect {
    case csv, tsv
  }

  init(_ table: ResultTable, _ dialect: Dialect, _ options: RenderingOptions) {
    let escaping = (dialect == .csv ? TextEscaping.csv : .tsv).following(options)
    let shown = table.fields.filter(\.isShown)
    fields = shown.map {
      CellWriter($0, rows: table.count, escaping: escaping, zoneMinutes: options.zoneMinutes)
    }
    total = table.total(isLabelled: true)?.map {
      CellWriter($0, rows: 1, escaping: escaping, zoneMinutes: options.zoneMinutes)
    }
    names = shown.map(\.name)
    count = table.count
    self.escaping = escaping
  }

  func write(to sink: inout ByteSink) throws(Diagnostic) {
    guard !fields.isEmpty else { return }
    for (index, name) in names.enumerated() {
      if index > 0 { sink.buffer.append(escaping.separator) }
      escaping.append(name, to: &sink.buffer)
    }
    sink.buffer.append(UInt8(ascii: "\n"))
    var scratch: [UInt8] = []
    for row in 0..<count where !sink.isClosed { try line(fields, row, to: &sink, scratch: &scratch) }
    if let total { try line(total, 0, to: &sink, scratch: &scratch) }
  }

  private func line(
    _ fields: [CellWriter], _ row: Int, to sink: inout ByteSink, scratch: inout [UInt8]
  ) throws(Diagnostic) {
    for index in fields.indices {
      if index > 0 { sink.buffer.append(escaping.separator) }
      append(fields[index], row, to: &sink.buffer, scratch: &scratch)
    }
    sink.buffer.append(UInt8(ascii: "\n"))
    try sink.endPiece()
  }

  /// The one cell of a table of one.
  func appendFirst(to bytes: inout [UInt8]) {
    var scratch: [UInt8] = []
    if let field = fields.first { append(field, 0, to: &bytes, scratch: &scratch) }
  }

  private func append(_ field: CellWriter, _ row: Int, to bytes: inout [UInt8], scratch: inout [UInt8]) {
    if field.column.isMissing(row) {
      if field.appendMark(row, to: &bytes) { return }
      // A line with nothing on it would be skipped by those who read it.
      if fields.count == 1 { bytes.append("\"\"") }
      return
    }
    switch field.form {
    case .bare, .quoted, .text: field.appendPlain(row, to: &bytes)
    case .list, .record:
      scratch.removeAll(keepingCapacity: true)
      field.appendJSON(row, to: &scratch)
      scratch.withUnsafeBufferPointer { escaping.append($0, to: &bytes) }
    }
  }
}
