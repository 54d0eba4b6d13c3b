import Diagnostics

extension DataFile {
  /// At most so many characters of a line are shown, about the place.
  private static let shownCharacters = 100

  /// The line and column of a byte, counted from 1, with the line's text; a long line is cut about the place.
  func excerpt(at offset: Int) -> DataExcerpt {
    let offset = min(max(0, offset), count)
    var (line, lineStart) = (1, 0)
    for index in 0..<offset where start[index] == UInt8(ascii: "\n") {
      line += 1
      lineStart = index + 1
    }
    var lineEnd = offset
    while lineEnd < count, lineEnd - offset < 4 * Self.shownCharacters, start[lineEnd] != UInt8(ascii: "\n") {
      lineEnd += 1
    }
    if lineEnd > offset, start[lineEnd - 1] == UInt8(ascii: "\r") { lineEnd -= 1 }
    if line == 1, count >= 3, start[0] == 0xEF, start[1] == 0xBB, start[2] == 0xBF { lineStart = min(3, offset) }
    let column = characters(lineStart..<offset) + 1
    var shownStart = max(lineStart, offset - 2 * Self.shownCharacters)
    while shownStart > lineStart, start[shownStart] & 0xC0 == 0x80 { shownStart -= 1 }
    var before = Array(shown(shownStart..<offset))
    var after = Array(shown(offset..<lineEnd))
    if before.count > Self.shownCharacters / 2 { before = ["…"] + before.suffix(Self.shownCharacters / 2) }
    if after.count > Self.shownCharacters / 2 { after = after.prefix(Self.shownCharacters / 2) + ["…"] }
    return DataExcerpt(file: name, line: line, column: column, text: String(before + after), caret: before.count)
  }

  /// A message about the place.
  func diagnostic(_ fault: JSONFault) -> Diagnostic {
    Diagnostic(fault.code, fault.message, help: fault.help, excerpt: fault.offset.map { excerpt(at: $0) })
  }

  /// Code points, as an editor's column counts most texts.
  private func characters(_ range: Range<Int>) -> Int {
    range.reduce(0) { start[$1] & 0xC0 == 0x80 ? $0 : $0 + 1 }
  }

  /// Text with blanks for control characters, so that the caret stands where it should.
  private func shown(_ range: Range<Int>) -> String {
    let text = String(decoding: bytes[range], as: UTF8.self)
    return String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
  }
}
