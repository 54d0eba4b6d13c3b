import Diagnostics

/// The encodings of texts. JSON is UTF-8 (RFC 8259 §8.1), with or without a byte order mark; others have to be named.
enum TextEncoding {
  case utf8, gb18030

  /// Where the text of a UTF-8 file begins, after a byte order mark. Fails where the first bytes show another encoding.
  static func textStart(_ file: DataFile) throws(Diagnostic) -> Bytes {
    let (p, count) = (file.start, file.count)
    if count >= 3, p[0] == 0xEF, p[1] == 0xBB, p[2] == 0xBF { return p + 3 }
    if let name = wideEncoding(p, count) {
      throw Diagnostic(
        .dataNotUTF8, "\(file.name) is \(name), not UTF-8",
        help: ["save it with the encoding UTF-8", "or: iconv -f \(name) -t UTF-8 FILE > NEW-FILE"])
    }
    return p
  }

  /// By a byte order mark, or by zero bytes, which stand beside an ASCII character in wide encodings and in no other text.
  private static func wideEncoding(_ p: Bytes, _ count: Int) -> String? {
    guard count >= 2 else { return nil }
    if count >= 4 {
      if p[0] == 0xFF, p[1] == 0xFE, p[2] == 0, p[3] == 0 { return "UTF-32" }
      if p[0] == 0, p[1] == 0, p[2] == 0xFE, p[3] == 0xFF { return "UTF-32" }
      let zeros = (0..<4).filter { p[$0] == 0 }
      if zeros == [0, 1, 2] || zeros == [1, 2, 3] { return "UTF-32" }
    }
    if p[0] == 0xFF && p[1] == 0xFE || p[0] == 0xFE && p[1] == 0xFF { return "UTF-16" }
    return (p[0] == 0) != (p[1] == 0) ? "UTF-16" : nil
  }
}
