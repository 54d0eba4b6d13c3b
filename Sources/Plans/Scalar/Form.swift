import Columns

/// How a value is written by a form: `#,##0.00` and `0.0%` for numbers, `d MMM yyyy` and `HH:mm` for dates. Everything else is
/// written plainly whatever the form.
///
/// A number's form: anything, then `#`, `0`, `,` and `.` (after a letter not first), then anything. A `0` is a digit that is always there, a `#` one where needed;
/// a `,` before the point groups by thousands; a `%` before or after makes it a part of a hundred. A date's form: the letters
/// `y M d E Q H m s`, once or more, three and four of which are names (`ddd` or `EEE` is Mon); what is no letter, or in `'…'`,
/// stands as it is.
package enum Form {
  package static func format(_ value: Value, _ form: String, zoneMinutes: Int) throws(EvaluationFailure) -> String {
    switch value {
    case .integer, .decimal: return try number(value.exact, form) ?? ""
    case .float(let double):
      return try number(DecimalNumber(shortest: double), form) ?? value.plainText(zoneMinutes: zoneMinutes)
    case .date, .datetime, .period: return try date(value, form, zoneMinutes)
    case .missing, .boolean, .text, .duration, .list, .row: return value.plainText(zoneMinutes: zoneMinutes)
    }
  }

  // MARK: Numbers

  private static func number(_ value: DecimalNumber?, _ form: String) throws(EvaluationFailure) -> String? {
    let characters = Array(form)
    guard let start = start(of: characters) else { throw unknown(form, "#,##0.00 or 0.0%") }
    let end = characters[start...].firstIndex { !"#0,.".contains($0) } ?? characters.count
    let core = characters[start..<end].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let (before, after) = (String(characters[..<start]), String(characters[end...]))
    let fraction = core.count > 1 ? core[1] : []
    guard !fraction.contains(where: { $0 != "#" && $0 != "0" }) else { throw unknown(form, "#,##0.00 or 0.0%") }
    guard var value else { return nil }
    if before.contains("%") || after.contains("%") { value = try value.times(DecimalNumber(100, scale: 0)) }
    value = try value.halfAwayFromZero(digits: fraction.count)
    let parts = String(value.mantissa.magnitude)
    let padded = String(repeating: "0", count: max(0, value.scale + 1 - parts.count)) + parts
    var digits = String(padded.suffix(value.scale))
    let least = fraction.count { $0 == "0" }
    while digits.utf8.count > least, digits.last == "0" { digits.removeLast() }
    digits += String(repeating: "0", count: max(0, least - digits.utf8.count))
    let whole = whole(String(padded.dropLast(value.scale)), core[0])
    return (value.mantissa < 0 ? "-" : "") + before + whole + (digits.isEmpty ? "" : "." + digits) + after
  }

  /// Where the digits begin: a point or comma before the first belongs to them (`.00`), unless it ends an abbreviation (`Rs.0`).
  private static func start(of form: [Character]) -> Int? {
    guard let first = form.firstIndex(where: { $0 == "#" || $0 == "0" }) else { return nil }
    guard first > 0, form[first - 1] == "." || form[first - 1] == "," else { return first }
    return first > 1 && form[first - 2].isLetter ? first : first - 1
  }

  private static func whole(_ digits: String, _ form: ArraySlice<Character>) -> String {
    let least = form.count { $0 == "0" }
    let shown = digits == "0" ? "" : digits
    let padded = String(repeating: "0", count: max(0, least - shown.utf8.count)) + shown
    guard form.contains(",") else { return padded }
    var result = ""
    for (index, digit) in padded.enumerated() {
      if index > 0, (padded.utf8.count - index) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return result
  }

  // MARK: Dates

  private static func date(_ value: Value, _ form: String, _ zoneMinutes: Int) throws(EvaluationFailure) -> String {
    guard let days = value.day(zoneMinutes) else { return "" }
    var seconds: Int?
    if case .datetime(let instant) = value {
      let local = instant + Int64(zoneMinutes) * 60_000_000
      seconds = Int((local - Int64(days) * Instant.microsecondsPerDay) / 1_000_000)
    }
    let characters = Array(form)
    var result = ""
    var index = 0
    var hasPart = false
    while index < characters.count {
      let character = characters[index]
      var end = index + 1
      if character == "'" {
        while end < characters.count, characters[end] != "'" { end += 1 }
        result += String(characters[index + 1..<min(end, characters.count)])
        index = end + 1
        continue
      }
      if character.isASCII, character.isLetter {
        while end < characters.count, characters[end] == character { end += 1 }
        if seconds == nil, "Hms".contains(character) {
          let isOfMonth = !form.contains("H") && !form.contains("s")
          throw EvaluationFailure(
            .wrongArguments, "'\(form)' asks for the \(clockParts[character] ?? "time") of what has no time of day",
            help: [isOfMonth ? "the month is M: \(form.replacing("m", with: "M"))" : "leave H, m and s out"])
        }
        guard let part = part(character, end - index, days, seconds ?? 0) else {
          throw unknown(form, "d MMM yyyy or yyyy-MM-dd HH:mm")
        }
        result += part
        hasPart = true
      } else {
        result.append(character)
      }
      index = end
    }
    guard hasPart else { throw unknown(form, "d MMM yyyy or yyyy-MM-dd HH:mm") }
    return result
  }

  private static let clockParts: [Character: String] = ["H": "hours", "m": "minutes", "s": "seconds"]

  private static func part(_ letter: Character, _ count: Int, _ days: Int, _ seconds: Int) -> String? {
    let date = CalendarDate(days: days)
    guard count <= 4 else { return nil }
    switch letter {
    case "y": return count == 2 ? padded(date.year % 100, 2) : padded(date.year, count)
    case "M" where count > 2: return name(months[date.month - 1], count)
    case "M": return padded(date.month, count)
    case "d" where count > 2: return name(weekdays[CalendarDate.weekday(days: days) - 1], count)
    case "d": return padded(date.day, count)
    case "E": return name(weekdays[CalendarDate.weekday(days: days) - 1], count)
    case "Q": return padded((date.month - 1) / 3 + 1, count)
    case "H": return padded(seconds / 3600, count)
    case "m": return padded(seconds / 60 % 60, count)
    case "s": return padded(seconds % 60, count)
    default: return nil
    }
  }

  /// Four letters of a form ask for the whole name, fewer for its beginning.
  private static func name(_ name: String, _ count: Int) -> String { count == 4 ? name : String(name.prefix(3)) }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
  private static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

  private static func unknown(_ form: String, _ example: String) -> EvaluationFailure {
    EvaluationFailure(.wrongArguments, "'\(form)' is no form for this value", help: ["write for example \(example)"])
  }
}
