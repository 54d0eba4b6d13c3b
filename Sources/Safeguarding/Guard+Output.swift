import Columns
import Diagnostics
import Plans

/// The end of a pipeline: whether its rows are of single persons, and what of them is shown.
extension Guard {
  /// A plan whose rows leave the program.
  func shown(_ plan: Plan, _ layout: Layout) -> Plan {
    var (result, frame) = guarded(plan, layout)
    result.operators += choosing(&frame)
    for secret in frame.rows.secrets { refuseSingle(secret) }
    // What a chart draws are the last fields; a mask has no place on an axis.
    for field in result.output.suffix(result.chart?.roles.count ?? 0) {
      for secret in taint(field.expression, frame).secrets { refuseSingle(secret) }
    }
    levels[plan.row] = result.output.reduce(frame.rows.level) { max($0, taint($1.expression, frame).level) }
    result.output = result.output.map { masked($0, frame) }
    return result
  }

  private func refuseSingle(_ secret: Secret) {
    refuse(secret.label.sensitivity > role.count ? refusal.group(secret) : refusal.single(secret))
  }

  /// A plan whose rows are kept: nothing is shown yet, and what its labels are is remembered. Persons and what became of cells are kept as
  /// further columns.
  func table(_ plan: Plan, _ relation: RelationID, _ name: String, _ span: Span) -> Plan {
    var (result, frame) = guarded(plan, layouts[relation] ?? Layout())
    let own = result.output
    guard !frame.chosen.isEmpty else {
      knowledge.tables[relation] = facts(of: own, frame, &result, relation, span)
      return result
    }
    // Groups of its rows are compared with those that its conditions did not choose.
    let whole = RelationID(-fresh())
    var unchosen = result
    var wholeFacts = facts(of: own, frame, &unchosen, whole, span)
    let place = TypedExpression(.column(ColumnID(0)), .row(whole), span)
    var indexes: [Int] = []
    for condition in frame.chosen {
      wholeFacts.columns += Array(repeating: Taint(), count: unchosen.output.count - wholeFacts.columns.count)
      indexes.append(unchosen.output.count)
      unchosen.output.append(.init(name: "condition", expression: condition))
      wholeFacts.columns.append(kept(taint(condition, frame), place, &unchosen))
    }
    result.operators += choosing(&frame)
    knowledge.tables[relation] = facts(of: own, frame, &result, relation, span)
    // Rows of other tables that were divided so are not the ones that this table keeps.
    if unchosen.output.contains(where: {
      if case .row(let other) = $0.expression.type { other.number < 0 } else { false }
    }) {
      return result
    }
    knowledge.tables[whole] = wholeFacts
    knowledge.tables[relation]?.whole = (whole, indexes)
    add(.table(whole, name: name, unchosen), span)
    return result
  }

  private static let personColumn = "person"

  /// What is known of a table with these fields. Its plan gets the columns of persons and states besides.
  private func facts(
    of own: [Plan.OutputField], _ frame: Frame, _ plan: inout Plan, _ relation: RelationID, _ span: Span
  ) -> TableFacts {
    var facts = TableFacts(columns: [], rows: Taint())
    let place = TypedExpression(.column(ColumnID(0)), .row(relation), span)
    facts.columns = own.map { kept(taint($0.expression, frame), place, &plan) }
    facts.rows = kept(frame.rows, place, &plan)
    for (index, field) in own.enumerated() {
      facts.masks[index] = mask(of: field.expression, frame)
      if isPersonsKey(field.expression, frame) { facts.keys.insert(index) }
      guard let state = state(of: field.expression, frame) else { continue }
      facts.states[index] = plan.output.count
      plan.output.append(.init(name: "state", expression: state))
    }
    return facts
  }

