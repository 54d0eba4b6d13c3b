import Columns
import Diagnostics
import Plans

extension Guard {
  /// The statement with its plans guarded; steps that it needs before are added.
  func guarded(_ kind: Program.Kind, _ span: Span) -> Program.Kind {
    switch kind {
    case .parameter(let id, let name, let type, let defaultValue, let help):
      let value = defaultValue.map { self.value($0) }
      knowledge.levels[id] = max(taint(value, Frame()).level, given[name] ?? .low)
      return .parameter(id, name: name, type: type, defaultValue: value, help: help)
    case .scalar(let id, let name, let expression):
      let result = value(expression)
      knowledge.levels[id] = taint(result, Frame()).level
      if let isWithheld = isWithheld(result) {
        let flag = ScalarID(fresh())
        add(.scalar(flag, name: "", isWithheld), span)
        knowledge.withheldScalars[id] = flag
      }
      return .scalar(id, name: name, result)
    case .table(let relation, let name, let plan):
      return .table(relation, name: name, table(plan, relation, name, span))
    case .show(let plan, let total):
      let layout = Layout(hasTotal: total != nil, isCrosstab: plan.pivot != nil)
      return .show(shown(plan, layout), total: total.map { shown($0, Layout(isCrosstab: $0.pivot != nil)) })
    case .showValue(let expression): return .showValue(marked(value(expression)))
    case .describe(let relation, let plan):
      let rows = shown(plan, Layout())
      // Least, greatest and most frequent values are those of single rows.
      let level = Taint(level: levels[plan.row] ?? .low)
      knowledge.tables[relation] = TableFacts(
        columns: Array(repeating: level, count: Description.fields.count), rows: Taint())
      return .describe(relation, rows)
    case .save(let plan, let total, let path, let replace):
      let layout = Layout(hasTotal: total != nil, isCrosstab: plan.pivot != nil)
      checkExport(plan, at: path.span)
      return .save(
        shown(plan, layout), total: total.map { shown($0, Layout(isCrosstab: $0.pivot != nil)) }, path: value(path),
        replace: replace)
    case .print(let text): return .print(markingParts(value(text)))
    case .title(let text): return .title(markingParts(value(text)))
    case .note(let text): return .note(markingParts(value(text)))
    case .expect(let label, let condition, let sides, _):
      let condition = value(condition)
      return .expect(
        label: value(label), condition: condition, sides: sides.map { value($0) }, withheld: isWithheld(condition))
    case .expectNone(let label, let plan):
      var rows = shown(plan, Layout())
      // Of rows that may not stand in the file their number does.
      if intoFile, !exportRefusals(plan, at: span).isEmpty { rows.output = [] }
      return .expectNone(label: value(label), rows)
    case .explain(let plan, let preparations):
      let before = steps.count
      for step in preparations {
        let kind = guarded(step.kind, step.span)
        steps.append(Program.Step(kind, step.span, step.source))
      }
      let plan = shown(plan, Layout())
      let prepared = Array(steps[before...])
      steps.removeLast(prepared.count)
      return .explain(plan, after: prepared)
    case .run(let path, let arguments):
      let values = arguments.map { (name: $0.name, value: value($0.value)) }
      for argument in values { passed[path, default: [:]][argument.name] = taint(argument.value, Frame()).level }
      return .run(path: path, arguments: values)
    }
  }

  func add(_ kind: Program.Kind, _ span: Span) {
    guard let source else { return }
    var step = Program.Step(kind, span, source)
    step.tellsNotes = false
    steps.append(step)
  }

  /// An expression outside any rows: what it tells of rows its subqueries guard.
  func value(_ expression: TypedExpression) -> TypedExpression {
    let result = withGuardedSubqueries(expression)
    // What may stand nowhere is refused where its label is asked for.
    _ = taint(result, Frame())
    return result
  }

  // MARK: What is withheld

  /// Whether something that the value is made of is withheld; nil where nothing can be.
  func isWithheld(_ expression: TypedExpression) -> TypedExpression? {
    var flags: [TypedExpression] = []
    _ = expression.mapped { node in
      switch node.kind {
      case .scalar(let id):
        if let flag = knowledge.withheldScalars[id] {
          flags.append(TypedExpression(.scalar(flag), .boolean, node.span))
        }
      case .subquery(let plan):
        if let flag = isWithheld(plan, node.span) { flags.append(flag) }
      case .constant, .column, .field, .lookup, .call, .conditional, .membership, .aggregate: break
      }
      return node
    }
    guard let first = flags.first else { return nil }
    return flags.dropFirst().reduce(first) { TypedExpression(.call(.or, [$0, $1]), .boolean, expression.span) }
  }

  /// The same plan, telling instead of its value whether that is withheld.
  private func isWithheld(_ plan: Plan, _ span: Span) -> TypedExpression? {
    var states: [TypedExpression] = []
    for case .withhold(let withholding) in plan.operators {
      states += withholding.cells.map { TypedExpression(.column($0.state), .integer, span) }
    }
    let zero = TypedExpression(.constant(.integer(Withheld.shown.rawValue)), .integer, span)
    let flags = states.map { TypedExpression(.call(.notEqual, [$0, zero]), .boolean, span) }
    guard let first = flags.first else { return nil }
    var result = plan
    let whole = flags.dropFirst().reduce(first) { TypedExpression(.call(.or, [$0, $1]), .boolean, span) }
    result.output = [Plan.OutputField(name: "withheld", expression: whole)]
    return TypedExpression(.subquery(result), .boolean, span)
  }

  /// A value that is shown by itself: the word `withheld` in its place where it is.
  private func marked(_ expression: TypedExpression) -> TypedExpression {
    guard let flag = isWithheld(expression) else { return expression }
    let text =
      expression.type.ofValue == .text
      ? expression : TypedExpression(.call(.textOf, [expression]), .text, expression.span)
    return TypedExpression(
      .conditional(flag, then: Self.withheldWord(expression.span), else: text), .text, expression.span)
  }

  /// Of a text of parts.
  private func markingParts(_ expression: TypedExpression) -> TypedExpression {
    guard case .call(.concatShowingMissing, let parts) = expression.kind else { return expression }
    var result = expression
    result.kind = .call(
      .concatShowingMissing,
      parts.map { part in
        guard let flag = isWithheld(part) else { return part }
        return TypedExpression(
          .conditional(flag, then: Self.withheldWord(part.span), else: part), .text, part.span)
      })
    return result
  }

  private static func withheldWord(_ span: Span) -> TypedExpression {
    TypedExpression(.constant(.text("withheld")), .text, span)
  }
}
