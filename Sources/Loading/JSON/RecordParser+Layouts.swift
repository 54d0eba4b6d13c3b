import Columns
import Diagnostics

/// Records that are not simply objects which follow each other.
extension RecordParser {
  /// Reads the members of an object as records whose field `key` is the member's name, from the first name on; gives the place after
  /// the closing brace.
  mutating func keyedRecords(
    _ start: Bytes, key: String, into root: UnsafeMutablePointer<FieldBuilder>
  ) throws(JSONFault) -> Bytes {
    root.pointee.become(.record)
    guard let object = root.pointee.object, let keyField = object.pointee.field(named: store.copy(key)) else {
      return start
    }
    object.pointee.fields[keyField].isLeftOut = false
    var p = start
    while true {
      guard p.pointee == UInt8(ascii: "\"") else { throw scanner.expected("a member's name in double quotes", p) }
      let name = try scanner.string(p)
      let place = p
      p = try scanner.colon(after: name.close + 1)
      guard p.pointee == UInt8(ascii: "{") else { throw scanner.expected("an object, as the members before are", p) }
      if p >= nextPoll { try poll(p) }
      guard rows < Self.maximumRows else { throw tooManyRows(p) }
      let row = beginRow(of: root)
      _ = try rareText(place, name, into: object.pointee.fields + keyField, row: row)
      object.pointee.fields[keyField].lastRow = row
      p = scanner.skipSpace(try members(p, of: object, row: row, depth: 2))
      if p.pointee == UInt8(ascii: "}") { return p + 1 }
      guard p.pointee == UInt8(ascii: ",") else { throw scanner.expected("',' or '}' after a member", p) }
      p = scanner.skipSpace(p + 1)
    }
  }

  /// Reads the elements of an array, arrays of as many values as there are names, as rows; gives the place after the closing bracket.
  mutating func tuples(
    _ start: Bytes, _ names: [String], into root: UnsafeMutablePointer<FieldBuilder>
  ) throws(JSONFault) -> Bytes {
    root.pointee.become(.record)
    guard let object = root.pointee.object else { return start }
    var fields: [Int] = []
    for name in names {
      guard let field = object.pointee.field(named: store.copy(name)) else {
        throw BuildContext.overfull("there are more than \(ObjectBuilder.maximumFields) columns, or very long names")
      }
      fields.append(field)
    }
    var p = scanner.skipSpace(start)
    if p.pointee == UInt8(ascii: "]") { return p + 1 }
    while true {
      guard p.pointee == UInt8(ascii: "[") else { throw scanner.expected("a list, as the rows before are", p) }
      if p >= nextPoll { try poll(p) }
      guard rows < Self.maximumRows else { throw tooManyRows(p) }
      p = scanner.skipSpace(try tuple(p, object, fields, row: beginRow(of: root)))
      if p.pointee == UInt8(ascii: "]") { return p + 1 }
      guard p.pointee == UInt8(ascii: ",") else { throw scanner.expected("',' or ']' after a row", p) }
      p = scanner.skipSpace(p + 1)
    }
  }

  private mutating func tuple(
    _ start: Bytes, _ object: UnsafeMutablePointer<ObjectBuilder>, _ fields: [Int], row: Int
  ) throws(JSONFault) -> Bytes {
    var p = scanner.skipSpace(start + 1)
    var column = 0
    while p.pointee != UInt8(ascii: "]") {
      guard column < fields.count else { break }
      let field = object.pointee.fields + fields[column]
      p = scanner.skipSpace(
        field.pointee.isLeftOut
          ? try leftOut(p, field, row: row, depth: 2) : try value(p, into: field, row: row, depth: 2))
      column += 1
      if p.pointee == UInt8(ascii: "]") { break }
      guard p.pointee == UInt8(ascii: ",") else { throw scanner.expected("',' or ']' after an element", p) }
      p = scanner.skipSpace(p + 1)
    }
    guard column == fields.count, p.pointee == UInt8(ascii: "]") else {
      throw JSONFault(
        .dataShape, at: start - scanner.base,
        "this row has \(column == fields.count ? "more than \(column)" : "\(column)") values, there are \(fields.count) names"
      )
    }
    return p + 1
  }
}
