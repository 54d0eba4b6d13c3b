import Columns

/// Storing a value at a row. Each gives false, and stores nothing, where the field is of a kind that does not hold it.
extension FieldBuilder {
  @inline(__always)
  mutating func append(boolean value: Bool, at row: Int) -> Bool {
    if kind != .boolean {
      guard kind == .unknown else { return false }
      become(.boolean)
    }
    fill(to: row)
    bytes.append(value ? 1 : 0)
    countValue()
    return true
  }

  /// A number without an exponent.
  @inline(__always)
  mutating func append(mantissa: Int64, scale valueScale: Int, at row: Int) -> Bool {
    if kind == .integer ? valueScale == 0 : (kind == .decimal && !isWide && valueScale == scale) {
      fill(to: row)
      integers.append(mantissa)
      countValue()
      return true
    }
    return append(exact: Int128(mantissa), scale: valueScale, at: row)
  }

  @inline(never)
  mutating func append(exact mantissa: Int128, scale valueScale: Int, at row: Int) -> Bool {
    let isInteger = valueScale == 0 && Int64(exactly: mantissa) != nil
    switch kind {
    case .unknown: become(isInteger ? .integer : .decimal)
    case .integer:
      if !isInteger {
        if isDeclared { return false }
        become(.decimal)
      }
    case .decimal: break
    case .float:
      noteRounding(mantissa, scale: valueScale)
      return append(float: DecimalNumber(mantissa, scale: valueScale).double, at: row)
    case .boolean, .date, .datetime, .month, .text, .list, .record, .mixed: return false
    }
    fill(to: row)
    if kind == .integer, let value = Int64(exactly: mantissa) {
      integers.append(value)
    } else if !appendDecimal(mantissa, valueScale) {
      if isDeclared { return false }
      become(.float)
      return append(exact: mantissa, scale: valueScale, at: row)
    }
    countValue()
    return true
  }

  /// False where the column's scale and this number together need more than 38 digits.
  private mutating func appendDecimal(_ mantissa: Int128, _ valueScale: Int) -> Bool {
    if valueScale > scale, !rescale(to: valueScale) { return false }
    guard let rescaled = DecimalNumber(mantissa, scale: valueScale).rescaled(to: scale)?.mantissa else { return false }
    if !isWide, let narrow = Int64(exactly: rescaled) {
      integers.append(narrow)
    } else {
      widen()
      wides.append(rescaled)
    }
    return true
  }

  mutating func append(float value: Double, at row: Int) -> Bool {
    if kind != .float {
      guard kind.converts(to: .float), !isDeclared || kind == .unknown else { return false }
      become(.float)
    }
    fill(to: row)
    floats.append(value)
    countValue()
    return true
  }

  /// A text, which is a date or a datetime where all of the field's are.
  @inline(__always)
  mutating func append(text: TextView, at row: Int) -> Bool {
    switch kind {
    case .text:
      fill(to: row)
      if isCoded { appendCode(text) } else { views.append(text) }
    case .date:
      guard let days = isoDay(text) else { return false }
      fill(to: row)
      words.append(days)
    default: return appendRareText(text, at: row)
    }
    countValue()
    return true
  }

  @inline(never)
  private mutating func appendRareText(_ text: TextView, at row: Int) -> Bool {
    switch kind {
    case .unknown:
      become(
        isoDay(text) != nil
          ? .date : Instant.parse(text.bytes, zoneMinutes: context.rules.zoneMinutes) != nil ? .datetime : .text)
      return kind == .datetime ? appendRareText(text, at: row) : append(text: text, at: row)
    case .datetime:
      guard let instant = Instant.parse(text.bytes, zoneMinutes: context.rules.zoneMinutes) else { return false }
      fill(to: row)
      noteZone(Instant.statedZone(text.bytes))
      integers.append(instant)
      countValue()
      return true
    case .boolean, .integer, .decimal, .float, .date, .month, .text, .list, .record, .mixed: return false
    }
  }

  /// Most datetimes state what the one before did.
  @inline(__always)
  mutating func noteZone(_ zone: Int?) {
    if lastZone == .some(zone) { return }
    lastZone = .some(zone)
    zones.insert(zone)
  }

  /// The text of a value of a mixed field.
  mutating func append(mixed text: TextView, at row: Int) {
    fill(to: row)
    views.append(text)
    countValue()
  }

  // MARK: Dictionary

  /// Beyond so many distinct texts, views are as small and faster.
  static let maximumDistinct = 1 << 16
  /// Where so many are distinct, nearly all texts being so shows that it does not pay.
  private static let judgedDistinct = 1 << 12

  @inline(__always)
  private mutating func appendCode(_ text: TextView) {
    words.append(Int32(truncatingIfNeeded: distinct.insert(text)))
    if distinct.count >= Self.judgedDistinct { considerUncoding() }
  }

  private mutating func considerUncoding() {
    let isUseless =
      distinct.count * 16 > words.count * 15
      || distinct.count > 4 * Self.judgedDistinct && distinct.count * 2 > words.count
    if distinct.count >= Self.maximumDistinct || isUseless { uncode() }
  }

  /// Keeps the texts as views instead of codes.
  mutating func uncode() {
    guard isCoded else { return }
    let entries = distinct.takeEntries()
    for row in 0..<words.count {
      let code = Int(words[row])
      views.append(code < entries.count ? entries[code] : .empty)
    }
    words = GrowableVector()
    isCoded = false
  }

  // MARK: Numbers

  mutating func widen() {
    guard !isWide else { return }
    for index in 0..<integers.count { wides.append(Int128(integers[index])) }
    integers = GrowableVector()
    isWide = true
  }

  /// Brings all mantissas to a longer scale; false, and nothing changed, where that takes more than 38 digits.
  mutating func rescale(to newScale: Int) -> Bool {
    guard newScale > scale else { return true }
    guard newScale - scale <= DecimalNumber.maximumDigits else { return false }
    let factor = DecimalNumber.power(newScale - scale)
    let limit = DecimalNumber.limit / factor
    if isWide {
      for index in 0..<wides.count where wides[index].magnitude > limit { return false }
      for index in 0..<wides.count { wides[index] *= factor }
    } else {
      let narrowLimit = Int128(Int64.max) / factor
      let largest = (0..<integers.count).reduce(Int128(0)) { max($0, Int128(integers[$1].magnitude)) }
      guard largest <= limit else { return false }
      if largest > narrowLimit {
        widen()
        for index in 0..<wides.count { wides[index] *= factor }
      } else if let factor = Int64(exactly: factor) {
        for index in 0..<integers.count { integers[index] *= factor }
      }
    }
    scale = newScale
    return true
  }

  /// A float holds whole numbers up to 2^53, and gives back 17 digits of others, as programs write them.
  private mutating func noteRounding(_ mantissa: Int128, scale: Int) {
    guard mantissa.magnitude > 1 << 53 else { return }
    var (digits, scale) = (mantissa, scale)
    while scale > 0, digits.isMultiple(of: 10) { (digits, scale) = (digits / 10, scale - 1) }
    let isKept =
      scale == 0 ? Int128(exactly: Double(digits)) == digits : digits.magnitude < 100_000_000_000_000_000
    if !isKept { roundedCount += 1 }
  }

  mutating func convertToFloat() {
    let count = isWide ? wides.count : integers.count
    for index in 0..<count {
      let mantissa = isWide ? wides[index] : Int128(integers[index])
      noteRounding(mantissa, scale: scale)
      floats.append(DecimalNumber(mantissa, scale: scale).double)
    }
    integers = GrowableVector()
    wides = GrowableVector()
    isWide = false
  }
}
