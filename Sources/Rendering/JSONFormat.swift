import Columns
import Diagnostics

/// JSON (RFC 8259): an array of objects, one a line, or the objects alone (NDJSON). Decimals keep all their digits. A total is the last
/// object, in which the keys are null.
struct JSONFormat {
  private let fields: [CellWriter]
  private let total: [CellWriter]?
  private let count: Int
  private let shape: Shape

  enum Shape {
    case array, lines
  }

  init(_ table: ResultTable, _ shape: Shape, _ options: RenderingOptions) {
    let escaping = TextEscaping.json.following(options)
    fields = table.fields.filter(\.isShown).map {
      CellWriter($0, rows: table.count, escaping: escaping, zoneMinutes: options.zoneMinutes)
    }
    total = table.total(isLabelled: false)?.map {
      CellWriter($0, rows: 1, escaping: escaping, zoneMinutes: options.zoneMinutes)
    }
    count = table.count
    self.shape = shape
  }

  func write(to sink: inout ByteSink) throws(Diagnostic) {
    if shape == .array { sink.buffer.append("[") }
    for row in 0..<count where !sink.isClosed { try append(fields, row, isFirst: row == 0, to: &sink) }
    if let total { try append(total, 0, isFirst: count == 0, to: &sink) }
    if shape == .array { sink.buffer.append(count == 0 && total == nil ? "]\n" : "\n]\n") }
  }

  /// The one value of a table of one.
  func appendFirst(to bytes: inout [UInt8]) { fields.first?.appendJSON(0, to: &bytes) }

  private func append(
    _ fields: [CellWriter], _ row: Int, isFirst: Bool, to sink: inout ByteSink
  ) throws(Diagnostic) {
    if shape == .array { sink.buffer.append(isFirst ? "\n" : ",\n") }
    CellWriter.appendObject(fields, row, to: &sink.buffer)
    if shape == .lines { sink.buffer.append(UInt8(ascii: "\n")) }
    try sink.endPiece()
  }
}
