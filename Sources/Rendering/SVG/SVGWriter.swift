import Columns
import Diagnostics

/// Builds SVG 1.1 as text: elements with attributes, everything escaped.
struct SVGWriter {
  private(set) var text = ""
  private var open: [String] = []

  typealias Attributes = KeyValuePairs<String, String>

  mutating func begin(_ element: String, _ attributes: Attributes = [:]) {
    text += start(element, attributes) + ">"
    open.append(element)
  }

  mutating func end() {
    guard let element = open.popLast() else { return }
    text += "</\(element)>\n"
  }

  mutating func add(_ element: String, _ attributes: Attributes) { text += start(element, attributes) + "/>\n" }

  mutating func add(_ element: String, _ attributes: Attributes = [:], text content: String) {
    text += start(element, attributes) + ">" + Self.escaped(content) + "</\(element)>\n"
  }

  mutating func append(_ other: SVGWriter) { text += other.text }

  /// A style sheet, which is written as it is.
  mutating func add(style: String) { text += "<style>\n\(style)</style>\n" }

  private func start(_ element: String, _ attributes: Attributes) -> String {
    "<" + element + attributes.map { " \($0)=\"\(Self.escaped($1))\"" }.joined()
  }

  /// Text as XML holds it; controls, which XML has no form for, are made visible.
  static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in escapingControls(text).unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      // Not characters of XML 1.0.
      case "\u{FFFE}", "\u{FFFF}": result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// A length in pixels, to a tenth.
  static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    return sign + String(tenths.magnitude / 10) + (tenths % 10 == 0 ? "" : ".\(tenths.magnitude % 10)")
  }
}
