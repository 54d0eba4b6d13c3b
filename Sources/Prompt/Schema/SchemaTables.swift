import Analysis
import Columns
import Diagnostics
import Plans
import Session

/// What `.collections` and `.fields` show, as tables.
struct SchemaTables {
  let dataset: Dataset
  private let session: Session
  private var declarations: Declarations { session.declarations }
  /// Collections that could not be read.
  private let unread: [String]

  init(_ session: Session) {
    dataset = session.dataset
    self.session = session
    let read = Set(session.dataset.relations.map(\.schema.name))
    unread = (session.reader?.collectionNames ?? []).filter { !read.contains($0) }
  }

  /// The collections, then the named tables.
  var collections: ResultTable {
    var rows: [[Value]] = dataset.relations.filter { $0.schema.parent == nil }.map { relation in
      [
        .text(relation.schema.name), .integer(Int64(relation.count)), .integer(Int64(relation.schema.fields.count)),
        .missing,
      ]
    }
    for (name, table) in declarations.tables.sorted(by: { $0.key < $1.key }) {
      let known = session.mayTellCount(of: table.relation) ? dataset.named[table.relation] : nil
      let count = known.map { Value.integer(Int64($0.count)) } ?? .missing
      let what = name == "it" ? "the last result" : "named here"
      rows.append([.text(name), count, .integer(Int64(table.shape.fields.count)), .text(what)])
    }
    for name in unread { rows.append([.text(name), .missing, .missing, .text("can't be read")]) }
    let hasNamed = rows.contains { !$0[3].isMissing }
    let columns: [(String, ValueType)] = [
      ("collection", .text), ("rows", .integer), ("fields", .integer), ("note", .text),
    ]
    return Self.table(Array(columns.prefix(hasNamed ? 4 : 3)), rows)
  }

  /// The fields of a collection or named table, of which name or title holds a part whatever its case; nil where there is none of the
  /// name.
  func fields(of name: String, holding part: String = "") -> ResultTable? {
    if let index = dataset.relations.firstIndex(where: { $0.schema.name == name && $0.schema.parent == nil }) {
      let rows = fields(of: RelationID(index), prefix: "").filter { Self.holds($0, part) }
      // What is not said of any field has no column.
      let shown = Self.fieldColumns.indices.filter { column in column < 5 || rows.contains { !$0[column].isMissing } }
      return Self.table(shown.map { Self.fieldColumns[$0] }, rows.map { row in shown.map { row[$0] } })
    }
    return declarations.tables[name].map { table in
      Self.table(Array(Self.fieldColumns.prefix(3)), table.shape.fields.map { row($0) }.filter { Self.holds($0, part) })
    }
  }

  /// The collections that have a field, with what is known of it there. The name may be a path: `guardian.phone`, `children.sex`.
  func places(ofField name: String) -> [(name: String, meaning: String)] {
    dataset.relations.flatMap { relation -> [(name: String, meaning: String)] in
      let collection = relation.schema.name
      guard let table = relation.schema.parent == nil ? fields(of: collection) : nil else { return [] }
      return (0..<table.count).compactMap { row in
        let facts = table.fields.map { $0.column.value(row, $0.type) }
        guard case .text(let field) = facts[0], field == name || "\(collection).\(field)" == name else { return nil }
        var parts: [String] = []
        if case .text(let type) = facts[1] { parts.append(type) }
        if case .text(let target) = facts[2] { parts.append("refers to \(target)") }
        if case .integer(let missing) = facts[3], missing > 0 { parts.append("\(grouped(Int(missing))) missing") }
        if case .text(let title) = facts[4] { parts.append(title) }
        return (collection, parts.joined(separator: ", "))
      }
    }
  }

  private static func holds(_ row: [Value], _ part: String) -> Bool {
    part.isEmpty
      || [row.first, row.count > 4 ? row[4] : nil].contains { value in
        guard case .text(let text)? = value else { return false }
        return text.lowercased().contains(part.lowercased())
      }
  }

