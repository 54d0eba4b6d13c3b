import Columns
import Diagnostics

extension Renderer {
  /// A value by itself. In the formats that programs read it is what a cell of a table is there: quoted where it must be, `null` in
  /// JSON where it is missing.
  package static func text(of value: Value, as format: OutputFormat, options: RenderingOptions) -> String {
    let table: ResultTable
    do throws(DecimalOverflow) {
      let field = ResultField(name: "value", type: value.type, column: try Column([value], value.type))
      table = ResultTable(fields: [field], count: 1)
    } catch {
      return escapingControls(displayText(of: value, zoneMinutes: options.zoneMinutes))
    }
    var bytes: [UInt8] = []
    switch format {
    case .csv: DelimitedFormat(table, .csv, options).appendFirst(to: &bytes)
    case .tsv: DelimitedFormat(table, .tsv, options).appendFirst(to: &bytes)
    case .json, .ndjson: JSONFormat(table, .lines, options).appendFirst(to: &bytes)
    case .table, .record, .markdown, .svg, .html, .xlsx:
      return escapingControls(displayText(of: value, zoneMinutes: options.zoneMinutes))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Value {
  /// As far as it tells.
  fileprivate var type: ValueType {
    switch self {
    case .missing, .row: .missing
    case .boolean: .boolean
    case .integer: .integer
    case .decimal: .decimal
    case .float: .float
    case .text: .text
    case .date: .date
    case .datetime: .datetime
    case .period: .period
    case .duration(_, let unit): .duration(unit)
    case .list(let elements): .list(elements.first { !$0.isMissing }?.type ?? .missing)
    }
  }
}
