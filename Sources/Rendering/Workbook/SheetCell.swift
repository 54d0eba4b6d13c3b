import Columns

/// What stands in one cell of a sheet.
enum SheetCell {
  case empty
  case text(String)
  /// As a spreadsheet reads it.
  case number(String)
  case boolean(Bool)

  /// A value that stands by itself.
  init(_ value: Value, zoneMinutes: Int) {
    switch value {
    case .missing: self = .empty
    case .boolean(let value): self = .boolean(value)
    case .integer(let value): self = .number(Int128(value), scale: 0) ?? .text(String(value))
    case .decimal(let exact): self = .number(exact.mantissa, scale: exact.scale) ?? .text(displayText(of: value))
    case .float(let number) where number.isFinite: self = .number(number.description)
    case .float, .text, .date, .datetime, .period, .duration, .list, .row:
      self = .text(displayText(of: value, zoneMinutes: zoneMinutes))
    }
  }

  /// Nil where it has more digits than the 15 that spreadsheets keep.
  static func number(_ mantissa: Int128, scale: Int) -> SheetCell? {
    let limit: UInt128 = 1_000_000_000_000_000
    var digits = mantissa.magnitude
    while digits >= limit, digits % 10 == 0 { digits /= 10 }
    guard digits < limit else { return nil }
    var bytes: [UInt8] = []
    bytes.append(mantissa: mantissa, scale: scale)
    return .number(String(decoding: bytes, as: UTF8.self))
  }
}

/// A field as a column of a sheet. A value that a spreadsheet would change stands there as text: numbers of more than 15 digits, days
/// before 1900-03-01 or after 9999, times finer than a millisecond, infinite numbers, periods, lists and records.
struct SheetColumn {
  let field: ResultField
  private let style: DisplayStyle
  private let plainForm: String
  private let form: String

  init(_ field: ResultField, zoneMinutes: Int) {
    self.field = field
    style = DisplayStyle(unicode: true, zoneMinutes: zoneMinutes)
    plainForm = Self.plainForm(field)
    form = Self.form(field, plainForm)
  }

  func cell(_ row: Int) -> SheetCell {
    if field.column.isMissing(row) { return field.marks?[row].map { .text($0) } ?? .empty }
    switch field.column.values {
    case .boolean(let values) where field.type.ofValue != .record: return .boolean(values[row] != 0)
    case .integer(let values): return number(Int128(values[row]), scale: 0, row)
    case .decimal(let values, let scale): return number(Int128(values[row]), scale: scale, row)
    case .wideDecimal(let values, let scale): return number(values[row], scale: scale, row)
    case .float(let values) where values[row].isFinite: return .number(values[row].description)
    case .date(let values): return serial(days: Int(values[row]), microseconds: 0, row)
    case .datetime(let values):
      let day = 86_400_000_000
      let local = Int(values[row]).addingReportingOverflow(style.zoneMinutes * 60_000_000)
      if local.overflow { return text(row) }
      let time = (local.partialValue % day + day) % day
      return serial(days: (local.partialValue - time) / day, microseconds: time, row)
    case .duration(let values):
      guard case .duration(.clock) = field.type.ofValue else { return number(Int128(values[row]), scale: 0, row) }
      return values[row] < 0 ? text(row) : .number((Double(values[row]) / 86_400_000_000).description)
    case .boolean, .float, .text, .dictionary, .period, .list, .rows, .sequence: return text(row)
    }
  }

  private func text(_ row: Int) -> SheetCell { .text(style.text(of: field, row) ?? "") }

  private func number(_ mantissa: Int128, scale: Int, _ row: Int) -> SheetCell {
    .number(mantissa, scale: scale) ?? text(row)
  }

  /// Days since 1899-12-30, as spreadsheets count them; those before 1900-03-01 they count in two ways.
  private func serial(days: Int, microseconds: Int, _ row: Int) -> SheetCell {
    let serial = days + 25_569
    guard (61...2_958_465).contains(serial), microseconds % 1000 == 0 else { return text(row) }
    return .number(
      microseconds == 0 ? String(serial) : (Double(serial) + Double(microseconds) / 86_400_000_000).description)
  }

  // MARK: Formats

  /// The number format of one cell: that of its column, with the sign of what money is in.
  func format(_ row: Int) -> String {
    guard let currency = field.currency?.name(row) else { return form }
    let sign = CurrencySign(currency, unicode: true).text
    guard sign.unicodeScalars.allSatisfy({ $0.properties.isAlphabetic || "$¥€£ ".unicodeScalars.contains($0) }) else {
      return form
    }
    // Between brackets stands a sign, which `$` begins.
    return "[$\(sign)]" + plainForm
  }

  private static func plainForm(_ field: ResultField) -> String {
    if let form = field.displayForm, form.utf8.allSatisfy({ "#,0.%".utf8.contains($0) }) { return form }
    switch field.column.values {
    case .integer: return "#,##0"
    case .decimal(_, let scale), .wideDecimal(_, let scale):
      return scale == 0 ? "#,##0" : "#,##0." + String(repeating: "0", count: min(scale, 30))
    case .date: return "yyyy\\-mm\\-dd"
    case .datetime: return "yyyy\\-mm\\-dd\\ hh:mm:ss"
    case .duration:
      switch field.type.ofValue {
      case .duration(.months): return "0\" months\""
      case .duration(.clock): return "[h]:mm:ss"
      default: return "0\" days\""
      }
    case .boolean, .float, .text, .dictionary, .period, .list, .rows, .sequence: return CellStyle.general
    }
  }

  /// Numbers without a form of their own are grouped from five digits on, as in tables; a key is a name, not a number.
  private static func form(_ field: ResultField, _ plain: String) -> String {
    guard plain.hasPrefix("#,##0"), plain != field.displayForm else { return plain }
    let short = String(plain.dropFirst(4))
    if case .reference = field.type { return short }
    return "[>=10000]\(plain);[<=-10000]\\-\(plain);\(short)"
  }
}
