import Columns
import Diagnostics
import Plans

/// The labels of expressions.
extension Guard {
  /// The rows at hand, as far as they tell of persons.
  struct Frame {
    var columns: [ColumnID: Taint] = [:]
    /// What the choice and order of the rows tell.
    var rows = Taint()
    /// Of rows of a list of objects: the person to whom the list belongs.
    var owners: [ColumnID: TypedExpression] = [:]
    /// For columns with cells that may be withheld, what became of each.
    var states: [ColumnID: TypedExpression] = [:]
    /// For columns that only pass on a field above what the role is shown: its mask.
    var masks: [ColumnID: Mask] = [:]
    /// Columns that only pass on what identifies a person.
    var keys: Set<ColumnID> = []
    /// Of a crosstab that is being made: what became of the value that is spread, and by the columns that say whether a cell has rows
    /// what became of one without.
    var across: TypedExpression?
    var empty: [ColumnID: TypedExpression] = [:]
    /// Conditions on secrets that wait for the group whose aggregates they become part of.
    var chosen: [TypedExpression] = []
  }

  struct AggregateParts {
    var range: Taint
    /// The argument by itself, and with what else is read beside it.
    var value: Taint
    var argument: Taint
    var condition: Taint
    var inner: Frame

    var own: Taint { range + argument + condition }
  }

  func taint(_ expression: TypedExpression?, _ frame: Frame) -> Taint {
    guard let expression else { return Taint() }
    switch expression.kind {
    case .constant: return Taint()
    case .scalar(let id): return Taint(level: knowledge.levels[id] ?? .low)
    case .subquery(let plan): return Taint(level: levels[plan.row] ?? .low)
    case .column(let id): return frame.columns[id] ?? Taint(source: .field("#\(id.number)"))
    case .field(let relation, let index, let row):
      return (taint(row, frame).withoutValues + read(relation, index, row, expression.span, frame))
        .from(expression.readText.map { .field($0) } ?? .mixed)
    case .lookup(_, _, let keys): return keys.reduce(Taint()) { $0 + taint($1, frame) }.withoutValues
    case .call(let function, let arguments): return taint(function, arguments, expression.span, frame)
    case .conditional(let condition, let then, let otherwise):
      return taint(condition, frame) + taint(then, frame) + taint(otherwise, frame)
    case .membership(let value, let relation, let row, let key):
      return membership(value, relation, row, key, frame)
    case .aggregate(let aggregate): return taint(aggregate, frame)
    }
  }

  private func taint(
    _ function: Function, _ arguments: [TypedExpression], _ span: Span, _ frame: Frame
  ) -> Taint {
    let whole = arguments.reduce(Taint()) { $0 + taint($1, frame) }
    switch function.labelEffect {
    case .measures: return whole
    case .keeps: return whole.from(whole.source.computed)
    case .fails: return whole.from(whole.secrets.isEmpty ? whole.source.computed : .mixed)
    case .presence: return whole.withoutValues.from(whole.source.computed)
    case .removes:
      if role.show == .severe || arguments.first.map({ isPersonsKey($0, frame) }) ?? false {
        return Taint(source: whole.source.computed)
      }
      // Of other values, or written ones, it would be a list of who is who.
      refuse(refusal.pseudonym(at: span))
      return Taint(level: whole.level, source: whole.source.computed)
    }
  }

  /// Whether the value is what identifies a person, as it was read.
  func isPersonsKey(_ value: TypedExpression, _ frame: Frame) -> Bool {
    switch value.kind {
    case .column(let id): return frame.keys.contains(id)
    case .field(let relation, let index, _):
      if relation.number < 0 { return knowledge.tables[relation]?.keys.contains(index) ?? false }
      return dataset[relation].schema.fields[index].label.attribute == .direct
    case .constant, .scalar, .lookup, .call, .conditional, .membership, .aggregate, .subquery: return false
    }
  }

