import Diagnostics
import Syntax

/// Small changes to the text of statements.
enum ScriptText {
  /// Where names stand by themselves: no fields of something, and not what an item or declaration is called.
  static func mentions(of names: Set<String>, in text: String) -> [Span] {
    tokens(of: names, in: text).map(\.span)
  }

  /// What things are called instead.
  struct Names {
    /// Of `$` values.
    var scalars: [String: String] = [:]
    /// Of tables and functions.
    var others: [String: String] = [:]
  }

  static func renaming(_ text: String, _ names: Names) -> String {
    let all = Set(names.scalars.keys).union(names.others.keys)
    if all.isEmpty { return text }
    return replacing(
      tokens(of: all, in: text).compactMap { token in
        if token.kind == .parameter { return names.scalars[token.text].map { (token.span, "$\($0)") } }
        return names.others[token.text].map { (token.span, $0) }
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

  /// A pipeline as far as it is a table that others can be made of: not saved again, without its total and, unless that is kept, its
  /// picture, and the rows of a crosstab whose columns only the data knows.
  static func table(of text: String, keepsChart: Bool) -> String {
    guard case .show(let pipeline)? = Parser.parse(SourceText(name: "", text: text)).script.statements.first?.kind
    else {
      return text
    }
    var stages = pipeline.stages[...]
    if case .save? = stages.last?.kind { stages.removeLast() }
    var isDrawn = false
    if case .chart? = stages.last?.kind {
      isDrawn = keepsChart
      if !keepsChart { stages.removeLast() }
    }
    let end = stages.last?.span.end ?? pipeline.source.span.end
    let table = SourceText(name: "", text: String(decoding: Array(text.utf8).prefix(end), as: UTF8.self))
    let tokens = Lexer.tokens(of: table).tokens
    return replacing(
      stages.compactMap { stage in
        let end = stage.endWithoutTotal(tokens)
        if case .pivot(let pivot) = stage.kind, pivot.values == nil, !isDrawn {
          return (stage.span, rows(of: pivot, to: end, table, tokens))
        }
        return end < stage.span.end ? (Span(end, stage.span.end), "") : nil
      }, in: table.text)
  }

  /// What a crosstab spreads.
  private static func rows(of pivot: Pivot, to end: Int, _ source: SourceText, _ tokens: [Token]) -> String {
    let by = tokens.first { $0.span.start >= pivot.across.span.end }?.span ?? pivot.across.span
    let across = source.slice(pivot.across.span)
    let name = pivot.across.hasName ? "" : "`across` = "
    return "summarize cell = \(source.slice(pivot.aggregate.expression.span)) \(source.slice(Span(by.start, end))), "
      + name + across
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

extension Expression {
  /// Whether a key that it is has a name.
  fileprivate var hasName: Bool {
    switch unwrapped.kind {
    case .name, .member: true
    default: false
    }
  }
}

extension Stage {
  /// Where `with total` begins that ends it, else where it ends.
  fileprivate func endWithoutTotal(_ tokens: [Token]) -> Int {
    guard hasTotal, let last = tokens.firstIndex(where: { $0.span.end == span.end }), last > 1 else { return span.end }
    return tokens[last - 2].span.end
  }

  private var hasTotal: Bool {
    switch kind {
    case .summarize(_, _, let total), .count(_, let total): total
    case .pivot(let pivot): pivot.total
    case .where, .search, .derive, .select, .drop, .rename, .sort, .take, .skip, .top, .sample, .distinct, .join,
      .union, .unnest, .describe, .chart, .save, .invalid:
      false
    }
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