  /// With the persons as columns of the table whose row `place` is.
  private func kept(_ taint: Taint, _ place: TypedExpression, _ plan: inout Plan) -> Taint {
    guard case .row(let relation) = place.type else { return taint }
    return taint.mappingPersons { person in
      let index =
        plan.output.firstIndex { $0.name == Self.personColumn && $0.expression.readText == person.readText }
        ?? plan.output.count
      if index == plan.output.count { plan.output.append(.init(name: Self.personColumn, expression: person)) }
      return person.readText.map { _ in TypedExpression(.field(relation, index, row: place), person.type, person.span) }
    }
  }

  // MARK: Masks

  /// The field as it may be shown: itself, its mask where it was only passed through, or refused.
  private func masked(_ field: Plan.OutputField, _ frame: Frame) -> Plan.OutputField {
    var result = field
    let readBefore = read
    let taint = taint(field.expression, frame)
    if let elements = field.elements { return maskedElements(field, elements, taint, frame) }
    guard !taint.secrets.isEmpty else {
      result.children = field.children.map { masked($0, frame) }
      if case .each(let text)? = field.currency, !self.taint(text, frame).secrets.isEmpty { result.currency = nil }
      if let state = state(of: field.expression, frame) { result.withheld = (state, role.least) }
      return result
    }
    guard let mask = mask(of: field.expression, frame) else {
      for secret in taint.secrets { refuseSingle(secret) }
      return result
    }
    // What is hidden whole is not read.
    if mask == .hidden { read = readBefore }
    return hidden(field, behind: mask)
  }

  /// The mask of a value that is only passed on, from a field or by a column, and not to be shown; nil for what is computed. What may
  /// not even be counted, and what was found through such a field, is hidden whole.
  func mask(of expression: TypedExpression, _ frame: Frame) -> Mask? {
    switch expression.kind {
    case .column(let id): return frame.masks[id]
    case .field(let relation, let index, let row):
      let isPathHidden = !taint(row, frame).secrets.isEmpty
      if relation.number < 0 { return knowledge.tables[relation]?.masks[index].map { isPathHidden ? .hidden : $0 } }
      let label = dataset[relation].schema.fields[index].label
      guard isPathHidden || label.sensitivity > role.show else { return nil }
      return isPathHidden || label.sensitivity > role.count ? .hidden : label.mask
    case .constant, .scalar, .lookup, .call, .conditional, .membership, .aggregate, .subquery: return nil
    }
  }

  private func maskedElements(
    _ field: Plan.OutputField, _ elements: (relation: RelationID, elementRow: ColumnID), _ base: Taint, _ frame: Frame
  ) -> Plan.OutputField {
    let labels = dataset[elements.relation].schema.fields.map(\.label.sensitivity)
    guard base.secrets.isEmpty, labels.isEmpty || labels.contains(where: { $0 <= role.show }) else {
      return hidden(field, behind: .hidden)
    }
    var result = field
    result.children = field.children.map { masked($0, frame) }
    return result
  }

  private func hidden(_ field: Plan.OutputField, behind mask: Mask) -> Plan.OutputField {
    let span = field.expression.span
    return Plan.OutputField(
      name: field.name + " (masked)", expression: masked(field.expression, mask, span))
  }

  private func masked(_ value: TypedExpression, _ mask: Mask, _ span: Span) -> TypedExpression {
    let nothing = TypedExpression(.constant(.text("***")), .text, span)
    func call(_ function: Function, _ arguments: [TypedExpression], _ type: ValueType = .text) -> TypedExpression {
      TypedExpression(.call(function, arguments), type, span)
    }
    switch (mask, value.type.ofValue) {
    case (.initials, .text): return call(.initials, [value])
    case (.lastTwo, .text), (.lastTwo, .integer): return call(.lastTwo, [value])
    case (.year, .date), (.year, .datetime): return call(.year, [value], .integer)
    case (.pseudonym, .record), (.pseudonym, .list), (.pseudonym, .row): return nothing
    case (.pseudonym, _):
      return call(.pseudonym, [value, TypedExpression(.constant(.text(dataset.secret)), .text, span)])
    case (.county, _): return county(of: value, span) ?? nothing
    case (.hidden, _), (.initials, _), (.lastTwo, _), (.year, _): return nothing
    }
  }