  /// One field of one row.
  private func read(
    _ relation: RelationID, _ index: Int, _ row: TypedExpression, _ span: Span, _ frame: Frame
  ) -> Taint {
    if relation.number < 0 {
      guard let facts = knowledge.tables[relation], facts.columns.indices.contains(index) else { return Taint() }
      return facts.columns[index].mappingPersons { $0.reading(relation, at: row) }
    }
    let schema = dataset[relation].schema
    guard schema.fields.indices.contains(index) else { return Taint() }
    return labelled(
      schema.fields[index].label, schema.name + "." + schema.fields[index].name, span,
      person: person(relation, index, row, frame))
  }

  /// What reading a field with this label tells.
  func labelled(_ label: Label, _ field: String, _ span: Span, person: @autoclosure () -> TypedExpression?) -> Taint {
    note(field, label.sensitivity)
    guard label.sensitivity > role.show else { return Taint(level: label.sensitivity) }
    let taint = Taint(
      level: label.sensitivity, secrets: [Secret(field: field, label: label, span: span, person: person())])
    read.add(taint)
    return taint
  }

  /// Who is behind a row: whom its relation says, else whom the field refers to, else the row by its key.
  private func person(
    _ relation: RelationID, _ index: Int, _ row: TypedExpression, _ frame: Frame
  ) -> TypedExpression? {
    let schema = dataset[relation].schema
    func field(_ index: Int) -> TypedExpression {
      TypedExpression(.field(relation, index, row: row), schema.fields[index].type, row.span)
    }
    if let subject = person(ofRow: row, in: relation) { return subject }
    if schema.parent != nil {
      if case .column(let id) = row.kind { return frame.owners[id] }
      return nil
    }
    if case .reference(let to, _) = schema.fields[index].type, !dataset[to].schema.subject.isEmpty {
      return field(index)
    }
    return schema.primaryKey.count == 1 ? field(schema.primaryKey[0]) : nil
  }

  /// The person of a row of a relation, whatever is read of it.
  func person(ofRow row: TypedExpression, in relation: RelationID) -> TypedExpression? {
    guard relation.number >= 0 else { return nil }
    let schema = dataset[relation].schema
    var parts = schema.subject.map {
      TypedExpression(.field(relation, $0, row: row), schema.fields[$0].type, row.span)
    }
    // The key by which the row was found is the same person.
    if case .lookup(relation, schema.subject, let keys) = row.kind { parts = keys }
    guard parts.count > 1 else { return parts.first }
    // One text, by which persons can be counted; it is shown nowhere.
    let texts = parts.map { TypedExpression(.call(.textOf, [$0]), .text, row.span) }
    let border = TypedExpression(.constant(.text("\u{1F}")), .text, row.span)
    return TypedExpression(
      .call(.concat, Array(texts.map { [$0] }.joined(separator: [border]))), .text, row.span)
  }

  /// Whether a value is in a table: it tells of whose value it is, and of those in the table.
  private func membership(
    _ value: TypedExpression, _ relation: RelationID, _ row: ColumnID, _ key: TypedExpression, _ frame: Frame
  ) -> Taint {
    let own = taint(value, frame).withoutValues
    var other = taint(key, Frame()).withoutValues
    if let facts = knowledge.tables[relation] { other.add(facts.rows) }
    let person = own.secrets.first?.person
    return (own + other.mappingPersons { _ in person }).from(own.source.computed)
  }

  // MARK: Aggregates

  /// An aggregate over what is related to a row: a fact about that row.
  func taint(_ aggregate: Aggregate, _ frame: Frame) -> Taint {
    let parts = parts(of: aggregate, frame)
    let own = parts.argument + parts.condition
    let inner = aggregate.innerColumn
    return (parts.range.withoutValues + own)
      .mappingPersons { person in
        inner.map { person.columns.contains($0) } ?? false ? personOutside(aggregate, frame) : person
      }
      .from(own.secrets.isEmpty ? .computed("\(aggregate.span)") : .mixed)
  }

