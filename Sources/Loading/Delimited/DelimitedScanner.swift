import Columns
import Diagnostics
import Glibc

/// The lexical grammar of separated values (RFC 4180) over bytes that `DataFile.padding` zeros follow. A line ends with LF, CRLF or CR;
/// a quote inside a cell that does not begin with one is an ordinary character.
struct DelimitedScanner {
  let separator: UInt8
  /// What lines that are comments begin with.
  let comment: UInt8?
  /// Blanks after a separator are no part of the cell.
  let skipsInitialSpace: Bool
  let base: Bytes
  /// Of the text; nothing is read beyond it.
  let end: Bytes
  private let separators: UInt64

  init(base: Bytes, end: Bytes, separator: UInt8, comment: UInt8? = nil, skipsInitialSpace: Bool = false) {
    self.base = base
    self.end = end
    self.separator = separator
    self.comment = comment
    self.skipsInitialSpace = skipsInitialSpace
    separators = 0x0101_0101_0101_0101 &* UInt64(separator)
  }

  struct Cell {
    /// Without its quotes.
    var text: TextView
    var isQuoted: Bool
    /// In the text a quote is still written as two.
    var hasDoubledQuotes = false
    /// The separator, the end of the line, or the end of the text after it.
    var next: Bytes
  }

  @inline(__always)
  func cell(_ place: Bytes) throws(JSONFault) -> Cell {
    var start = place
    if skipsInitialSpace { while start < end, start.pointee == 0x20 { start += 1 } }
    if start.pointee == UInt8(ascii: "\""), start < end { return try quotedCell(start) }
    let next = plainEnd(start)
    return Cell(text: TextView(start: start, count: next - start), isQuoted: false, next: next)
  }

  /// The first separator or end of line from `start` on, eight bytes at a time.
  @inline(__always)
  private func plainEnd(_ start: Bytes) -> Bytes {
    let (ones, highs): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    var p = start
    while p < end {
      let word = UInt64(littleEndian: UnsafeRawPointer(p).loadUnaligned(as: UInt64.self))
      let (a, b, c) = (word ^ separators, word ^ (ones &* 0x0A), word ^ (ones &* 0x0D))
      let stops = ((a &- ones) & ~a | (b &- ones) & ~b | (c &- ones) & ~c) & highs
      if stops != 0 { return min(p + (stops.trailingZeroBitCount >> 3), end) }
      p += 8
    }
    return end
  }

  @inline(never)
  private func quotedCell(_ start: Bytes) throws(JSONFault) -> Cell {
    var p = start + 1
    var hasDoubled = false
    while true {
      guard p < end, let found = memchr(p, 0x22, end - p) else {
        throw JSONFault(
          .dataSyntax, at: start - base, "this quote is not closed before the file ends",
          help: ["inside a quoted cell a quote is written as two: \"\""])
      }
      p = Bytes(found.assumingMemoryBound(to: UInt8.self))
      guard p + 1 < end, p[1] == UInt8(ascii: "\"") else { break }
      hasDoubled = true
      p += 2
    }
    let text = TextView(start: start + 1, count: p - start - 1)
    var next = p + 1
    while next < end, next.pointee == 0x20 { next += 1 }
    guard next >= end || next.pointee == separator || next.pointee == 0x0A || next.pointee == 0x0D else {
      throw JSONFault(
        .dataSyntax, at: next - base, "a quoted cell goes on after its closing quote",
        help: ["inside a quoted cell a quote is written as two: \"\""])
    }
    return Cell(text: text, isQuoted: true, hasDoubledQuotes: hasDoubled, next: min(next, end))
  }

  /// The start of the next line; `p` is at the end of one, or at the end of the text.
  @inline(__always)
  func lineStart(after p: Bytes) -> Bytes {
    guard p < end else { return end }
    return p.pointee == 0x0D && p + 1 < end && p[1] == 0x0A ? p + 2 : p + 1
  }

  @inline(__always)
  func isLineEnd(_ p: Bytes) -> Bool { p >= end || p.pointee == 0x0A || p.pointee == 0x0D }

  func isComment(_ p: Bytes) -> Bool { comment.map { p < end && p.pointee == $0 } ?? false }

  /// The end of the line at `p`, whatever stands in it.
  func lineEnd(_ p: Bytes) -> Bytes {
    var p = p
    while !isLineEnd(p) { p += 1 }
    return p
  }

  /// The first line from `start` on that is a row: no comment, and not blank where a row has several cells.
  @inline(__always)
  func rowStart(_ start: Bytes, before limit: Bytes, columns: Int) -> Bytes {
    var p = start
    while p < limit {
      if columns > 1, isLineEnd(p) {
        p = lineStart(after: p)
      } else if let comment, p.pointee == comment {
        p = lineStart(after: lineEnd(p))
      } else {
        break
      }
    }
    return p
  }

  /// A line's cells as texts, and where the next begins.
  func row(_ start: Bytes) throws(JSONFault) -> (cells: [(text: String, isQuoted: Bool)], next: Bytes) {
    var cells: [(text: String, isQuoted: Bool)] = []
    var p = start
    while true {
      let cell = try cell(p)
      cells.append((Self.text(of: cell), cell.isQuoted))
      if isLineEnd(cell.next) { return (cells, lineStart(after: cell.next)) }
      p = cell.next + 1
    }
  }

  /// How many cells a line has, and where the next begins.
  func cellCount(_ start: Bytes) throws(JSONFault) -> (cells: Int, next: Bytes) {
    var (count, p) = (0, start)
    while true {
      p = try cell(p).next
      count += 1
      if isLineEnd(p) { return (count, lineStart(after: p)) }
      p += 1
    }
  }

  private static func text(of cell: Cell) -> String {
    guard cell.hasDoubledQuotes else { return cell.text.string }
    var bytes: [UInt8] = []
    var isSecond = false
    for byte in cell.text.bytes {
      isSecond = byte == 0x22 && !isSecond
      if byte != 0x22 || isSecond { bytes.append(byte) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A text in which quotes are doubled, as it is meant.
  static func undoubled(_ text: TextView, in store: ByteArena) -> TextView {
    let start = store.reserve(text.count)
    var count = 0
    var isSecond = false
    for byte in text.bytes {
      isSecond = byte == 0x22 && !isSecond
      guard byte != 0x22 || isSecond else { continue }
      start[count] = byte
      count += 1
    }
    return store.commit(start, count: count)
  }
}
