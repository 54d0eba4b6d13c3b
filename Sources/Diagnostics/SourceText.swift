/// The bytes of a script, with what a message needs to point into them.
package final class SourceText: Sendable {
  /// How messages name it: a path, or `<stdin>`, `<command>`, `<prompt>`.
  package let name: String
  package let text: String
  package let utf8: [UInt8]
  /// The byte offset at which each line begins; the first is 0.
  private let lineStarts: [Int]

  package init(name: String, text: String) {
    self.name = name
    self.text = text
    utf8 = Array(text.utf8)
    var starts = [0]
    for (offset, byte) in utf8.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
    lineStarts = starts
  }

  /// The line that holds the byte `offset`, counted from 0.
  package func lineIndex(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The bytes of a line without its line end.
  package func lineRange(_ line: Int) -> Range<Int> {
    let start = lineStarts[line]
    var end = line + 1 < lineStarts.count ? lineStarts[line + 1] - 1 : utf8.count
    if end > start, utf8[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<end
  }

  package func slice(_ span: Span) -> String {
    let range = max(0, min(span.start, utf8.count))..<max(0, min(span.end, utf8.count))
    return String(decoding: utf8[range], as: UTF8.self)
  }
}

/// A range of bytes in a source.
package struct Span: Hashable, Sendable {
  package var start: Int
  package var end: Int

  package init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = max(start, end)
  }

  /// The smallest span that holds both.
  package func joined(_ other: Span) -> Span { Span(min(start, other.start), max(end, other.end)) }
}
