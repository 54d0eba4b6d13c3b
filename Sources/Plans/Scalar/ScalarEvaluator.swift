import Columns
import Diagnostics

/// Evaluates typed expressions for one row at a time with boxed values: what an expression means, slowly and plainly. Used to fold
/// constants and, in tests, to compare the engine with.
package struct ScalarEvaluator: Sendable {
  /// The values of the columns at one row; one that is not there is missing (a full join's other side).
  package typealias Row = [ColumnID: Value]

  package let dataset: Dataset
  package let scalars: [ScalarID: Value]

  package init(dataset: Dataset, scalars: [ScalarID: Value] = [:]) {
    self.dataset = dataset
    self.scalars = scalars
  }

  package func evaluate(_ expression: TypedExpression, _ row: Row = [:]) throws(Diagnostic) -> Value {
    switch expression.kind {
    case .constant(let value): return value
    case .scalar(let id): return scalars[id] ?? .missing
    case .column(let id): return row[id] ?? .missing
    case .field(let relation, let index, let place):
      guard case .row(let number) = try evaluate(place, row) else { return .missing }
      let field = dataset[relation].schema.fields[index]
      return dataset[relation].columns[index].value(number, field.type)
    case .lookup(let relation, let fields, let keys):
      let values = try keys.map { (key) throws(Diagnostic) in try evaluate(key, row) }
      return find(relation, fields, values).map { .row($0) } ?? .missing
    case .call(let function, let arguments): return try call(function, arguments, expression, row)
    case .conditional(let condition, let then, let otherwise):
      let branch = try evaluate(condition, row).isTrue ? then : otherwise
      return try evaluate(branch, row).promoted(to: expression.type)
    case .membership(let value, let relation, let inner, let key):
      return .boolean(try isMember(evaluate(value, row), relation, inner, key, row))
    case .aggregate(let aggregate):
      return try evaluate(aggregate, over: range(of: aggregate, at: row), outside: row)
    case .subquery(let plan):
      let rows = try ReferenceInterpreter(dataset: dataset, scalars: scalars).run(plan)
      return rows.first?.first ?? .missing
    }
  }

  /// `and` and `or` stop where the answer is known, so that what follows cannot fail.
  private func call(
    _ function: Function, _ arguments: [TypedExpression], _ expression: TypedExpression, _ row: Row
  ) throws(Diagnostic) -> Value {
    var values: [Value] = []
    for argument in arguments {
      let value = try evaluate(argument, row)
      if function == .and, !value.isTrue { return .boolean(false) }
      if function == .or, value.isTrue { return .boolean(true) }
      values.append(value)
    }
    do throws(EvaluationFailure) {
      return try function.evaluate(values, as: expression.type, zoneMinutes: dataset.zoneMinutes)
    } catch {
      throw error.diagnostic(at: expression.span)
    }
  }

  private func isMember(
    _ value: Value, _ relation: RelationID, _ inner: ColumnID, _ key: TypedExpression, _ row: Row
  ) throws(Diagnostic) -> Bool {
    if value.isMissing { return false }
    for number in 0..<dataset[relation].count {
      var frame = row
      frame[inner] = .row(number)
      if try evaluate(key, frame) == value { return true }
    }
    return false
  }

  /// The first row of the relation whose fields have these values; none where one is missing.
  private func find(_ relation: RelationID, _ fields: [Int], _ values: [Value]) -> Int? {
    if values.contains(where: \.isMissing) { return nil }
    return (0..<dataset[relation].count).first { self.values(relation, fields, $0) == values }
  }

  private func values(_ relation: RelationID, _ fields: [Int], _ row: Int) -> [Value] {
    let table = dataset[relation]
    return fields.map { table.columns[$0].value(row, table.schema.fields[$0].type) }
  }
}

// MARK: - Aggregates

extension ScalarEvaluator {
  /// Over rows that are already chosen by its range: leaves those that its condition keeps, in the order of its sort keys.
  func evaluate(_ aggregate: Aggregate, over rows: [Row], outside: Row) throws(Diagnostic) -> Value {
    var rows = rows
    if let condition = aggregate.condition {
      rows = try rows.kept { (row) throws(Diagnostic) in try evaluate(condition, row).isTrue }
    }
    if !aggregate.sort.isEmpty { rows = try sorted(rows, by: aggregate.sort) }
    var values: [Value] = []
    for row in rows { values.append(try evaluate(aggregate.argument, row, absent: .boolean(true))) }
    if try mixesCurrencies(aggregate, rows, values) { return .missing }
    if aggregate.isDistinct { values = values.distinct }
    let parameter = try evaluate(aggregate.parameter, outside, absent: .missing)
    do throws(EvaluationFailure) {
      return try aggregate.function.evaluate(values, parameter: parameter, as: aggregate.type)
    } catch {
      throw error.diagnostic(at: aggregate.span)
    }
  }

