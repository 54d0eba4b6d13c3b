import Diagnostics

/// What text looks like on a terminal, and the small changes it needs for that.
enum TerminalText {
  /// Stands around colours in a prompt, for libedit to give them no columns.
  static let colorMarker: CChar = 1

  /// At most so many columns, then filled with spaces; `…` where it was cut.
  static func fitting(_ text: String, in columns: Int, ellipsis: String = "…") -> String {
    let cut = TextWidth.cut(text, to: columns, ellipsis: ellipsis)
    return cut + String(repeating: " ", count: max(columns - TextWidth.of(cut), 0))
  }

  /// Controls become spaces: they would move the cursor.
  static func visible(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
  }

  /// A paste as text: every line end `\n`, no controls but tabs, nothing blank at the end, so that Return runs it.
  static func cleaningPaste(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    var last: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      if scalar == "\r" || (scalar == "\n" && last != "\r") {
        scalars.append("\n")
      } else if scalar == "\t" || scalar.properties.generalCategory != .control {
        scalars.append(scalar)
      }
      last = scalar
    }
    while scalars.last == "\n" { scalars.removeLast() }
    return String(scalars)
  }

  static func trimmingEnd(_ text: String) -> String {
    var scalars = text.unicodeScalars
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    return String(scalars)
  }

  static func endsInBlankLine(_ text: String) -> Bool {
    let line = text.unicodeScalars.reversed().prefix { $0 != "\n" }
    return text.unicodeScalars.contains("\n") && line.allSatisfy(\.properties.isWhitespace)
  }

  static func commonPrefix(of texts: [String]) -> String {
    guard var shared = texts.first.map({ Array($0.unicodeScalars) }) else { return "" }
    for text in texts.dropFirst() {
      let same = zip(shared, text.unicodeScalars).prefix { $0 == $1 }.count
      shared.removeLast(shared.count - same)
    }
    return String(String.UnicodeScalarView(shared))
  }
}
