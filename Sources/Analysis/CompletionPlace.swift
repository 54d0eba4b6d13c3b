import Columns
import Diagnostics
import Plans
import Syntax

/// Where a name is being typed: what names mean there. Found by checking the text with ``placeholder`` in the name's place, so that
/// completion and the check agree.
package struct CompletionPlace {
  /// A name that no field has.
  package static let placeholder = "__cursor__"

  /// Something that can be named.
  package struct Member: Sendable {
    package enum Content: Sendable {
      case value(ValueType)
      /// To one row of a relation.
      case reference(RelationID)
      /// To many rows of a relation, as an aggregate takes them.
      case rows(RelationID)
      /// A whole collection or named table.
      case table(RelationID)
    }

    package var name: String
    package var content: Content
    /// What the descriptor calls the field.
    package var title: String?
  }

  let analyzer: Analyzer
  let scope: Scope

  /// Checks the text before the cursor, the placeholder, and what closes the brackets that are open. Never reports anything.
  package static func find(
    after before: String, closing: String, dataset: Dataset, declarations: Declarations, today: Int
  ) -> CompletionPlace {
    let source = SourceText(name: "", text: before + placeholder + closing)
    let analyzer = Analyzer(
      source: source, dataset: dataset, declarations: declarations, today: today, keepsResult: false, seed: 0)
    for statement in Parser.parse(source, continuing: true).script.statements { analyzer.check(statement) }
    if let scope = analyzer.placeholderScope { return CompletionPlace(analyzer: analyzer, scope: scope) }
    // In `drop` and `rename` stand names of fields only, which are looked for in the table as it is at that stage.
    let cursor = before.utf8.count
    let stage = analyzer.shapes.filter { $0.span.start <= cursor && cursor <= $0.span.end }
      .max { $0.span.start < $1.span.start }
    return CompletionPlace(analyzer: analyzer, scope: Scope(shape: stage?.shape, aggregates: .window))
  }

  /// Whether there are no rows at hand, so that names are those of collections.
  package var isOutsideRows: Bool { scope.shape == nil && scope.element == nil }

  /// Whether only keys and aggregates stand here, as in the items of `summarize`.
  package var wantsAggregate: Bool {
    if case .scope = scope.groupRows { return true }
    return false
  }

  /// Whether rows have an order here, so that functions of it may stand, as in the items of `derive`.
  package var hasOrder: Bool {
    guard case .window = scope.aggregates else { return false }
    return scope.isOrdered
  }

  /// What may be named here after the path, or first where that is empty. The nearest first.
  package func members(after path: [String]) -> [Member] {
    if path.isEmpty { return unique(members(of: scope)) }
    if path == ["outer"] {
      if case .scope(let outer) = scope.outer { return unique(members(of: outer)) }
      return []
    }
    var found = scope.shape.map { dotted(path, in: $0) } ?? []
    let names = path.map { Name($0, Span(0, 0)) }
    if let resolved = analyzer.lookUp(names, in: scope) { found += members(of: resolved, after: names) }
    return unique(found)
  }

  /// Collections and named tables, those of the dataset first.
  package var tables: [Member] {
    let catalog = analyzer.catalog
    let collections = catalog.collectionNames.compactMap { name in
      catalog.collection(named: name).map { Member(name: name, content: .table($0)) }
    }
    let named = analyzer.declarations.tables.keys.sorted().compactMap { name in
      analyzer.declarations.tables[name].map { Member(name: name, content: .table($0.relation)) }
    }
    return collections + named
  }

  /// Parameters and scalar lets, by name.
  package var scalars: [Member] {
    analyzer.declarations.scalars.sorted { $0.key < $1.key }.map {
      Member(name: $0.key, content: .value($0.value.type))
    }
  }

  /// The field of a relation from whose column a path's text comes; nil for what is computed and for other types.
  package func textField(_ path: [String]) -> (relation: RelationID, index: Int)? {
    let names = path.map { Name($0, Span(0, 0)) }
    guard !names.isEmpty, case .value(let value) = analyzer.lookUp(names, in: scope), value.type.ofValue == .text,
      case .field(let relation, let index, _) = value.kind
    else { return nil }
    return (relation, index)
  }

  /// How a relation is called.
  package func name(of relation: RelationID) -> String {
    analyzer.declarations.table(of: relation)?.shape.name ?? analyzer.catalog.schema(relation)?.name ?? "rows"
  }
}