  /// Whether present values are of several currencies, which only a total bears.
  private func mixesCurrencies(_ aggregate: Aggregate, _ rows: [Row], _ values: [Value]) throws(Diagnostic) -> Bool {
    guard let currency = aggregate.currency else { return false }
    var counts: [Value: Int] = [:]
    for (row, value) in zip(rows, values) where !value.isMissing {
      counts[try evaluate(currency, row), default: 0] += 1
    }
    counts[.missing] = nil
    if counts.count < 2 || aggregate.isOfTotal { return counts.count > 1 }
    throw aggregate.mixedCurrencies(counts.map { (currency: $0.key.string, rows: $0.value) })
  }

  private func evaluate(_ part: TypedExpression?, _ row: Row, absent: Value) throws(Diagnostic) -> Value {
    guard let part else { return absent }
    return try evaluate(part, row)
  }

  /// The rows that an aggregate ranges over from a row, each seeing the columns outside.
  func range(of aggregate: Aggregate, at row: Row) throws(Diagnostic) -> [Row] {
    switch aggregate.range {
    case .rows: return [row]
    case .related(let base, let steps, let column):
      guard case .row(let start) = try evaluate(base, row) else { return [] }
      return related(to: [start], steps).map { number in row.merging([column: .row(number)]) { $1 } }
    case .elements(let list, let column):
      return try evaluate(list, row).elements.map { element in row.merging([column: element]) { $1 } }
    }
  }

  /// The rows that the steps lead to, each once, in the order in which they are first reached.
  func related(to starts: [Int], _ steps: [Aggregate.Step]) -> [Int] {
    var rows = starts
    for step in steps { rows = rows.flatMap { next(step, from: $0) }.distinct }
    return rows
  }

  func next(_ step: Aggregate.Step, from row: Int) -> [Int] {
    switch step {
    case .reverse(let relation, let fields, let to, let keys):
      return (0..<dataset[relation].count).filter { find(to, keys, values(relation, fields, $0)) == row }
    case .elements(let relation):
      guard let offsets = dataset[relation].parentOffsets else { return [] }
      return Array(Int(offsets[row])..<Int(offsets[row + 1]))
    case .forward(let relation, let fields, let to, let keys):
      return find(to, keys, values(relation, fields, row)).map { [$0] } ?? []
    case .ancestors(let relation, let fields, let keys):
      return closure(of: row) { find(relation, keys, values(relation, fields, $0)).map { [$0] } ?? [] }
    case .descendants(let relation, let fields, let keys):
      return closure(of: row) { above in
        (0..<dataset[relation].count).filter { find(relation, keys, values(relation, fields, $0)) == above }
      }
    case .tableRows(let relation, let field):
      return (0..<dataset[relation].count).filter { values(relation, [field], $0) == [.row(row)] }
    }
  }

  /// The row itself, those next to it, those next to these, and so on, each once.
  private func closure(of row: Int, _ next: (Int) -> [Int]) -> [Int] {
    var reached = [row]
    var place = 0
    while place < reached.count {
      reached += next(reached[place]).filter { !reached.contains($0) }
      place += 1
    }
    return reached
  }

  /// Stable; missing last unless a key says otherwise, descending or not.
  func sorted(_ rows: [Row], by keys: [SortKey]) throws(Diagnostic) -> [Row] {
    var decorated: [(row: Row, keys: [Value], place: Int)] = []
    for (place, row) in rows.enumerated() {
      decorated.append((row, try keys.map { (key) throws(Diagnostic) in try evaluate(key.expression, row) }, place))
    }
    decorated.sort { a, b in
      for (index, key) in keys.enumerated() {
        let order = key.compare(a.keys[index], b.keys[index])
        if order != 0 { return order < 0 }
      }
      return a.place < b.place
    }
    return decorated.map(\.row)
  }
}

extension SortKey {
  func compare(_ a: Value, _ b: Value) -> Int {
    let order = Value.compare(a, b)
    if a.isMissing || b.isMissing { return missingFirst ? -order : order }
    return descending ? -order : order
  }
}

extension [Value] {
  /// Each value once, where it first stands.
  var distinct: [Value] {
    var seen: Set<Value> = []
    return filter { seen.insert($0).inserted }
  }
}

extension [Int] {
  fileprivate var distinct: [Int] {
    var seen: Set<Int> = []
    return filter { seen.insert($0).inserted }
  }
}
