import Columns
import Diagnostics

/// A number as it stands in the text.
enum JSONNumber {
  /// `mantissa` · 10^-`scale`, written without an exponent, in at most 38 digits; `scale` 0 is a whole number.
  case exact(Int128, scale: Int)
  /// With an exponent, or of more digits than a decimal holds.
  case float(Double)
}

extension JSONScanner {
  /// The end of the number at `start`, checked against the grammar.
  func numberEnd(_ start: Bytes) throws(JSONFault) -> Bytes {
    var p = start
    if p.pointee == UInt8(ascii: "-") { p += 1 }
    guard isDigit(p) else { throw expected("a digit", p) }
    if p.pointee == UInt8(ascii: "0") {
      p += 1
      if isDigit(p) {
        throw fault(start, "a number does not begin with 0; a code with leading zeros is written as text, in quotes")
      }
    } else {
      p = skipDigits(p)
    }
    if p.pointee == UInt8(ascii: ".") {
      guard isDigit(p + 1) else { throw expected("a digit after the point", p + 1) }
      p = skipDigits(p + 1)
    }
    if p.pointee | 0x20 == UInt8(ascii: "e") {
      p += p[1] == UInt8(ascii: "+") || p[1] == UInt8(ascii: "-") ? 2 : 1
      guard isDigit(p) else { throw expected("a digit of the exponent", p) }
      p = skipDigits(p)
    }
    return p
  }

  /// The value of a number's checked text.
  func number(_ start: Bytes, _ end: Bytes) throws(JSONFault) -> JSONNumber {
    let view = TextView(start: start, count: end - start)
    if let decimal = Self.decimal(view), decimal.exponent == 0 { return .exact(decimal.mantissa, scale: decimal.scale) }
    guard let value = Double(view.string), value.isFinite else {
      throw JSONFault(
        .dataNumberRange, at: start - base, "this number is too large",
        help: ["write it as text, in quotes, to keep it"])
    }
    return .float(value)
  }

  /// Mantissa, digits after the point and exponent of a number's checked text; nil beyond 38 digits.
  static func decimal(_ text: TextView) -> (mantissa: Int128, scale: Int, exponent: Int)? {
    var (mantissa, scale, exponent): (Int128, Int, Int) = (0, 0, 0)
    var (afterPoint, inExponent, negativeExponent) = (false, false, false)
    for byte in text.bytes {
      switch byte {
      case UInt8(ascii: "."): afterPoint = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"): inExponent = true
      case UInt8(ascii: "+"): break
      case UInt8(ascii: "-"): if inExponent { negativeExponent = true }
      default:
        let digit = Int(byte & 0x0F)
        if inExponent {
          exponent = min(exponent * 10 + digit, 1 << 20)
        } else {
          guard mantissa <= DecimalNumber.limit / 10 else { return nil }
          mantissa = mantissa * 10 + Int128(digit)
          if afterPoint { scale += 1 }
        }
      }
    }
    guard scale <= DecimalNumber.maximumDigits else { return nil }
    return (
      text.start.pointee == UInt8(ascii: "-") ? -mantissa : mantissa, scale, negativeExponent ? -exponent : exponent
    )
  }

  /// The exact decimal that a number's checked text stands for, its exponent included; nil beyond 38 digits.
  static func exactDecimal(_ text: TextView) -> DecimalNumber? {
    guard let parts = decimal(text) else { return nil }
    let scale = parts.scale - parts.exponent
    if scale >= 0 {
      return scale <= DecimalNumber.maximumDigits ? DecimalNumber(parts.mantissa, scale: scale) : nil
    }
    return DecimalNumber(parts.mantissa, scale: 0).rescaled(to: -scale).map { DecimalNumber($0.mantissa, scale: 0) }
  }

  @inline(__always)
  private func isDigit(_ p: Bytes) -> Bool { p.pointee &- UInt8(ascii: "0") <= 9 }

  @inline(__always)
  private func skipDigits(_ start: Bytes) -> Bytes {
    var p = start
    while isDigit(p) { p += 1 }
    return p
  }
}
