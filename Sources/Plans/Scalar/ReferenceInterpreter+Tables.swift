import Columns
import Diagnostics

/// Union, periods without rows, and crosstabs.
extension ReferenceInterpreter {
  func left(_ union: UnionOperator, _ row: Row) throws(Diagnostic) -> Row {
    var result: Row = [:]
    for column in union.columns { result[column.column] = try evaluator.evaluate(column.left, row) }
    return result
  }

  func right(_ union: UnionOperator) throws(Diagnostic) -> [Row] {
    try (0..<dataset[union.table].count).map { (number) throws(Diagnostic) in
      var result: Row = [:]
      for column in union.columns {
        result[column.column] = try evaluator.evaluate(column.right, [union.row: .row(number)])
      }
      return result
    }
  }

  func completed(_ rows: [Row], _ completion: PeriodCompletion) throws(Diagnostic) -> [Row] {
    var range: Period?
    if let expression = completion.range, case .period(let period) = try evaluator.evaluate(expression) {
      range = period
    }
    let present = rows.compactMap { completion.period(of: $0[completion.period] ?? .missing) }
    let periods = try completion.periods(present: present, within: range)
    let others = completion.keys.filter { $0 != completion.period }
    var combinations = rows.map { row in others.map { row[$0] ?? .missing } }.map { Value.list($0) }.distinct
    if others.isEmpty { combinations = [.list([])] }
    try completion.check(combinations: combinations.count, periods: periods.count)
    var result = rows
    let known = Set(rows.map { row in Value.list(completion.keys.map { row[$0] ?? .missing }) })
    for case .list(let combination) in combinations {
      for period in periods {
        var row = Row(uniqueKeysWithValues: zip(others, combination))
        row[completion.period] = completion.key(of: period)
        for fill in completion.fill { row[fill.column] = fill.value }
        if !known.contains(.list(completion.keys.map { row[$0] ?? .missing })) { result.append(row) }
      }
    }
    func keys(_ row: Row) -> Value { .list(completion.keys.map { row[$0] ?? .missing }) }
    return result.sorted { Value.compare(keys($0), keys($1)) < 0 }
  }

  /// A row for each combination of keys, by first appearance; a column for each value before the last, sorted.
  func spread(_ rows: [[Value]], _ pivot: Plan.PivotOutput) -> [[Value]] {
    let across = rows.compactMap { $0.dropLast().last }.distinct.sorted { Value.compare($0, $1) < 0 }
    let keys = rows.map { Value.list(Array($0.dropLast(2))) }.distinct
    return keys.map { key in
      let own = rows.filter { .list(Array($0.dropLast(2))) == key }
      return key.elements
        + across.map { value in own.first { $0.dropLast().last == value }?.last ?? pivot.empty }
    }
  }
}
