import Columns

/// A field made ready for the machine formats: what depends on the column is decided once, not for each cell. A class, as a
/// struct would be copied for each cell.
final class CellWriter: Sendable {
  let column: Column
  /// As a member of a JSON object: `"name":`.
  let key: [UInt8]
  let form: Form
  private let marks: CellMarks?
  private let escaping: TextEscaping
  private let durationUnit: DurationUnit
  private let zoneMinutes: Int
  /// The distinct texts, escaped.
  private let texts: EscapedTexts?
  /// A record's fields, or the one element of a list.
  private let parts: [CellWriter]

  /// What JSON makes of it.
  enum Form {
    case bare, quoted, text, list, record
  }

  /// `rows` is how many cells will be written; texts inside lists and records are always escaped for JSON.
  init(_ field: ResultField, rows: Int, escaping: TextEscaping, zoneMinutes: Int) {
    var key: [UInt8] = []
    escaping.inside.append(field.name, to: &key)
    key.append(UInt8(ascii: ":"))
    self.key = key
    self.escaping = escaping
    self.zoneMinutes = zoneMinutes
    column = field.column
    marks = field.marks
    form = Form(field)
    durationUnit = if case .duration(let unit) = field.type.ofValue { unit } else { .days }
    texts =
      if case .dictionary(_, let dictionary) = field.column.values, dictionary.count <= rows {
        EscapedTexts(dictionary, escaping)
      } else { nil }
    let partFields = form == .list ? field.element.map { [$0] } ?? [] : form == .record ? field.children : []
    parts = partFields.filter(\.isShown).map {
      CellWriter($0, rows: $0.column.count, escaping: escaping.inside, zoneMinutes: zoneMinutes)
    }
  }

  /// A value that is not missing, no list and no record; text is escaped.
  func appendPlain(_ row: Int, to bytes: inout [UInt8]) {
    switch column.values {
    case .boolean(let values): bytes.append(values[row] != 0 ? "true" : "false")
    case .integer(let values): bytes.append(integer: values[row])
    case .decimal(let values, let scale): bytes.append(mantissa: Int128(values[row]), scale: scale)
    case .wideDecimal(let values, let scale): bytes.append(mantissa: values[row], scale: scale)
    case .float(let values): bytes.append(float: values[row])
    case .text(let values, _): escaping.append(values[row].bytes, to: &bytes)
    case .dictionary(let codes, let dictionary):
      let code = Int(codes[row])
      if let texts {
        texts.append(code, to: &bytes)
      } else {
        escaping.append(dictionary.entries[code].bytes, to: &bytes)
      }
    case .date(let values): bytes.append(date: Int(values[row]))
    case .datetime(let values): bytes.append(datetime: values[row], zoneMinutes: zoneMinutes)
    case .period(let values): bytes.append(contentsOf: Period(packed: values[row]).description.utf8)
    case .duration(let values): bytes.append(duration: values[row], durationUnit)
    case .rows, .sequence, .list: break
    }
  }

  /// What stands in the place of a missing value; false where nothing does.
  func appendMark(_ row: Int, to bytes: inout [UInt8]) -> Bool {
    guard let mark = marks?[row] else { return false }
    escaping.append(mark, to: &bytes)
    return true
  }

  /// Any value as JSON. A float that JSON has no number for is null.
  func appendJSON(_ row: Int, to bytes: inout [UInt8]) {
    if column.isMissing(row) {
      guard let mark = marks?[row] else { return bytes.append("null") }
      return escaping.inside.append(mark, to: &bytes)
    }
    switch form {
    case .bare:
      if case .float(let values) = column.values, !values[row].isFinite { return bytes.append("null") }
      appendPlain(row, to: &bytes)
    case .text: appendPlain(row, to: &bytes)
    case .quoted:
      bytes.append(UInt8(ascii: "\""))
      appendPlain(row, to: &bytes)
      bytes.append(UInt8(ascii: "\""))
    case .list: appendList(row, to: &bytes)
    case .record: Self.appendObject(parts, row, to: &bytes)
    }
  }

  static func appendObject(_ fields: [CellWriter], _ row: Int, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "{"))
    for index in fields.indices {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(contentsOf: fields[index].key)
      fields[index].appendJSON(row, to: &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  private func appendList(_ row: Int, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "["))
    if case .list(let offsets, _) = column.values, let element = parts.first {
      for index in offsets[row]..<offsets[row + 1] {
        if index > offsets[row] { bytes.append(UInt8(ascii: ",")) }
        element.appendJSON(Int(index), to: &bytes)
      }
    }
    bytes.append(UInt8(ascii: "]"))
  }
}

extension CellWriter.Form {
  init(_ field: ResultField) {
    self =
      switch field.column.values {
      case .boolean: field.type.ofValue == .record ? .record : .bare
      case .integer, .decimal, .wideDecimal, .float: .bare
      case .text, .dictionary: .text
      case .date, .datetime, .period, .duration, .rows, .sequence: .quoted
      case .list: .list
      }
  }
}

extension ResultField {
  /// The elements of a column of lists as a field of their own, a row an element.
  var element: ResultField? {
    guard case .list(_, let elements) = column.values else { return nil }
    var elementType = ValueType.unknown
    if case .list(let type) = type.ofValue { elementType = type }
    return ResultField(name: name, type: elementType, column: elements.column, children: children)
  }
}

/// The entries of a dictionary, escaped once.
private struct EscapedTexts: Sendable {
  private var bytes: [UInt8] = []
  /// Entry `i` is `bytes[starts[i]..<starts[i + 1]]`.
  private var starts: [Int] = [0]

  init(_ dictionary: TextDictionary, _ escaping: TextEscaping) {
    starts.reserveCapacity(dictionary.count + 1)
    for entry in dictionary.entries.buffer {
      escaping.append(entry.bytes, to: &bytes)
      starts.append(bytes.count)
    }
  }

  func append(_ code: Int, to target: inout [UInt8]) {
    target.append(contentsOf: bytes[starts[code]..<starts[code + 1]])
  }
}
