import Diagnostics

/// Text from scripts and records as Markdown (GitHub's): it is never markup.
enum MarkdownText {
  /// Signs that mean something within a line; `_` only beside a blank, as within words it is a letter.
  private static let markup = Set("\\|<*[`&~$".unicodeScalars)
  /// Signs that mean something at the beginning of a line.
  private static let leading = Set("#>-+=".unicodeScalars)

  /// For a cell or a line. Line ends become `<br>`, other controls are made visible.
  static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { !isPlain($0) }) else { return text }
    var result = ""
    var previous: Unicode.Scalar = " "
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      defer { previous = scalar }
      switch scalar {
      case "\n": result += "<br>"
      case "\r": continue
      case "_":
        let next = index + 1 < scalars.count ? scalars[index + 1] : " "
        if !isWord(previous) || !isWord(next) { result += "\\" }
        result += "_"
      case _ where markup.contains(scalar):
        result += "\\"
        result.unicodeScalars.append(scalar)
      default: result += escapingControls(String(scalar))
      }
    }
    return result
  }

  /// For a heading, which signs at its end could close.
  static func heading(_ text: String) -> String {
    let escaped = escaped(text)
    let rest = escaped.reversed().prefix { $0 == "#" }.count
    return rest == 0 ? escaped : escaped.dropLast(rest) + "\\" + escaped.suffix(rest)
  }

  /// For a paragraph, which the first signs could make a heading, a list or a rule.
  static func paragraph(_ text: String) -> String {
    var text = text[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    guard let first = text.unicodeScalars.first else { return "" }
    let escaped = escaped(String(text))
    if leading.contains(first) { return "\\" + escaped }
    // `1.` and `1)` begin a numbered list.
    let rest = escaped.drop { $0.isASCII && $0.isNumber }
    if rest.startIndex != escaped.startIndex, let sign = rest.first, sign == "." || sign == ")" {
      return escaped[..<rest.startIndex] + "\\" + rest
    }
    return escaped
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "_") && !markup.contains(Unicode.Scalar(byte))
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_"
  }
}
