import Columns
import Diagnostics
import Plans
import Syntax

/// What is said of a name that means nothing where it stands.
extension Analyzer {
  /// With what other languages change records.
  private static let changing: Set<String> = ["update", "delete", "insert", "create", "alter", "remove", "edit"]

  func reportUnknown(_ names: [Name], in scope: Scope) {
    let name = names[0]
    if name.text == "outer", names.count > 1 {
      report(
        .aggregateMisplaced, "outer means the row outside an aggregate, and there is none here", name.span,
        help: ["name the field alone: \(names[1].text)"])
      return
    }
    guard let shape = scope.shape else {
      let known = catalog.allCollectionNames + declarations.tables.keys.sorted()
      let help =
        Self.changing.contains(name.text.lowercased())
        ? ["the records are never changed from here; a question begins with a collection: children | count"]
        : known.isEmpty
          ? ["no records are open: start almoner with a file or folder, or write: use \"records\""]
          : ["there are: " + listed(known, limit: 12)]
      if declarations.scalars[name.text] != nil {
        report(
          .unknownCollection, "'\(name.text)' is a value, not a table", name.span,
          caption: "did you mean '$\(name.text)'?")
        return
      }
      let code: Code = known.isEmpty ? .noDataset : .unknownCollection
      report(
        code, "there is no collection or table '\(name.text)'", name.span, caption: didYouMean(name.text, known),
        help: help)
      return
    }
    if case .scope(let rows) = scope.groupRows, lookUp(names, in: rows) != nil {
      let path = names.map(\.text).joined(separator: ".")
      report(
        .notInGroup, "'\(path)' is not one value for each group", spanOf(names[...]),
        help: ["make it a key (by \(path)), or one value with an aggregate, such as: max(\(path))"])
      return
    }
    if declarations.scalars[name.text] != nil {
      report(
        .unknownField, "\(shape.name) has no field '\(name.text)'", name.span, caption: "did you mean '$\(name.text)'?")
      return
    }
    if !openFunctions.isEmpty, shape.row == nil, shape.name == Self.functionShape {
      report(
        .unknownField, "a function sees only its parameters, and '\(name.text)' is none of them", name.span,
        caption: didYouMean(name.text, Self.names(of: shape)),
        help: ["make it a parameter, and give its value where the function is called"])
      return
    }
    let candidates = Self.names(of: shape)
    var nearest = Suggestions.nearest(to: name.text, among: candidates, limit: 3)
    let below = pathsBelow(shape, leadingTo: name.text)
    nearest += below.filter { !nearest.contains($0) }
    let caption = nearest.isEmpty ? nil : "did you mean " + alternatives(nearest.prefix(4).map(writtenName)) + "?"
    // Nothing is called so nearly: most often it was meant as a text.
    let isAggregate = nearest.isEmpty && AggregateFunction(rawValue: name.text) != nil
    let quotes =
      isAggregate
      ? ["an aggregate has brackets: \(name.text)(\(name.text == "count" ? "" : "…"))"]
      : nearest.isEmpty && names.count == 1 ? [meant(by: name.text, in: shape)] : []
    report(
      .unknownField, "\(shape.name) has no field '\(name.text)'", name.span, caption: caption,
      help: quotes + [fieldsHelp(shape)])
  }

  /// A function that wants a value, of dates the first date that is there; else a text.
  private func meant(by name: String, in shape: Shape) -> String {
    guard let signature = Signature.named(name) else { return "a text stands in quotes: \"\(name)\"" }
    let date = shape.fields.first { if case .value(let value) = $0.content { value.type == .date } else { false } }
    let isOfDate = signature.overloads.first?.parameters.first?.accepts(.date, first: .date) ?? false
    let argument = isOfDate ? date.map { writtenName($0.name) } : nil
    return "\(name) is a function of a value: \(name)(\(argument ?? "…"))"
  }

  /// A name after a dot that the row has not.
  func failedMember(_ name: Name, of start: TypedExpression, after before: [Name]) -> Resolved {
    let path = before.map(\.text).joined(separator: ".")
    var shape: Shape
    switch start.type {
    case .row(let relation): shape = declarations.table(of: relation)?.shape ?? catalog.shape(of: relation, at: start)
    case .record:
      shape = Shape(fields: [], row: nil, name: path)
      if case .field(let relation, let index, _) = start.kind, let schema = catalog.schema(relation) {
        let prefix = schema.fields[index].name + "."
        shape.fields = schema.fields.filter { $0.name.hasPrefix(prefix) }.map {
          Shape.Field(String($0.name.dropFirst(prefix.count)), TypedExpression(start.kind, $0.type, start.span))
        }
      }
    default: return .failed
    }
    let subject = start.type == .record ? "'\(path)'" : "'\(path)' (a row of \(shape.name))"
    report(
      .unknownField, "\(subject) has no field '\(name.text)'", name.span,
      caption: didYouMean(name.text, Self.names(of: shape) + related(to: shape)), help: [fieldsHelp(shape)])
    return .failed
  }

