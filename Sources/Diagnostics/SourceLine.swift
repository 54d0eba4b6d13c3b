/// A line of a script as it is shown under a message: tabs as spaces, control characters visible, a long line cut about the
/// place that matters.
struct SourceLine {
  private struct Cell {
    var offset: Int
    var text: String
    var width: Int
  }

  private(set) var text = ""
  /// The column at which each shown character begins, by its byte offset in the source, in their order.
  private var columns: [(offset: Int, column: Int)] = []

  /// - Parameters:
  ///   - focus: the byte offset that must be seen.
  ///   - width: the columns there are.
  init(_ source: SourceText, line: Int, focus: Int, width: Int) {
    let range = source.lineRange(line)
    // Bytes enough for `width` on both sides, so that a line of megabytes costs no more than another.
    var start = max(range.lowerBound, min(focus, range.upperBound) - 4 * width)
    var end = min(range.upperBound, focus + 4 * width)
    while start > range.lowerBound, source.utf8[start] & 0xC0 == 0x80 { start -= 1 }
    while end < range.upperBound, source.utf8[end] & 0xC0 == 0x80 { end += 1 }
    let cells = Self.cells(source.slice(Span(start, end)), from: start)
    let shown = Self.window(cells, focus: focus, width: width)
    let isCutBefore = start > range.lowerBound || shown.lowerBound > 0
    var column = isCutBefore ? 1 : 0
    text = isCutBefore ? "…" : ""
    for cell in cells[shown] {
      columns.append((cell.offset, column))
      text += cell.text
      column += cell.width
    }
    columns.append((shown.upperBound < cells.count ? cells[shown.upperBound].offset : end, column))
    if end < range.upperBound || shown.upperBound < cells.count { text += "…" }
  }

  /// The column of a byte of the line; nil where it is cut off.
  func column(at offset: Int) -> Int? {
    guard let first = columns.first, let last = columns.last, offset >= first.offset else { return nil }
    if offset >= last.offset { return offset == last.offset ? last.column : nil }
    return columns.last { $0.offset <= offset }?.column
  }

  /// The column of a byte, or of the last one shown.
  func clampedColumn(at offset: Int) -> Int { column(at: offset) ?? columns.last?.column ?? 0 }

  private static func cells(_ text: String, from start: Int) -> [Cell] {
    var offset = start
    return text.map { character in
      defer { offset += character.utf8.count }
      if character == "\t" { return Cell(offset: offset, text: "    ", width: 4) }
      if character.unicodeScalars.contains(where: \.isControl) {
        return Cell(offset: offset, text: "\u{FFFD}", width: 1)
      }
      return Cell(offset: offset, text: String(character), width: TextWidth.of(character))
    }
  }

  /// The cells that fit, with a sign on both sides and the focus somewhat left of the middle where not all do.
  private static func window(_ cells: [Cell], focus: Int, width available: Int) -> Range<Int> {
    guard cells.reduce(0, { $0 + $1.width }) > available else { return cells.indices }
    let width = available - 2
    let middle = cells.firstIndex { $0.offset >= focus } ?? cells.count
    var first = middle
    var used = 0
    while first > 0, used + cells[first - 1].width <= width / 3 {
      first -= 1
      used += cells[first].width
    }
    var last = middle
    while last < cells.count, used + cells[last].width <= width {
      used += cells[last].width
      last += 1
    }
    while first > 0, used + cells[first - 1].width <= width {
      first -= 1
      used += cells[first].width
    }
    return first..<last
  }
}