  /// The name of the county in which a place lies: of the places above it, the one whose `level` is `county`.
  private func county(of value: TypedExpression, _ span: Span) -> TypedExpression? {
    guard case .reference(let places, _) = value.type,
      let parent = dataset.references.first(where: { $0.from == places && $0.to == places }),
      let name = dataset[places].schema.index(ofField: "name"),
      let level = dataset[places].schema.index(ofField: "level"), dataset[places].schema.fields[level].type == .text
    else { return nil }
    let row = newColumn()
    let place = TypedExpression(.column(row), .row(places), span)
    func field(_ index: Int) -> TypedExpression { TypedExpression(.field(places, index, row: place), .text, span) }
    let isCounty = TypedExpression(
      .call(.equal, [field(level), TypedExpression(.constant(.text("county")), .text, span)]), .boolean, span)
    let start = TypedExpression(.lookup(places, fields: parent.keys, keys: [value]), .row(places), span)
    let steps: [Aggregate.Step] = [.ancestors(relation: places, fields: parent.fields, keys: parent.keys)]
    return TypedExpression(
      .aggregate(
        Aggregate(
          .first, argument: field(name), condition: isCounty, range: .related(base: start, steps: steps, row: row),
          label: "county", type: .text, span: span)), .text, span)
  }

  // MARK: Exports

  /// The same for all that a statement would show, where that goes into a file.
  func checkExport(of step: Program.Step) {
    exported = .low
    switch step.kind {
    case .show(let plan, _), .describe(_, let plan), .explain(let plan, _):
      checkExport(plan, at: step.span)
    case .scalar(_, _, let value), .showValue(let value), .print(let value), .title(let value), .note(let value):
      checkExport(of: value)
    case .expect(let label, let condition, let sides, _):
      for value in [label, condition] + sides { checkExport(of: value) }
    // What is named is shown by a later statement, if at all; `save` is checked by itself.
    case .parameter, .table, .save, .run: break
    case .expectNone(_, let plan): if exportRefusals(plan, at: step.span).isEmpty { checkExport(plan, at: step.span) }
    }
  }

  private func checkExport(of value: TypedExpression) {
    _ = value.mapped { node in
      switch node.kind {
      case .subquery(let plan): checkExport(plan, at: node.span)
      // It may have been named before there was a file.
      case .scalar(let id):
        let level = knowledge.levels[id] ?? .low
        exported = max(exported ?? .low, level)
        if level > role.export { refuse(refusal.export("this value", level, at: node.span)) }
      case .constant, .column, .field, .lookup, .call, .conditional, .membership, .aggregate: break
      }
      return node
    }
  }

  /// Rule 7: no label above the role's `export` in a file.
  func checkExport(_ plan: Plan, at span: Span) {
    for (_, level) in exports(of: plan) { exported = max(exported ?? .low, level) }
    exportRefusals(plan, at: span).forEach(refuse)
  }

  func exportRefusals(_ plan: Plan, at span: Span) -> [Diagnostic] {
    exports(of: plan).filter { $0.level > role.export }.map { refusal.export($0.what, $0.level, at: span) }
  }

  /// What of a plan would be in a file, with its labels. A mask has none.
  private func exports(of plan: Plan) -> [(what: String, level: Sensitivity)] {
    var (_, frame) = guarded(plan, Layout())
    _ = choosing(&frame)
    var result = [(what: "the choice of rows", level: frame.rows.level)]
    func add(_ field: Plan.OutputField, _ prefix: String) {
      let taint = taint(field.expression, frame)
      guard taint.secrets.isEmpty else { return }
      result.append(("'\(prefix)\(field.name)'", taint.level))
      for child in field.children { add(child, prefix + field.name + ".") }
    }
    for field in plan.output { add(field, "") }
    return result
  }
}
