import Diagnostics

extension Lexer {
  /// At the `-` after four digits: whether a date or period goes on, and no subtraction. One or two digits do, so that
  /// `2023-9` is never taken for 2014.
  var dateFollows: Bool {
    let letter = byte(1) | 0x20
    if letter == UInt8(ascii: "q") || letter == UInt8(ascii: "w") { return isDigit(2) }
    return isDigit(1) && !(isDigit(2) && isDigit(3))
  }

  /// `2023-09-01`, `2023-09-01T14:30:05Z`, `2023-Q3`, `2023-09`, `2023-W36`, from `start`, being at the first `-`.
  mutating func date(from start: Int) {
    let year = digits(start, position)
    position += 1
    let letter = byte() | 0x20
    if letter == UInt8(ascii: "q") || letter == UInt8(ascii: "w") {
      position += 1
      let value = number(digits: letter == UInt8(ascii: "q") ? 1 : 2)
      if letter == UInt8(ascii: "q") {
        return finishDate(.quarter, from: start, isValid: value.map { (1...4).contains($0) } ?? false)
      }
      let isValid = value.map { (1...Self.weeks(in: year)).contains($0) } ?? false
      return finishDate(.week, from: start, isValid: isValid)
    }
    let month = number(digits: 2)
    let isMonth = month.map { (1...12).contains($0) } ?? false
    guard byte() == UInt8(ascii: "-"), isDigit(1) else {
      return finishDate(.month, from: start, isValid: isMonth && year > 0)
    }
    position += 1
    let day = number(digits: 2)
    let isDay = day.map { $0 >= 1 && $0 <= Self.days(in: month ?? 0, of: year) } ?? false
    guard byte() == UInt8(ascii: "T") else { return finishDate(.date, from: start, isValid: isDay && year > 0) }
    position += 1
    finishDate(.datetime, from: start, isValid: time() && isDay && year > 0)
  }

  /// `14:30`, `14:30:05`, with `Z` or `+08:00`; whether it is valid.
  private mutating func time() -> Bool {
    guard let hour = number(digits: 2), hour < 24, clockPart() else { return false }
    if byte() == UInt8(ascii: ":"), !clockPart() { return false }
    if byte() == UInt8(ascii: "Z") {
      position += 1
    } else if byte() == UInt8(ascii: "+") || byte() == UInt8(ascii: "-"), isDigit(1) {
      position += 1
      guard let offset = number(digits: 2), offset <= 14, clockPart() else { return false }
    }
    return true
  }

  /// `:30`.
  private mutating func clockPart() -> Bool {
    guard byte() == UInt8(ascii: ":") else { return false }
    position += 1
    return number(digits: 2).map { $0 < 60 } ?? false
  }

  /// Reads all digits that stand here; nil where they are not as many.
  private mutating func number(digits count: Int) -> Int? {
    let start = position
    skipDigits()
    return position - start == count ? digits(start, position) : nil
  }

  private func digits(_ start: Int, _ end: Int) -> Int {
    bytes[start..<end].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  private mutating func finishDate(_ kind: Token.Kind, from start: Int, isValid: Bool) {
    let end = position
    while dateSignFollows || identifierLength(at: position, first: false) > 0 {
      position += max(1, identifierLength(at: position, first: false))
    }
    if isValid, position == end {
      return add(kind, from: start, text: slice(from: start).uppercased())
    }
    let text = slice(from: start)
    let what =
      switch kind {
      case .quarter: "quarter: they are 2023-Q1 to 2023-Q4"
      case .week: "week: they are 2023-W01 to 2023-W52, in some years W53"
      case .datetime: "time of a day: write as in 2023-09-01T14:30 or 2023-09-01T14:30:05+08:00"
      case .month: "month: they are 2023-01 to 2023-12"
      default: "day of the calendar: write as in 2023-09-01"
      }
    var help: [String] = []
    if kind == .month {
      help = ["for a subtraction write spaces: \(text.split(separator: "-").joined(separator: " - "))"]
    }
    report(.invalidLiteral, "\(text) is no \(what)", from: start, help: help)
    add(.invalid, from: start)
  }

  private var dateSignFollows: Bool {
    (byte() == UInt8(ascii: "-") || byte() == UInt8(ascii: ":")) && isDigit(1)
  }

  static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: isLeap(year) ? 29 : 28
    case 1...12: 31
    default: 0
    }
  }

  /// ISO 8601: a year has 53 weeks where its first or last day is a Thursday.
  static func weeks(in year: Int) -> Int {
    func lastWeekday(_ year: Int) -> Int { (year + year / 4 - year / 100 + year / 400) % 7 }
    return lastWeekday(year) == 4 || lastWeekday(year - 1) == 3 ? 53 : 52
  }
}
