import Columns

/// How the texts of a field are written where the descriptor says so, other than as JSON or ISO 8601 write them.
enum TextForm: Sendable {
  case number(NumberForm)
  case boolean(trues: [String], falses: [String])
  /// Of dates, datetimes and months.
  case time(TimePattern)
  /// One text that holds the elements of a list.
  case list(separator: String)
}

extension FieldBuilder {
  /// A text in the field's form. False, and nothing is stored, where it is not written so.
  @inline(never)
  mutating func append(_ text: TextView, in form: TextForm, at row: Int) -> Bool {
    switch form {
    case .number(let form):
      guard let number = form.number(text) else { return false }
      return append(exact: number.mantissa, scale: number.scale, at: row)
    case .boolean(let trues, let falses):
      if trues.contains(where: { $0.utf8.elementsEqual(text.bytes) }) { return append(boolean: true, at: row) }
      return falses.contains { $0.utf8.elementsEqual(text.bytes) } && append(boolean: false, at: row)
    case .time(let pattern): return pattern.read(text).map { append(time: $0, at: row) } ?? false
    case .list(let separator): return append(list: text, separatedBy: Array(separator.utf8), at: row)
    }
  }

  private mutating func append(time: TimePattern.Reading, at row: Int) -> Bool {
    switch kind {
    case .date:
      guard time.microseconds == 0 else { return false }
      fill(to: row)
      words.append(Int32(truncatingIfNeeded: time.day))
    case .month:
      fill(to: row)
      integers.append(Period(.month, containing: time.day).packed)
    case .datetime:
      fill(to: row)
      noteZone(time.zoneMinutes)
      let offset = Int64(time.zoneMinutes ?? context.rules.zoneMinutes) * 60_000_000
      integers.append(Int64(time.day) * Instant.microsecondsPerDay + time.microseconds - offset)
    case .unknown, .boolean, .integer, .decimal, .float, .text, .list, .record, .mixed: return false
    }
    countValue()
    return true
  }

  /// Blanks about the elements are no part of them. An element that its field does not hold makes the whole text one that does not fit.
  private mutating func append(list text: TextView, separatedBy separator: [UInt8], at row: Int) -> Bool {
    guard kind == .list, let elements else { return false }
    fill(to: row)
    let start = elementCount
    for part in text.parts(separatedBy: separator) {
      guard elements.pointee.append(element: part, at: elementCount) else {
        elements.pointee.forgetRows(from: start)
        elementCount = start
        return false
      }
      elementCount += 1
    }
    words.append(Int32(truncatingIfNeeded: elementCount))
    countValue()
    return true
  }

  /// A text that stands for a value of the field's kind.
  private mutating func append(element text: TextView, at row: Int) -> Bool {
    switch kind {
    case .integer, .decimal: append(text, in: .number(NumberForm()), at: row)
    case .boolean: append(text, in: .boolean(trues: ["true", "1"], falses: ["false", "0"]), at: row)
    case .unknown, .float, .date, .datetime, .month, .text, .list, .record, .mixed: append(text: text, at: row)
    }
  }
}

extension TextView {
  /// Without blanks about them; an empty text has none.
  fileprivate func parts(separatedBy separator: [UInt8]) -> [TextView] {
    guard count > 0, !separator.isEmpty else { return count > 0 ? [self] : [] }
    var parts: [TextView] = []
    var (from, at) = (0, 0)
    while at + separator.count <= count {
      if UnsafeBufferPointer(start: start + at, count: separator.count).elementsEqual(separator) {
        parts.append(trimmed(from..<at))
        at += separator.count
        from = at
      } else {
        at += 1
      }
    }
    return parts + [trimmed(from..<count)]
  }

  private func trimmed(_ range: Range<Int>) -> TextView {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high, start[low] == 0x20 { low += 1 }
    while high > low, start[high - 1] == 0x20 { high -= 1 }
    return TextView(start: start + low, count: high - low)
  }
}
