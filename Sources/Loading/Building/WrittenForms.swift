import Columns

/// The ways in which people write dates, times and numbers where nobody told them how, of which one is found where it fits all values.
enum WrittenForms {
  typealias Form = (text: String, pattern: TimePattern)

  /// ISO 8601 first.
  static let dates = forms(
    ["-", "/", "."].flatMap { ["%Y\($0)%m\($0)%d", "%d\($0)%m\($0)%Y", "%m\($0)%d\($0)%Y"] }
      + ["%Y年%m月%d日", "%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%d-%B-%Y", "%b %d, %Y", "%B %d, %Y"])

  /// After a date and a blank.
  static let times = forms(["%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p"])

  /// Of which nothing tells what is what, and which codes look like, too.
  static let shortDates = forms(
    ["-", "/", "."].flatMap { ["%d\($0)%m\($0)%y", "%m\($0)%d\($0)%y", "%y\($0)%m\($0)%d"] })

  /// Decimal commas first.
  static let numbers: [NumberForm] = [
    (",", "."), (",", " "), (",", "\u{A0}"), (",", "\u{202F}"), (".", ","), (".", " "), (".", "'"),
  ]
  .map { NumberForm(decimalMark: Array($0.utf8), groupMark: Array($1.utf8)) }

  private static func forms(_ patterns: [String]) -> [Form] {
    patterns.compactMap { text in (try? TimePattern(text)).map { (text, $0) } }
  }

  /// Where the time of a date with one begins: after the blank before the first `12:`. Nil where there is none.
  static func timeStart(_ text: TextView) -> Int? {
    guard var at = text.bytes.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    while at > 0, text.start[at - 1] &- UInt8(ascii: "0") <= 9 { at -= 1 }
    return at > 1 && text.start[at - 1] == UInt8(ascii: " ") ? at : nil
  }

  /// What stands about the number of an amount, `$` or `%`, where nothing but a number is left without it.
  static func sign(_ text: TextView) -> String? {
    let string = text.string
    for sign in ["%", "$", "€", "£", "¥", "￥", "元", "₹", "USD", "EUR", "CNY", "RMB", "GBP"] {
      for rest in [
        string.hasPrefix(sign) ? string.dropFirst(sign.count) : nil,
        string.hasSuffix(sign) ? string.dropLast(sign.count) : nil,
      ] {
        guard let rest, !rest.isEmpty else { continue }
        let bare = String(rest.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        if CellKind.of(bare).family == .number || numbers.contains(where: { $0.isUsual(bare) }) { return sign }
      }
    }
    return nil
  }
}

extension NumberForm {
  /// The number of a text, where its groups are of three digits and it begins with no zero: then it is hardly anything else.
  func usual(_ text: TextView) -> DecimalNumber? {
    let bytes = text.bytes
    var at = bytes.first == UInt8(ascii: "-") ? 1 : 0
    func digits() -> Int {
      let start = at
      while at < bytes.count, bytes[at] &- UInt8(ascii: "0") <= 9 { at += 1 }
      return at - start
    }
    let first = at
    let count = digits()
    guard count > 0, bytes[first] != UInt8(ascii: "0") || count == 1 else { return nil }
    while count <= 3, bytes[first] != UInt8(ascii: "0"), bytes[at...].starts(with: groupMark) {
      at += groupMark.count
      guard digits() == 3 else { return nil }
    }
    if bytes[at...].starts(with: decimalMark) {
      at += decimalMark.count
      guard digits() > 0 else { return nil }
    }
    return at == bytes.count ? number(text) : nil
  }

  fileprivate func isUsual(_ text: String) -> Bool {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map { usual(TextView(start: $0, count: bytes.count)) != nil } ?? false
    }
  }
}
