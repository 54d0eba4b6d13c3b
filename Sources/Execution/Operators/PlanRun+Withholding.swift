import Columns
import Diagnostics
import Plans

extension PlanRun {
  /// Adds each cell as it leaves, and what became of it. There are as many rows as groups.
  mutating func apply(_ withholding: Withholding) throws(Diagnostic) {
    var counts: [[Withholding.Count]] = []
    for cell in withholding.cells { counts.append(try self.counts(behind: cell)) }
    let across = try withholding.across.map { (value) throws(Diagnostic) in
      let column = try evaluator.evaluateAll(value, rows)
      return (0..<rows.count).map { column.value($0, value.type) }
    }
    let parts = across.map { Withholding.parts($0) } ?? Array(repeating: 0, count: rows.count)
    if plan.pivot != nil { try Crosstab.check(columns: (parts.max() ?? 0) + 1) }
    let states = try withholding.states(counts, parts: parts, checkpoint: evaluator.checkStop)
    for (cell, states) in zip(withholding.cells, states) {
      guard let column = rows.columns[cell.value] else { continue }
      rows.columns[cell.shown] = column.gather(
        Vector(states.enumerated().map { $1 == .shown ? Int32(truncatingIfNeeded: $0) : -1 }))
      rows.columns[cell.state] = Column(.integer(Vector(states.map(\.rawValue))))
    }
  }

  private func counts(behind cell: Withholding.Cell) throws(Diagnostic) -> [Withholding.Count] {
    func numbers(_ expression: TypedExpression) throws(Diagnostic) -> [Int] {
      let column = try evaluator.evaluateAll(expression, rows)
      return (0..<rows.count).map { column.value($0, .integer).wholeNumber }
    }
    var persons: [(counted: [Int], all: [Int]?)] = []
    for subject in cell.subjects {
      let all = try subject.all.map { (all) throws(Diagnostic) in try numbers(all) }
      persons.append((try numbers(subject.counted), all))
    }
    let value = cell.isCount ? rows.columns[cell.value] : nil
    return (0..<rows.count).map { row in
      Withholding.Count(
        value: value.map { $0.value(row, .integer).wholeNumber },
        persons: persons.map { ($0.counted[row], $0.all?[row]) })
    }
  }
}
