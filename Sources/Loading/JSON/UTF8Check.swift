/// The first byte in `start..<end` that is not well-formed UTF-8 (Unicode, table 3-7), or nil. Eight bytes follow `end`.
func firstInvalidUTF8(_ start: Bytes, _ end: Bytes) -> Bytes? {
  var p = start
  while p < end {
    if p + 8 <= end, UnsafeRawPointer(p).loadUnaligned(as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
      p += 8
      continue
    }
    let length = sequenceLength(p)
    guard length > 0, p + length <= end else { return p }
    p += length
  }
  return nil
}

/// The length of the well-formed sequence at `p`, 0 where there is none.
@inline(__always)
private func sequenceLength(_ p: Bytes) -> Int {
  let lead = p[0]
  if lead < 0x80 { return 1 }
  guard p[1] & 0xC0 == 0x80 else { return 0 }
  if lead < 0xE0 { return lead >= 0xC2 ? 2 : 0 }
  guard p[2] & 0xC0 == 0x80 else { return 0 }
  if lead < 0xF0 {
    // No longer forms than needed, no surrogates.
    if lead == 0xE0, p[1] < 0xA0 { return 0 }
    if lead == 0xED, p[1] >= 0xA0 { return 0 }
    return 3
  }
  guard lead <= 0xF4, p[3] & 0xC0 == 0x80 else { return 0 }
  if lead == 0xF0, p[1] < 0x90 { return 0 }
  if lead == 0xF4, p[1] >= 0x90 { return 0 }
  return 4
}
