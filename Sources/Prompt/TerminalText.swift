import CLibedit

/// What text looks like on a terminal, and the small changes it needs for that.
enum TerminalText {
  /// Stands around colours in a prompt, for libedit to give them no columns.
  static let colorMarker: CChar = 1

  /// Columns of one line: per character the widest of its scalars, two where it is shown as emoji.
  static func width(_ text: String) -> Int {
    text.reduce(0) { $0 + width($1) }
  }

  static func width(_ character: Character) -> Int {
    let scalars = character.unicodeScalars
    if scalars.contains(where: { $0.properties.isEmojiPresentation || $0 == "\u{FE0F}" }) { return 2 }
    return scalars.reduce(0) { max($0, Int(cle_width($1.value))) }
  }

  /// Exactly so many columns: filled with spaces, or cut.
  static func fitting(_ text: String, in columns: Int) -> String {
    let cut = cut(text, to: columns)
    return cut + String(repeating: " ", count: max(columns - width(cut), 0))
  }

  /// At most so many columns; it ends in `…` where something was cut off.
  static func cut(_ text: String, to columns: Int) -> String {
    if width(text) <= columns { return text }
    var cut = ""
    var used = 1
    for character in text {
      guard used + width(character) <= columns else { break }
      cut.append(character)
      used += width(character)
    }
    return cut + "…"
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
