import Columns

/// A value that stands by itself in a machine format, as it would in a cell or as a member.
package struct SingleValue {
  private let value: Value
  private let options: RenderingOptions

  package init(_ value: Value, _ options: RenderingOptions) {
    (self.value, self.options) = (value, options)
  }

  package var csv: String { cell(.csv) }
  package var tsv: String { cell(.tsv) }
  /// A float that JSON has no number for is null.
  package var json: String { json(value) }

  private func cell(_ escaping: TextEscaping) -> String {
    switch value {
    // An empty line would be skipped by those who read it.
    case .missing: "\"\""
    case .text(let text): escaped(text, escaping)
    case .list: escaped(json, escaping)
    case .boolean, .integer, .decimal, .float, .date, .datetime, .period, .duration, .row: plain(value)
    }
  }

  private func json(_ value: Value) -> String {
    switch value {
    case .missing: "null"
    case .boolean, .integer, .decimal, .row: plain(value)
    case .float(let number): number.isFinite ? plain(value) : "null"
    case .text(let text): escaped(text, .json)
    case .date, .datetime, .period, .duration: escaped(plain(value), .json)
    case .list(let values): "[" + values.map(json).joined(separator: ",") + "]"
    }
  }

  private func plain(_ value: Value) -> String { displayText(of: value, zoneMinutes: options.zoneMinutes) }

  private func escaped(_ text: String, _ escaping: TextEscaping) -> String {
    var bytes: [UInt8] = []
    escaping.following(options).append(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
