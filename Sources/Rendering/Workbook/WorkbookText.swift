import Diagnostics

/// Text within the XML of a workbook.
enum WorkbookText {
  /// What a cell can hold, in UTF-16 units.
  static let longest = 32_767

  static func escaped(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && !special.contains($0) }) { return text }
    var result = ""
    var rest = Substring(text).unicodeScalars
    while let scalar = rest.popFirst() {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      // `_x0041_` would be read as the character of that number.
      case "_": result += beginsEscape(rest) ? "_x005F_" : "_"
      case _ where scalar.value & 0xFFFE == 0xFFFE: result += "\u{FFFD}"
      default: result += escapingControls(String(scalar))
      }
    }
    return result
  }

  private static let special = Array("&<>\"_".utf8)

  private static func beginsEscape(_ rest: Substring.UnicodeScalarView) -> Bool {
    let next = Array(rest.prefix(6))
    return next.count == 6 && next[0] == "x" && next[5] == "_" && next[1..<5].allSatisfy(\.properties.isASCIIHexDigit)
  }

  /// Cut to what a cell can hold; nil where it fits.
  static func cut(_ text: String) -> String? {
    guard text.utf8.count > longest, text.utf16.count > longest else { return nil }
    var kept = ""
    var count = 1
    for scalar in text.unicodeScalars {
      count += UTF16.width(scalar)
      if count > longest { break }
      kept.unicodeScalars.append(scalar)
    }
    return kept + "…"
  }
}

/// Names of sheets: at most 31 UTF-16 units, without the signs that formulas give a meaning.
struct SheetName {
  private static let longest = 31
  private static let refused = Set("[]:*?/\\".unicodeScalars)

  /// `2 Donations since 1 Sep`. The number makes it the only one of its name.
  static func table(_ number: Int, under heading: String?) -> String {
    guard let heading else { return "Table \(number)" }
    var name = "\(number) "
    for scalar in heading.unicodeScalars {
      let kept: Unicode.Scalar = refused.contains(scalar) || scalar.value < 0x20 || scalar.value == 0x7F ? " " : scalar
      if name.utf16.count + UTF16.width(kept) > longest { break }
      name.unicodeScalars.append(kept)
    }
    while let last = name.last, last == " " || last == "'" { name.removeLast() }
    return name == String(number) ? "Table \(number)" : name
  }
}
