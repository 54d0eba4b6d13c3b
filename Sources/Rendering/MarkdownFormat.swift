import Columns
import Diagnostics

/// A table of GitHub's Markdown, with values as people read them and nothing cut.
struct MarkdownFormat {
  private let fields: [ResultField]
  private let total: [ResultField]?
  private let count: Int
  private let style: DisplayStyle

  init(_ table: ResultTable, _ options: RenderingOptions) {
    fields = table.fields.filter(\.isShown)
    total = table.total(isLabelled: true)
    count = table.count
    style = DisplayStyle(unicode: true, zoneMinutes: options.zoneMinutes)
  }

  func write(to sink: inout ByteSink) throws(Diagnostic) {
    guard !fields.isEmpty else { return }
    try line(fields.map { Self.escaping($0.name) }, to: &sink)
    try line(fields.map { $0.isNumber ? "--:" : "---" }, to: &sink)
    for row in 0..<count where !sink.isClosed {
      try line(fields.map { Self.escaping(style.text(of: $0, row) ?? style.missing) }, to: &sink)
    }
    if let total { try line(total.map { Self.escaping(style.text(of: $0, 0) ?? style.missing) }, to: &sink) }
  }

  private func line(_ cells: [String], to sink: inout ByteSink) throws(Diagnostic) {
    try sink.write("| " + cells.joined(separator: " | ") + " |\n")
  }

  private static let markup = Array("\\|<*[`".utf8)

  /// What Markdown would take for markup, and line ends as `<br>`. Underscores stay: within words they mean nothing.
  private static func escaping(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F || markup.contains($0) }) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "<br>"
      case "\r": continue
      case _ where markup.contains(UInt8(truncatingIfNeeded: scalar.value)) && scalar.isASCII:
        result += "\\"
        result.unicodeScalars.append(scalar)
      default: result += escapingControls(String(scalar))
      }
    }
    return result
  }
}

extension ResultField {
  /// Numbers stand at the right.
  var isNumber: Bool { type.ofValue.isNumber }
}
