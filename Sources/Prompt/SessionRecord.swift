import Diagnostics
import Session
import Syntax

/// The statements of a session that worked, since its records were opened, as a script that gives the same again.
struct SessionRecord {
  /// The records, as they were named.
  private var dataset: String?
  private var role: String?
  private var entries: [String] = []
  /// The pipeline of the last table, written out: what `it` means.
  private var last: String?

  var isEmpty: Bool { entries.isEmpty }
  var count: Int { entries.count }

  /// Other records are open: what was asked of the ones before belongs to those.
  mutating func begin(with session: Session) {
    dataset = session.reader == nil ? nil : session.dataset.name
    role = session.reader == nil ? nil : session.role?.name
    entries = []
    last = nil
  }

  /// An entry that ran. A script knows no last result: where one is carried on, its pipeline is written again; where it is named in
  /// another place, it gets a name.
  mutating func add(_ text: String) {
    let source = SourceText(name: "", text: text)
    var written: [String] = []
    for statement in Parser.parse(source, continuing: true).script.statements {
      if case .use = statement.kind { continue }
      // What is saved is carried on without saving it again.
      var ending = ""
      var span = statement.span
      if case .show(let pipeline) = statement.kind, case .save? = pipeline.stages.last?.kind {
        span.end = pipeline.stages.dropLast().last?.span.end ?? pipeline.source.span.end
        ending = source.slice(Span(span.end, statement.span.end))
      }
      var text = source.slice(span)
      if let last { text = carriedOn(text, last, &written) }
      if case .show(let pipeline) = statement.kind, !pipeline.stages.isEmpty || pipeline.source.isName { last = text }
      written.append(text + ending)
    }
    if !written.isEmpty { entries.append(written.joined(separator: "\n")) }
  }

  private mutating func carriedOn(_ text: String, _ last: String, _ written: inout [String]) -> String {
    if text.hasPrefix("|") { return last + "\n" + text }
    let mentions = Self.mentions(in: text)
    if mentions.isEmpty { return text }
    if mentions.count == 1, mentions[0].start == 0 {
      return last + String(decoding: text.utf8.dropFirst(2), as: UTF8.self)
    }
    let isName = !last.contains { $0 == " " || $0 == "\n" }
    if !isName { written.append("let result\(entries.count) = \(last)") }
    let name = isName ? last : "result\(entries.count)"
    self.last = name
    var bytes = Array(text.utf8)
    for mention in mentions.reversed() { bytes.replaceSubrange(mention.start..<mention.end, with: Array(name.utf8)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Where `it` means the last result.
  private static func mentions(in text: String) -> [Span] {
    let tokens = Lexer.tokens(of: SourceText(name: "", text: text)).tokens
    return tokens.indices.filter { index in
      tokens[index].kind == .name && tokens[index].text == "it"
        && !(index > 0 && tokens[index - 1].kind == .symbol(.dot))
        && !(index + 1 < tokens.count && tokens[index + 1].kind == .symbol(.assign))
    }.map { tokens[$0].span }
  }

  /// The script, for a file in `folder`; a day that was set is set in it too.
  func script(in folder: String, today: String?) -> String {
    var lines: [String] = []
    if let dataset {
      let path = RelativePath.text(to: dataset, from: folder).replacing("\\", with: "\\\\").replacing(
        "\"", with: "\\\"")
      let role = role.map { " as \($0)" } ?? ""
      lines.append("use \"\(path.replacing("{", with: "\\{"))\"\(role)" + (today.map { " on \($0)" } ?? ""))
    }
    return (lines + entries).joined(separator: "\n\n") + "\n"
  }
}

extension Expression {
  fileprivate var isName: Bool {
    if case .name = kind { return true }
    return false
  }
}
