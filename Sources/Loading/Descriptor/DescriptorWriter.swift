import Columns
import Diagnostics

extension DatasetReader {
  /// A Data Package v2 descriptor of what was read, which beside the data opens to the same schema. What a descriptor said already
  /// stands as it stood, members without a meaning here too; what it left open is filled in.
  package func descriptor(of dataset: Dataset) throws(Diagnostic) -> String {
    guard dataset.name != "-" else {
      throw Diagnostic(
        .usage, "records from standard input have no path that a descriptor could name",
        help: ["save them in a file first"])
    }
    return DescriptorWriter(location: location, dataset: dataset).text
  }
}

private struct DescriptorWriter {
  let location: DatasetLocation
  let dataset: Dataset

  var text: String {
    value.text { range in location.package.map { $0.text(range) } ?? "null" }
  }

  private var value: JSONValue {
    let written = location.package?.value.elements(of: "resources") ?? []
    let resources = location.outlines.map { outline in
      resource(outline, written.last { $0["name"]?.string == outline.name })
    }
    guard let package = location.package else {
      var members: [(name: String, value: JSONValue)] = [
        ("$schema", .string("https://datapackage.org/profiles/2.0/datapackage.json")),
        ("name", .string(Self.plainName(dataset.name))),
      ]
      if dataset.zoneMinutes != 0 { members.append(("almoner:timezone", .string(Self.zone(dataset.zoneMinutes)))) }
      return .object(members + [("resources", .array(resources))])
    }
    // Resources that are no records stay where they are.
    var rest = resources[...]
    let all = written.map { old in
      location.outlines.contains { $0.name == old["name"]?.string } ? rest.popFirst() ?? old : old
    }
    return package.value.setting("resources", to: .array(all))
  }

  // MARK: Resources

  private func resource(_ outline: CollectionOutline, _ written: JSONValue?) -> JSONValue {
    let resource =
      written ?? .object([("name", .string(outline.name))] + outline.origin + [("type", .string("table"))])
    guard
      let index = dataset.relations.firstIndex(where: { $0.schema.name == outline.name && $0.schema.parent == nil }),
      // A schema in a file of its own is that file's.
      resource["schema"]?.string == nil
    else { return resource }
    return resource.setting("schema", to: schema(RelationID(index), resource["schema"] ?? .object([])))
  }

  private func schema(_ relation: RelationID, _ written: JSONValue) -> JSONValue {
    let fields = fields(of: relation)
    let declared = written.elements(of: "fields")
    let names = Set(declared.compactMap { $0["name"]?.string })
    var all = declared.map { field in
      guard let found = fields.first(where: { $0.name == field["name"]?.string }) else { return field }
      return ((field["type"] == nil ? found.type : []) + found.tag).reduce(field) { $0.adding($1.name, $1.value) }
    }
    all += fields.filter { !names.contains($0.name) }.map { .object([("name", .string($0.name))] + $0.type + $0.tag) }
    var schema = written.setting("fields", to: .array(all))
    let own = dataset[relation].schema
    if written["primaryKey"] == nil, isKey(own.primaryKey, of: dataset[relation]) {
      schema = schema.adding("primaryKey", .texts(own.primaryKey.map { own.fields[$0].name }))
    }
    let inferred = dataset.references.filter { $0.from == relation && $0.isInferred }
    if written["foreignKeys"] == nil, !inferred.isEmpty {
      schema = schema.adding("foreignKeys", .array(inferred.map(foreignKey)))
    }
    return schema
  }

  private func foreignKey(_ reference: Reference) -> JSONValue {
    let (from, to) = (dataset[reference.from].schema, dataset[reference.to].schema)
    var target: [(name: String, value: JSONValue)] = [("fields", .texts(reference.keys.map { to.fields[$0].name }))]
    // Within one resource its name is left out.
    if reference.from != reference.to { target.insert(("resource", .string(to.name)), at: 0) }
    return .object([
      ("fields", .texts(reference.fields.map { from.fields[$0].name })), ("reference", .object(target)),
    ])
  }

  /// Every row has it, and no two the same.
  private func isKey(_ fields: [Int], of relation: Relation) -> Bool {
    let columns = fields.map { relation.columns[$0] }
    guard !fields.isEmpty, !columns.contains(where: { column in (0..<column.count).contains { column.isMissing($0) } })
    else { return false }
    return GroupNumbering(columns, count: relation.count).count == relation.count
  }

  // MARK: Fields

  private typealias Members = [(name: String, value: JSONValue)]

