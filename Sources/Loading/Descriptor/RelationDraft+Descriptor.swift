import Columns

extension RelationDraft {
  /// Puts the fields in the descriptor's order, each nested object's fields after it and what else was found at the end, says of each
  /// what the descriptor says, and adds those that no row has. `lists` are the drafts of the collection's lists of objects.
  mutating func arrange(by resource: ResourceDescriptor, lists: ArraySlice<RelationDraft>) {
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
        field.describe(&order[order.count - 1].schema)
        if fields[index].type == .record {
          for nested in fields.indices
          where fields[nested].name.hasPrefix(field.name + ".") && !declared.contains(fields[nested].name) {
            place(nested)
          }
        }
      } else if !listPaths.contains(field.name), let column = try? Column.constant(.missing, field.type, count: count) {
        var schema = FieldSchema(field.name, field.type)
        field.describe(&schema)
        order.append((schema, column))
      }
    }
    for index in fields.indices { place(index) }
    fields = order.map(\.schema)
    columns = order.map(\.column)
  }
}
