import Diagnostics

/// What the first bytes of a file say of its encoding: JSON is UTF-8 (RFC 8259 §8.1), with or without a byte order mark.
enum TextEncoding {
  /// Where the text begins, after a byte order mark.
  static func textStart(_ file: DataFile) throws(Diagnostic) -> Bytes {
    let (p, count) = (file.start, file.count)
    if count >= 3, p[0] == 0xEF, p[1] == 0xBB, p[2] == 0xBF { return p + 3 }
    let hasMark = count >= 2 && (p[0] == 0xFF && p[1] == 0xFE || p[0] == 0xFE && p[1] == 0xFF)
    // An ASCII character of UTF-16 has a zero byte beside it, which UTF-8 text never has.
    if hasMark || count >= 2 && (p[0] == 0) != (p[1] == 0) {
      throw Diagnostic(
        .dataNotUTF8, "\(file.name) is UTF-16, not UTF-8",
        help: ["save it with the encoding UTF-8", "or: iconv -f UTF-16 -t UTF-8 < \(file.name) > new.json"])
    }
    return p
  }
}
