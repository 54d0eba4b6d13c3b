/// How a machine format writes text, as bytes of UTF-8.
package enum TextEscaping {
  /// Quoted where a comma, quote or line end demands it, and where it is empty or blank, which tells it from a missing value (RFC 4180).
  case csv
  /// As `csv`, with an apostrophe before what a spreadsheet would run as a formula.
  case csvWithoutFormulas
  /// As `csv`, with tabs between the values.
  case tsv
  /// In quotes, with what RFC 8259 demands escaped.
  case json

  func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    switch self {
    case .csv: Self.appendCell(text, to: &bytes, separator: UInt8(ascii: ","))
    case .tsv: Self.appendCell(text, to: &bytes, separator: UInt8(ascii: "\t"))
    case .csvWithoutFormulas:
      if let first = text.first, "=+-@\t\r".utf8.contains(first) {
        Array([UInt8(ascii: "'")] + text).withUnsafeBufferPointer { TextEscaping.csv.append($0, to: &bytes) }
      } else {
        TextEscaping.csv.append(text, to: &bytes)
      }
    case .json:
      bytes.append(UInt8(ascii: "\""))
      Self.append(text, to: &bytes) {
        $0 < 0x20 || $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "\"") ? Self.jsonEscape($0) : nil
      }
      bytes.append(UInt8(ascii: "\""))
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
