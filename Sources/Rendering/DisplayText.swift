import Columns

/// One value as people read it, without grouping: for `{…}` in texts, the sides of a failed `expect`, and results of one value.
/// `zoneMinutes` east of UTC is the dataset's time zone.
package func displayText(of value: Value, zoneMinutes: Int = 0) -> String {
  DisplayStyle(groupsDigits: false, missing: "·", zoneMinutes: zoneMinutes).text(of: value)
}

/// An amount of money as people read it: its digits grouped, with the sign of its currency.
package func displayText(ofMoney text: String, in currency: String) -> String {
  CurrencySign(currency, unicode: true).into(groupingDigits(text.utf8, from: DisplayStyle.moneyGroupsFrom))
}

/// How values are shown to people, in tables and texts.
struct DisplayStyle {
  /// Numbers of so many digits are grouped: of five, so that years and small counts stay plain; nil where none are.
  var groupsFrom: Int?
  var missing: String
  var zoneMinutes: Int
  /// How money is marked in fields; nil where it is not.
  var currencySigns: CurrencySigns?

  enum CurrencySigns { case unicode, ascii }

  /// Digits after the point to which floats are rounded; nil for all that they have.
  var fractionDigits: Int?

  /// Money is no year.
  static let moneyGroupsFrom = 4

  init(groupsDigits: Bool, missing: String, zoneMinutes: Int, currencySigns: CurrencySigns? = nil) {
    groupsFrom = groupsDigits ? 5 : nil
    self.missing = missing
    self.zoneMinutes = zoneMinutes
    self.currencySigns = currencySigns
  }

  /// As tables and charts show values: with digits grouped and the signs of currencies.
  init(unicode: Bool, zoneMinutes: Int) {
    self.init(
      groupsDigits: true, missing: (unicode ? TableFrame.unicode : .ascii).missing, zoneMinutes: zoneMinutes,
      currencySigns: unicode ? .unicode : .ascii)
    fractionDigits = 4
  }

  /// Nil where the value is missing.
  func text(of field: ResultField, _ row: Int) -> String? {
    if field.column.isMissing(row) { return field.marks?[row] }
    if field.type.ofValue == .record { return recordText(field, row) }
    if case .list(let offsets, _) = field.column.values, let element = field.element {
      return (offsets[row]..<offsets[row + 1]).map { partText(element, Int($0)) }.joined(separator: ", ")
    }
    var style = self
    // A key is a name, not a number.
    if case .reference = field.type { style.groupsFrom = nil }
    var value = field.column.value(row, field.type)
    guard let currencySigns else { return style.text(of: value) }
    let currency = field.currency?.name(row)
    if currency != nil {
      style.groupsFrom = Self.moneyGroupsFrom
      // An average, say.
      if case .float(let amount) = value, let exact = DecimalNumber(amount.description) {
        value = .decimal(exact.rescaled(to: 2) ?? exact.rounded(to: 2))
      }
    }
    let text = field.display?(value) ?? style.text(of: value)
    guard let currency else { return currencySigns == .ascii ? inASCII(blocks: text) : text }
    return CurrencySign(currency, unicode: currencySigns == .unicode).into(text)
  }

  /// The heights of a small histogram, in signs of more and more ink; any other text as it is.
  private func inASCII(blocks text: String) -> String {
    let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    let signs: [Character] = ["_", ".", ":", "-", "=", "+", "*", "#"]
    let heights = text.map { blocks.firstIndex(of: $0) }
    guard !heights.isEmpty, !heights.contains(nil) else { return text }
    return String(heights.compactMap { $0 }.map { signs[$0] })
  }

  func text(of value: Value) -> String {
    switch value {
    case .missing: missing
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): number { $0.append(integer: value) }
    case .decimal(let value): number { $0.append(mantissa: value.mantissa, scale: value.scale) }
    case .float(let value): float(value)
    case .text(let value): value
    case .date(let days): string { $0.append(date: days) }
    case .datetime(let value): string { $0.append(datetime: value, zoneMinutes: zoneMinutes) }
    case .period(let value): value.description
    case .duration(let value, let unit): string { $0.append(duration: value, unit) }
    case .list(let values): values.map { ungrouped.text(of: $0) }.joined(separator: ", ")
    case .row(let value): String(value)
    }
  }

  /// The elements of a list of records, a text each.
  func elementTexts(of field: ResultField, _ row: Int) -> [String] {
    guard case .list(let offsets, _) = field.column.values, let element = field.element else { return [] }
    return (offsets[row]..<offsets[row + 1]).map { ungrouped.text(of: element, Int($0)) ?? missing }
  }

  /// Fields that are missing are left out.
  private func recordText(_ field: ResultField, _ row: Int) -> String {
    field.children.filter { $0.isShown && !$0.column.isMissing(row) }
      .map { "\($0.name): \(partText($0, row))" }.joined(separator: ", ")
  }

  /// A part of a list or record: in brackets where it has parts itself, its digits not grouped, as commas stand between parts.
  private func partText(_ field: ResultField, _ row: Int) -> String {
    let text = ungrouped.text(of: field, row) ?? missing
    return CellWriter.Form(field) == .list || CellWriter.Form(field) == .record ? "(\(text))" : text
  }

  private var ungrouped: DisplayStyle {
    var style = self
    style.groupsFrom = nil
    return style
  }

  private func number(_ fill: (inout [UInt8]) -> Void) -> String {
    var bytes: [UInt8] = []
    fill(&bytes)
    return groupsFrom.map { groupingDigits(bytes, from: $0) } ?? String(decoding: bytes, as: UTF8.self)
  }

  /// Below 0.001 the digits count from the first that is not 0. Very large and very small ones keep their exponent.
  private func float(_ value: Double) -> String {
    guard let fractionDigits, let decimal = DecimalNumber(value.description) else {
      return number { $0.append(float: value) }
    }
    var digits = fractionDigits
    if value != 0, abs(value) < 0.001 { digits += decimal.scale - String(decimal.mantissa.magnitude).count }
    guard decimal.scale > digits else { return number { $0.append(float: value) } }
    let rounded = decimal.rounded(to: digits).trimmed
    return number { $0.append(mantissa: rounded.mantissa, scale: rounded.scale) }
  }

  private func string(_ fill: (inout [UInt8]) -> Void) -> String {
    var bytes: [UInt8] = []
    fill(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Commas between groups of three digits before the point, in a number with at least `minimum` of them.
package func groupingDigits(_ number: some Collection<UInt8>, from minimum: Int) -> String {
  let isNegative = number.first == UInt8(ascii: "-")
  let digits = number.dropFirst(isNegative ? 1 : 0).prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
  guard digits.count >= minimum else { return String(decoding: number, as: UTF8.self) }
  var bytes: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
  var left = digits.count
  for digit in digits {
    if left % 3 == 0, left < digits.count { bytes.append(UInt8(ascii: ",")) }
    bytes.append(digit)
    left -= 1
  }
  return String(decoding: bytes + number[digits.endIndex...], as: UTF8.self)
}
