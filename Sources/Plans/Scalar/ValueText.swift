import Columns

extension Value {
  /// As CSV shows it: numbers with their digits, dates in ISO 8601, lists as JSON; missing is empty.
  package func plainText(zoneMinutes: Int) -> String {
    switch self {
    case .missing: ""
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .decimal(let value): value.description
    case .float(let value): value.description
    case .text(let value): value
    case .date(let days): CalendarDate(days: days).description
    case .datetime(let value): Instant.text(value, zoneMinutes: zoneMinutes)
    case .period(let value): value.description
    case .duration(let value, let unit): Self.durationText(value, unit)
    case .list(let values): "[" + values.map { $0.json(zoneMinutes: zoneMinutes) }.joined(separator: ",") + "]"
    case .row(let value): String(value)
    }
  }

  private func json(zoneMinutes: Int) -> String {
    switch self {
    case .missing: return "null"
    case .boolean, .integer, .decimal, .float, .list, .row: return plainText(zoneMinutes: zoneMinutes)
    case .text, .date, .datetime, .period, .duration:
      var result = "\""
      for scalar in plainText(zoneMinutes: zoneMinutes).unicodeScalars {
        switch scalar {
        case "\"", "\\": result += "\\" + String(scalar)
        case "\n": result += "\\n"
        case "\r": result += "\\r"
        case "\t": result += "\\t"
        case "\u{0}"..<" ": result += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
        default: result.unicodeScalars.append(scalar)
        }
      }
      return result + "\""
    }
  }

  /// `60 days`, `1 month`, `2 hours 30 minutes`, `1.5 seconds`.
  private static func durationText(_ value: Int64, _ unit: DurationUnit) -> String {
    switch unit {
    case .months: return counted(value.magnitude, "month", negative: value < 0)
    case .days: return counted(value.magnitude, "day", negative: value < 0)
    case .clock: break
    }
    let (seconds, rest) = value.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
    var parts: [String] = []
    if seconds >= 3600 { parts.append(counted(seconds / 3600, "hour")) }
    if seconds / 60 % 60 > 0 { parts.append(counted(seconds / 60 % 60, "minute")) }
    if rest > 0 {
      parts.append(DecimalNumber(Int128(seconds % 60 * 1_000_000 + rest), scale: 6).trimmed.description + " seconds")
    } else if seconds % 60 > 0 {
      parts.append(counted(seconds % 60, "second"))
    }
    return (value < 0 ? "-" : "") + (parts.isEmpty ? "0 minutes" : parts.joined(separator: " "))
  }

  private static func counted(_ count: UInt64, _ unit: String, negative: Bool = false) -> String {
    (negative ? "-" : "") + String(count) + " " + unit + (count == 1 ? "" : "s")
  }
}
