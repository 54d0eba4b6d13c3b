import Columns
import Diagnostics
import Plans

/// What a check of the records asks: which rows break a rule.
extension Executor {
  /// The rows of which a condition is true, ascending. It is over a row of the relation, which `condition` is given.
  package func rows(
    of relation: RelationID, where condition: (TypedExpression) -> TypedExpression
  ) throws(Diagnostic) -> [Int] {
    let id = ColumnID(0)
    let row = TypedExpression(.column(id), .row(relation), Span(0, 0))
    let plan = Plan(
      source: relation, row: id, operators: [.filter(condition(row))],
      output: [Plan.OutputField(name: "row", expression: row)])
    return try run(plan, explainsEmpty: false).fields.first?.column.rowNumbers.array.map { Int($0) } ?? []
  }

  /// The rows whose key stands in an earlier row, ascending, with the first row that has it. Keys of which a part is missing are none.
  package func duplicates(
    of fields: [Int], in relation: RelationID
  ) throws(Diagnostic) -> [(row: Int, first: Int)] {
    let keys = fields.map { evaluator.dataset[relation].columns[$0] }
    // The usual key, counted up from row to row, needs no index to be looked at.
    if keys.count == 1, keys[0].risesFromRowToRow { return [] }
    return try evaluator.keyIndex(relation, fields).repeated(keys)
  }

  /// The rows that hold a key which leads to no row, ascending.
  package func dangling(_ reference: Reference) throws(Diagnostic) -> [Int] {
    let link = IndexStore.Link(
      from: reference.from, fields: reference.fields, to: reference.to, keys: reference.keys)
    // The check speaks of them itself.
    let targets = try evaluator.withoutNotes.forward(link).rowNumbers
    let keys = reference.fields.map { evaluator.dataset[reference.from].columns[$0] }
    return (0..<targets.count).filter { row in targets[row] < 0 && !keys.contains { $0.isMissing(row) } }
  }
}

extension Column {
  /// Whether it is of integers, none missing, each greater than the one before.
  fileprivate var risesFromRowToRow: Bool {
    guard case .integer(let numbers) = values, validity == nil else { return false }
    var stays: UInt8 = 0
    for row in 1..<max(1, numbers.count) { stays |= bit(numbers[row] <= numbers[row - 1]) }
    return stays == 0
  }
}
