import Columns
import Diagnostics

/// Finds the references between the relations that are loaded: those that the descriptor declares, or, where it declares none,
/// those that the fields' names tell.
struct ReferenceFinder {
  /// The relations of the collections that are loaded, those of their lists of objects included, by name.
  let relations: [(name: String, id: RelationID)]
  let resources: [ResourceDescriptor]
  private(set) var references: [Reference] = []
  private(set) var warnings: [Diagnostic] = []

  init(relations: [(name: String, id: RelationID)], resources: [ResourceDescriptor]) {
    self.relations = relations
    self.resources = resources
  }

  /// Also gives the fields of single-field references their type, in `dataset`, which has `relations`.
  mutating func find(in dataset: inout Dataset) {
    var ids: [String: RelationID] = [:]
    for relation in relations { ids[relation.name] = relation.id }
    if resources.contains(where: { !$0.foreignKeys.isEmpty }) {
      for resource in resources {
        guard let from = ids[resource.name] else { continue }
        for key in resource.foreignKeys {
          if let to = ids[key.resource] { declare(key, from, to, &dataset) }
        }
      }
      // Of lists of objects in the records a descriptor can declare nothing, and of files beside it, it does not.
      let described = Set(resources.map(\.name))
      for relation in relations
      where dataset[relation.id].schema.parent != nil || !described.contains(relation.name) {
        infer(relation.id, ids, &dataset)
      }
    } else {
      for relation in relations { infer(relation.id, ids, &dataset) }
    }
    nameInverses(dataset)
  }

  // MARK: Declared

  private mutating func declare(
    _ key: ForeignKeyDescriptor, _ from: RelationID, _ to: RelationID, _ dataset: inout Dataset
  ) {
    let (referring, referred) = (dataset[from].schema, dataset[to].schema)
    var (fields, keys): ([Int], [Int]) = ([], [])
    for (field, target) in zip(key.fields, key.referenced) {
      guard let own = referring.index(ofField: field), let other = referred.index(ofField: target) else {
        let (relation, lacking) =
          referring.index(ofField: field) == nil ? (referring.name, field) : (referred.name, target)
        warnings.append(
          Diagnostic(
            .dataWarning,
            "the foreign key of \(referring.name) to \(referred.name) is left out: \(relation) has no field '\(lacking)'"
          ))
        return
      }
      fields.append(own)
      keys.append(other)
    }
    for (own, other) in zip(fields, keys) where !dataset.agree(from, own, to, other) {
      let (a, b) = (referring.fields[own], referred.fields[other])
      warnings.append(
        Diagnostic(
          .dataWarning,
          "the foreign key of \(referring.name) to \(referred.name) is left out: '\(a.name)' is \(a.type.name), '\(b.name)' is \(b.type.name)",
          help: ["give both fields the same type in the descriptor"]))
      return
    }
    add(
      Reference(
        from: from, fields: fields, to: to, keys: keys, name: key.name, inverse: key.inverse ?? "", isInferred: false),
      &dataset)
  }

  private mutating func add(_ reference: Reference, _ dataset: inout Dataset) {
    if reference.fields.count == 1 { dataset.mark(reference) }
    references.append(reference)
  }

  // MARK: Inferred

  private mutating func infer(_ from: RelationID, _ ids: [String: RelationID], _ dataset: inout Dataset) {
    for (index, field) in dataset[from].schema.fields.enumerated() {
      guard field.name.hasSuffix("_id"), !field.name.contains(".") else { continue }
      let noun = ReferenceNames.name(ofField: field.name)
      for name in ReferenceNames.collections(of: noun) {
        guard let to = ids[name], let key = key(of: to, field.name, dataset), to != from || key != index else {
          continue
        }
        guard dataset.agree(from, index, to, key) else {
          warnUnlike(dataset[from].schema, index, dataset[to].schema, key)
          break
        }
        add(
          Reference(from: from, fields: [index], to: to, keys: [key], name: noun, inverse: "", isInferred: true),
          &dataset)
        break
      }
    }
  }

  /// What looks like a reference and is none, for its type.
  private mutating func warnUnlike(_ from: RelationSchema, _ field: Int, _ to: RelationSchema, _ key: Int) {
    let (own, other) = (from.fields[field], to.fields[key])
    warnings.append(
      Diagnostic(
        .dataWarning,
        "\(from.name).\(own.name) seems to refer to \(to.name), but it is \(own.type.name) and \(to.name).\(other.name) is \(other.type.name): it is not followed",
        help: ["write both alike, as texts or as numbers; or give both the same type in datapackage.json"]))
  }

  /// The field of `relation` to which a field `x_id` refers: `id`, or of the same name; integer or text.
  private func key(of relation: RelationID, _ field: String, _ dataset: Dataset) -> Int? {
    let schema = dataset[relation].schema
    guard let index = schema.index(ofField: "id") ?? schema.index(ofField: field) else { return nil }
    let type = schema.fields[index].type.ofValue
    return type == .integer || type == .text ? index : nil
  }

  // MARK: Inverses

  /// An inverse bears the name of the referring collection, and the reference's too where two lead to the same other.
  private mutating func nameInverses(_ dataset: Dataset) {
    for index in references.indices where references[index].inverse.isEmpty {
      let reference = references[index]
      let name = dataset[reference.from].schema.name
      let leading = references.filter { $0.from == reference.from && $0.to == reference.to }
      references[index].inverse = leading.count > 1 ? name + "_" + reference.name : name
    }
  }
}

extension Dataset {
  /// Whether the two fields have one type. A field without any value agrees with every type, and takes it.
  fileprivate mutating func agree(_ from: RelationID, _ field: Int, _ to: RelationID, _ key: Int) -> Bool {
    let (own, other) = (self[from].schema.fields[field].type.ofValue, self[to].schema.fields[key].type.ofValue)
    if own == other { return true }
    guard self[from].columns[field].isAllMissing,
      let column = try? Column.constant(.missing, other, count: self[from].count)
    else { return false }
    replace(from, field, type: other, column: column)
    return true
  }

  /// Gives the field of a single-field reference its type.
  fileprivate mutating func mark(_ reference: Reference) {
    let (field, relation) = (reference.fields[0], self[reference.from])
    // A field that already refers elsewhere keeps its first reference.
    if case .reference = relation.schema.fields[field].type { return }
    let type = relation.schema.fields[field].type
    replace(reference.from, field, type: .reference(reference.to, key: type), column: relation.columns[field])
  }

  private mutating func replace(_ id: RelationID, _ field: Int, type: ValueType, column: Column) {
    let relation = self[id]
    var (schema, columns) = (relation.schema, relation.columns)
    schema.fields[field].type = type
    columns[field] = column
    relations[id.number] = Relation(
      schema: schema, count: relation.count, columns: columns, parentOffsets: relation.parentOffsets)
  }
}

extension Column {
  fileprivate var isAllMissing: Bool {
    guard let validity else { return count == 0 }
    return !validity.buffer.contains(1)
  }
}
