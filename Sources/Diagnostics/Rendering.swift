/// Diagnostics as text for people: what is wrong, the source with carets beneath, and what to do. Controls, which names and values in
/// records may hold, are made visible.
package struct DiagnosticRenderer: Sendable {
  /// Whether escape sequences of colour are written.
  package var isColored: Bool
  /// Columns for a line of source, with its number and the signs that it is cut.
  package var width: Int
  /// Columns to which sentences are wrapped, where people read them at a terminal.
  package var textWidth: Int?

  package init(isColored: Bool = false, width: Int = 120, textWidth: Int? = nil) {
    self.isColored = isColored
    self.width = max(width, 20)
    self.textWidth = textWidth.map { max($0, 20) }
  }

  /// The lines of one diagnostic, each with its line end.
  package func text(_ diagnostic: Diagnostic) -> String {
    let diagnostic = diagnostic.withVisibleControls
    var lines = [header(diagnostic)]
    var gutter = 1
    if let source = diagnostic.source, let span = diagnostic.span {
      let excerpt = excerpt(diagnostic, source, span)
      gutter = excerpt.gutter
      lines += excerpt.lines
    } else if let data = diagnostic.excerpt {
      lines += dataLines(data, diagnostic)
    }
    let indent = String(repeating: " ", count: gutter + 1)
    for help in diagnostic.help {
      let wrapped = wrapped(help, after: gutter + 3)
      lines += wrapped.enumerated().map { number, line in
        number == 0 ? "\(indent)\(painted("=", .gutter)) \(line)" : "\(indent)  \(line)"
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func header(_ diagnostic: Diagnostic) -> String {
    let place = diagnostic.excerpt.map { "\($0.file):\($0.line):\($0.column): " } ?? ""
    let label =
      switch diagnostic.severity {
      case .error: "error[\(diagnostic.code.rawValue)]"
      case .warning: "warning[\(diagnostic.code.rawValue)]"
      case .note: "note"
      }
    let message = wrapped(place + diagnostic.message, after: label.count + 2, then: 2)
    return "\(painted(label, .of(diagnostic.severity))): " + message.joined(separator: "\n  ")
  }

  /// Lines broken at blanks, of the width that is left after an indent of the first and of the others.
  private func wrapped(_ text: String, after indent: Int, then others: Int? = nil) -> [String] {
    guard let textWidth else { return [text] }
    return TextWidth.wrapped(text, to: textWidth - (others ?? indent), first: textWidth - indent)
  }

  // MARK: Data

  private func dataLines(_ data: DataExcerpt, _ diagnostic: Diagnostic) -> [String] {
    guard !data.text.isEmpty else { return [] }
    let line = SourceText(name: data.file, text: data.text.filter { !$0.isNewline })
    let focus = String(data.text.prefix(data.caret)).utf8.count
    let shown = SourceLine(line, line: 0, focus: focus, width: width - 4)
    let caret = String(repeating: " ", count: shown.clampedColumn(at: focus)) + painted("^", .of(diagnostic.severity))
    return ["    " + shown.text, "    " + caret + (diagnostic.caption.map { " " + $0 } ?? "")]
  }

  // MARK: Scripts

  /// The place, and each line that is spoken of with its marks.
  private func excerpt(_ diagnostic: Diagnostic, _ source: SourceText, _ span: Span) -> (lines: [String], gutter: Int) {
    let primary = source.lineIndex(at: span.start)
    var numbers = Set(diagnostic.labels.map { source.lineIndex(at: $0.span.start) })
    numbers.insert(primary)
    let ordered = numbers.sorted()
    let gutter = String((ordered.last ?? 0) + 1).count
    let indent = String(repeating: " ", count: gutter + 1)
    var lines = ["\(indent)\(escapingControls(source.name)):\(primary + 1):\(source.columnNumber(at: span.start))"]
    for (index, number) in ordered.enumerated() {
      if index > 0, ordered[index - 1] + 1 < number { lines.append(painted("...", .gutter)) }
      let labels = diagnostic.labels.filter { source.lineIndex(at: $0.span.start) == number }
      let focus = number == primary ? span.start : labels.first?.span.start ?? 0
      let line = SourceLine(source, line: number, focus: focus, width: max(width - gutter - 3, 16))
      let shown = String(number + 1)
      let head = String(repeating: " ", count: gutter - shown.count) + shown
      lines.append(painted("\(head) |", .gutter) + (line.text.isEmpty ? "" : " " + line.text))
      var marks = labels.compactMap { mark(line, $0.span, $0.text, .label) }
      if number == primary, let mark = mark(line, span, diagnostic.caption, .of(diagnostic.severity)) {
        marks.append(mark)
      }
      lines += markLines(marks).map { painted("\(indent)|", .gutter) + " " + $0 }
    }
    return (lines, gutter)
  }

  private struct Mark {
    var columns: Range<Int>
    var text: String?
    var style: Style
  }

  /// Nil where the place is cut off. A span over several lines is marked to the end of its first.
  private func mark(_ line: SourceLine, _ span: Span, _ text: String?, _ style: Style) -> Mark? {
    guard let start = line.column(at: span.start) else { return nil }
    return Mark(columns: start..<max(start + 1, line.clampedColumn(at: span.end)), text: text, style: style)
  }

  /// The carets and dashes, the rightmost with its words beside it; the words of the others beneath them.
  private func markLines(_ marks: [Mark]) -> [String] {
    guard let rightmost = marks.map(\.columns.lowerBound).max(), let end = marks.map(\.columns.upperBound).max()
    else { return [] }
    // The last to cover a column shows there: the primary place, which comes last.
    var styles = [Style?](repeating: nil, count: end)
    for mark in marks { for column in mark.columns { styles[column] = mark.style } }
    var first = ""
    var column = 0
    while column < end {
      let style = styles[column]
      var next = column
      while next < end, styles[next] == style { next += 1 }
      let sign = style == nil ? " " : style == .label ? "-" : "^"
      let run = String(repeating: sign, count: next - column)
      first += style.map { painted(run, $0) } ?? run
      column = next
    }
    let beside = marks.lastIndex { $0.columns.lowerBound == rightmost && $0.text != nil }
    if let beside, let text = marks[beside].text { first += " " + painted(text, marks[beside].style) }
    let beneath = marks.indices.filter { $0 != beside }.sorted {
      marks[$0].columns.lowerBound > marks[$1].columns.lowerBound
    }
    return [first]
      + beneath.compactMap { index in
        let mark = marks[index]
        return mark.text.map { String(repeating: " ", count: mark.columns.lowerBound) + painted($0, mark.style) }
      }
  }

  // MARK: Colour

  private enum Style: Equatable {
    case error, warning, note, label, gutter

    static func of(_ severity: Severity) -> Style {
      switch severity {
      case .error: .error
      case .warning: .warning
      case .note: .note
      }
    }

    /// Of "Select Graphic Rendition", ECMA-48 8.3.117.
    var code: String {
      switch self {
      case .error: "1;31"
      case .warning: "1;33"
      case .note: "1;36"
      case .label: "34"
      case .gutter: "2"
      }
    }
  }

  private func painted(_ text: String, _ style: Style) -> String {
    isColored ? "\u{1B}[\(style.code)m\(text)\u{1B}[0m" : text
  }
}

extension Diagnostic {
  /// With every text but those of sources, of which `SourceLine` takes care.
  fileprivate var withVisibleControls: Diagnostic {
    var shown = self
    shown.message = escapingControls(message)
    shown.caption = caption.map { escapingControls($0) }
    shown.help = help.map { escapingControls($0) }
    for index in labels.indices { shown.labels[index].text = escapingControls(labels[index].text) }
    shown.excerpt?.file = escapingControls(excerpt?.file ?? "")
    return shown
  }
}