  /// The members of the records: nested fields are their object's own business.
  private func fields(of relation: RelationID) -> [(name: String, type: Members, tag: Members)] {
    let rows = dataset[relation]
    let records = rows.schema.fields.filter { $0.type == .record }.map { $0.name + "." }
    var fields: [(name: String, type: Members, tag: Members)] = []
    for (field, column) in zip(rows.schema.fields, rows.columns)
    where !records.contains(where: field.name.hasPrefix) {
      fields.append((field.name, type(of: field, column), field.tag.map { [("hxl:tag", .string($0))] } ?? []))
    }
    for list in dataset.relations where list.schema.parent?.relation == relation {
      guard let path = list.schema.parent?.path, !records.contains(where: path.hasPrefix) else { continue }
      fields.append((path, [("type", .string("array"))], []))
    }
    return fields
  }

  private func type(of field: FieldSchema, _ column: Column) -> Members {
    let isEmpty = column.validity.map { !$0.buffer.contains(1) } ?? (column.count == 0)
    if field.isMixed || isEmpty { return [("type", .string("any"))] }
    let name =
      switch field.type.ofValue {
      case .boolean: "boolean"
      case .integer: "integer"
      case .decimal, .float: "number"
      case .text: "string"
      case .date: "date"
      case .datetime: "datetime"
      case .period: "yearmonth"
      case .list: "array"
      case .record: "object"
      case .duration, .reference, .row, .missing, .unknown: "any"
      }
    let format = field.format.map { [(name: "format", value: JSONValue.string($0))] } ?? []
    let marks =
      field.marks.map { [("decimalChar", JSONValue.string($0.decimal)), ("groupChar", .string($0.group))] } ?? []
    return [("type", .string(name))] + format + marks
      + (field.type.ofValue == .float ? [("almoner:type", .string("float"))] : [])
  }

  // MARK: Names

  /// The last part of a path as Data Package wants names: small letters, digits, `.`, `_`, `-`.
  private static func plainName(_ path: String) -> String {
    let last = path.split(separator: "/").last ?? ""
    let name = String(
      last.lowercased().unicodeScalars.map { scalar -> Character in
        switch scalar {
        case "a"..."z", "0"..."9", ".", "_", "-": Character(scalar)
        default: "-"
        }
      })
    return name.contains { $0 != "-" && $0 != "." } ? name : "records"
  }

  private static func zone(_ minutes: Int) -> String {
    let size = Int(minutes.magnitude)
    return (minutes < 0 ? "-" : "+") + padded(size / 60, 2) + ":" + padded(size % 60, 2)
  }
}

extension JSONValue {
  fileprivate func elements(of name: String) -> [JSONValue] { self[name]?.elements ?? [] }

  /// With a member in place of that of the name, or after the others.
  fileprivate func setting(_ name: String, to value: JSONValue) -> JSONValue {
    var members = members
    if let index = members.lastIndex(where: { $0.name == name }) {
      members[index].value = value
    } else {
      members.append((name, value))
    }
    return .object(members)
  }

  /// With a member that was not there, after the others.
  fileprivate func adding(_ name: String, _ value: JSONValue) -> JSONValue {
    self[name] == nil ? setting(name, to: value) : self
  }
}

extension CollectionOutline {
  /// Where the records stand and how they are written, as a resource says it, for a collection without a descriptor.
  fileprivate var origin: [(name: String, value: JSONValue)] {
    let sources = (try? self.sources()) ?? []
    var dialect: [(name: String, value: JSONValue)] = member.map { [("property", .string($0))] } ?? []
    if case .delimited(let form)? = sources.first?.layout {
      if form.separator != UInt8(ascii: ",") {
        dialect.append(("delimiter", .string(String(Unicode.Scalar(form.separator)))))
      }
      if form.headerRows.isEmpty {
        dialect.append(("header", .boolean(false)))
      } else if form.headerRows != [1] {
        dialect.append(("headerRows", .array(form.headerRows.map { .number(String($0)) })))
      }
      if let row = form.tagRow { dialect.append(("commentRows", .array([.number(String(row))]))) }
    }
    let names =
      switch content {
      case .files(let files, _): files.map(\.name)
      case .records(let sources): sources.prefix(1).map(\.file.name)
      }
    guard let first = names.first else { return [] }
    return [("path", names.count == 1 ? .string(first) : .texts(names))]
      + (dialect.isEmpty ? [] : [("dialect", .object(dialect))])
  }
}
