import Columns
import Diagnostics
import Plans
import Syntax

/// Following names: fields, references both ways, records, lists of objects, collections.
extension Analyzer {
  /// The names of `a.b.c`, or nil where the expression is no such path.
  func chain(_ expression: Expression) -> [Name]? {
    switch expression.kind {
    case .name(let name): return [name]
    case .member(let base, let name): return chain(base).map { $0 + [name] }
    case .parenthesised(let inner): return chain(inner)
    default: return nil
    }
  }

  /// What a path means in a scope. Reports an error and gives `.failed` where it means nothing.
  func resolve(_ names: [Name], in scope: Scope) -> Resolved {
    if let found = lookUp(names, in: scope) { return found }
    if scope.isUncertain { return .failed }
    reportUnknown(names, in: scope)
    notePlaceholder(names, in: scope)
    return .failed
  }

  /// Nil where the first name is not known here.
  func lookUp(_ names: [Name], in scope: Scope) -> Resolved? {
    notePlaceholder(names, in: scope)
    if let found = lookUpPrefix(names, in: scope) { return found }
    if names[0].text == "outer", names.count > 1, case .scope(let outer) = scope.outer {
      return lookUp(Array(names.dropFirst()), in: outer)
    }
    if let shape = scope.shape, let found = lookUp(names, inShape: shape) { return found }
    if case .scope(let outer) = scope.outer { return lookUp(names, in: outer) }
    return lookUpCollection(names)
  }

  /// A path that begins with the words by which an aggregate reached its rows means the row at hand.
  private func lookUpPrefix(_ names: [Name], in scope: Scope) -> Resolved? {
    guard !scope.prefix.isEmpty, names.count >= scope.prefix.count,
      zip(names, scope.prefix).allSatisfy({ $0.text == $1 })
    else { return nil }
    let rest = Array(names.dropFirst(scope.prefix.count))
    if let element = scope.element { return rest.isEmpty ? .value(element) : nil }
    guard let shape = scope.shape else { return nil }
    if rest.isEmpty { return shape.row.map { .row($0) } }
    if let found = lookUp(rest, inShape: shape) { return shifted(found, by: scope.prefix.count) }
    return nil
  }

  private func shifted(_ resolved: Resolved, by count: Int) -> Resolved {
    guard case .many(var path) = resolved else { return resolved }
    path.length += count
    return .many(path)
  }

  /// Nil where the shape has nothing of the first name; the longest dotted field wins over following a path.
  func lookUp(_ names: [Name], inShape shape: Shape) -> Resolved? {
    for length in stride(from: names.count, through: 1, by: -1) {
      let dotted = names[..<length].map(\.text).joined(separator: ".")
      guard let field = shape.field(named: dotted) else { continue }
      let rest = Array(names[length...])
      switch field.content {
      case .value(let expression):
        return follow(rest, from: expression.at(spanOf(names[..<length])), after: Array(names[..<length]))
      case .elements(let relation, let row):
        let path = ManyPath(base: row, steps: [.elements(relation: relation)], relation: relation, length: length)
        return .many(extend(path, with: rest))
      }
    }
    guard let row = shape.row else { return nil }
    return member(names[0], ofRow: row, rest: Array(names.dropFirst()), fieldsKnown: true)
  }

  /// What else a row leads to by one name: a reference by its name, rows that refer to it, elements, related named tables.
  private func member(_ name: Name, ofRow row: TypedExpression, rest: [Name], fieldsKnown: Bool) -> Resolved? {
    guard case .row(let relation) = row.type else { return nil }
    if let table = declarations.table(of: relation) {
      let shape = table.shape(at: row)
      return lookUp([name] + rest, inShape: shape)
    }
    if !fieldsKnown {
      let shape = catalog.shape(of: relation, at: row)
      return lookUp([name] + rest, inShape: shape)
    }
    for reference in catalog.references(from: relation) where reference.name == name.text {
      return follow(rest, from: value(of: reference, at: row, name.span), after: [name])
    }
    if let step = reverseStep(name, from: relation) {
      return .many(
        extend(ManyPath(base: row, steps: step.steps, relation: step.relation, length: 1), with: rest))
    }
    return nil
  }

  /// The steps to the rows called `name` that refer to a row of `relation`.
  private func reverseStep(_ name: Name, from relation: RelationID) -> (steps: [Aggregate.Step], relation: RelationID)?
  {
    if let itself = catalog.references(from: relation).first(where: { $0.to == relation }) {
      switch name.text {
      case "ancestors":
        return ([.ancestors(relation: relation, fields: itself.fields, keys: itself.keys)], relation)
      case "descendants":
        return ([.descendants(relation: relation, fields: itself.fields, keys: itself.keys)], relation)
      default: break
      }
    }
    if let reference = catalog.references(to: relation).first(where: { $0.inverse == name.text }) {
      return ([reverse(reference)], reference.from)
    }
    guard let table = declarations.tables[name.text], let origin = table.shape.row,
      case .row(let collection) = origin.type, case .field(_, let field, _) = origin.kind
    else { return nil }
    used.insert(name.text)
    let rows = Aggregate.Step.tableRows(relation: table.relation, field: field)
    if collection == relation { return ([rows], table.relation) }
    let leading = catalog.references(to: relation).filter { $0.from == collection }
    guard leading.count == 1 else { return nil }
    return ([reverse(leading[0]), rows], table.relation)
  }

