import Diagnostics
import Session
import Syntax

/// The statements of a session that worked, since its records were opened, as a script that gives the same again.
///
/// A script knows no last result: where one is carried on, its pipeline is written again; where it is named in another place, it gets
/// a name. What was named twice at the prompt gets another name the second time, since a script names a thing once. The values that
/// parameters were given become their defaults.
struct SessionRecord {
  /// The paths of the records, as they were named.
  private var datasets: [String] = []
  private var role: String?
  private var entries: [String] = []
  /// The pipeline of the last table, written out: what `it` means.
  private var last: String?
  /// Names that are declared in the script.
  private var declared: Set<String> = []
  /// What is called otherwise in the script than at the prompt.
  private var renamed: [String: String] = [:]

  var isEmpty: Bool { entries.isEmpty }
  var count: Int { entries.count }

  /// Other records are open: what was asked of the ones before belongs to those.
  mutating func begin(with session: Session) {
    self = SessionRecord()
    datasets = session.paths
    role = session.reader == nil ? nil : session.role?.name
  }

  /// A source that ran, the prompt's or a script's, with the values that its parameters were given. Paths in what is kept are as the
  /// working directory sees them.
  mutating func add(_ source: SourceText, parameters: [String: String] = [:]) {
    let folder = source.name.lastIndex(of: "/").map { String(source.name[...$0]) } ?? ""
    var written: [String] = []
    for statement in Parser.parse(source, continuing: true).script.statements {
      if case .use(let use) = statement.kind, !use.path.value.hasSuffix(".dsl") { continue }
      // What is saved is carried on without saving it again.
      var ending = ""
      var span = statement.span
      if case .show(let pipeline) = statement.kind, case .save? = pipeline.stages.last?.kind {
        span.end = pipeline.stages.dropLast().last?.span.end ?? pipeline.source.span.end
        ending = source.slice(Span(span.end, statement.span.end))
      }
      var text = source.slice(span)
      if case .parameter(let parameter) = statement.kind, let value = parameters[parameter.name.text] {
        text = Self.text(of: parameter, source, value)
      }
      text = ScriptText.renaming(text, renamed)
      if let name = statement.declaredName { text = declaring(name, text) }
      if let last { text = carriedOn(text, last, &written) }
      if case .show(let pipeline) = statement.kind, !pipeline.stages.isEmpty || pipeline.source.isName { last = text }
      written.append(ScriptText.movingPaths(text + ending, into: folder))
    }
    if !written.isEmpty { entries.append(written.joined(separator: "\n")) }
  }

  /// A declaration under a name that is free.
  private mutating func declaring(_ name: String, _ text: String) -> String {
    var free = name
    var number = 1
    while declared.contains(free) {
      number += 1
      free = "\(name)_\(number)"
    }
    declared.insert(free)
    renamed[name] = free == name ? nil : free
    return ScriptText.declaring(free, in: text)
  }

  private mutating func carriedOn(_ text: String, _ last: String, _ written: inout [String]) -> String {
    if text.hasPrefix("|") { return last + "\n" + text }
    let mentions = ScriptText.mentions(of: ["it"], in: text)
    if mentions.isEmpty { return text }
    if mentions.count == 1, mentions[0].start == 0 {
      return last + String(decoding: text.utf8.dropFirst(2), as: UTF8.self)
    }
    let isName = !last.contains { $0 == " " || $0 == "\n" }
    if !isName { written.append("let result\(entries.count) = \(last)") }
    let name = isName ? last : "result\(entries.count)"
    self.last = name
    return ScriptText.renaming(text, ["it": name])
  }

  /// `param` with its value for a default.
  private static func text(of parameter: Parameter, _ source: SourceText, _ value: String) -> String {
    let literal = parameter.type.text == "text" ? ScriptText.quoted(value) : value
    let help = parameter.help.map { " " + source.slice($0.span) } ?? ""
    return "param \(parameter.name.text): \(parameter.type.text) = \(literal)\(help)"
  }

  /// The script, for a file in `folder`; a day that was set is set in it too.
  func script(in folder: String, today: String?) -> String {
    let here = RelativePath.text(to: ".", from: folder)
    var lines: [String] = []
    for dataset in datasets {
      lines.append(
        "use " + ScriptText.quoted(RelativePath.text(to: dataset, from: folder)) + (role.map { " as \($0)" } ?? "")
          + (today.map { " on \($0)" } ?? ""))
    }
    lines += entries.map { ScriptText.movingPaths($0, into: here == "." ? "" : here + "/") }
    return lines.joined(separator: "\n\n") + "\n"
  }
}

extension Statement {
  /// What `let` and `param` name.
  fileprivate var declaredName: String? {
    switch kind {
    case .parameter(let parameter): parameter.name.text
    case .letValue(let name, _), .letFunction(let name, _, _): name.text
    default: nil
    }
  }
}

extension Expression {
  fileprivate var isName: Bool {
    if case .name = kind { return true }
    return false
  }
}
