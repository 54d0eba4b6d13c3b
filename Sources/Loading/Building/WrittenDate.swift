import Columns

/// Dates in the ways people write them: `2023/9/1`, `2023年9月1日`, `1 Sep 2023`, `Sep 1, 2023`, `30/9/2023`, `9/30/2023`.
struct WrittenDate {
  /// The order of a date's parts. Numbers alone may mean two: `3/4/2023`.
  enum Order: CaseIterable {
    case yearFirst, dayAndName, nameAndDay, dayFirst, monthFirst

    /// How it is written, for messages.
    var example: String {
      switch self {
      case .yearFirst: "2023/9/30"
      case .dayAndName: "30 Sep 2023"
      case .nameAndDay: "Sep 30, 2023"
      case .dayFirst: "30/9/2023"
      case .monthFirst: "9/30/2023"
      }
    }
  }

  private enum Part: Equatable {
    case number(Int, digits: Int)
    case month(Int)
  }

  private let parts: [Part]

  /// Nil where the text is no date at all.
  init?(_ text: TextView) {
    guard text.count >= 8, text.count <= 24 else { return nil }
    var parts: [Part] = []
    var rest = text.bytes[...]
    while let first = rest.first {
      guard parts.count < 3, let part = Self.part(&rest, first) else { return nil }
      parts.append(part)
      if !Self.skipSeparator(&rest, isLast: parts.count == 3) { return nil }
    }
    guard parts.count == 3 else { return nil }
    self.parts = parts
  }

  /// Days since 1970-01-01, where the date can be read in this order.
  func days(_ order: Order) -> Int32? {
    switch (order, parts[0], parts[1], parts[2]) {
    case (.yearFirst, .number(let year, 4), .number(let month, 1...2), .number(let day, 1...2)),
      (.dayAndName, .number(let day, 1...2), .month(let month), .number(let year, 4)),
      (.nameAndDay, .month(let month), .number(let day, 1...2), .number(let year, 4)),
      (.dayFirst, .number(let day, 1...2), .number(let month, 1...2), .number(let year, 4)),
      (.monthFirst, .number(let month, 1...2), .number(let day, 1...2), .number(let year, 4)):
      guard year > 0, (1...12).contains(month), day >= 1,
        day <= CalendarDate.daysInMonth(year: year, month: month)
      else { return nil }
      return Int32(truncatingIfNeeded: CalendarDate.days(year: year, month: month, day: day))
    default: return nil
    }
  }

  private static func part(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>, _ first: UInt8) -> Part? {
    if first &- UInt8(ascii: "0") <= 9 {
      var (value, digits) = (0, 0)
      while let byte = rest.first, byte &- UInt8(ascii: "0") <= 9, digits <= 4 {
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
        digits += 1
        rest.removeFirst()
      }
      return .number(value, digits: digits)
    }
    let letters = rest.prefix { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") }
    guard letters.count >= 3 else { return nil }
    rest.removeFirst(letters.count)
    let word = String(decoding: letters.map { $0 | 0x20 }, as: UTF8.self)
    return months.firstIndex { $0 == word || $0.prefix(3) == word || word == "sept" && $0 == "september" }.map {
      .month($0 + 1)
    }
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  ]

  /// What may stand between two parts, or after the last.
  private static func skipSeparator(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>, isLast: Bool) -> Bool {
    let separators = isLast ? ["", "日"] : ["/", "-", ".", " ", ", ", "年", "月"]
    for separator in separators.reversed()
    where rest.starts(with: separator.utf8) && (!isLast || separator.utf8.count == rest.count) {
      rest.removeFirst(separator.utf8.count)
      return true
    }
    return false
  }
}
