import Diagnostics

/// How a machine format writes text, as bytes of UTF-8.
package struct TextEscaping: Sendable {
  private enum Form {
    /// Quoted where the separator, a quote or a line end demands it, and where it is empty or blank, which tells it from a missing
    /// value (RFC 4180).
    case cell(separator: UInt8)
    /// In quotes, with what RFC 8259 demands escaped.
    case json
  }

  private var form: Form
  /// In cells, an apostrophe stands before what a spreadsheet would run as a formula.
  private var guardsFormulas = false
  /// Other controls than line ends and tabs are made visible.
  private var showsControls = false

  package static let json = TextEscaping(form: .json)
  static let csv = TextEscaping(form: .cell(separator: UInt8(ascii: ",")))
  static let tsv = TextEscaping(form: .cell(separator: UInt8(ascii: "\t")))

  func following(_ options: RenderingOptions) -> TextEscaping {
    var escaping = self
    escaping.guardsFormulas = options.guardsFormulas
    escaping.showsControls = options.showsControls
    return escaping
  }

  /// For texts inside lists and records, which are JSON everywhere.
  var inside: TextEscaping {
    var escaping = self
    escaping.form = .json
    return escaping
  }

  /// What stands between cells.
  var separator: UInt8 {
    if case .cell(let separator) = form { separator } else { UInt8(ascii: ",") }
  }

  func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    switch form {
    case .json: appendJSON(text, to: &bytes)
    case .cell(let separator):
      let isFormula = guardsFormulas && text.first.map { "=+-@\t\r".utf8.contains($0) } == true
      guard isFormula || showsControls else { return Self.appendCell(text, to: &bytes, separator: separator) }
      var shown = String(decoding: text, as: UTF8.self)
      if showsControls { shown = escapingControls(shown, keepingLines: true) }
      if isFormula { shown = "'" + shown }
      shown.withUTF8 { Self.appendCell($0, to: &bytes, separator: separator) }
    }
  }

  package func append(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    text.withUTF8 { append($0, to: &bytes) }
  }

  private static func appendCell(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8], separator: UInt8) {
    let quote = UInt8(ascii: "\"")
    guard
      text.allSatisfy({ $0 == UInt8(ascii: " ") })
        || text.contains(where: {
          $0 == separator || $0 == quote || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r")
        })
    else { return bytes.append(contentsOf: text) }
    bytes.append(quote)
    append(text, to: &bytes) { $0 == quote ? "\"\"" : nil }
    bytes.append(quote)
  }

  private func appendJSON(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    // The controls that JSON may hold as they are begin beyond ASCII, but one.
    if showsControls, text.contains(where: { $0 >= 0x7F }) {
      bytes.append(contentsOf: jsonQuoted(String(decoding: text, as: UTF8.self)).utf8)
      return
    }
    bytes.append(UInt8(ascii: "\""))
    Self.append(text, to: &bytes) {
      $0 < 0x20 || $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "\"") ? Self.jsonEscape($0) : nil
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Copies the runs between the bytes for which `escape` gives something else.
  @inline(__always)
  private static func append(
    _ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8], escape: (UInt8) -> String?
  ) {
    var start = 0
    for index in 0..<text.count {
      guard let escaped = escape(text[index]) else { continue }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
      bytes.append(contentsOf: escaped.utf8)
      start = index + 1
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
  }

  private static func jsonEscape(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "\""): "\\\""
    case UInt8(ascii: "\\"): "\\\\"
    case UInt8(ascii: "\n"): "\\n"
    case UInt8(ascii: "\r"): "\\r"
    case UInt8(ascii: "\t"): "\\t"
    case 8: "\\b"
    case 12: "\\f"
    default: "\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
  }
}