  /// Who is behind related rows where that is whose row they are related to: a child's visits tell of that child.
  private func personOutside(_ aggregate: Aggregate, _ frame: Frame) -> TypedExpression? {
    guard case .related(let base, let steps, _) = aggregate.range, steps.count == 1,
      case .reverse(let relation, let fields, let to, _) = steps[0], dataset[relation].schema.subject == fields
    else { return nil }
    return person(ofRow: base, in: to)
  }

  /// What an aggregate reads, by what it does with it; `inner` is the frame in which it does.
  func parts(of aggregate: Aggregate, _ frame: Frame) -> AggregateParts {
    var inner = frame
    var range = Taint()
    switch aggregate.range {
    case .rows: break
    case .related(let base, let steps, let row):
      let place = TypedExpression(.column(row), .row(steps.last?.relation ?? RelationID(0)), base.span)
      if steps.count == 1, case .elements = steps[0], case .row(let relation) = base.type {
        inner.owners[row] = owner(base, relation, frame)
      }
      range = taint(base, frame)
      for step in steps { range.add(taint(step, leadingTo: place, steps, owner: inner.owners[row])) }
    case .elements(let list, let element):
      range = taint(list, frame)
      inner.columns[element] = range
    }
    let value = taint(aggregate.argument, inner)
    let rest = aggregate.sort.reduce(taint(aggregate.parameter, inner) + taint(aggregate.currency, inner)) {
      $0 + taint($1.expression, inner)
    }
    return AggregateParts(
      range: range, value: value, argument: value + rest, condition: taint(aggregate.condition, inner), inner: inner)
  }

  /// Whose a list of objects in this row is.
  func owner(_ row: TypedExpression, _ relation: RelationID, _ frame: Frame) -> TypedExpression? {
    if let person = person(ofRow: row, in: relation) { return person }
    if case .column(let id) = row.kind { return frame.owners[id] }
    return nil
  }

  /// What following one step of a path reads. `place` is the row where the path ends, by which persons are told.
  func taint(
    _ step: Aggregate.Step, leadingTo place: TypedExpression, _ steps: [Aggregate.Step], owner: TypedExpression?
  ) -> Taint {
    let last = steps.last?.relation
    func persons() -> TypedExpression? { last.flatMap { person(ofRow: place, in: $0) } ?? owner }
    func keys(_ relation: RelationID, _ fields: [Int]) -> Taint {
      let schema = dataset[relation].schema
      return fields.reduce(Taint()) {
        $0
          + labelled(schema.fields[$1].label, schema.name + "." + schema.fields[$1].name, place.span, person: persons())
      }
    }
    switch step {
    case .reverse(let relation, let fields, _, _), .forward(let relation, let fields, _, _),
      .ancestors(let relation, let fields, _), .descendants(let relation, let fields, _):
      return keys(relation, fields)
    case .elements(let relation):
      let schema = dataset[relation].schema
      // A list is as sensitive as the least of what is in it.
      guard let label = schema.fields.map(\.label).min(by: { $0.sensitivity < $1.sensitivity }) else { return Taint() }
      return labelled(label, schema.name, place.span, person: persons())
    case .tableRows(let relation, let field):
      guard let facts = knowledge.tables[relation] else { return Taint() }
      let column = facts.columns.indices.contains(field) ? facts.columns[field] : Taint()
      // Which rows a table has that secrets chose depends on single persons.
      return facts.rows.mappingPersons { _ in nil } + column.mappingPersons { $0.reading(relation, at: place) }
    }
  }
}

extension Aggregate.Step {
  /// Where it leads.
  var relation: RelationID {
    switch self {
    case .reverse(let relation, _, _, _), .elements(let relation), .tableRows(let relation, _),
      .ancestors(let relation, _, _), .descendants(let relation, _, _):
      relation
    case .forward(_, _, let to, _): to
    }
  }
}

extension TypedExpression {
  /// A person as a table keeps it (a column of the table, over any row), of a row of the table.
  func reading(_ relation: RelationID, at row: TypedExpression) -> TypedExpression? {
    guard case .field(relation, let index, _) = kind else { return nil }
    return TypedExpression(.field(relation, index, row: row), type, span)
  }
}
