import Diagnostics
import Syntax

/// Small changes to the text of statements.
enum ScriptText {
  /// Where names stand by themselves: no fields of something, and not what an item or declaration is called.
  static func mentions(of names: Set<String>, in text: String) -> [Span] {
    tokens(of: names, in: text).map(\.span)
  }

  /// With other names for tables, functions and `$` values.
  static func renaming(_ text: String, _ names: [String: String]) -> String {
    if names.isEmpty { return text }
    return replacing(
      tokens(of: Set(names.keys), in: text).map { token in
        let name = names[token.text] ?? token.text
        return (token.span, token.kind == .parameter ? "$\(name)" : name)
      }, in: text)
  }

  private static func tokens(of names: Set<String>, in text: String) -> [Token] {
    let tokens = Lexer.tokens(of: SourceText(name: "", text: text)).tokens
    return tokens.indices.filter { index in
      guard names.contains(tokens[index].text) else { return false }
      if tokens[index].kind == .parameter { return true }
      return tokens[index].kind == .name && !(index > 0 && tokens[index - 1].kind == .symbol(.dot))
        && !(index == 1 && ["let", "param"].contains(tokens[0].text))
        && !(index + 1 < tokens.count && tokens[index + 1].kind == .symbol(.assign))
    }.map { tokens[$0] }
  }

  /// A `let` or `param` that names something else.
  static func declaring(_ name: String, in text: String) -> String {
    let tokens = Lexer.tokens(of: SourceText(name: "", text: text)).tokens
    guard tokens.count > 1 else { return text }
    return replacing([(tokens[1].span, name)], in: text)
  }

  /// The paths of files that statements name, with a folder before those that are relative.
  static func movingPaths(_ text: String, into folder: String) -> String {
    if folder.isEmpty { return text }
    let bytes = Array(text.utf8)
    let source = SourceText(name: "", text: text)
    let starts = Parser.parse(source).script.statements.compactMap(\.pathStart).map { $0 + 1 }
    let relative = starts.filter { bytes.indices.contains($0) && bytes[$0] != UInt8(ascii: "/") }
    return replacing(relative.map { (Span($0, $0), escaped(folder)) }, in: text)
  }

  static func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("{", with: "\\{")
  }

  /// Spans in ascending order, none in another.
  private static func replacing(_ places: [(span: Span, text: String)], in text: String) -> String {
    var bytes = Array(text.utf8)
    for place in places.reversed() {
      bytes.replaceSubrange(place.span.start..<place.span.end, with: Array(place.text.utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Statement {
  /// Where the quote stands that begins the path of a file.
  fileprivate var pathStart: Int? {
    switch kind {
    case .use(let use): return use.path.span.start
    case .run(let path, _): return path.span.start
    case .show(let pipeline):
      guard case .save(let path, _)? = pipeline.stages.last?.kind, case .text = path.kind else { return nil }
      return path.span.start
    case .parameter, .letValue, .letFunction, .print, .title, .note, .expectCondition, .expectNone, .explain:
      return nil
    }
  }
}
