import Columns
import Diagnostics

/// Rows of separated values.
extension RecordParser {
  /// Reads lines as rows of `root`, up to exactly `end`, which is the start of a line or the end of the text.
  mutating func lines(
    _ start: Bytes, until end: Bytes, _ form: DelimitedForm, source: RecordSource,
    into root: UnsafeMutablePointer<FieldBuilder>
  ) throws(JSONFault) {
    if let wrong = firstInvalidUTF8(start, end) { throw JSONFault.notUTF8(wrong - scanner.base) }
    let cells = form.scanner(base: scanner.base, end: source.end)
    guard let (object, columns) = columns(form, of: root, at: start) else {
      throw BuildContext.overfull("there are more than \(ObjectBuilder.maximumFields) columns, or very long names")
    }
    let fields = object.pointee.fields
    var p = cells.rowStart(start, before: end, columns: columns.count)
    while p < end {
      if p >= nextPoll { try poll(p) }
      guard rows < Self.maximumRows else { throw tooManyRows(p) }
      let row = beginRow(of: root)
      let lineStart = p
      var column = 0
      var isEmpty = columns.count > 1
      while true {
        let cell = try cells.cell(p)
        if cell.text.count > 0 { isEmpty = false }
        if column < columns.count {
          let field = fields + columns[column]
          if !field.pointee.isLeftOut { try self.cell(cell, form, into: field, row: row) }
        }
        column += 1
        p = cell.next
        if cells.isLineEnd(p) { break }
        p += 1
      }
      guard column == columns.count else { throw ragged(lineStart, cells: column, names: columns.count) }
      if isEmpty { emptyLines.add(at: lineStart - scanner.base) }
      p = cells.rowStart(cells.lineStart(after: p), before: end, columns: columns.count)
    }
    if p > end { throw misaligned(p) }
  }

  /// Gives `root` its columns; nil where there are too many.
  private func columns(
    _ form: DelimitedForm, of root: UnsafeMutablePointer<FieldBuilder>, at start: Bytes
  ) -> (object: UnsafeMutablePointer<ObjectBuilder>, fields: [Int])? {
    root.pointee.become(.record)
    guard let object = root.pointee.object else { return nil }
    var fields: [Int] = []
    for name in form.names {
      guard let field = object.pointee.field(named: store.copy(name)) else { return nil }
      fields.append(field)
    }
    return (object, fields)
  }

  private func ragged(_ line: Bytes, cells: Int, names: Int) -> JSONFault {
    JSONFault(
      .dataShape, at: line - scanner.base,
      "this line has \(cells) \(cells == 1 ? "cell" : "cells"), the first has \(names)",
      help: ["a cell that holds the separator or a line's end is written in quotes"])
  }

  // MARK: Cells

  @inline(__always)
  private mutating func cell(
    _ cell: DelimitedScanner.Cell, _ form: DelimitedForm, into field: UnsafeMutablePointer<FieldBuilder>, row: Int
  ) throws(JSONFault) {
    if cell.text.count == 0, !cell.isQuoted { return }
    if !field.pointee.examinesTexts, !cell.hasDoubledQuotes, cell.text.count > 0 {
      switch field.pointee.kind {
      // What begins with a blank may be nothing else.
      case .text, .date:
        if cell.text.start.pointee != 0x20, field.pointee.append(text: cell.text, at: row) { return }
      case .integer, .decimal: if appendPlainNumber(cell.text, to: field, row: row) { return }
      case .unknown, .boolean, .float, .datetime, .month, .list, .record, .mixed: break
      }
    }
    try rareCell(cell, form, into: field, row: row)
  }

  /// A number of at most 18 digits and without an exponent; false, and nothing stored, for anything else.
  @inline(__always)
  private mutating func appendPlainNumber(
    _ text: TextView, to field: UnsafeMutablePointer<FieldBuilder>, row: Int
  ) -> Bool {
    let isNegative = text.start.pointee == UInt8(ascii: "-")
    let first = isNegative ? 1 : 0
    guard text.count - first > 0, text.count - first <= 18 else { return false }
    var mantissa: Int64 = 0
    var point = -1
    for at in first..<text.count {
      let digit = text.start[at] &- UInt8(ascii: "0")
      if digit <= 9 {
        mantissa = mantissa &* 10 &+ Int64(digit)
      } else {
        guard text.start[at] == UInt8(ascii: "."), point < 0, at > first, at + 1 < text.count else { return false }
        point = at
      }
    }
    let whole = point < 0 ? text.count : point
    guard text.start[first] != UInt8(ascii: "0") || whole == first + 1 else { return false }
    let scale = point < 0 ? 0 : text.count - point - 1
    return field.pointee.append(mantissa: isNegative ? -mantissa : mantissa, scale: scale, at: row)
  }

