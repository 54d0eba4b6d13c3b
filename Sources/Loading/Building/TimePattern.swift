import Columns

/// A pattern of `strptime` for dates and times, such as `%d/%m/%Y %H:%M`, as Table Schema's `format` names it. Names of months and
/// weekdays are English. Numbers may lack leading zeros, except in years.
struct TimePattern: Sendable {
  private enum Part: Sendable {
    case literal([UInt8])
    /// One or more blanks.
    case blank
    case directive(Directive)
  }

  private enum Directive: Character, Sendable {
    case year = "Y", shortYear = "y", month = "m", monthName = "B", shortMonthName = "b", day = "d", dayOfYear = "j"
    case hour = "H", halfDayHour = "I", minute = "M", second = "S", fraction = "f", halfDay = "p", zone = "z"
    case weekday = "A", shortWeekday = "a"
  }

  /// Written out where they stand.
  private static let abbreviations: [Character: String] = [
    "F": "%Y-%m-%d", "T": "%H:%M:%S", "R": "%H:%M", "D": "%m/%d/%y", "h": "%b", "e": "%d",
  ]

  private var parts: [Part] = []

  /// The letter after a `%` that means nothing here.
  struct UnknownDirective: Error { let letter: String }

  init(_ pattern: String) throws(UnknownDirective) {
    var rest = pattern[...]
    while let character = rest.popFirst() {
      if character == "%" {
        let letter = rest.popFirst()
        if letter == "%" {
          add(literal: "%")
        } else if let letter, let written = Self.abbreviations[letter] {
          rest = Substring(written + rest)
        } else if let letter, let directive = Directive(rawValue: letter) {
          parts.append(.directive(directive))
        } else {
          throw UnknownDirective(letter: letter.map { "%" + String($0) } ?? "%")
        }
      } else if character == " " || character == "\t" {
        if case .blank? = parts.last { continue }
        parts.append(.blank)
      } else {
        add(literal: String(character))
      }
    }
  }

  private mutating func add(literal text: String) {
    if case .literal(let before)? = parts.last {
      parts[parts.count - 1] = .literal(before + Array(text.utf8))
    } else {
      parts.append(.literal(Array(text.utf8)))
    }
  }

  /// What a text says; what the pattern does not name is the first day of a year, or midnight.
  struct Reading {
    /// Days since 1970-01-01.
    var day: Int
    /// Since midnight.
    var microseconds: Int64
    /// East of UTC; nil where the text names none.
    var zoneMinutes: Int?
  }

  /// Nil where the text is not written so, or names a day or time that is none.
  func read(_ text: TextView) -> Reading? {
    var fields = Fields()
    var rest = text.bytes[...]
    for part in parts {
      switch part {
      case .literal(let bytes):
        guard rest.starts(with: bytes) else { return nil }
        rest.removeFirst(bytes.count)
      case .blank:
        let before = rest.count
        while let byte = rest.first, byte == 0x20 || byte == 0x09 { rest.removeFirst() }
        guard rest.count < before else { return nil }
      case .directive(let directive): guard fields.read(directive, &rest) else { return nil }
      }
    }
    return rest.isEmpty ? fields.reading : nil
  }

  private struct Fields {
    private var (year, month, day) = (1900, 1, 1)
    private var dayOfYear: Int?
    private var (hour, minute, second, micros) = (0, 0, 0, 0)
    private var isAfternoon: Bool?
    private var zone: Int?

    typealias Rest = Slice<UnsafeBufferPointer<UInt8>>

