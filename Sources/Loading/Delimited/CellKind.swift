import Columns

/// What a cell's text reads as, without a schema.
enum CellKind {
  /// `integer`, `decimal`, `float`, `boolean`, `date`, `datetime` or `text`. A number is written as in JSON: with leading zeros or a
  /// plus sign it is a code or a telephone number.
  static func of(_ text: TextView) -> FieldKind {
    guard text.count > 0 else { return .text }
    switch text.start.pointee {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      if let number = number(text) { return number }
      if isoDay(text) != nil { return .date }
      return Instant.parse(text.bytes, zoneMinutes: 0) != nil ? .datetime : .text
    case UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"):
      return boolean(text) != nil ? .boolean : .text
    default: return .text
    }
  }

  static func of(_ text: String) -> FieldKind {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map { of(TextView(start: $0, count: bytes.count)) } ?? .text
    }
  }

  /// `true`, `True`, `TRUE` and the same of false.
  static func boolean(_ text: TextView) -> Bool? {
    switch text.string {
    case "true", "True", "TRUE": true
    case "false", "False", "FALSE": false
    default: nil
    }
  }

  /// The kind of number that the whole text is, by the grammar of RFC 8259 §6; nil where it is none.
  static func number(_ text: TextView) -> FieldKind? {
    let (p, count) = (text.start, text.count)
    func digits(_ from: Int) -> Int {
      var at = from
      while at < count, p[at] &- UInt8(ascii: "0") <= 9 { at += 1 }
      return at
    }
    let first = p[0] == UInt8(ascii: "-") ? 1 : 0
    var at = digits(first)
    guard at > first, p[first] != UInt8(ascii: "0") || at == first + 1 else { return nil }
    if at == count { return .integer }
    var kind = FieldKind.decimal
    if p[at] == UInt8(ascii: ".") {
      let next = digits(at + 1)
      guard next > at + 1 else { return nil }
      at = next
    }
    if at < count, p[at] | 0x20 == UInt8(ascii: "e") {
      kind = .float
      let sign = at + 1 < count && (p[at + 1] == UInt8(ascii: "+") || p[at + 1] == UInt8(ascii: "-")) ? 1 : 0
      let next = digits(at + 1 + sign)
      guard next > at + 1 + sign else { return nil }
      at = next
    }
    return at == count ? kind : nil
  }
}
