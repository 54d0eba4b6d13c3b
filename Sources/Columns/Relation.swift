/// The rows of a collection, of the elements of a list of objects, or of a named table: one column a field, all of `count` rows.
package final class Relation: Sendable {
  package let schema: RelationSchema
  package let count: Int
  /// In the order of `schema.fields`. A list of objects has no column here: its rows are a relation of their own.
  package let columns: [Column]
  /// For the elements of a list of objects: those of row `i` of the parent are `offsets[i]..<offsets[i + 1]`.
  package let parentOffsets: Vector<Int32>?

  package init(schema: RelationSchema, count: Int, columns: [Column], parentOffsets: Vector<Int32>? = nil) {
    precondition(columns.count == schema.fields.count && columns.allSatisfy { $0.count == count })
    self.schema = schema
    self.count = count
    self.columns = columns
    self.parentOffsets = parentOffsets
  }
}

/// What was loaded: relations by number, and how they refer to each other. `RelationID.number` indexes `relations`.
package struct Dataset: Sendable {
  /// The folder or file, as it was named.
  package var name: String
  package var title: String?
  /// `almoner:questions`: statements to try first.
  package var questions: [String] = []
  /// All collections that there are, read or not.
  package var collectionNames: [String] = []
  package var relations: [Relation]
  package var references: [Reference]
  /// Tables that a script or the prompt named, and those computed for a join. Their numbers are negative.
  package var named: [RelationID: Relation] = [:]
  /// `almoner:timezone` in minutes east of UTC, in which days of datetimes are reckoned.
  package var zoneMinutes: Int = 0
  /// There are datetimes that name no zone, nothing says which is meant, and they were taken for UTC.
  package var assumesZone = false
  /// Those of a dataset that bears labels, in the order of the descriptor; empty where it bears none.
  package var roles: [Role] = []
  /// The highest level that may be shown of single persons.
  package var shown = Sensitivity.severe
  /// What pseudonyms are made with, so that who knows a value does not know its pseudonym.
  package var secret = ""

  package init(name: String, relations: [Relation], references: [Reference]) {
    self.name = name
    self.relations = relations
    self.references = references
  }

  /// Nil for a collection that is not read, or a table that is not computed.
  package func relation(_ id: RelationID) -> Relation? {
    if id.number < 0 { return named[id] }
    return relations.indices.contains(id.number) ? relations[id.number] : nil
  }

  /// Of a relation that is known to be there.
  package subscript(id: RelationID) -> Relation {
    if id.number >= 0 { return relations[id.number] }
    guard let relation = named[id] else { preconditionFailure("table \(id.number) is used before it is computed") }
    return relation
  }
}