    mutating func read(_ directive: Directive, _ rest: inout Rest) -> Bool {
      switch directive {
      case .year: return set(\.year, number(&rest, digits: 4...4))
      case .shortYear:
        // As POSIX has it: 69 to 99 are of the last century.
        return set(\.year, number(&rest, digits: 2...2).map { $0 < 69 ? 2000 + $0 : 1900 + $0 })
      case .month: return set(\.month, number(&rest, digits: 1...2))
      case .monthName: return set(\.month, name(&rest, among: Self.months, letters: nil).map { $0 + 1 })
      case .shortMonthName: return set(\.month, name(&rest, among: Self.months, letters: 3).map { $0 + 1 })
      case .day: return set(\.day, number(&rest, digits: 1...2))
      case .dayOfYear:
        dayOfYear = number(&rest, digits: 1...3)
        return dayOfYear != nil
      case .hour: return set(\.hour, number(&rest, digits: 1...2).flatMap { $0 < 24 ? $0 : nil })
      case .halfDayHour:
        if isAfternoon == nil { isAfternoon = false }
        return set(\.hour, number(&rest, digits: 1...2).flatMap { (1...12).contains($0) ? $0 % 12 : nil })
      case .minute: return set(\.minute, number(&rest, digits: 1...2).flatMap { $0 < 60 ? $0 : nil })
      case .second: return set(\.second, number(&rest, digits: 1...2).flatMap { $0 < 60 ? $0 : nil })
      case .fraction:
        let before = rest.count
        guard let value = number(&rest, digits: 1...6) else { return false }
        micros = (before - rest.count..<6).reduce(value) { value, _ in value * 10 }
        return true
      case .halfDay:
        guard let half = name(&rest, among: ["am", "pm"], letters: nil) else { return false }
        isAfternoon = half == 1
        return true
      case .zone:
        zone = zone(&rest)
        return zone != nil
      case .weekday: return name(&rest, among: Self.weekdays, letters: nil) != nil
      case .shortWeekday: return name(&rest, among: Self.weekdays, letters: 3) != nil
      }
    }

    var reading: Reading? {
      var days: Int
      if let dayOfYear {
        guard (1...9999).contains(year), (1...(CalendarDate.isLeap(year) ? 366 : 365)).contains(dayOfYear) else {
          return nil
        }
        days = CalendarDate.days(year: year, month: 1, day: 1) + dayOfYear - 1
      } else {
        guard let date = CalendarDate(year: year, month: month, day: day) else { return nil }
        days = date.days
      }
      let seconds = ((isAfternoon == true ? hour + 12 : hour) * 60 + minute) * 60 + second
      return Reading(day: days, microseconds: Int64(seconds) * 1_000_000 + Int64(micros), zoneMinutes: zone)
    }

    private static let months = [
      "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
      "december",
    ]
    private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    private mutating func set(_ field: WritableKeyPath<Fields, Int>, _ value: Int?) -> Bool {
      guard let value else { return false }
      self[keyPath: field] = value
      return true
    }

    private func number(_ rest: inout Rest, digits: ClosedRange<Int>) -> Int? {
      var (value, count) = (0, 0)
      while count < digits.upperBound, let byte = rest.first, byte &- UInt8(ascii: "0") <= 9 {
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
        count += 1
        rest.removeFirst()
      }
      return digits.contains(count) ? value : nil
    }

    /// The place of the name with which the text goes on, whatever its case; of its first `letters` alone where they are given.
    private func name(_ rest: inout Rest, among names: [String], letters: Int?) -> Int? {
      for (place, name) in names.enumerated() {
        let wanted = Array(name.utf8.prefix(letters ?? .max))
        guard rest.count >= wanted.count, zip(rest, wanted).allSatisfy({ $0 | 0x20 == $1 }) else { continue }
        rest.removeFirst(wanted.count)
        return place
      }
      return nil
    }

    /// `Z`, `+08:00`, `+0800`, in minutes.
    private func zone(_ rest: inout Rest) -> Int? {
      guard let sign = rest.popFirst() else { return nil }
      if sign == UInt8(ascii: "Z") { return 0 }
      guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), let hours = number(&rest, digits: 2...2), hours < 24
      else { return nil }
      if rest.first == UInt8(ascii: ":") { rest.removeFirst() }
      guard let minutes = number(&rest, digits: 2...2), minutes < 60 else { return nil }
      return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
    }
  }
}