  @inline(never)
  private mutating func rareCell(
    _ cell: DelimitedScanner.Cell, _ form: DelimitedForm, into field: UnsafeMutablePointer<FieldBuilder>, row: Int
  ) throws(JSONFault) {
    let text = cell.hasDoubledQuotes ? DelimitedScanner.undoubled(cell.text, in: store) : cell.text
    if field.pointee.missingTexts.contains(where: { $0.utf8.elementsEqual(text.bytes) }) { return }
    let value = trimmed(text)
    if value.count == 0, !(cell.isQuoted && text.count > 0 && field.pointee.kind == .text) {
      // Nothing but blanks says nothing; an empty text in quotes is one, in a column of texts.
      guard cell.isQuoted, text.count > 0 || !form.emptyIsMissing else { return }
      if field.pointee.kind == .unknown { field.pointee.hasEarlyEmptyTexts = true }
      if field.pointee.kind == .text { _ = field.pointee.append(text: text, at: row) }
      return
    }
    if field.pointee.kind == .text {
      _ = field.pointee.append(text: text, at: row)
      return
    }
    if let form = field.pointee.form {
      if !field.pointee.append(value, in: form, at: row) {
        try unfit(.text, value, cell.text.start, into: field, row: row)
      }
      return
    }
    if field.pointee.kind == .list || field.pointee.kind == .record {
      return try nested(value, cell, into: field, row: row)
    }
    let kind = CellKind.of(value)
    if try append(value, kind, cell, to: field, row: row) { return }
    if field.pointee.kind == .unknown, field.pointee.append(text: text, at: row) { return }
    if field.pointee.isDeclared { return try unfit(kind, value, cell.text.start, into: field, row: row) }
    field.pointee.isConflicted = true
    field.pointee.unifiedKind = .text
  }

  /// Stores a value as what it reads as; false where the field holds no such values.
  private mutating func append(
    _ value: TextView, _ kind: FieldKind, _ cell: DelimitedScanner.Cell, to field: UnsafeMutablePointer<FieldBuilder>,
    row: Int
  ) throws(JSONFault) -> Bool {
    switch kind {
    case .integer where field.pointee.kind == .boolean && field.pointee.isDeclared && value.count == 1:
      // Table Schema's values of booleans are, without other ones, also 1 and 0.
      let digit = value.start.pointee - UInt8(ascii: "0")
      return digit <= 1 && field.pointee.append(boolean: digit == 1, at: row)
    case .integer, .decimal, .float: return try append(number: value, to: field, row: row)
    case .boolean: return CellKind.boolean(value).map { field.pointee.append(boolean: $0, at: row) } ?? false
    case .date, .datetime: return field.pointee.append(text: value, at: row)
    case .unknown, .month, .text, .list, .record, .mixed: return false
    }
  }

  /// False where the field holds no such numbers.
  private mutating func append(
    number text: TextView, to field: UnsafeMutablePointer<FieldBuilder>, row: Int
  ) throws(JSONFault) -> Bool {
    if try appendDecimal(text, to: field, row: row) { return true }
    guard field.pointee.kind.converts(to: .float) else { return false }
    switch try scanner.number(text.start, text.start + text.count) {
    case .exact(let mantissa, let scale):
      noteSize(mantissa, scale, text.start, of: field)
      return field.pointee.append(exact: mantissa, scale: scale, at: row)
    case .float(let value):
      noteFloat(text, of: field)
      return field.pointee.append(float: value, at: row)
    }
  }

  /// A list or object that the descriptor announces: its JSON text.
  private mutating func nested(
    _ value: TextView, _ cell: DelimitedScanner.Cell, into field: UnsafeMutablePointer<FieldBuilder>, row: Int
  ) throws(JSONFault) {
    let place = store.reserve(value.count + DataFile.padding)
    place.update(from: value.start, count: value.count)
    (place + value.count).update(repeating: 0, count: DataFile.padding)
    let copy = store.commit(place, count: value.count + DataFile.padding)
    let kind: FieldKind = value.start.pointee == UInt8(ascii: "[") ? .list : .record
    let opening = kind == .list ? UInt8(ascii: "[") : UInt8(ascii: "{")
    guard copy.start.pointee == opening, kind == field.pointee.kind else {
      return try unfit(.text, value, cell.text.start, into: field, row: row)
    }
    do throws(JSONFault) {
      let end = try self.value(copy.start, into: field, row: row, depth: 1)
      if end == copy.start + value.count { return }
    } catch {
      if error.code == .interrupted || error.code == .dataTooLarge { throw error }
    }
    throw JSONFault(
      .dataSyntax, at: cell.text.start - scanner.base, "this cell is not the JSON text of \(kind.phrase)",
      help: ["the descriptor says that '\(field.pointee.path)' is one"])
  }

  private func trimmed(_ text: TextView) -> TextView {
    var (start, count) = (text.start, text.count)
    while count > 0, start.pointee == 0x20 {
      start += 1
      count -= 1
    }
    while count > 0, start[count - 1] == 0x20 { count -= 1 }
    return TextView(start: start, count: count)
  }
}
