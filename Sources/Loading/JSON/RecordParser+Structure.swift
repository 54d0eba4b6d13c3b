import Columns
import Diagnostics

/// Lists and objects.
extension RecordParser {
  @inline(never)
  mutating func list(
    _ start: Bytes, into field: UnsafeMutablePointer<FieldBuilder>, row: Int, depth: Int
  ) throws(JSONFault) -> Bytes {
    guard depth < JSONScanner.maximumDepth else { throw scanner.tooDeep(start) }
    if field.pointee.kind == .unknown { field.pointee.become(.list) }
    guard field.pointee.kind == .list, let elements = field.pointee.elements else {
      return try other(.list, start, into: field, row: row, depth: depth)
    }
    field.pointee.fill(to: row)
    var p = scanner.skipSpace(start + 1)
    var count = field.pointee.elementCount
    if p.pointee != UInt8(ascii: "]") {
      while true {
        if p >= nextPoll { try poll(p) }
        guard count < Self.maximumRows else { throw tooManyRows(p) }
        p = scanner.skipSpace(try value(p, into: elements, row: count, depth: depth + 1))
        count += 1
        if p.pointee == UInt8(ascii: "]") { break }
        guard p.pointee == UInt8(ascii: ",") else { throw scanner.expected("',' or ']' after an element", p) }
        p = scanner.skipSpace(p + 1)
      }
    }
    field.pointee.elementCount = count
    field.pointee.words.append(Int32(truncatingIfNeeded: count))
    field.pointee.countValue()
    return p + 1
  }

  /// A list or object in a field of another kind.
  mutating func other(
    _ kind: FieldKind, _ start: Bytes, into field: UnsafeMutablePointer<FieldBuilder>, row: Int, depth: Int
  ) throws(JSONFault) -> Bytes {
    let end = try scanner.skipValue(start, depth: depth)
    try unfit(kind, TextView(start: start, count: end - start), start, into: field, row: row)
    return end
  }

  @inline(never)
  mutating func record(
    _ start: Bytes, into field: UnsafeMutablePointer<FieldBuilder>, row: Int, depth: Int
  ) throws(JSONFault) -> Bytes {
    guard depth < JSONScanner.maximumDepth else { throw scanner.tooDeep(start) }
    if field.pointee.kind == .unknown { field.pointee.become(.record) }
    guard field.pointee.kind == .record, let object = field.pointee.object else {
      return try other(.record, start, into: field, row: row, depth: depth)
    }
    field.pointee.fill(to: row)
    field.pointee.bytes.append(1)
    field.pointee.countValue()
    return try members(start, of: object, row: row, depth: depth + 1)
  }

  /// The members of the object at `start`. The order of the names in the object before is expected again, and compared first.
  mutating func members(
    _ start: Bytes, of object: UnsafeMutablePointer<ObjectBuilder>, row: Int, depth: Int
  ) throws(JSONFault) -> Bytes {
    var p = scanner.skipSpace(start + 1)
    if p.pointee == UInt8(ascii: "}") { return p + 1 }
    var expected = object.pointee.first
    var previous = -1
    while true {
      var index = expected
      if index >= 0, object.pointee.fields[index].name.matches(p) {
        p += object.pointee.fields[index].name.length
      } else {
        (index, p) = try unexpectedName(p, of: object, expected: expected, previous: previous)
      }
      p = try scanner.colon(after: p)
      let field = object.pointee.fields + index
      if field.pointee.lastRow == row { noteDuplicate(p, field, row: row) }
      field.pointee.lastRow = row
      p =
        field.pointee.isLeftOut
        ? try leftOut(p, field, row: row, depth: depth) : try value(p, into: field, row: row, depth: depth)
      previous = index
      expected = field.pointee.next
      p = scanner.skipSpace(p)
      if p.pointee == UInt8(ascii: "}") { return p + 1 }
      guard p.pointee == UInt8(ascii: ",") else { throw scanner.expected("',' or '}' after a member", p) }
      p = scanner.skipSpace(p + 1)
    }
  }

  /// Finds the field of the name at `p`. A name that was left out keeps its place in the expected order.
  @inline(never)
  mutating func unexpectedName(
    _ p: Bytes, of object: UnsafeMutablePointer<ObjectBuilder>, expected: Int, previous: Int
  ) throws(JSONFault) -> (Int, Bytes) {
    if expected >= 0 {
      let second = object.pointee.fields[expected].next
      if second >= 0, object.pointee.fields[second].name.matches(p) {
        return (second, p + object.pointee.fields[second].name.length)
      }
    }
    guard p.pointee == UInt8(ascii: "\"") else { throw scanner.expected("a member's name in double quotes", p) }
    let span = try scanner.string(p)
    guard let index = object.pointee.field(named: scanner.decoded(span, in: store)) else {
      throw BuildContext.overfull(
        "the records have more than \(ObjectBuilder.maximumFields) fields, or very long names", at: p - scanner.base)
    }
    if previous < 0 { object.pointee.first = index } else { object.pointee.fields[previous].next = index }
    return (index, span.close + 1)
  }

  @inline(never)
  mutating func noteDuplicate(_ p: Bytes, _ field: UnsafeMutablePointer<FieldBuilder>, row: Int) {
    duplicates.add(at: p - scanner.base)
    field.pointee.forget(row: row)
  }
}