extension CompletionPlace {
  private func members(of scope: Scope) -> [Member] {
    var found: [Member] = []
    if let element = scope.element, let name = scope.prefix.last {
      found.append(Member(name: name, content: .value(element.type)))
    }
    if let shape = scope.shape { found += members(of: shape) }
    if case .scope(let outer) = scope.outer { found += members(of: outer) }
    return found
  }

  private func members(of shape: Shape) -> [Member] {
    var found = shape.fields.flatMap { field in
      ([field.name] + (field.alias.map { [$0] } ?? [])).map { member(field, named: $0) }
    }
    guard let row = shape.row, case .row(let relation) = row.type else { return found }
    let catalog = analyzer.catalog
    for reference in catalog.references(from: relation) where reference.fields.count > 1 {
      found.append(Member(name: reference.name, content: .reference(reference.to)))
    }
    for reference in catalog.references(to: relation) {
      found.append(Member(name: reference.inverse, content: .rows(reference.from)))
    }
    for (name, table) in analyzer.declarations.tables.sorted(by: { $0.key < $1.key }) where name != "it" {
      guard case .many = analyzer.lookUp([Name(name, Span(0, 0))], inShape: shape) else { continue }
      found.append(Member(name: name, content: .rows(table.relation)))
    }
    return found
  }

  private func member(_ field: Shape.Field, named name: String) -> Member {
    switch field.content {
    case .elements(let relation, _): return Member(name: name, content: .rows(relation))
    case .value(let value):
      var title: String?
      if case .field(let relation, let index, _) = value.kind, let schema = analyzer.catalog.schema(relation) {
        title = schema.fields[index].title
      }
      switch value.type {
      case .reference(let relation, _), .row(let relation):
        return Member(name: name, content: .reference(relation), title: title)
      default: return Member(name: name, content: .value(value.type), title: title)
      }
    }
  }

  /// Fields such as `school.name` after a `select`, of which the first part is typed.
  private func dotted(_ path: [String], in shape: Shape) -> [Member] {
    let prefix = path.joined(separator: ".") + "."
    return members(of: shape).compactMap { member in
      guard member.name.hasPrefix(prefix) else { return nil }
      var rest = member
      rest.name = String(member.name.dropFirst(prefix.count))
      return rest
    }
  }

  private func members(of resolved: Resolved, after names: [Name]) -> [Member] {
    switch resolved {
    case .failed: return []
    case .row(let row): return members(ofRow: row)
    case .value(let value): return members(ofValue: value)
    case .collection(let relation, _):
      return members(inRowsOf: relation, after: Array(names.dropFirst()))
    case .many(let path):
      return members(inRowsOf: path.relation, after: Array(names.dropFirst(path.length)))
    }
  }

  private func members(ofValue value: TypedExpression) -> [Member] {
    switch value.type {
    case .reference(let relation, _): return members(ofRow: analyzer.row(of: value, in: relation))
    case .record:
      guard case .field(let relation, let index, _) = value.kind, let schema = analyzer.catalog.schema(relation) else {
        return []
      }
      let prefix = schema.fields[index].name + "."
      return schema.fields.filter { $0.name.hasPrefix(prefix) }.map { field in
        Member(name: String(field.name.dropFirst(prefix.count)), content: .value(field.type), title: field.title)
      }
    default: return []
    }
  }

  private func members(ofRow row: TypedExpression) -> [Member] {
    guard case .row(let relation) = row.type else { return [] }
    return members(of: analyzer.shape(of: relation, at: row))
  }

  private func members(inRowsOf relation: RelationID, after names: [Name]) -> [Member] {
    let shape = analyzer.shape(of: relation, at: analyzer.column(analyzer.newColumn(.row(relation)), Span(0, 0)))
    if names.isEmpty { return members(of: shape) }
    let below = dotted(names.map(\.text), in: shape)
    return below + (analyzer.lookUp(names, inShape: shape).map { members(of: $0, after: names) } ?? [])
  }

  private func unique(_ members: [Member]) -> [Member] {
    var seen: Set<String> = []
    return members.filter { seen.insert($0.name).inserted }
  }
}

extension Analyzer {
  /// Keeps the scope in which the placeholder is looked up: the innermost, and of those the last.
  func notePlaceholder(_ names: [Name], in scope: Scope) {
    guard names.last?.text == CompletionPlace.placeholder else { return }
    if let earlier = placeholderScope, earlier.depth > scope.depth { return }
    placeholderScope = scope
  }
}

extension Scope {
  /// How many rows are outside.
  fileprivate var depth: Int {
    if case .scope(let outer) = outer { return outer.depth + 1 }
    return 0
  }
}
