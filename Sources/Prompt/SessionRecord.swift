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
  private var renamed = ScriptText.Names()

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
      var text = source.slice(statement.span)
      if case .parameter(let parameter) = statement.kind, let value = parameters[parameter.name.text] {
        text = Self.text(of: parameter, source, value)
      }
      text = ScriptText.renaming(text, renamed)
      if let name = statement.declaredName {
        text = ScriptText.declaring(declaring(name, isScalar: statement.declaresScalar), in: text)
      }
      if let last { text = carriedOn(text, last, statement, &written) }
      if case .show(let pipeline) = statement.kind, !pipeline.stages.isEmpty || pipeline.source.isName { last = text }
      written.append(ScriptText.movingPaths(text, into: folder))
    }
    if !written.isEmpty { entries.append(written.joined(separator: "\n")) }
  }

  /// A script that ran by itself: on its own day or in its own role, so that what it named is not known here.
  mutating func add(running script: SourceText, parameters: [String: String]) {
    var arguments: [String] = []
    for case .parameter(let parameter) in Parser.parse(script).script.statements.map(\.kind) {
      guard let value = parameters[parameter.name.text] else { continue }
      arguments.append("\(parameter.name.text) = \(Self.literal(value, of: parameter))")
    }
    entries.append(
      "run \(ScriptText.quoted(script.name))"
        + (arguments.isEmpty ? "" : " with " + arguments.joined(separator: ", ")))
  }

  /// The name that a declaration has in the script: one that is free.
  private mutating func declaring(_ name: String, isScalar: Bool) -> String {
    let free = free(name)
    let other = free == name ? nil : free
    if isScalar { renamed.scalars[name] = other } else { renamed.others[name] = other }
    return free
  }

  private mutating func free(_ name: String) -> String {
    var free = name
    var number = 1
    while !declared.insert(free).inserted {
      number += 1
      free = "\(name)_\(number)"
    }
    return free
  }

  /// With the last result written out where the text carries it on or names it.
  private mutating func carriedOn(
    _ text: String, _ last: String, _ statement: Statement, _ written: inout [String]
  ) -> String {
    let mentions = ScriptText.mentions(of: ["it"], in: text)
    let follows = text.hasPrefix("|")
    if mentions.isEmpty, !follows { return text }
    if follows || (mentions.count == 1 && mentions[0].start == 0) {
      // A picture that is saved at once is that of the last result.
      let table = ScriptText.table(of: last, keepsChart: statement.savesAtOnce)
      return follows ? table + "\n" + text : table + String(decoding: text.utf8.dropFirst(2), as: UTF8.self)
    }
    let table = ScriptText.table(of: last, keepsChart: false)
    var name = table
    if table.contains(where: { $0 == " " || $0 == "\n" }) {
      name = free("result\(entries.count)")
      written.append("let \(name) = \(table)")
    }
    self.last = name
    return ScriptText.renaming(text, ScriptText.Names(others: ["it": name]))
  }

  /// `param` with its value for a default.
  private static func text(of parameter: Parameter, _ source: SourceText, _ value: String) -> String {
    let help = parameter.help.map { " " + source.slice($0.span) } ?? ""
    return "param \(parameter.name.text): \(parameter.type.text) = \(literal(value, of: parameter))\(help)"
  }

  private static func literal(_ value: String, of parameter: Parameter) -> String {
    parameter.type.text == "text" ? ScriptText.quoted(value) : value
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
  var declaredName: String? {
    switch kind {
    case .parameter(let parameter): parameter.name.text
    case .letValue(let name, _), .letFunction(let name, _, _): name.text
    default: nil
    }
  }

  /// Whether what it names is known as `$name`.
  fileprivate var declaresScalar: Bool {
    switch kind {
    case .parameter: true
    case .letValue(_, let pipeline): pipeline.stages.isEmpty && !pipeline.source.isTable
    default: false
    }
  }

  /// Whether nothing is done to a table before it is saved.
  fileprivate var savesAtOnce: Bool {
    guard case .show(let pipeline) = kind, case .save? = pipeline.stages.first?.kind else { return false }
    return true
  }
}

extension Expression {
  fileprivate var isName: Bool {
    if case .name = kind { return true }
    return false
  }

  /// Alone in its place, a name is that of a table.
  fileprivate var isTable: Bool {
    switch unwrapped.kind {
    case .name, .pipeline, .search: true
    default: false
    }
  }
}