  /// What is said of a name that is neither collection nor table.
  func unknown(_ name: String) -> Diagnostic {
    if unread.contains(name) {
      return Diagnostic(
        .dataCannotBeRead, "'\(name)' can't be read",
        help: ["mend its file; naming it in a question tells what is wrong"])
    }
    let known = dataset.relations.filter { $0.schema.parent == nil }.map(\.schema.name) + declarations.tables.keys
    let nearest = Suggestions.nearest(to: name, among: known)
    let help = nearest.isEmpty ? ".collections lists them" : "did you mean \(nearest.joined(separator: " or "))?"
    return Diagnostic(.unknownCollection, "there is no collection or table '\(name)'", help: [help])
  }

  private static let fieldColumns: [(String, ValueType)] = [
    ("field", .text), ("type", .text), ("refers to", .text), ("missing", .integer), ("title", .text),
    ("found", .text), ("label", .text), ("tag", .text),
  ]

  private func fields(of relation: RelationID, prefix: String) -> [[Value]] {
    let rows = dataset[relation]
    var result: [[Value]] = rows.schema.fields.enumerated().map { index, field in
      let reference = dataset.references.first { $0.from == relation && $0.fields == [index] }
      let missing = rows.columns[index].validity.map { $0.buffer.count { $0 == 0 } } ?? 0
      let mayTell = session.mayTell(relation, field: index)
      let attribute = field.label.attribute == .none ? "" : ", " + field.label.attribute.rawValue
      return [
        .text(prefix + field.name), .text(typeName(field)), reference.map { .text(target($0)) } ?? .missing,
        mayTell ? .integer(Int64(missing)) : .missing, field.title.map { .text($0) } ?? .missing,
        mayTell ? field.finding.map { .text($0) } ?? .missing : .missing,
        dataset.roles.isEmpty ? .missing : .text(field.label.sensitivity.name + attribute),
        field.tag.map { .text($0) } ?? .missing,
      ]
    }
    for (index, list) in dataset.relations.enumerated() {
      guard let parent = list.schema.parent, parent.relation == relation else { continue }
      let path = prefix + parent.path
      result.append(
        [.text(path), .text("list of records")] + Array(repeating: .missing, count: Self.fieldColumns.count - 2))
      result += fields(of: RelationID(index), prefix: path + ".")
    }
    return result
  }

  /// With the descriptor's own type where it has no column.
  private func typeName(_ field: FieldSchema) -> String {
    let name = field.type.name
    if let declared = field.declaredType { return "\(name) (\(declared))" }
    return field.isMixed ? "\(name) (several kinds)" : name
  }

  private func target(_ reference: Reference) -> String {
    let field = dataset[reference.from].schema.fields[reference.fields[0]].name
    let name = dataset[reference.to].schema.name
    return field == reference.name ? name : "\(name), as \(reference.name)"
  }

  private func row(_ field: Shape.Field) -> [Value] {
    switch field.content {
    case .elements: return [.text(field.name), .text("list of records"), .missing]
    case .value(let value):
      guard case .reference(let relation, _) = value.type else {
        return [.text(field.name), .text(value.type.name), .missing]
      }
      let name = dataset.relations.indices.contains(relation.number) ? dataset[relation].schema.name : "a table"
      return [.text(field.name), .text(value.type.name), .text(field.alias.map { "\(name), as \($0)" } ?? name)]
    }
  }

  private static func table(_ columns: [(name: String, type: ValueType)], _ rows: [[Value]]) -> ResultTable {
    let fields = columns.enumerated().map { index, column in
      // Nothing here can be too large for its column.
      let values =
        (try? Column(rows.map { $0[index] }, column.type)) ?? Column(.boolean(Vector(repeating: 0, count: rows.count)))
      return ResultField(name: column.name, type: column.type, column: values)
    }
    return ResultTable(fields: fields, count: rows.count)
  }
}
