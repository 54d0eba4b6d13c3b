import Columns

/// Texts, measured and cut in code points; lists; conversions.
extension Function {
  /// The longest text that `pad_left` makes.
  private static let longestPadded = 1_000_000

  func text(_ arguments: [Value], _ zone: Int) throws(EvaluationFailure) -> String {
    let text = arguments.first?.string ?? ""
    switch self {
    case .lower: return text.lowercased()
    case .upper: return text.uppercased()
    case .trim: return text.trimmed
    case .fold: return TextFolding.fold(text)
    case .left: return String(text.unicodeScalars.prefix(arguments[1].count))
    case .right: return String(text.unicodeScalars.suffix(arguments[1].count))
    case .substring: return Self.substring(text, arguments[1], arguments[2])
    case .replace: return TextSearch.replace(text, arguments[1].string, by: arguments[2].string)
    case .padLeft: return try Self.padLeft(text, arguments[1].count, fill: arguments[2].string)
    case .concat: return arguments.map(\.string).joined()
    case .concatShowingMissing: return arguments.map { $0.isMissing ? "·" : $0.string }.joined()
    case .join:
      let parts = arguments[0].elements.filter { !$0.isMissing }
      return parts.map { $0.plainText(zoneMinutes: zone) }.joined(separator: arguments[1].string)
    case .textOf: return arguments[0].plainText(zoneMinutes: zone)
    case .format: return try Form.format(arguments[0], arguments[1].string, zoneMinutes: zone)
    default: return ""
    }
  }

  /// The code points numbered from `from` to `from` + `count` − 1, as far as there are such.
  private static func substring(_ text: String, _ from: Value, _ count: Value) -> String {
    guard case .integer(let from) = from, case .integer(let count) = count, count > 0 else { return "" }
    let (end, overflow) = from.addingReportingOverflow(count)
    let first = max(from, 1)
    let past = overflow ? Int64.max : end
    guard past > first else { return "" }
    return String(text.unicodeScalars.dropFirst(Int(first - 1)).prefix(Int(past - first)))
  }

  private static func padLeft(_ text: String, _ width: Int, fill: String) throws(EvaluationFailure) -> String {
    let fill = Array(fill.unicodeScalars)
    let lacking = width - text.unicodeScalars.count
    guard lacking > 0, !fill.isEmpty else { return text }
    guard width <= longestPadded else {
      throw EvaluationFailure(.outOfMemory, "pad_left makes no text of more than 1,000,000 characters")
    }
    var result = String.UnicodeScalarView()
    for index in 0..<lacking { result.append(fill[index % fill.count]) }
    return String(result) + text
  }

  /// Lengths, parts and lists.
  func part(_ arguments: [Value]) -> Value {
    switch self {
    case .length: return .integer(Int64(arguments[0].string.unicodeScalars.count))
    case .listLength: return .integer(Int64(arguments[0].elements.count))
    case .split: return .list(TextSearch.split(arguments[0].string, by: arguments[1].string).map { .text($0) })
    case .categoryRank:
      guard case .list(let categories) = arguments[1] else { return .missing }
      return .integer(Int64(categories.firstIndex(of: arguments[0]) ?? categories.count))
    case .similarity: return .float(ComparedText(arguments[1].string).similarity(of: arguments[0].string) ?? 0)
    case .firstElement: return arguments[0].elements.first ?? .missing
    case .sortedList: return .list(arguments[0].elements.sorted { Value.compare($0, $1) < 0 })
    case .list: return .list(arguments)
    default: return .missing
    }
  }

  /// What a text or number is as another type; missing where it is none. Blanks around it do not count.
  func converted(_ value: Value) -> Value {
    let text = value.string.trimmed
    switch self {
    case .integerOf:
      if case .integer = value { return value }
      let exact =
        value.exact ?? value.double.flatMap { DecimalNumber(shortest: $0) } ?? DecimalNumber(exponential: text)
      guard let whole = exact?.trimmed, whole.scale == 0, let integer = Int64(exactly: whole.mantissa) else {
        return .missing
      }
      return .integer(integer)
    case .decimalOf:
      let exact =
        value.exact ?? value.double.flatMap { DecimalNumber(shortest: $0) } ?? DecimalNumber(exponential: text)
      return exact.map { .decimal($0) } ?? .missing
    case .floatOf:
      if let double = value.double { return .finite(double) }
      // `Double` also reads words and hexadecimal digits.
      guard text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }) else { return .missing }
      return Double(text).map { .finite($0) } ?? .missing
    case .parseDate:
      var text = text
      return text.withUTF8 { CalendarDate(iso: $0) }.map { .date($0.days) } ?? .missing
    default: return .missing
    }
  }
}

extension Value {
  /// A number of things: what is no integer, or below 0, is none.
  fileprivate var count: Int {
    if case .integer(let value) = self { return max(0, Int(value)) }
    return 0
  }
}

extension String {
  /// Without white space at both ends.
  var trimmed: String {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }
}
