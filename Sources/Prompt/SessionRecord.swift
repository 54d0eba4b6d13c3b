import Diagnostics
import Session
import Syntax

/// The statements of a session that worked, since its records were opened, as a script that gives the same again.
struct SessionRecord {
  /// The records, as they were named.
  private var dataset: String?
  private var entries: [String] = []
  /// The pipeline of the last table, written out: what `it` means.
  private var last: String?

  var isEmpty: Bool { entries.isEmpty }
  var count: Int { entries.count }

  /// Other records are open: what was asked of the ones before belongs to those.
  mutating func begin(with session: Session) {
    dataset = session.reader == nil ? nil : session.dataset.name
    entries = []
    last = nil
  }

  /// An entry that ran. A script knows no last result, so `it` and a leading `|` are written out.
  mutating func add(_ text: String) {
    let source = SourceText(name: "", text: text)
    var written: [String] = []
    for statement in Parser.parse(source, continuing: true).script.statements {
      var text = source.slice(statement.span)
      if case .use = statement.kind { continue }
      if let last { text = Self.text(text, replacingLastBy: last) }
      if case .show(let pipeline) = statement.kind, !pipeline.stages.isEmpty || pipeline.source.isName { last = text }
      written.append(text)
    }
    if !written.isEmpty { entries.append(written.joined(separator: "\n")) }
  }

  private static func text(_ text: String, replacingLastBy last: String) -> String {
    if text.hasPrefix("|") { return last + "\n" + text }
    let tokens = Lexer.tokens(of: SourceText(name: "", text: text)).tokens
    var result: [UInt8] = []
    let bytes = Array(text.utf8)
    var end = 0
    for (index, token) in tokens.enumerated() where token.kind == .name && token.text == "it" {
      let isMember = index > 0 && tokens[index - 1].kind == .symbol(.dot)
      let isDefined = index + 1 < tokens.count && tokens[index + 1].kind == .symbol(.assign)
      if isMember || isDefined { continue }
      result += bytes[end..<token.span.start] + Array("(\(last))".utf8)
      end = token.span.end
    }
    return String(decoding: result + bytes[end...], as: UTF8.self)
  }

  /// The script, for a file in `folder`; a day that was set is set in it too.
  func script(in folder: String, today: String?) -> String {
    var lines: [String] = []
    if let dataset {
      let path = RelativePath.text(to: dataset, from: folder).replacing("\\", with: "\\\\").replacing(
        "\"", with: "\\\"")
      lines.append("use \"\(path.replacing("{", with: "\\{"))\"" + (today.map { " on \($0)" } ?? ""))
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
