import Columns
import Diagnostics
import Execution
import Plans

/// A rule, and the rows that break it.
struct BrokenRule {
  var relation: RelationID
  /// Of the relation; empty of what is none of its fields.
  var fields: [Int]
  var rule: RecordRule
  /// Ascending, from 0.
  var rows: [Int]
}

/// Checks collections that are loaded by what the descriptor demands: constraints, keys, references.
struct RuleChecker {
  let dataset: Dataset
  let executor: Executor
  private(set) var broken: [BrokenRule] = []
  /// Of rules that cannot be checked.
  private(set) var warnings: [Diagnostic] = []

  init(dataset: Dataset, executor: Executor) {
    self.dataset = dataset
    self.executor = executor
  }

  /// Constraints and declared keys; with `keys` the inferred ones too.
  mutating func check(_ relation: RelationID, inferredKeys: Bool = false) throws(Diagnostic) {
    let schema = dataset[relation].schema
    for (index, field) in schema.fields.enumerated() {
      for constraint in field.constraints { try check(constraint, of: index, in: relation) }
    }
    if schema.isKeyDeclared {
      for field in schema.primaryKey where !schema.fields[field].constraints.contains(.required) {
        add(BrokenRule(relation: relation, fields: [field], rule: .keyMissing, rows: missing(field, relation)))
      }
    }
    let primaryKey = schema.isKeyDeclared || inferredKeys ? [schema.primaryKey] : []
    for key in primaryKey + schema.uniqueKeys where !key.isEmpty { try checkUnique(key, in: relation) }
  }

  /// Keys that lead nowhere.
  mutating func check(_ reference: Reference) throws(Diagnostic) {
    add(
      BrokenRule(
        relation: reference.from, fields: reference.fields, rule: .reference(to: dataset[reference.to].schema.name),
        rows: try executor.dangling(reference)))
  }

  private mutating func check(_ constraint: FieldConstraint, of field: Int, in relation: RelationID) throws(Diagnostic)
  {
    let schema = dataset[relation].schema
    if constraint == .unique {
      // The primary key is looked at by itself.
      return schema.isKeyDeclared && schema.primaryKey == [field] ? () : try checkUnique([field], in: relation)
    }
    do throws(Diagnostic) {
      let rows = try executor.rows(of: relation) { row in
        let value = TypedExpression(
          .field(relation, field, row: row), schema.fields[field].type.ofValue, row.span)
        return constraint.violation(of: value) ?? TypedExpression(.constant(.boolean(false)), .boolean, row.span)
      }
      add(BrokenRule(relation: relation, fields: [field], rule: .constraint(constraint), rows: rows))
    } catch {
      if error.code == .interrupted { throw error }
      let rule = RecordRule.constraint(constraint).text(zoneMinutes: dataset.zoneMinutes)
      warnings.append(
        Diagnostic(
          .dataWarning, "\(schema.name).\(schema.fields[field].name) can't be checked to be \(rule): \(error.message)",
          help: ["correct the constraint in datapackage.json"]))
    }
  }

  private mutating func checkUnique(_ fields: [Int], in relation: RelationID) throws(Diagnostic) {
    let rows = try executor.duplicates(of: fields, in: relation).map(\.row)
    add(BrokenRule(relation: relation, fields: fields, rule: .unique, rows: rows))
  }

  private func missing(_ field: Int, _ relation: RelationID) -> [Int] {
    let column = dataset[relation].columns[field]
    guard column.validity != nil else { return [] }
    return (0..<column.count).filter { column.isMissing($0) }
  }

  private mutating func add(_ rule: BrokenRule) {
    if !rule.rows.isEmpty { broken.append(rule) }
  }

  /// A warning for each collection with a broken rule.
  func summaries(of path: String) -> [Diagnostic] {
    var order: [RelationID] = []
    for rule in broken where !order.contains(rule.relation) { order.append(rule.relation) }
    return order.map { relation in
      let schema = dataset[relation].schema
      let parts = broken.filter { $0.relation == relation }.map { rule in
        rule.rule.summary(
          rule.rows.count, rule.fields.map { schema.fields[$0].name }.joined(separator: ", "),
          zoneMinutes: dataset.zoneMinutes)
      }
      let shown = parts.prefix(4).joined(separator: "; ") + (parts.count > 4 ? "; and \(parts.count - 4) more" : "")
      return Diagnostic(
        .rulesBroken, "\(schema.name): \(shown)", help: ["to list them: almoner check --data \(path)"])
    }
  }
}
