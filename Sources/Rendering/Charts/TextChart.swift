import Columns
import Diagnostics

/// A chart in the characters of a terminal: bars lie, lines are drawn in dots. What colours tell apart, other signs do without them.
struct TextChart {
  let content: ChartContent
  let options: RenderingOptions
  /// Columns: the terminal's, or those of a usual page.
  let width: Int

  init(
    _ chart: ResultChart, _ options: RenderingOptions, isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws(Diagnostic) {
    content = try ChartContent(
      chart, unicode: options.unicode, zoneMinutes: options.zoneMinutes, isInterrupted: isInterrupted)
    self.options = options
    width = max(options.width ?? 80, 20)
  }

  var text: String {
    var lines: [String] = []
    if let title = content.title, !title.isEmpty { lines += wrapped(title).map { painted($0, .bold) } }
    switch content.drawing {
    case .bars(let bars): lines += TextBars(bars, self).lines
    case .lines(let drawn): lines += TextLines(drawn, self).lines
    case .nothing: lines += wrapped(content.caption)
    }
    for note in content.notes { lines += wrapped(note).map { painted($0, .dim) } }
    return lines.map { $0 + "\n" }.joined()
  }

  // MARK: Signs

  enum Face: Equatable {
    case bold, dim
    /// Of a line or of a part of bars.
    case series(Int)

    private static let colors = ["36", "33", "35", "32", "34", "31", "37", "90"]

    fileprivate var code: String {
      switch self {
      case .bold: "1"
      case .dim: "2"
      case .series(let number): Self.colors[number % Self.colors.count]
      }
    }
  }

  func painted(_ text: String, _ face: Face) -> String {
    options.colour && !text.isEmpty ? "\u{1B}[\(face.code)m\(text)\u{1B}[0m" : text
  }

  /// What a part of a bar is filled with.
  func fill(_ series: Int) -> String {
    if options.colour, options.unicode { return "█" }
    let fills = options.unicode ? ["█", "▒", "░", "▓", "▚", "▌", "▖", "╳"] : ["#", "=", ":", "+", "o", "x", "%", "-"]
    return fills[series % fills.count]
  }

  /// What stands at a point of a line.
  func marker(_ series: Int) -> String {
    let markers =
      options.unicode ? ["●", "▲", "■", "◆", "○", "△", "□", "◇"] : ["*", "o", "+", "x", "#", "@", "%", "&"]
    return markers[series % markers.count]
  }

  var ellipsis: String { options.unicode ? "…" : "..." }
  var axis: String { options.unicode ? "│" : "|" }

  // MARK: Text

  /// The series with their signs, in as many lines as they need; none where there is only one without a name.
  func legend(_ sign: (Int) -> String) -> [String] {
    guard content.per != nil else { return [] }
    var (lines, used): ([String], Int) = ([], 0)
    for (number, name) in content.series.enumerated() {
      let name = cut(escapingControls(name), to: max(width - 5, 1))
      let entry = painted(sign(number), .series(number)) + " " + name
      let taken = TextWidth.of(sign(number)) + 1 + TextWidth.of(name)
      if !lines.isEmpty, used + taken + 3 <= width {
        lines[lines.count - 1] += "   " + entry
        used += taken + 3
      } else {
        lines.append(entry)
        used = taken
      }
    }
    return lines
  }

  func cut(_ text: String, to width: Int) -> String { TextWidth.cut(text, to: width, ellipsis: ellipsis) }

  /// To `width` columns, with spaces after the text or before.
  func padded(_ text: String, to width: Int, isRight: Bool = false) -> String {
    let cut = cut(text, to: width)
    let spaces = TableLayout.spaces(width - TextWidth.of(cut))
    return isRight ? spaces + cut : cut + spaces
  }

  func wrapped(_ text: String) -> [String] {
    TextWidth.wrapped(escapingControls(text), to: width, ellipsis: ellipsis)
  }
}
