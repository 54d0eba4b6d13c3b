import Columns
import Diagnostics

/// Reads records from JSON text straight into the builders of their fields.
struct RecordParser: ~Copyable {
  let scanner: JSONScanner
  /// Decoded texts and those of mixed fields.
  let store = ByteArena()
  let stop: StopSignal
  private(set) var rows = 0
  /// Where `stop` is asked next.
  private var nextPoll: Bytes
  /// Members whose name occurred before in the same object, and where the first is.
  private(set) var duplicates: (count: Int, firstOffset: Int) = (0, 0)

  /// So many bytes are read between two looks at `stop`.
  private static let pollDistance = 1 << 21
  /// Rows are numbered in 32 bits.
  static let maximumRows = Int(Int32.max)

  init(_ scanner: JSONScanner, stop: StopSignal) {
    self.scanner = scanner
    self.stop = stop
    nextPoll = scanner.base
  }

  // MARK: Rows

  /// Reads the elements of an array as rows of `root`, from the first element on. With `end`, exactly up to the comma that stands
  /// there; without, up to the closing bracket. Gives the place after that.
  mutating func elements(
    _ start: Bytes, until end: Bytes?, into root: UnsafeMutablePointer<FieldBuilder>
  ) throws(JSONFault) -> Bytes {
    var p = scanner.skipSpace(start)
    if end == nil, p.pointee == UInt8(ascii: "]"), rows == 0 { return p + 1 }
    while true {
      p = scanner.skipSpace(try row(p, into: root, depth: 1))
      switch p.pointee {
      case UInt8(ascii: ","):
        if let end, p >= end {
          guard p == end else { throw misaligned(p) }
          return p + 1
        }
        p = scanner.skipSpace(p + 1)
      case UInt8(ascii: "]"):
        guard end == nil else { throw misaligned(p) }
        return p + 1
      default: throw scanner.expected("',' or ']' after a record", p)
      }
    }
  }

  /// Reads values that follow each other, up to exactly `end`.
  mutating func sequence(
    _ start: Bytes, until end: Bytes, into root: UnsafeMutablePointer<FieldBuilder>
  ) throws(JSONFault) {
    var p = scanner.skipSpace(start)
    while p < end {
      let isRecord = p.pointee == UInt8(ascii: "{")
      if rows > 0, !isRecord { throw scanner.expected("a record in { }, or the end of the file", p) }
      p = try row(p, into: root, depth: 0)
      if p > end { throw misaligned(p) }
      p = scanner.skipSpace(p)
      // Values other than objects may not follow each other: what comes after one is more likely a mistake.
      if p < end, !isRecord { throw scanner.expected("the end of the file", p) }
    }
  }

  /// The ends of chunks are guesses; a wrong one shows here.
  private func misaligned(_ p: Bytes) -> JSONFault { scanner.fault(p, "the records are not divided here") }

  private mutating func row(
    _ p: Bytes, into root: UnsafeMutablePointer<FieldBuilder>, depth: Int
  ) throws(JSONFault) -> Bytes {
    if p >= nextPoll { try poll(p) }
    guard rows < Self.maximumRows else { throw tooManyRows(p) }
    rows += 1
    return try value(p, into: root, row: rows - 1, depth: depth)
  }

  @inline(never)
  private mutating func poll(_ p: Bytes) throws(JSONFault) {
    nextPoll = p + Self.pollDistance
    if stop.isRequested() { throw JSONFault(.interrupted, at: nil, "interrupted while reading") }
  }

  private func tooManyRows(_ p: Bytes) -> JSONFault {
    JSONFault(.dataTooLarge, at: p - scanner.base, "there are more than \(Self.maximumRows) rows here")
  }

  // MARK: Values