  /// The names by which the fields of a shape can be written; joined rows too.
  package static func names(of shape: Shape) -> [String] {
    shape.fields.flatMap { [$0.name] + ($0.alias.map { [$0] } ?? []) }
  }

  /// The names of rows that refer to this shape's rows.
  func related(to shape: Shape) -> [String] {
    guard let row = shape.row, case .row(let relation) = row.type else { return [] }
    return catalog.references(to: relation).map(\.inverse)
  }

  /// Paths through references to one that end in a field of nearly that name: `school.county.province`.
  private func pathsBelow(_ shape: Shape, leadingTo name: String) -> [String] {
    var found: [String] = []
    var level: [(path: String, relation: RelationID)] = shape.fields.compactMap { field in
      guard case .value(let expression) = field.content else { return nil }
      switch expression.type {
      case .reference(let relation, _), .row(let relation): return (field.alias ?? field.name, relation)
      default: return nil
      }
    }
    var seen: Set<RelationID> = []
    for _ in 0..<3 {
      var next: [(path: String, relation: RelationID)] = []
      for (path, relation) in level where seen.insert(relation).inserted {
        guard let schema = catalog.schema(relation) else { continue }
        let names = schema.fields.map(\.name)
        found += Suggestions.nearest(to: name, among: names, limit: 1).map { path + "." + $0 }
        next += catalog.references(from: relation).map { (path + "." + $0.name, $0.to) }
      }
      level = next
    }
    return Array(found.prefix(3))
  }

  func didYouMean(_ name: String, _ known: [String]) -> String? {
    let nearest = Suggestions.nearest(to: name, among: known, limit: 4)
    return nearest.isEmpty ? nil : "did you mean " + alternatives(nearest) + "?"
  }

  func alternatives(_ names: [String]) -> String {
    let quoted = names.map { "'\($0)'" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "" }
    return quoted.dropLast().joined(separator: ", ") + " or " + last
  }

  private func fieldsHelp(_ shape: Shape) -> String {
    let names = shape.fields.map { writtenName($0.name) }
    if names.isEmpty { return "\(shape.name) has no fields" }
    let more = names.count > 8 ? " (\(names.count - 8) more: .fields \(shape.name))" : ""
    return "\(shape.name) has: " + listed(Array(names.prefix(8)), limit: 8) + more
  }

  func listed(_ names: [String], limit: Int) -> String {
    names.prefix(limit).joined(separator: ", ") + (names.count > limit ? " and \(names.count - limit) more" : "")
  }

  /// A collection named where the row at hand is not related to it.
  func reportUnrelated(_ name: String, _ span: Span, in scope: Scope) {
    guard let shape = scope.shape else { return }
    var help: [String] = []
    if let relation = catalog.collection(named: name), shape.row?.type == .row(relation) {
      help.append("for the rows of this table name the field alone: max(grade) in place of max(\(name).grade)")
    }
    let paths = pathsTo(name, from: shape)
    if !paths.isEmpty { help.append("paths that lead there: " + paths.joined(separator: ", ")) }
    help.append("for the whole of it, before the pipeline: let n = count(\(name))   and then $n")
    report(.unrelated, "'\(name)' is not related to a row of \(shape.name)", span, help: help)
  }

  /// Paths of to-many steps from the rows at hand, over at most two collections between.
  private func pathsTo(_ name: String, from shape: Shape) -> [String] {
    guard let target = catalog.collection(named: name), let row = shape.row, case .row(let start) = row.type else {
      return []
    }
    var found: [String] = []
    var level: [(path: [String], relation: RelationID)] = [([], start)]
    for _ in 0..<3 {
      var next: [(path: [String], relation: RelationID)] = []
      for (path, relation) in level {
        let onward =
          catalog.references(to: relation).map { ($0.inverse, $0.from) }
          + catalog.references(from: relation).map { ($0.name, $0.to) }
        for (step, relation) in onward {
          if relation == target { found.append((path + [step]).joined(separator: ".")) }
          next.append((path + [step], relation))
        }
      }
      level = Array(next.prefix(200))
    }
    return Array(found.prefix(4))
  }
}
