extension Diagnostic {
  /// One JSON object on one line, without its line end: `code`, `severity`, `message`; where there is a place `file`, `line`,
  /// `column` and for scripts `endLine`, `endColumn`, all from 1 and in Unicode code points; `caption` where there is one;
  /// `help`.
  package var json: String {
    var members = [
      ("code", jsonQuoted(code.rawValue)), ("severity", jsonQuoted("\(severity)")), ("message", jsonQuoted(message)),
    ]
    if let source, let span {
      members += [
        ("file", jsonQuoted(source.name)), ("line", "\(source.lineIndex(at: span.start) + 1)"),
        ("column", "\(source.columnNumber(at: span.start))"), ("endLine", "\(source.lineIndex(at: span.end) + 1)"),
        ("endColumn", "\(source.columnNumber(at: span.end))"),
      ]
    } else if let excerpt {
      members += [
        ("file", jsonQuoted(excerpt.file)), ("line", "\(excerpt.line)"), ("column", "\(excerpt.column)"),
      ]
    }
    if let caption { members.append(("caption", jsonQuoted(caption))) }
    members.append(("help", "[\(help.map(jsonQuoted).joined(separator: ","))]"))
    return "{" + members.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
  }
}

/// A text as JSON writes it, in quotes. Controls of a terminal that JSON may hold are escaped too.
package func jsonQuoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\t": result += "\\t"
    case _ where scalar.isControl:
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}

extension SourceText {
  /// The column of a byte, from 1, in Unicode code points.
  package func columnNumber(at offset: Int) -> Int {
    let start = lineRange(lineIndex(at: offset)).lowerBound
    let end = min(max(start, offset), utf8.count)
    return 1 + utf8[start..<end].count { $0 & 0xC0 != 0x80 }
  }
}
