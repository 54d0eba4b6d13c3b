import Columns
import Diagnostics

/// Plain values.
extension RecordParser {
  /// Reads the value at `p` as that of `row`.
  @inline(__always)
  mutating func value(
    _ p: Bytes, into field: UnsafeMutablePointer<FieldBuilder>, row: Int, depth: Int
  ) throws(JSONFault) -> Bytes {
    switch p.pointee {
    case UInt8(ascii: "\""):
      let span = try scanner.string(p)
      if !span.hasEscapes, !field.pointee.examinesTexts, field.pointee.append(text: span.view, at: row) {
        return span.close + 1
      }
      return try rareText(p, span, into: field, row: row)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return try number(p, into: field, row: row)
    case UInt8(ascii: "{"): return try record(p, into: field, row: row, depth: depth)
    case UInt8(ascii: "["): return try list(p, into: field, row: row, depth: depth)
    default: return try literal(p, into: field, row: row)
    }
  }

  @inline(never)
  mutating func rareText(
    _ p: Bytes, _ span: JSONScanner.StringSpan, into field: UnsafeMutablePointer<FieldBuilder>, row: Int
  ) throws(JSONFault) -> Bytes {
    let text = scanner.decoded(span, in: store)
    if field.pointee.missingTexts.contains(where: { $0.utf8.elementsEqual(text.bytes) }) { return span.close + 1 }
    let isKept =
      if let form = field.pointee.form { field.pointee.append(text, in: form, at: row) } else {
        field.pointee.append(text: text, at: row)
      }
    if !isKept {
      try unfit(.text, text, p, into: field, row: row)
    }
    return span.close + 1
  }

  @inline(__always)
  mutating func literal(
    _ p: Bytes, into field: UnsafeMutablePointer<FieldBuilder>, row: Int
  ) throws(JSONFault) -> Bytes {
    if scanner.isWord(p, 0x6C6C_756E) { return p + 4 }
    let end = try scanner.literalEnd(p)
    if !field.pointee.append(boolean: p.pointee == UInt8(ascii: "t"), at: row) {
      try unfit(.boolean, TextView(start: p, count: end - p), p, into: field, row: row)
    }
    return end
  }

  /// The usual number, of at most 18 digits and without an exponent, is read digit by digit into a mantissa.
  @inline(__always)
  mutating func number(
    _ start: Bytes, into field: UnsafeMutablePointer<FieldBuilder>, row: Int
  ) throws(JSONFault) -> Bytes {
    let isNegative = start.pointee == UInt8(ascii: "-")
    let first = isNegative ? start + 1 : start
    var p = first
    var mantissa: Int64 = 0
    var digit = p.pointee &- UInt8(ascii: "0")
    while digit <= 9 {
      mantissa = mantissa &* 10 &+ Int64(digit)
      p += 1
      digit = p.pointee &- UInt8(ascii: "0")
    }
    let whole = p - first
    var scale = 0
    if p.pointee == UInt8(ascii: ".") {
      p += 1
      digit = p.pointee &- UInt8(ascii: "0")
      while digit <= 9 {
        mantissa = mantissa &* 10 &+ Int64(digit)
        p += 1
        digit = p.pointee &- UInt8(ascii: "0")
      }
      scale = p - first - whole - 1
    }
    let isPlain =
      whole > 0 && (first.pointee != UInt8(ascii: "0") || whole == 1) && whole + scale <= 18
      && p.pointee | 0x20 != UInt8(ascii: "e") && (scale > 0 || p[-1] != UInt8(ascii: "."))
    if isPlain, field.pointee.append(mantissa: isNegative ? -mantissa : mantissa, scale: scale, at: row) { return p }
    return try rareNumber(start, into: field, row: row)
  }

  @inline(never)
  mutating func rareNumber(
    _ start: Bytes, into field: UnsafeMutablePointer<FieldBuilder>, row: Int
  ) throws(JSONFault) -> Bytes {
    let end = try scanner.numberEnd(start)
    let text = TextView(start: start, count: end - start)
    if try appendDecimal(text, to: field, row: row) { return end }
    if field.pointee.kind == .mixed {
      try unfit(.float, text, start, into: field, row: row)
      return end
    }
    switch try scanner.number(start, end) {
    case .exact(let mantissa, let scale):
      noteSize(mantissa, scale, start, of: field)
      if !field.pointee.append(exact: mantissa, scale: scale, at: row) {
        try unfit(scale == 0 ? .integer : .decimal, text, start, into: field, row: row)
      }
    case .float(let value):
      noteFloat(text, of: field)
      if !field.pointee.append(float: value, at: row) { try unfit(.float, text, start, into: field, row: row) }
    }
    return end
  }

  /// Where an exponent is only a way of writing decimals. False, and nothing is stored, where it is not, or where no decimal holds the
  /// number and none has to.
  func appendDecimal(
    _ text: TextView, to field: UnsafeMutablePointer<FieldBuilder>, row: Int
  ) throws(JSONFault) -> Bool {
    guard field.pointee.readsExponents, field.pointee.kind == .decimal else { return false }
    if let exact = JSONScanner.exactDecimal(text),
      field.pointee.append(exact: exact.mantissa, scale: exact.scale, at: row)
    {
      return true
    }
    if field.pointee.isDeclared { throw tooManyDigits(text.start, field) }
    return false
  }

  func tooManyDigits(_ p: Bytes, _ field: UnsafeMutablePointer<FieldBuilder>) -> JSONFault {
    JSONFault(
      .dataNumberRange, at: p - scanner.base, "the decimals of '\(field.pointee.path)' need more than 38 digits here")
  }

  /// Counts numbers that are floats by the way they are written, and those whose digits a float does not hold.
  func noteFloat(_ text: TextView, of field: UnsafeMutablePointer<FieldBuilder>) {
    field.pointee.inexact.add(at: text.start - scanner.base)
    if !text.bytes.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }) { field.pointee.roundedCount += 1 }
  }

  /// Counts whole numbers beyond 64 bits, which make a field of integers one of decimals.
  func noteSize(_ mantissa: Int128, _ scale: Int, _ p: Bytes, of field: UnsafeMutablePointer<FieldBuilder>) {
    if scale == 0, Int64(exactly: mantissa) == nil { field.pointee.large.add(at: p - scanner.base) }
  }

  /// Checks a value that nobody asks for, and notes its kind. A field that turns out to be of lists or objects is kept from there on;
  /// one with numbers that may not fit is noted as one to be read again.
  @inline(__always)
  mutating func leftOut(
    _ p: Bytes, _ field: UnsafeMutablePointer<FieldBuilder>, row: Int, depth: Int
  ) throws(JSONFault) -> Bytes {
    let kind: FieldKind
    let end: Bytes
    switch p.pointee {
    case UInt8(ascii: "\""): (kind, end) = (.text, try scanner.string(p).close + 1)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      (kind, end) = (.integer, try scanner.numberEnd(p))
      if end - p > 18 || TextView(start: p, count: end - p).bytes.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
        field.pointee.isConflicted = true
      }
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      if field.pointee.unifiedKind == .unknown {
        field.pointee.isLeftOut = false
        return try value(p, into: field, row: row, depth: depth)
      }
      (kind, end) = (.mixed, try scanner.skipValue(p, depth: depth))
    default:
      if scanner.isWord(p, 0x6C6C_756E) { return p + 4 }
      (kind, end) = (.boolean, try scanner.literalEnd(p))
    }
    if field.pointee.unifiedKind != kind { field.pointee.unifiedKind = field.pointee.unifiedKind.unified(kind) }
    return end
  }
}
