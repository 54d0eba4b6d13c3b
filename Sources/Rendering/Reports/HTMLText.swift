import Diagnostics

/// Text from scripts and records as HTML: it is never markup.
enum HTMLText {
  /// For elements and quoted attributes. Line ends and tabs stay; other controls are made visible.
  static func escaped(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && !special.contains($0) }) { return text }
    var result = ""
    for scalar in escapingControls(text, keepingLines: true).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case _ where scalar.value & 0xFFFE == 0xFFFE: result += "&#xFFFD;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static let special = Array("&<>\"'".utf8)

  /// An attribute for what is mostly Chinese in an English page, by which browsers choose fonts and screen readers a voice; else empty.
  static func language(of text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return "" }
    var (han, others) = (0, 0)
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF: han += 1
      // Kana: it is Japanese.
      case 0x3040...0x30FF: return ""
      default: if scalar.properties.isAlphabetic { others += 1 }
      }
    }
    return han > others ? " lang=\"zh\"" : ""
  }

  /// `<p class="line" lang="zh">…</p>`
  static func element(_ name: String, _ text: String, attributes: String = "", after: String = "") -> String {
    "<\(name)\(attributes)\(language(of: text))>\(escaped(text))\(after)</\(name)>\n"
  }
}
