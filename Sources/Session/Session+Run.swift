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
    defer { if continuing { forgetUnreachable() } }
    return try checkAndRun(source, continuing: continuing, report: report)
  }

  /// Runs a script at the prompt. Role, purpose and day that it names are its own and end with it; where they are not those of this
  /// session, what it named is gone too, and it `isApart`.
  package func runScript(
    _ source: SourceText, report: (SessionEvent) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> (outcome: Outcome, isApart: Bool) {
    let before = (reader: reader, terms: terms, declarations: declarations, knowledge: knowledge)
    func comeBack() -> Bool {
      let asked = (role?.name, purpose, today)
      // It may have opened records where there were none.
      let isElsewhere = reader !== before.reader
      terms = isElsewhere ? Terms() : before.terms
      let isApart = asked != (role?.name, purpose, today)
      if isApart {
        if isElsewhere { forgetNames() } else { (declarations, knowledge) = (before.declarations, before.knowledge) }
        dataset.shown = role?.show ?? .severe
      }
      forgetUnreachable()
      return isApart
    }
    let outcome: Outcome
    do throws(Diagnostic) { outcome = try checkAndRun(source, continuing: true, report: report) } catch {
      _ = comeBack()
      throw error
    }
    return (outcome, comeBack())
  }

  private func checkAndRun(
    _ source: SourceText, continuing: Bool, report: (SessionEvent) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> Outcome {
    let checked: CheckedScript
    do throws(Diagnostic) { checked = try check(source, continuing: continuing) } catch {
      try report(.diagnostic(error))
      return Outcome(error.code)
    }
    do throws(Diagnostic) { try audit(checked, refusal: checked.refusal) } catch {
      try report(.diagnostic(error))
      return Outcome(error.code)
    }
    if options.showsNotes {
      let warnings: [Diagnostic]
      do throws(Diagnostic) { warnings = try takeWarnings() } catch {
        try report(.diagnostic(error))
        return Outcome(error.code)
      }
      for warning in warnings { try report(.diagnostic(warning)) }
    }
    if options.showsNotes, !continuing, let note = takeRoleNote() { try report(.diagnostic(note)) }
    for diagnostic in checked.diagnostics { try report(.diagnostic(diagnostic)) }
    if checked.hasErrors { return checked.outcome }
    if let unknown = unknownParameter(in: checked.script) {
      try report(.diagnostic(unknown))
      return .usage
    }
    return try run(checked, report: report)
  }

  func run(
    _ checked: CheckedScript, report: (SessionEvent) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> Outcome {
    if let change = reader?.change { throw change }
    let before = (declarations, knowledge)
    var isWhole = false
    // What a script that does not come to its end would have named is not there, whatever stopped it.
    defer { if !isWhole { (declarations, knowledge) = before } }
    declarations = checked.result.declarations
    if let clearance = checked.clearance { knowledge = clearance.knowledge }
    var outcome = Outcome.good
    let runner = StepRunner(session: self, checked: checked)
    if options.tellsOrigin { try report(.started(origin(of: checked))) }
    for step in checked.result.program.steps {
      if let level = step.exported { exported = max(exported ?? .low, level) }
      let stepOutcome = try runner.outcome(of: step, report: report)
      if let change = reader?.change { throw change }
      switch stepOutcome {
      case .good: break
      case .expectationFailed: outcome = .expectationFailed
      case .failed, .usage, .notChecked, .dataUnreadable, .refused, .interrupted: return stepOutcome
      }
    }
    isWhole = true
    return outcome
  }

  /// A value was given for a parameter that the script does not have.
  private func unknownParameter(in script: Script) -> Diagnostic? {
    let known = script.parameterNames
    guard let name = options.parameters.keys.sorted().first(where: { !known.contains($0) }) else { return nil }
    let help = known.isEmpty ? "it has no parameters" : "its parameters: " + known.joined(separator: ", ")
    return Diagnostic(.parameterValue, "the script has no parameter '\(name)'", help: [help])
  }
}

/// Runs the steps of one script.
final class StepRunner {
  let session: Session
  let checked: CheckedScript
  private var notes = NoteCollector()
  /// Whether it was the telling that failed: there is nobody to tell of that.
  private var isOutputGone = false

  init(session: Session, checked: CheckedScript) {
    self.session = session
    self.checked = checked
  }

  /// Runs a step, and tells of an error or of notes.
  func outcome(
    of step: Program.Step, report: (SessionEvent) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> Outcome {
    var outcome = Outcome.good
    notes = NoteCollector(isHeard: session.options.showsNotes && step.tellsNotes)
    do throws(Diagnostic) {
      outcome = try run(step) { (event) throws(Diagnostic) in
        // What was computed of a file that changed meanwhile is not shown.
        if let change = session.reader?.change { throw change }
        isOutputGone = true
        try report(event)
        isOutputGone = false
      }
    } catch {
      if isOutputGone { throw error }
      var placed = session.options.memory.explaining(error)
      if placed.span != nil, placed.source == nil { placed.source = step.source }
      try report(.diagnostic(placed))
      return Outcome(placed.code)
    }
    if notes.isHeard {
      for var note in notes.diagnostics {
        note.source = step.source
        try report(.diagnostic(note))
      }
    }
    return outcome
  }

  private func run(
    _ step: Program.Step, report: (SessionEvent) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> Outcome {
    switch step.kind {
    case .parameter(let id, let name, let type, let defaultValue, let help):
      let value = try parameter(name, type, defaultValue, step.span)
      session.scalars[id] = value
      try report(.parameter(name: name, value: value, help: help))
    case .scalar(let id, _, let expression): session.scalars[id] = try value(expression)
    case .table(let relation, let name, let plan):
      session.keep(try executor.relation(of: prepared(plan), name: name), as: relation)
    case .describe(let relation, let plan):
      session.keep(try executor.description(of: prepared(plan)), as: relation)
    case .show(let plan, let total): try report(.table(try table(plan, total, explainsEmpty: true)))
    case .showValue(let expression):
      let value = try value(expression)
      try report(.value(value, shown: try shown(value, of: expression)))
    case .save(let plan, let total, let path, let replace):
      try save(table(plan, total, explainsEmpty: false), path, replace, step, report)
    case .print(let text): try report(.print(try self.text(text)))
    case .title(let text): try report(.title(try self.text(text)))
    case .note(let text): try report(.note(try self.text(text)))
    case .expect(let label, let condition, let sides, let withheld):
      let label = try text(label)
      if let withheld, case .boolean(true) = try value(withheld) { throw StepRunner.withheld(label, condition.span) }
      return try expect(label, condition, sides, report)
    case .expectNone(let label, let plan):
      let rows = try executor.run(prepared(plan), explainsEmpty: false)
      let label = try text(label)
      try report(rows.count == 0 ? .passed(label: label) : .failed(label: label, sides: [], rows: rows))
      return rows.count == 0 ? .good : .expectationFailed
    case .explain(let plan, let preparations): try report(.plan(explanation(of: plan, after: preparations)))
    case .run(let path, let arguments): return try runChild(path, arguments, report)
    }
    return .good
  }

  /// The result of a plan, with the one row of `total` beside it.
  private func table(_ plan: Plan, _ total: Plan?, explainsEmpty: Bool) throws(Diagnostic) -> ResultTable {
    // The rows that both are made of are a table of their own, of which nobody knows.
    let isOfNoRows = total != nil && session.dataset.relation(plan.source)?.count == 0
    var table = try executor.run(prepared(plan), explainsEmpty: explainsEmpty && !isOfNoRows)
    guard let total else { return table }
    // What its aggregates leave out was noted of the groups.
    let whole = try session.executor(notes: NoteCollector(isHeard: false)).run(prepared(total), explainsEmpty: false)
    guard whole.count > 0 else { return table }
    let totals = Dictionary(whole.fields.map { ($0.name, $0) }) { $1 }
    let missing = Column(.boolean(Vector([0])), validity: Vector([0]))
    table.total = table.fields.map { totals[$0.name] ?? ResultField(name: $0.name, type: $0.type, column: missing) }
    for (place, field) in table.fields.enumerated() {
      guard let mark = field.marks?.markOfTotal else { continue }
      table.total?[place].column = missing
      table.total?[place].marks = CellMarks(states: Column(.integer(Vector([1]))), words: [nil, mark])
    }
    return table
  }

  private static func withheld(_ label: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .labelWithheld, "'\(label)' can't be checked: a value in it is of too few persons (rule 3)", at: span,
      help: ["check a larger group, or in a role that may see them"])
  }

  private func explanation(of plan: Plan, after preparations: [Program.Step]) -> String {
    var names: [RelationID: String] = [:]
    var parts: [String] = []
    for preparation in preparations {
      switch preparation.kind {
      case .table(let relation, let name, let plan):
        names[relation] = name
        parts.append(
          "table \(name):\n" + PlanPrinter.text(of: prepared(plan), dataset: session.dataset, names: names, depth: 1))
      case .describe(let relation, let plan):
        names[relation] = "description"
        parts.append(
          "describe:\n" + PlanPrinter.text(of: prepared(plan), dataset: session.dataset, names: names, depth: 1))
      case .save: parts.append("save")
      default: break
      }
    }
    parts.append(PlanPrinter.text(of: prepared(plan), dataset: session.dataset, names: names))
    return parts.joined(separator: "\n")
  }

  private func runChild(
    _ path: String, _ arguments: [(name: String, value: TypedExpression)],
    _ report: (SessionEvent) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> Outcome {
    guard let child = checked.children[path] else { return .failed }
    child.session.givenParameters = [:]
    for argument in arguments { child.session.givenParameters[argument.name] = try value(argument.value) }
    let outcome = try child.session.run(child.checked, report: report)
    if let level = child.session.exported { session.exported = max(session.exported ?? .low, level) }
    return outcome
  }

  private var executor: Executor { session.executor(notes: notes) }

  private func prepared(_ plan: Plan) -> Plan {
    Optimizer.optimize(plan.binding(session.scalars), zoneMinutes: session.dataset.zoneMinutes)
  }

  private func value(_ expression: TypedExpression) throws(Diagnostic) -> Value {
    try executor.value(of: expression.binding(session.scalars))
  }

  /// As people see it: in its field's form, with the sign of its currency.
  private func shown(_ value: Value, of expression: TypedExpression) throws(Diagnostic) -> String {
    let zone = session.dataset.zoneMinutes
    let formed = expression.displayForm.flatMap { try? Form.format(value, $0, zoneMinutes: zone) }
    let text = formed ?? displayText(of: value, zoneMinutes: zone)
    guard value.double != nil else { return text }
    switch expression.currency {
    case nil: return text
    case .fixed(let name): return displayText(ofMoney: text, in: name)
    case .each(let currency):
      guard case .text(let name) = try self.value(currency) else { return text }
      return displayText(ofMoney: text, in: name)
    }
  }

  func text(_ expression: TypedExpression) throws(Diagnostic) -> String {
    if case .text(let text) = try value(expression) { return text }
    return ""
  }

  private func parameter(
    _ name: String, _ type: ValueType, _ defaultValue: TypedExpression?, _ span: Span
  ) throws(Diagnostic) -> Value {
    if let given = session.givenParameters[name] {
      guard let value = ParameterValue.fitting(given, type) else {
        throw Diagnostic(.parameterValue, "the value of parameter '\(name)' is not \(type.article)", at: span)
      }
      return value
    }
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
  ) throws(Diagnostic) -> Outcome {
    if case .boolean(true) = try value(condition) {
      try report(.passed(label: label))
      return .good
    }
    var values: [Value] = []
    for side in sides { values.append(try value(side)) }
    try report(.failed(label: label, sides: values, rows: nil))
    return .expectationFailed
  }
}

extension CellMarks {
  /// Where the total of the cells would tell what is withheld of them.
  fileprivate var markOfTotal: String? {
    let tells = (0..<states.count).contains { row in
      if case .integer(Withheld.withTotal.rawValue) = states.value(row, .integer) { true } else { false }
    }
    return tells ? Withheld.withTotal.mark(least: 0) : nil
  }
}
