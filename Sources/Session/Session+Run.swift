import Analysis
import Columns
import Diagnostics
import Execution
import Optimization
import Plans
import Rendering
import Syntax

extension Session {
  /// Checks a script and runs it, telling `report` what happens. Nothing runs where anything fails to check. A failed `expect` does not
  /// stop the script; any other error does.
  package func run(
    _ source: SourceText, continuing: Bool = false, report: (SessionEvent) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> Outcome {
    let warned = reader?.warnings.count ?? 0
    let checked: Checked
    do throws(Diagnostic) { checked = try check(source, continuing: continuing) } catch {
      try report(.diagnostic(error))
      return Outcome(error.code)
    }
    for warning in reader?.warnings.dropFirst(warned) ?? [] where options.showsNotes { try report(.diagnostic(warning)) }
    for diagnostic in checked.diagnostics { try report(.diagnostic(diagnostic)) }
    guard !checked.hasErrors, let result = checked.result else { return .notChecked }
    if let unknown = unknownParameter(in: checked.script) {
      try report(.diagnostic(unknown))
      return .usage
    }
    let before = declarations
    declarations = result.declarations
    let outcome = try run(result.program, of: source, report: report)
    if outcome != .good, outcome != .expectationFailed { declarations = before }
    return outcome
  }

  private func run(
    _ program: Program, of source: SourceText, report: (SessionEvent) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> Outcome {
    var outcome = Outcome.good
    let executor = StepRunner(session: self, source: source)
    for step in program.steps {
      do throws(Diagnostic) {
        let passed = try executor.run(step, report: report)
        if !passed { outcome = .expectationFailed }
      } catch {
        var placed = error
        if placed.span != nil { placed.source = source }
        try report(.diagnostic(placed))
        return Outcome(placed.code)
      }
      for note in executor.takeNotes() where options.showsNotes { try report(.diagnostic(note)) }
    }
    return outcome
  }

  /// A value was given for a parameter that the script does not have.
  private func unknownParameter(in script: Script) -> Diagnostic? {
    let known = script.statements.compactMap { statement in
      if case .parameter(let parameter) = statement.kind { parameter.name.text } else { nil }
    }
    guard let name = options.parameters.keys.sorted().first(where: { !known.contains($0) }) else { return nil }
    let help = known.isEmpty ? "it has no parameters" : "its parameters: " + known.joined(separator: ", ")
    return Diagnostic(.parameterValue, "the script has no parameter '\(name)'", help: [help])
  }

  func executor(notes: NoteCollector) -> Executor {
    Executor(
      dataset: dataset, indexes: indexes, threads: options.threads, shouldStop: options.shouldStop, notes: notes)
  }

  func keep(_ relation: Relation, as id: RelationID) {
    indexes.remove(id)
    dataset.named[id] = relation
  }
}

/// Runs the steps of one program.
private final class StepRunner {
  let session: Session
  let source: SourceText
  private var notes = NoteCollector()

  init(session: Session, source: SourceText) {
    self.session = session
    self.source = source
  }

  func takeNotes() -> [Diagnostic] {
    let taken = notes.diagnostics
    notes = NoteCollector()
    return taken
  }

  /// False where a check failed.
  func run(_ step: Program.Step, report: (SessionEvent) throws(Diagnostic) -> Void) throws(Diagnostic) -> Bool {
    switch step.kind {
    case .parameter(let id, let name, let type, let defaultValue, _):
      session.scalars[id] = try parameter(name, type, defaultValue, step.span)
    case .scalar(let id, _, let expression): session.scalars[id] = try value(expression)
    case .table(let relation, let name, let plan):
      session.keep(try executor.relation(of: prepared(plan), name: name), as: relation)
    case .show(let plan): try report(.table(try executor.run(prepared(plan))))
    case .showValue(let expression): try report(.value(try value(expression)))
    case .save(let plan, let path, let replace): try save(plan, path, replace, report)
    case .print(let text): try report(.print(try self.text(text)))
    case .title(let text): try report(.title(try self.text(text)))
    case .note(let text): try report(.note(try self.text(text)))
    case .expect(let label, let condition, let sides):
      return try expect(try text(label), condition, sides, report)
    case .expectNone(let label, let plan):
      let rows = try executor.run(prepared(plan))
      let label = try text(label)
      try report(rows.count == 0 ? .passed(label: label) : .failed(label: label, sides: [], rows: rows))
      return rows.count == 0
    case .explain(let plan): try report(.plan(PlanPrinter.text(of: prepared(plan), dataset: session.dataset)))
    }
    return true
  }

  private var executor: Executor { session.executor(notes: notes) }

  private func prepared(_ plan: Plan) -> Plan {
    Optimizer.optimize(plan.binding(session.scalars), zoneMinutes: session.dataset.zoneMinutes)
  }

  private func value(_ expression: TypedExpression) throws(Diagnostic) -> Value {
    try executor.value(of: expression.binding(session.scalars))
  }

  private func text(_ expression: TypedExpression) throws(Diagnostic) -> String {
    if case .text(let text) = try value(expression) { return text }
    return ""
  }

  private func parameter(
    _ name: String, _ type: ValueType, _ defaultValue: TypedExpression?, _ span: Span
  ) throws(Diagnostic) -> Value {
    if let text = session.options.parameters[name] {
      guard let value = ParameterValue.parse(text, as: type, zoneMinutes: session.dataset.zoneMinutes) else {
        throw Diagnostic(
          .parameterValue, "'\(text)' is not \(type.article), which parameter '\(name)' wants", at: span,
          help: ["for example: --set \(name)=\(ParameterValue.example(of: type))"])
      }
      return value
    }
    guard let defaultValue else {
      throw Diagnostic(
        .parameterMissing, "parameter '\(name)' has no value", at: span,
        help: ["give it one: --set \(name)=\(ParameterValue.example(of: type))"])
    }
    return ParameterValue.converted(try value(defaultValue), to: type)
  }

  private func expect(
    _ label: String, _ condition: TypedExpression, _ sides: [TypedExpression],
    _ report: (SessionEvent) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> Bool {
    if case .boolean(true) = try value(condition) {
      try report(.passed(label: label))
      return true
    }
    var values: [Value] = []
    for side in sides { values.append(try value(side)) }
    try report(.failed(label: label, sides: values, rows: nil))
    return false
  }

  private func save(
    _ plan: Plan, _ path: TypedExpression, _ replace: Bool, _ report: (SessionEvent) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    let name = try text(path)
    let file = Session.path(name, besides: source.name)
    guard let format = OutputFormat(fileName: file), [.csv, .tsv, .json, .ndjson, .markdown].contains(format) else {
      throw Diagnostic(
        .fileFormat, "the ending of '\(name)' names no format", at: path.span,
        help: ["endings: .csv, .tsv, .json, .ndjson, .md"])
    }
    let table = try executor.run(prepared(plan))
    do throws(Diagnostic) {
      try Renderer.save(
        table, as: format, options: RenderingOptions(zoneMinutes: session.dataset.zoneMinutes), to: file,
        replacing: replace, isInterrupted: session.options.shouldStop)
    } catch {
      var placed = error
      placed.span = path.span
      throw placed
    }
    try report(.saved(path: file, rows: table.count))
  }
}
