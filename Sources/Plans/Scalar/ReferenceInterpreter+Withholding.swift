import Columns
import Diagnostics

extension ReferenceInterpreter {
  /// The rows with each cell as it leaves, and what became of it.
  func withheld(_ rows: [Row], _ withholding: Withholding) throws(Diagnostic) -> [Row] {
    let counts = try withholding.cells.map { (cell) throws(Diagnostic) in
      try rows.map { (row) throws(Diagnostic) in
        var persons: [(counted: Int, all: Int?)] = []
        for subject in cell.subjects {
          let all = try subject.all.map { (all) throws(Diagnostic) in try evaluator.evaluate(all, row).wholeNumber }
          persons.append((try evaluator.evaluate(subject.counted, row).wholeNumber, all))
        }
        return Withholding.Count(value: cell.isCount ? row[cell.value]?.wholeNumber : nil, persons: persons)
      }
    }
    let across = try rows.map { (row) throws(Diagnostic) in
      try withholding.across.map { (value) throws(Diagnostic) in try evaluator.evaluate(value, row) } ?? .missing
    }
    let states = withholding.states(counts, parts: Withholding.parts(across))
    var result = rows
    for (cell, states) in zip(withholding.cells, states) {
      for (row, state) in states.enumerated() {
        result[row][cell.shown] = state == .shown ? rows[row][cell.value] : .missing
        result[row][cell.state] = .integer(state.rawValue)
      }
    }
    return result
  }
}

extension Withholding {
  /// Equal values numbered alike.
  package static func parts(_ values: [Value]) -> [Int] {
    var numbers: [Value: Int] = [:]
    return values.map { value in
      let number = numbers[value] ?? numbers.count
      numbers[value] = number
      return number
    }
  }
}

extension Value {
  /// An integer as a number of persons; anything else is none.
  package var wholeNumber: Int {
    if case .integer(let number) = self { return Int(number) }
    return 0
  }
}
