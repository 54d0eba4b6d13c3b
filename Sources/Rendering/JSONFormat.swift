import Columns
import Diagnostics

/// JSON (RFC 8259): an array of objects, one a line, or the objects alone (NDJSON). Decimals keep all their digits.
struct JSONFormat {
  private let fields: [CellWriter]
  private let count: Int
  private let shape: Shape

  enum Shape {
    case array, lines
  }

  init(_ table: ResultTable, _ shape: Shape, _ options: RenderingOptions) {
    fields = table.fields.filter(\.isShown).map {
      CellWriter($0, rows: table.count, escaping: .json, zoneMinutes: options.zoneMinutes)
    }
    count = table.count
    self.shape = shape
  }

  func write(to sink: inout ByteSink) throws(Diagnostic) {
    if shape == .array { sink.buffer.append("[") }
    for row in 0..<count where !sink.isClosed {
      if shape == .array { sink.buffer.append(row == 0 ? "\n" : ",\n") }
      CellWriter.appendObject(fields, row, to: &sink.buffer)
      if shape == .lines { sink.buffer.append(UInt8(ascii: "\n")) }
      try sink.endPiece()
    }
    if shape == .array { sink.buffer.append(count == 0 ? "]\n" : "\n]\n") }
  }
}
