import Columns
import Diagnostics

/// Runs a whole plan row by row with boxed values: what each operator means. For tests, which compare the engine with it.
package struct ReferenceInterpreter: Sendable {
  typealias Row = ScalarEvaluator.Row

  let evaluator: ScalarEvaluator
  var dataset: Dataset { evaluator.dataset }

  package init(dataset: Dataset, scalars: [ScalarID: Value] = [:]) {
    evaluator = ScalarEvaluator(dataset: dataset, scalars: scalars)
  }

  /// The rows of the result, whether it is drawn or not: a value for each output field, those of a record followed by its fields', those of a list of objects a
  /// list of lists.
  package func run(_ plan: Plan) throws(Diagnostic) -> [[Value]] {
    var rows: [Row] = (0..<dataset[plan.source].count).map { [plan.row: .row($0)] }
    for step in plan.operators { rows = try apply(step, to: rows) }
    // What is drawn is computed, and may fail, but is no part of the rows.
    let drawn = plan.chart?.roles.count ?? 0
    let result = try rows.map { (row) throws(Diagnostic) in Array(try outputs(plan.output, row).dropLast(drawn)) }
    return plan.pivot.map { spread(result, $0) } ?? result
  }

  private func outputs(_ fields: some Collection<Plan.OutputField>, _ row: Row) throws(Diagnostic) -> [Value] {
    var values: [Value] = []
    for field in fields {
      let value = try evaluator.evaluate(field.expression, row)
      if let (relation, elementRow) = field.elements {
        guard case .row(let parent) = value else {
          values.append(.missing)
          continue
        }
        let elements = try evaluator.next(.elements(relation: relation), from: parent).map {
          (number) throws(Diagnostic) in
          Value.list(try outputs(field.children, row.merging([elementRow: .row(number)]) { $1 }))
        }
        values.append(.list(elements))
      } else {
        values.append(value)
        values += try outputs(field.children, row)
      }
    }
    return values
  }

  private func apply(_ step: Operator, to rows: [Row]) throws(Diagnostic) -> [Row] {
    switch step {
    case .filter(let condition):
      return try rows.kept { (row) throws(Diagnostic) in try evaluator.evaluate(condition, row).isTrue }
    case .compute(let computations):
      return try rows.map { (row) throws(Diagnostic) in try computing(computations, row) }
    case .sort(let keys): return try evaluator.sorted(rows, by: keys)
    case .limit(let skip, let take):
      let rest = rows.dropFirst(try count(skip, absent: 0))
      return try Array(rest.prefix(count(take, absent: rest.count)))
    case .limitPer(let take, let keys, let sort):
      let most = try count(take, absent: rows.count)
      return try groups(of: rows, by: keys).joined { (group) throws(Diagnostic) in
        try Array(evaluator.sorted(group.rows, by: sort).prefix(most))
      }
    case .group(let keys, let aggregates): return try group(rows, keys, aggregates)
    case .window(let window): return try apply(window, to: rows)
    case .union(let union): return try rows.map { (row) throws(Diagnostic) in try left(union, row) } + right(union)
    case .sample(let number, let seed):
      let chosen = try Sampling.rows(count(number, absent: rows.count), of: rows.count, seed: seed)
      return chosen.map { rows[Int($0)] }
    case .complete(let completion): return try completed(rows, completion)
    case .withhold(let withholding): return try withheld(rows, withholding)
    case .distinct(let keys):
      let firsts = try groups(of: rows, by: keys).map { $0.rows[0] }
      return try evaluator.sorted(firsts, by: keys.map { SortKey($0) })
    case .join(let join): return try joined(rows, join)
    case .unnestList(let list, let element):
      return try rows.joined { (row) throws(Diagnostic) in
        try evaluator.evaluate(list, row).elements.map { value in row.merging([element: value]) { $1 } }
      }
    case .unnestRows(let base, let step, let column):
      return try rows.joined { (row) throws(Diagnostic) -> [Row] in
        guard case .row(let start) = try evaluator.evaluate(base, row) else { return [] }
        return evaluator.next(step, from: start).map { number in row.merging([column: .row(number)]) { $1 } }
      }
    }
  }

  private func computing(_ computations: [Computation], _ row: Row) throws(Diagnostic) -> Row {
    var result = row
    for computation in computations {
      result[computation.column] = try evaluator.evaluate(computation.expression, result)
    }
    return result
  }

  /// A limit's number; `absent` where there is none or it is missing.
  private func count(_ expression: TypedExpression?, absent: Int) throws(Diagnostic) -> Int {
    guard let expression, case .integer(let number) = try evaluator.evaluate(expression) else { return absent }
    return max(0, Int(number))
  }

  /// By first appearance; missing is a key of its own.
  func groups(
    of rows: [Row], by keys: [TypedExpression]
  ) throws(Diagnostic) -> [(keys: [Value], rows: [Row])] {
    var places: [[Value]: Int] = [:]
    var groups: [(keys: [Value], rows: [Row])] = []
    for row in rows {
      let values = try keys.map { (key) throws(Diagnostic) in try evaluator.evaluate(key, row) }
      if let place = places[values] {
        groups[place].rows.append(row)
      } else {
        places[values] = groups.count
        groups.append((values, [row]))
      }
    }
    return groups
  }

  private func group(_ rows: [Row], _ keys: [Computation], _ aggregates: [Aggregation]) throws(Diagnostic) -> [Row] {
    var groups = try groups(of: rows, by: keys.map(\.expression))
    if keys.isEmpty, groups.isEmpty { groups = [([], [])] }
    groups.sort { Value.compare(.list($0.keys), .list($1.keys)) < 0 }
    return try groups.map { (group) throws(Diagnostic) in
      var result = Row(uniqueKeysWithValues: zip(keys.map(\.column), group.keys))
      for aggregation in aggregates {
        result[aggregation.column] = try evaluator.evaluate(
          aggregation.aggregate, over: range(of: aggregation.aggregate, over: group.rows), outside: [:])
      }
      return result
    }
  }

  /// What an aggregate of a group ranges over: its rows, or the rows related to any of them, each once.
  func range(of aggregate: Aggregate, over rows: [Row]) throws(Diagnostic) -> [Row] {
    switch aggregate.range {
    case .rows: return rows
    case .related(let base, let steps, let column):
      var starts: [Int] = []
      for row in rows { if case .row(let start) = try evaluator.evaluate(base, row) { starts.append(start) } }
      return evaluator.related(to: starts, steps).map { [column: .row($0)] }
    case .elements:
      return try rows.joined { (row) throws(Diagnostic) in try evaluator.range(of: aggregate, at: row) }
    }
  }

  private func joined(_ rows: [Row], _ join: JoinOperator) throws(Diagnostic) -> [Row] {
    var isMatched = [Bool](repeating: false, count: dataset[join.table].count)
    var result: [Row] = []
    for row in rows {
      let matches = try matches(of: row, join)
      for match in matches {
        isMatched[match] = true
        result.append(row.merging([join.row: .row(match)]) { $1 })
      }
      if matches.isEmpty, join.kind != .inner { result.append(row.merging([join.row: .missing]) { $1 }) }
    }
    if join.kind == .full { result += isMatched.indices.filter { !isMatched[$0] }.map { [join.row: .row($0)] } }
    return result
  }

  /// The table's rows with equal keys, none of them missing, for which the rest of the condition is true.
  private func matches(of row: Row, _ join: JoinOperator) throws(Diagnostic) -> [Int] {
    let keys = try join.keys.map { (key) throws(Diagnostic) in try evaluator.evaluate(key, row) }
    if keys.contains(where: \.isMissing) { return [] }
    return try (0..<dataset[join.table].count).kept { (number) throws(Diagnostic) in
      let both = row.merging([join.row: .row(number)]) { $1 }
      let tableKeys = try join.tableKeys.map { (key) throws(Diagnostic) in try evaluator.evaluate(key, both) }
      guard tableKeys == keys else { return false }
      guard let residual = join.residual else { return true }
      return try evaluator.evaluate(residual, both).isTrue
    }
  }
}