  /// Reads the value at `p` as that of `row`.
  @inline(__always)
  private mutating func value(
    _ p: Bytes, into field: UnsafeMutablePointer<FieldBuilder>, row: Int, depth: Int
  ) throws(JSONFault) -> Bytes {
    switch p.pointee {
    case UInt8(ascii: "\""):
      let span = try scanner.string(p)
      if !span.hasEscapes, !field.pointee.hasMissingTexts, field.pointee.append(text: span.view, at: row) {
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
  private mutating func rareText(
    _ p: Bytes, _ span: JSONScanner.StringSpan, into field: UnsafeMutablePointer<FieldBuilder>, row: Int
  ) throws(JSONFault) -> Bytes {
    let text = scanner.decoded(span, in: store)
    if field.pointee.hasMissingTexts,
      field.pointee.missingTexts.contains(where: { $0.utf8.elementsEqual(text.bytes) })
    {
      return span.close + 1
    }
    if !field.pointee.append(text: text, at: row) {
      try unfit(.text, text, p, into: field, row: row)
    }
    return span.close + 1
  }

  @inline(__always)
  private mutating func literal(
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
  private mutating func number(
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
  private mutating func rareNumber(
    _ start: Bytes, into field: UnsafeMutablePointer<FieldBuilder>, row: Int
  ) throws(JSONFault) -> Bytes {
    let end = try scanner.numberEnd(start)
    let text = TextView(start: start, count: end - start)
    if field.pointee.isDeclared, field.pointee.kind == .decimal {
      // Declared exact, an exponent is only a way of writing.
      guard let exact = JSONScanner.exactDecimal(text),
        field.pointee.append(exact: exact.mantissa, scale: exact.scale, at: row)
      else {
        throw JSONFault(
          .dataNumberRange, at: start - scanner.base,
          "the decimals of '\(field.pointee.path)' need more than 38 digits here")
      }
      return end
    }
    if field.pointee.kind == .mixed {
      try unfit(.float, text, start, into: field, row: row)
      return end
    }
    switch try scanner.number(start, end) {
    case .exact(let mantissa, let scale):
      if !field.pointee.append(exact: mantissa, scale: scale, at: row) {
        try unfit(scale == 0 ? .integer : .decimal, text, start, into: field, row: row)
      }
    case .float(let value):
      if !field.pointee.append(float: value, at: row) { try unfit(.float, text, start, into: field, row: row) }
    }
    return end
  }

  /// A value that the field's kind does not hold: refused where the descriptor says the kind, kept as its text in a mixed field;
  /// otherwise the field is noted as one to be read again.
  @inline(never)
  private mutating func unfit(
    _ kind: FieldKind, _ text: TextView, _ p: Bytes, into field: UnsafeMutablePointer<FieldBuilder>, row: Int
  ) throws(JSONFault) {
    if field.pointee.kind == .mixed {
      if let family = kind.family { field.pointee.census.add(family, at: p - scanner.base) }
      field.pointee.append(mixed: text, at: row)
    } else if field.pointee.isDeclared {
      throw mismatch(kind, p, field)
    } else {
      if field.pointee.path.isEmpty, kind == .record || field.pointee.kind == .record {
        throw notLikeTheOthers(kind, p, field)
      }
      field.pointee.isConflicted = true
      field.pointee.unifiedKind = field.pointee.unifiedKind.unified(kind)
    }
  }

  private func mismatch(_ kind: FieldKind, _ p: Bytes, _ field: UnsafeMutablePointer<FieldBuilder>) -> JSONFault {
    let declared = field.pointee.kind
    let help: [String] =
      switch declared {
      case .date: ["dates are written \"2023-09-01\""]
      case .datetime: ["they are written \"2023-09-01T14:30:00+08:00\""]
      case .unknown, .boolean, .integer, .decimal, .float, .text, .list, .record, .mixed: []
      }
    let path = field.pointee.path
    return JSONFault(
      .dataTypeMismatch, at: p - scanner.base,
      "the descriptor says that '\(path)' is \(declared.phrase), but this is \(kind.phrase)", help: help)
  }

  private func notLikeTheOthers(_ kind: FieldKind, _ p: Bytes, _ root: UnsafeMutablePointer<FieldBuilder>) -> JSONFault
  {
    JSONFault(
      .dataShape, at: p - scanner.base,
      "the records before are each \(root.pointee.kind.phrase), but this is \(kind.phrase)",
      help: ["all records of a collection must be objects, in { }"])
  }

  // MARK: Structure

  @inline(never)
  private mutating func list(
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
  private mutating func other(
    _ kind: FieldKind, _ start: Bytes, into field: UnsafeMutablePointer<FieldBuilder>, row: Int, depth: Int
  ) throws(JSONFault) -> Bytes {
    let end = try scanner.skipValue(start, depth: depth)
    try unfit(kind, TextView(start: start, count: end - start), start, into: field, row: row)
    return end
  }

  @inline(never)
  private mutating func record(
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
  private mutating func members(
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
      p = try value(p, into: field, row: row, depth: depth)
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
  private mutating func unexpectedName(
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
      throw JSONFault(
        .dataTooLarge, at: p - scanner.base,
        "the records have more than \(ObjectBuilder.maximumFields) fields, or very long names",
        help: ["names that are data, such as identifiers, belong into a field of their own"])
    }
    if previous < 0 { object.pointee.first = index } else { object.pointee.fields[previous].next = index }
    return (index, span.close + 1)
  }

  @inline(never)
  private mutating func noteDuplicate(_ p: Bytes, _ field: UnsafeMutablePointer<FieldBuilder>, row: Int) {
    if duplicates.count == 0 { duplicates.firstOffset = p - scanner.base }
    duplicates.count += 1
    field.pointee.forget(row: row)
  }
}
