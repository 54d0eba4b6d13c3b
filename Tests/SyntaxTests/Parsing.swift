import Diagnostics
import Syntax
import Testing

/// The tree of a source that has no errors.
func tree(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) -> String {
  let (script, diagnostics) = Parser.parse(SourceText(name: "test.dsl", text: text))
  #expect(diagnostics.map(\.message) == [], sourceLocation: sourceLocation)
  return dump(script)
}

/// The tree of an expression that has no errors.
func expression(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) -> String {
  String(tree("print " + text, sourceLocation: sourceLocation).dropFirst("print ".count).dropLast())
}

/// The tree of one stage that has no errors.
func stage(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) -> String {
  let lines = tree("t | " + text, sourceLocation: sourceLocation).split(separator: "\n")
  #expect(lines.count == 2, sourceLocation: sourceLocation)
  return String((lines.last ?? "").dropFirst("  | ".count))
}

/// Each error as its code, what its span covers, and its message, caption and help.
func errors(_ text: String) -> [String] {
  let source = SourceText(name: "test.dsl", text: text)
  return Parser.parse(source).diagnostics.map { diagnostic in
    let place = diagnostic.span.map { "[\(source.slice($0))] " } ?? ""
    let words = [diagnostic.message, diagnostic.caption].compactMap { $0 } + diagnostic.help
    return "\(diagnostic.code.rawValue) \(place)\(words.joined(separator: "; "))"
  }
}
