import Columns

extension RelationDraft {
  /// Puts the fields in the descriptor's order, each nested object's fields after it and what else was found at the end, says of each
  /// what the descriptor says, and adds those that no row has. `lists` are the drafts of the collection's lists of objects. Gives what
  /// of the descriptor makes no sense of the data; a record may lack a field, a table of cells may not.
  mutating func arrange(
    by resource: ResourceDescriptor, lists: ArraySlice<RelationDraft>, areCells: Bool, zoneMinutes: Int
  ) -> [String] {
    var warnings: [String] = []
    var found: [String: Int] = [:]
    for (index, field) in fields.enumerated() { found[field.name] = index }
    let declared = Set(resource.fields.map(\.name))
    let listPaths = Set(lists.compactMap { $0.parent.map { $0.path } })
    var order: [(schema: FieldSchema, column: Column)] = []
    var placed = Set<Int>()
    func place(_ index: Int) {
      if placed.insert(index).inserted { order.append((fields[index], columns[index])) }
    }
    for field in resource.fields {
      if let index = found[field.name] {
        place(index)
        field.describe(&order[order.count - 1].schema, zoneMinutes: zoneMinutes, warnings: &warnings)
        if fields[index].type == .record {
          for nested in fields.indices
          where fields[nested].name.hasPrefix(field.name + ".") && !declared.contains(fields[nested].name) {
            place(nested)
          }
        }
      } else if !listPaths.contains(field.name), let column = try? Column.constant(.missing, field.type, count: count) {
        var schema = FieldSchema(field.name, field.type)
        field.describe(&schema, zoneMinutes: zoneMinutes, warnings: &warnings)
        order.append((schema, column))
      }
    }
    for index in fields.indices { place(index) }
    fields = order.map(\.schema)
    columns = order.map(\.column)
    return warnings + mismatches(resource, found: found, listPaths, areCells: areCells)
  }

  /// Where the schema says how its fields stand to those of the data (`fieldsMatch`), what does not.
  private func mismatches(
    _ resource: ResourceDescriptor, found: [String: Int], _ listPaths: Set<String>, areCells: Bool
  ) -> [String] {
    guard count > 0 else { return [] }
    guard let match = resource.fieldsMatch else {
      let absent = areCells ? resource.fields.map(\.name).filter { found[$0] == nil } : []
      return absent.isEmpty
        ? [] : ["no column is called \(Self.listed(absent)), as the schema says; all values are missing"]
    }
    let declared = Set(resource.fields.map(\.name))
    let present = Set(found.keys.filter { !$0.contains(".") }).union(listPaths.filter { !$0.contains(".") })
    let (absent, undeclared) = (declared.subtracting(present).sorted(), present.subtracting(declared).sorted())
    var found: [String] = []
    switch match {
    case .exact, .equal, .subset:
      if !absent.isEmpty { found.append("no record has \(Self.listed(absent))") }
    case .superset: break
    case .partial: if present.isDisjoint(with: declared) { found.append("no record has a field of the schema") }
    }
    switch match {
    case .exact, .equal, .superset:
      if !undeclared.isEmpty { found.append("the schema lacks \(Self.listed(undeclared))") }
    case .subset, .partial: break
    }
    return found.map { $0 + ", though fieldsMatch is \(match.rawValue)" }
  }

  private static func listed(_ names: [String]) -> String {
    names.prefix(4).map { "'\($0)'" }.joined(separator: ", ") + (names.count > 4 ? " and \(names.count - 4) more" : "")
  }
}
