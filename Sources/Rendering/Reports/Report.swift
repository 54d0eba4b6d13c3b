import Columns
import Diagnostics

/// What a script told, as a document: the one form that the page, the Markdown and the workbook are written from.
package struct Report: Sendable {
  package enum Content: Sendable {
    case heading(String)
    /// A line that the script prints.
    case line(String)
    /// A paragraph.
    case note(String)
    /// A value, and as people see it.
    case value(Value, shown: String)
    case table(ResultTable)
    /// What `explain` shows.
    case plan(String)
  }

  /// A part of the document with the numbers of the footnotes that belong to it, counted from 1.
  package struct Block: Sendable {
    package var content: Content
    package var footnotes: [Int] = []
  }

  package struct Check: Sendable {
    package enum Outcome: Sendable {
      case held
      /// With both sides where it compares.
      case failed(sides: [Value])
      /// Rows of which there should have been none.
      case found(ResultTable)
    }

    package var label: String
    package var outcome: Outcome
    package var footnotes: [Int] = []

    package var hasFailed: Bool { if case .held = outcome { false } else { true } }
  }

  package struct Parameter: Sendable {
    package var name: String
    package var value: Value
    package var help: String?
  }

  /// Who made it, and when: microseconds since 1970-01-01T00:00Z.
  package struct Making: Sendable {
    package var program: String
    package var time: Int64

    package init(program: String, time: Int64) {
      self.program = program
      self.time = time
    }
  }

  package private(set) var blocks: [Block] = []
  package private(set) var checks: [Check] = []
  package private(set) var parameters: [Parameter] = []
  package private(set) var footnotes: [String] = []
  /// The script, then those that it ran.
  package private(set) var origins: [ScriptOrigin] = []
  /// Nil where there is nothing to say of it, as of a saved table.
  package var making: Making?
  private var last = Place.nowhere

  /// Where what is noted next belongs.
  private enum Place: Sendable { case nowhere, block, check }

  package init() {}

  package mutating func add(_ content: Content) {
    blocks.append(Block(content: content))
    last = .block
  }

  package mutating func add(check label: String, _ outcome: Check.Outcome) {
    checks.append(Check(label: label, outcome: outcome))
    last = .check
  }

  package mutating func add(parameter name: String, _ value: Value, help: String?) {
    parameters.append(Parameter(name: name, value: value, help: help))
    last = .nowhere
  }

  package mutating func add(_ origin: ScriptOrigin) {
    origins.append(origin)
    last = .nowhere
  }

  /// A note or warning about what was added last.
  package mutating func add(footnote text: String) {
    footnotes.append(text)
    switch last {
    case .nowhere: break
    case .block: blocks[blocks.count - 1].footnotes.append(footnotes.count)
    case .check: checks[checks.count - 1].footnotes.append(footnotes.count)
    }
  }

  package func write(
    as format: ReportFormat, options: RenderingOptions, to sink: inout ByteSink
  ) throws(Diagnostic) {
    switch format {
    case .html: try HTMLReport(self, options).write(to: &sink)
    case .markdown: try MarkdownReport(self, options).write(to: &sink)
    case .workbook: try WorkbookReport(self, options).write(to: &sink)
    }
  }
}

/// The forms of documents.
package enum ReportFormat: Sendable {
  case html, markdown, workbook
}

extension Report {
  /// The heading with which it begins, else the name of the script.
  var title: String {
    if case .heading(let text) = blocks.first?.content { return text }
    guard let name = origins.first?.script, !name.hasPrefix("<") else { return "Results" }
    let file = name.lastIndex(of: "/").map { name[name.index(after: $0)...] } ?? name[...]
    return String(file.hasSuffix(".dsl") ? file.dropLast(4) : file)
  }

  var titleFootnotes: [Int] {
    if case .heading = blocks.first?.content { return blocks[0].footnotes }
    return []
  }

  /// What follows the title.
  var body: ArraySlice<Block> {
    if case .heading = blocks.first?.content { return blocks.dropFirst() }
    return blocks[...]
  }

  /// `2 of 5 checks failed`; nil without any.
  var verdict: String? {
    guard !checks.isEmpty else { return nil }
    let failed = checks.count { $0.hasFailed }
    if failed > 0 { return "\(failed) of \(checks.count) \(checks.count == 1 ? "check" : "checks") failed" }
    return checks.count == 1 ? "The check held" : "All \(checks.count) checks held"
  }

  /// Files of records by which the figures can be traced, each once.
  var files: [ScriptOrigin.RecordFile] {
    var known: Set<ScriptOrigin.RecordFile> = []
    return origins.flatMap(\.files).filter { known.insert($0).inserted }
  }

  static let filesMeaning =
    "The records were read from these files; after each its SHA-256 (of a .gz file, of what it holds)."

  /// What there is to say of how it came about.
  func particulars(zoneMinutes: Int) -> [(name: String, value: String)] {
    var result: [(String, String)] = []
    if let origin = origins.first {
      result.append(("As of", displayText(of: .date(origin.today))))
      result.append(("Script", origins.map { $0.text ?? $0.script }.joined(separator: ", ")))
      result.append(("Script's SHA-256", origins.map(\.scriptSHA256).joined(separator: ", ")))
      if let dataset = origin.dataset {
        result.append(("Records", origin.datasetTitle.map { "\($0) (\(dataset))" } ?? dataset))
      }
      if let role = origin.role { result.append(("Role", role)) }
      if let purpose = origin.purpose { result.append(("Purpose", purpose)) }
    }
    if let making {
      let seconds = making.time - making.time % 1_000_000
      result.append(("Made", displayText(of: .datetime(seconds), zoneMinutes: zoneMinutes)))
      result.append(("By", making.program))
    }
    return result
  }
}

extension Report.Check {
  /// Of the rows that a check found, so many are shown where they stand between other things.
  static let mostRows = 20

  /// What was not as expected, in a line; nil where there is nothing to say but the rows.
  func difference(zoneMinutes: Int) -> String? {
    switch outcome {
    case .held: nil
    case .failed(let sides): Self.difference(of: sides, zoneMinutes: zoneMinutes)
    case .found(let rows): rows.fields.isEmpty ? Self.countAlone(rows) : nil
    }
  }

  /// The rows that a check found and the document may show.
  var rows: ResultTable? {
    if case .found(let rows) = outcome, !rows.fields.isEmpty { rows } else { nil }
  }

  /// Of rows without any field that a role may write to a file.
  package static func countAlone(_ rows: ResultTable) -> String {
    "\(ShownRows.text(rows.count)), not shown in files of this role"
  }

  /// Of both sides of a comparison; nil of any others.
  package static func difference(of sides: [Value], zoneMinutes: Int) -> String? {
    guard sides.count == 2 else { return nil }
    let texts = sides.map { side in
      side.isMissing ? "missing" : side == .text("") ? "an empty text" : displayText(of: side, zoneMinutes: zoneMinutes)
    }
    return "the left side is \(texts[0]), the right side \(texts[1])"
  }
}
