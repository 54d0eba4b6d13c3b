extension JSONScanner {
  /// Checks the value at `start` whole and gives the place after it.
  func skipValue(_ start: Bytes, depth: Int) throws(JSONFault) -> Bytes {
    switch start.pointee {
    case UInt8(ascii: "\""): return try string(start).close + 1
    case UInt8(ascii: "["): return try skipList(start, depth: depth + 1)
    case UInt8(ascii: "{"): return try skipObject(start, depth: depth + 1)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try numberEnd(start)
    default: return try literalEnd(start)
    }
  }

  private func skipList(_ start: Bytes, depth: Int) throws(JSONFault) -> Bytes {
    guard depth <= Self.maximumDepth else { throw tooDeep(start) }
    var p = skipSpace(start + 1)
    if p.pointee == UInt8(ascii: "]") { return p + 1 }
    while true {
      p = skipSpace(try skipValue(p, depth: depth))
      if p.pointee == UInt8(ascii: "]") { return p + 1 }
      guard p.pointee == UInt8(ascii: ",") else { throw expected("',' or ']' after an element", p) }
      p = skipSpace(p + 1)
    }
  }

  private func skipObject(_ start: Bytes, depth: Int) throws(JSONFault) -> Bytes {
    guard depth <= Self.maximumDepth else { throw tooDeep(start) }
    return try eachMember(start) { (_, p) throws(JSONFault) in try skipValue(p, depth: depth) }
  }

  /// Passes the object at `start`: `member` gets each name and the place of its value, and gives the place after the value.
  func eachMember(
    _ start: Bytes, _ member: (StringSpan, Bytes) throws(JSONFault) -> Bytes
  ) throws(JSONFault) -> Bytes {
    var p = skipSpace(start + 1)
    if p.pointee == UInt8(ascii: "}") { return p + 1 }
    while true {
      guard p.pointee == UInt8(ascii: "\"") else { throw expected("a member's name in double quotes", p) }
      let name = try string(p)
      p = skipSpace(try member(name, try colon(after: name.close + 1)))
      if p.pointee == UInt8(ascii: "}") { return p + 1 }
      guard p.pointee == UInt8(ascii: ",") else { throw expected("',' or '}' after a member", p) }
      p = skipSpace(p + 1)
    }
  }

  /// Passes the colon after a member's name, and the blanks about it.
  @inline(__always)
  func colon(after start: Bytes) throws(JSONFault) -> Bytes {
    let p = start.pointee == UInt8(ascii: ":") ? start : skipSpace(start)
    guard p.pointee == UInt8(ascii: ":") else { throw expected("':' after a member's name", p) }
    return skipSpace(p + 1)
  }

  /// The end of `true`, `false` or `null`, or what is wrong with anything else.
  func literalEnd(_ p: Bytes) throws(JSONFault) -> Bytes {
    if isWord(p, 0x6C6C_756E) || isWord(p, 0x6575_7274) { return p + 4 }
    if isWord(p, 0x736C_6166), p[4] == UInt8(ascii: "e") { return p + 5 }
    throw unknownValue(p)
  }

  /// Whether the four bytes at `p` are `word`'s, the first the lowest.
  @inline(__always)
  func isWord(_ p: Bytes, _ word: UInt32) -> Bool {
    UnsafeRawPointer(p).loadUnaligned(as: UInt32.self) == word.littleEndian
  }

  @inline(never)
  private func unknownValue(_ p: Bytes) -> JSONFault {
    switch p.pointee {
    case UInt8(ascii: "'"): return fault(p, "expected a value; text stands in double quotes")
    case UInt8(ascii: "N"), UInt8(ascii: "I"):
      return fault(p, "expected a value; NaN and Infinity are not JSON, write null")
    case UInt8(ascii: "T"), UInt8(ascii: "F"): return fault(p, "expected a value; true and false are written small")
    case UInt8(ascii: "+"), UInt8(ascii: "."): return fault(p, "expected a value; a number begins with a digit or '-'")
    default: return expected("a value", p)
    }
  }
}
