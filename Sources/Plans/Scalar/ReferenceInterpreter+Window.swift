import Columns
import Diagnostics

extension ReferenceInterpreter {
  /// The rows as they stand, with the columns of the window added.
  func apply(_ window: WindowOperator, to rows: [Row]) throws(Diagnostic) -> [Row] {
    var result = rows
    let numbered = rows.enumerated().map { place, row in row.merging([Self.place: .row(place)]) { $1 } }
    for group in try groups(of: numbered, by: window.keys) {
      let ordered = try evaluator.sorted(group.rows, by: window.sort)
      var shared: Row = [:]
      for aggregation in window.aggregates {
        shared[aggregation.column] = try evaluator.evaluate(
          aggregation.aggregate, over: range(of: aggregation.aggregate, over: ordered), outside: [:])
      }
      for (place, row) in ordered.enumerated() {
        guard case .row(let number)? = row[Self.place] else { continue }
        result[number].merge(shared) { $1 }
        for (column, function) in window.functions {
          result[number][column] = try evaluate(function, at: place, ordered, window.sort)
        }
      }
    }
    return result
  }

  /// A column of the row's own number; columns of plans are not negative.
  private static var place: ColumnID { ColumnID(-1) }

  private func evaluate(
    _ function: WindowFunction, at place: Int, _ rows: [Row], _ sort: [SortKey]
  ) throws(Diagnostic) -> Value {
    switch function {
    case .rowNumber: return .integer(Int64(place + 1))
    case .rank:
      let before = try rows.kept { (row) throws(Diagnostic) in
        for key in sort {
          let order = try key.compare(
            evaluator.evaluate(key.expression, row), evaluator.evaluate(key.expression, rows[place]))
          if order != 0 { return order < 0 }
        }
        return false
      }
      return .integer(Int64(before.count + 1))
    case .shifted(let expression, let distance):
      return rows.indices.contains(place - distance)
        ? try evaluator.evaluate(expression, rows[place - distance]) : .missing
    case .running(let aggregate):
      return try evaluator.evaluate(aggregate, over: Array(rows[...place]), outside: [:])
    }
  }
}
