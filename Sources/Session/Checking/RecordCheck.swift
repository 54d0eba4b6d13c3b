import Columns
import Diagnostics
import Execution
import Loading
import Plans

/// What a check of all records found.
package struct RecordCheck: Sendable {
  /// A row for each value that breaks a rule: collection, row (from 1), place (file and line), field, value, rule.
  package var problems: ResultTable
  /// Collections that cannot be read.
  package var failures: [Diagnostic]
  /// Of what is odd, and of rules that cannot be checked.
  package var warnings: [Diagnostic]
  package var collections: Int
  package var rows: Int

  package var isGood: Bool { problems.count == 0 && failures.isEmpty }

  /// `24 collections, 12,921 rows`.
  package var extent: String {
    "\(collections) \(collections == 1 ? "collection" : "collections"), \(grouped(rows)) \(rows == 1 ? "row" : "rows")"
  }

  /// `3 problems in 24 collections, 12,921 rows`, as the error that ends the check; nil where nothing is wrong.
  package var failure: Diagnostic? {
    guard !isGood else { return nil }
    var parts: [String] = []
    if problems.count > 0 {
      let count = grouped(problems.count) + (problems.count == 1 ? " problem" : " problems")
      parts.append("\(count) in \(extent)")
    }
    if !failures.isEmpty {
      parts.append(failures.count == 1 ? "1 collection can't be read" : "\(failures.count) collections can't be read")
    }
    return Diagnostic(.dataCheckFailed, parts.joined(separator: "; "))
  }
}

extension Session {
  /// Reads all records and checks them by what the descriptor declares: types, constraints, keys, references; and the keys and
  /// references that were inferred. To be asked of records that were opened and not read yet.
  /// Throws S101 in a role that does not see everything, as it tells which persons' records are odd.
  package func checkRecords() throws(Diagnostic) -> RecordCheck {
    if let role, role.show < .severe {
      throw Diagnostic(
        .labelShown,
        "a check of all records tells of single persons, and the role \(role.name) may not see all of them (rule 1)",
        help: [
          "roles that may, named with --role: "
            + dataset.roles.filter { $0.show == .severe }.map(\.name).joined(separator: ", ")
        ])
    }
    let (failures, misfits) = try loadAll(.collected)
    try audit(everythingFor: "check --data")
    var checker = RuleChecker(dataset: dataset, executor: executor(notes: NoteCollector()))
    for index in dataset.relations.indices where dataset.relations[index].schema.parent == nil {
      try checker.check(RelationID(index), inferredKeys: true)
    }
    for reference in dataset.references { try checker.check(reference) }
    var listing = ProblemListing(dataset: dataset)
    for misfit in misfits { listing.add(misfit) }
    for rule in checker.broken { listing.add(rule) }
    let collections = dataset.relations.filter { $0.schema.parent == nil }
    return RecordCheck(
      problems: listing.table { reader?.places(of: $0, in: $1) ?? [:] }, failures: failures,
      warnings: (reader?.warnings ?? []) + checker.warnings, collections: collections.count,
      rows: collections.reduce(0) { $0 + $1.count })
  }
}

/// The rows of a check's table, put in order: by collection, then by row.
private struct ProblemListing {
  let dataset: Dataset
  private var problems: [Problem] = []

  private struct Problem {
    var collection: RelationID
    /// From 0.
    var row: Int
    var place: RecordPlace?
    var field: String
    var value: Value
    var rule: String
  }

  init(dataset: Dataset) { self.dataset = dataset }

  mutating func add(_ misfit: RecordMisfit) {
    guard let index = dataset.relations.firstIndex(where: { $0.schema.name == misfit.collection }) else { return }
    let schema = dataset.relations[index].schema
    let name = misfit.path.prefix { $0 != "[" }
    let field = schema.fields.first { $0.name == name }
    problems.append(
      Problem(
        collection: RelationID(index), row: misfit.row, place: misfit.place, field: misfit.path,
        value: isShown(field) ? .text(misfit.text) : .missing, rule: "\(misfit.declared)"))
  }

  mutating func add(_ rule: BrokenRule) {
    let relation = dataset[rule.relation]
    let fields = rule.fields.map { relation.schema.fields[$0] }
    let text = rule.rule.text(zoneMinutes: dataset.zoneMinutes)
    for row in rule.rows {
      let values = zip(rule.fields, fields).map { index, field in
        isShown(field)
          ? relation.columns[index].value(row, field.type).plainText(zoneMinutes: dataset.zoneMinutes) : "***"
      }
      let value = values.joined(separator: ", ")
      problems.append(
        Problem(
          collection: topmost(rule.relation), row: record(of: row, in: rule.relation), place: nil,
          field: path(to: rule.relation) + fields.map(\.name).joined(separator: ", "),
          value: value.isEmpty ? .missing : .text(value), rule: text))
    }
  }

  /// Values of fields that are labelled above `low` are not printed.
  private func isShown(_ field: FieldSchema?) -> Bool {
    dataset.roles.isEmpty || (field?.label.sensitivity ?? .severe) <= .low
  }

  // MARK: Lists of objects

  /// The collection in whose records the elements stand.
  private func topmost(_ relation: RelationID) -> RelationID {
    dataset[relation].schema.parent.map { topmost($0.relation) } ?? relation
  }

  private func path(to relation: RelationID) -> String {
    dataset[relation].schema.parent.map { path(to: $0.relation) + $0.path + "." } ?? ""
  }

  /// The record in which an element stands.
  private func record(of row: Int, in relation: RelationID) -> Int {
    guard let parent = dataset[relation].schema.parent, let offsets = dataset[relation].parentOffsets else {
      return row
    }
    var (low, high) = (0, offsets.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(offsets[middle]) <= row { low = middle } else { high = middle }
    }
    return record(of: low, in: parent.relation)
  }

  // MARK: Table

  /// `places` finds rows of a collection, ascending.
  mutating func table(places: ([Int], String) -> [Int: RecordPlace]) -> ResultTable {
    let order = problems.indices.sorted { a, b in
      let (left, right) = (problems[a], problems[b])
      return (left.collection.number, left.row, a) < (right.collection.number, right.row, b)
    }
    var found: [Int: [Int: RecordPlace]] = [:]
    for (collection, group) in Dictionary(grouping: problems.filter { $0.place == nil }, by: \.collection.number) {
      found[collection] = places(Set(group.map(\.row)).sorted(), dataset.relations[collection].schema.name)
    }
    let rows: [[Value]] = order.map { index in
      let problem = problems[index]
      let place = problem.place ?? found[problem.collection.number]?[problem.row]
      return [
        .text(dataset[problem.collection].schema.name), .integer(Int64(problem.row + 1)),
        place.map { .text("\($0.file):\($0.line)") } ?? .missing, .text(problem.field), problem.value,
        .text(problem.rule),
      ]
    }
    let columns: [(name: String, type: ValueType)] = [
      ("collection", .text), ("row", .integer), ("place", .text), ("field", .text), ("value", .text), ("rule", .text),
    ]
    let fields = columns.enumerated().map { index, column in
      // Nothing here can be too large for its column.
      let values =
        (try? Column(rows.map { $0[index] }, column.type)) ?? Column(.boolean(Vector(repeating: 0, count: rows.count)))
      return ResultField(name: column.name, type: column.type, column: values)
    }
    return ResultTable(fields: fields, count: rows.count)
  }
}
