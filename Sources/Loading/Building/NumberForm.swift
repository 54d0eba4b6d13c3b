import Columns

/// How numbers are written as texts (Table Schema v2, `number`): `1.234,50`, `EUR 95`, `95%`.
struct NumberForm: Sendable {
  /// Stands before the decimals.
  var decimalMark = Array(".".utf8)
  /// Stands between groups of digits; empty where none does.
  var groupMark: [UInt8] = []
  /// Nothing else stands about the number.
  var isBare = true

  /// The exact number of a text; nil where it is none, or needs more than 38 digits.
  func number(_ text: TextView) -> DecimalNumber? {
    var rest = text.bytes[...]
    if !isBare { strip(&rest) }
    // As JSON writes it, for the reader of JSON's numbers.
    var digits: [UInt8] = []
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      if sign == UInt8(ascii: "-") { digits.append(sign) }
      rest.removeFirst()
    }
    var (seen, afterMark) = (0, false)
    while let byte = rest.first {
      if isDigit(byte) {
        digits.append(byte)
        seen += 1
        rest.removeFirst()
      } else if !afterMark, rest.starts(with: decimalMark) {
        afterMark = true
        digits.append(UInt8(ascii: "."))
        rest.removeFirst(decimalMark.count)
      } else if !afterMark, seen > 0, !groupMark.isEmpty, rest.starts(with: groupMark) {
        rest.removeFirst(groupMark.count)
      } else {
        break
      }
    }
    guard seen > 0, addExponent(&rest, to: &digits), rest.isEmpty else { return nil }
    return digits.withUnsafeBufferPointer { digits in
      digits.baseAddress.flatMap { JSONScanner.exactDecimal(TextView(start: $0, count: digits.count)) }
    }
  }

  /// False where an exponent begins and is none.
  private func addExponent(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>, to digits: inout [UInt8]) -> Bool {
    guard let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") else { return true }
    digits.append(mark)
    rest.removeFirst()
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      digits.append(sign)
      rest.removeFirst()
    }
    let before = digits.count
    while let byte = rest.first, isDigit(byte) {
      digits.append(byte)
      rest.removeFirst()
    }
    return digits.count > before
  }

  /// Leaves out what stands before the number's sign, mark or first digit, and after its last digit.
  private func strip(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>) {
    while let last = rest.last, !isDigit(last) { rest.removeLast() }
    while !rest.isEmpty, !beginsNumber(rest) { rest.removeFirst() }
  }

  private func beginsNumber(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard let first = text.first else { return false }
    if isDigit(first) { return true }
    if first == UInt8(ascii: "-") || first == UInt8(ascii: "+") { return beginsNumber(text.dropFirst()) }
    return text.starts(with: decimalMark) && text.dropFirst(decimalMark.count).first.map(isDigit) ?? false
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") <= 9 }
}
