import Columns
import Plans

/// What is known of the tables and scalars that statements named; at the prompt it lives from line to line.
package struct Knowledge: Sendable {
  var tables: [RelationID: TableFacts] = [:]
  /// For a scalar that may be withheld the one that says whether it is.
  var withheldScalars: [ScalarID: ScalarID] = [:]
  /// The highest label of what a scalar was computed from.
  var levels: [ScalarID: Sensitivity] = [:]

  package init() {}

  package func mayTellCount(of table: RelationID) -> Bool { tables[table]?.rows.secrets.isEmpty ?? true }

  /// Whether the values of a field may be offered to somebody who types.
  package func mayTell(_ relation: RelationID, field: Int, in dataset: Dataset, to role: Role) -> Bool {
    if let facts = tables[relation] {
      return facts.rows.secrets.isEmpty && facts.columns.indices.contains(field) && facts.columns[field].secrets.isEmpty
        && facts.states[field] == nil
    }
    guard relation.number >= 0 else { return false }
    return dataset[relation].schema.fields[field].label.sensitivity <= role.show
  }
}

/// What a computed table tells of persons. Persons are columns of the table itself.
struct TableFacts: Sendable {
  var columns: [Taint]
  /// What the choice and order of its rows tell.
  var rows: Taint
  /// For a column with cells that may be withheld the one that says which are.
  var states: [Int: Int] = [:]
  /// For a column that only passes on a field above what the role is shown: its mask.
  var masks: [Int: Mask] = [:]
  /// Columns that only pass on what identifies a person.
  var keys: Set<Int> = []
  /// The same table without the conditions on secrets, and the columns of that one in which these are.
  var whole: (table: RelationID, conditions: [Int])?
}