  private func reverse(_ reference: Reference) -> Aggregate.Step {
    .reverse(relation: reference.from, fields: reference.fields, to: reference.to, keys: reference.keys)
  }

  /// Goes on to further to-many steps, over references to one between them; stops at the first name that is none.
  private func extend(_ path: ManyPath, with names: [Name]) -> ManyPath {
    var result = path
    var pending: [Aggregate.Step] = []
    var relation = path.relation
    for (index, name) in names.enumerated() {
      if let reference = catalog.references(from: relation).first(where: { reference in
        reference.name == name.text || isField(name.text, reference.fields, of: relation)
      }) {
        pending.append(
          .forward(relation: relation, fields: reference.fields, to: reference.to, keys: reference.keys))
        relation = reference.to
      } else if let list = catalog.lists(of: relation).first(where: { $0.path == name.text }) {
        result.steps += pending + [.elements(relation: list.relation)]
        (pending, relation) = ([], list.relation)
        (result.relation, result.length) = (relation, path.length + index + 1)
      } else if catalog.schema(relation)?.index(ofField: name.text) == nil,
        let step = reverseStep(name, from: relation)
      {
        result.steps += pending + step.steps
        (pending, relation) = ([], step.relation)
        (result.relation, result.length) = (relation, path.length + index + 1)
      } else {
        break
      }
    }
    return result
  }

  private func isField(_ name: String, _ fields: [Int], of relation: RelationID) -> Bool {
    fields.count == 1 && catalog.schema(relation)?.fields[fields[0]].name == name
  }

  func lookUpCollection(_ names: [Name]) -> Resolved? {
    let name = names[0].text
    if let table = declarations.tables[name] {
      used.insert(name)
      return .collection(table.relation, name: name)
    }
    return catalog.collection(named: name).map { .collection($0, name: name) }
  }

  /// Follows the rest of a path from a value.
  func follow(_ names: [Name], from start: TypedExpression, after before: [Name]) -> Resolved {
    guard let name = names.first else {
      if case .row = start.type { return .row(start) }
      return .value(start)
    }
    let rest = Array(names.dropFirst())
    switch start.type {
    case .row:
      guard let found = member(name, ofRow: start, rest: rest, fieldsKnown: false) else {
        return failedMember(name, of: start, after: before)
      }
      return shifted(found, by: before.count)
    case .reference(let relation, _):
      let row = self.row(of: start, in: relation)
      guard let found = member(name, ofRow: row, rest: rest, fieldsKnown: false) else {
        return failedMember(name, of: row, after: before)
      }
      return shifted(found, by: before.count)
    case .record:
      if case .field(let relation, let index, let row) = start.kind,
        let field = catalog.field(name.text, ofRecord: index, in: relation)
      {
        let value = catalog.value(of: field, in: relation, row: row).at(start.span.joined(name.span))
        return follow(rest, from: value, after: before + [name])
      }
      return failedMember(name, of: start, after: before)
    case .unknown, .missing: return .failed
    default:
      let path = before.map(\.text).joined(separator: ".")
      report(
        .notAReference, "'\(path)' is \(start.type.article), not a reference, so nothing follows its dot", name.span)
      return .failed
    }
  }

  /// The row that a reference's value finds.
  func row(of reference: TypedExpression, in relation: RelationID) -> TypedExpression {
    TypedExpression(
      .lookup(relation, fields: keyFields(of: reference, in: relation), keys: reference.keyParts ?? [reference]),
      .row(relation), reference.span)
  }

  func spanOf(_ names: ArraySlice<Name>) -> Span {
    guard let first = names.first, let last = names.last else { return Span(0, 0) }
    return first.span.joined(last.span)
  }
}

extension Scope {
  /// Whether a name that is not found may be the consequence of an earlier error.
  var isUncertain: Bool {
    if shape?.isUncertain == true { return true }
    if case .scope(let outer) = outer { return outer.isUncertain }
    return false
  }
}

extension TypedExpression {
  func at(_ span: Span) -> TypedExpression {
    var result = self
    result.span = span
    return result
  }
}

extension ValueType {
  /// With its article, for messages: `a date`, `an integer`.
  package var article: String {
    switch self {
    case .integer: "an integer"
    case .text: "text"
    case .reference(_, let key): "a reference, shown as " + key.name
    case .missing, .unknown: name
    default: "a " + name
    }
  }
}
