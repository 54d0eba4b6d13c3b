import Columns
import Diagnostics
import Plans

/// Operators that add rows: of another table, and of periods without rows.
extension PlanRun {
  /// Of the columns only those that are read later.
  mutating func apply(_ union: UnionOperator, live: Set<ColumnID>) throws(Diagnostic) {
    let table = try evaluator.rows(of: union.table, row: union.row)
    var result = Rows(count: rows.count + table.count)
    for (column, left, right) in union.columns where live.contains(column) {
      let type = left.type.joined(right.type)
      let sides = [
        try evaluator.evaluateAll(left, rows).converted(from: left.type, to: type, at: left.span, evaluator),
        try evaluator.evaluateAll(right, table).converted(from: right.type, to: type, at: right.span, evaluator),
      ]
      result.columns[column] = try evaluator.at(left.span) { () throws(DecimalOverflow) in
        try Column.concatenated(sides, type)
      }
    }
    rows = result
  }

  mutating func apply(_ completion: PeriodCompletion) throws(Diagnostic) {
    guard let column = rows.columns[completion.period] else { return }
    let type = types[completion.period] ?? .period
    let present = (0..<rows.count).map { completion.period(of: column.value($0, type)) }
    var range: Period?
    if let expression = completion.range, case .period(let period) = try evaluator.value(expression) { range = period }
    let periods = try completion.periods(present: present.compactMap { $0 }, within: range)
    let others = completion.keys.filter { $0 != completion.period }.compactMap { rows.columns[$0] }
    // Without other keys there is one combination, also over no rows.
    let groups = GroupNumbering(others, count: rows.count)
    let combinations = others.isEmpty ? 1 : groups.count
    try completion.check(combinations: combinations, periods: periods.count)

    var places: [Int64: Int] = [:]
    for (place, period) in periods.enumerated() { places[period.packed] = place }
    var isThere = [Bool](repeating: false, count: combinations * periods.count)
    for row in 0..<rows.count {
      if let period = present[row], let place = places[period.packed] {
        isThere[Int(groups.groups[row]) * periods.count + place] = true
      }
    }
    let absent = isThere.indices.filter { !isThere[$0] }
    let models = absent.map { others.isEmpty ? -1 : groups.firstRows[$0 / periods.count] }
    try append(completion, absent.map { completion.key(of: periods[$0 % periods.count]) }, models)
    let keys = completion.keys.compactMap { rows.columns[$0] }.map { Comparator.Key($0) }
    rows = rows.gather(try evaluator.sortedRows(keys, count: rows.count))
  }

  /// Adds rows with these periods and the other keys of the rows `models`.
  private mutating func append(
    _ completion: PeriodCompletion, _ periods: [Value], _ models: [Int32]
  ) throws(Diagnostic) {
    let models = Vector(models)
    let fill = Dictionary(completion.fill.map { ($0.column, $0.value) }) { $1 }
    for (id, column) in rows.columns {
      let type = types[id] ?? .unknown
      rows.columns[id] = try evaluator.at(completion.range?.span) { () throws(DecimalOverflow) in
        let added: Column
        if id == completion.period {
          added = try Column(periods, type)
        } else if let value = fill[id] {
          added = try Column.constant(value, type, count: periods.count)
        } else {
          added = column.gather(models)
        }
        return try Column.concatenated([column, added], type)
      }
    }
    rows.count += periods.count
  }
}

extension Column {
  /// An integer beside a decimal, or `missing`: of the kind that the other type has.
  fileprivate func converted(
    from type: ValueType, to other: ValueType, at span: Span, _ evaluator: Evaluator
  ) throws(Diagnostic) -> Column {
    if type.ofValue == other.ofValue { return self }
    return try evaluator.at(span) { () throws(DecimalOverflow) in
      try Column((0..<count).map { value($0, type) }, other)
    }
  }
}
