import Columns
import Diagnostics
import Plans

/// Spreads a table of keys, a value and a cell into one with a row for each combination of keys and a column for each value.
struct Crosstab {
  /// Wider ones cannot be read.
  private static let mostColumns = 1000
  private static let mostCells = 100_000_000

  let pivot: Plan.PivotOutput
  let evaluator: Evaluator

  func spread(_ table: ResultTable) throws(Diagnostic) -> ResultTable {
    guard table.fields.count >= 2 else { return table }
    let keys = Array(table.fields.dropLast(2))
    let (across, cell) = (table.fields[keys.count], table.fields[keys.count + 1])
    let groups = try evaluator.group(keys.map(\.column), count: table.count)
    let values = try evaluator.group([across.column], count: table.count)
    try Self.check(columns: values.count)
    let rowCount = table.count == 0 ? 0 : groups.count
    guard rowCount * values.count <= Self.mostCells else { throw tooManyCells(rowCount, values.count) }
    let order = try evaluator.sortedRows(
      [Comparator.Key(across.column.gather(values.firstRows))], count: table.count == 0 ? 0 : values.count)
    let cells = try withEmpty(cell, across.marks == nil ? [pivot.empty] : [pivot.empty, .missing])
    let states = try cell.marks.map { (marks) throws(Diagnostic) in
      try withEmpty(
        ResultField(name: cell.name, type: .integer, column: marks.states),
        [Withheld.shown, .whole].map { .integer($0.rawValue) })
    }
    let empties = empties(across, groups, rowCount)
    let rowsOfValues = try RelatedRows(
      inverting: values.groups, count: values.count, checkpoint: evaluator.checkStop)
    var names = UniqueNames(keys.map(\.name))
    var fields = keys.map { key in
      var field = key
      field.column = key.column.gather(groups.firstRows.slice(0..<rowCount))
      return field
    }
    for value in order.array {
      try evaluator.checkStop()
      let own = Vector<Int32>(count: rowCount) { target in
        target.update(from: empties, count: rowCount)
        for place in rowsOfValues.places(value).reversed() {
          let row = rowsOfValues.row(at: place)
          target[Int(groups.groups[Int(row)])] = row
        }
      }
      let first = Int(values.firstRows[Int(value)])
      let name = across.column.value(first, across.type)
      var field = cell
      field.name = names.make(
        across.marks?[first]
          ?? (name.isMissing ? "missing" : name.plainText(zoneMinutes: evaluator.dataset.zoneMinutes)))
      (field.currency, field.column) = (currency(of: cell, own), cells.gather(own))
      if let marks = cell.marks, let states {
        field.marks = CellMarks(states: states.gather(own), words: marks.words)
      }
      fields.append(field)
    }
    return ResultTable(fields: fields, count: rowCount)
  }

  /// What the cells at these rows are in; an empty cell in nothing.
  private func currency(of cell: ResultField, _ rows: Vector<Int32>) -> ResultField.Currency? {
    guard case .each(let names)? = cell.currency else { return cell.currency }
    return .each(names.gather(Vector(rows.array.map { Int($0) < names.count ? $0 : -1 })))
  }

  /// Where in `withEmpty` what stands for an absent cell of each row is: it may be one that is withheld where the row has such.
  private func empties(_ across: ResultField, _ groups: RowGroups, _ rowCount: Int) -> [Int32] {
    let count = groups.groups.count
    var empties = [Int32](repeating: Int32(truncatingIfNeeded: count), count: rowCount)
    guard let marks = across.marks else { return empties }
    for row in 0..<count where marks[row] != nil {
      empties[Int(groups.groups[row])] = Int32(truncatingIfNeeded: count + 1)
    }
    return empties
  }

  /// The cells, and last what stands where there is none.
  private func withEmpty(_ cell: ResultField, _ empty: [Value]) throws(Diagnostic) -> Column {
    do throws(DecimalOverflow) {
      return try Column.concatenated([cell.column, try Column(empty, cell.type)], cell.type)
    } catch {
      throw Diagnostic(.decimalOverflow, "these decimals together have more than 38 digits")
    }
  }

  private func tooManyCells(_ rows: Int, _ columns: Int) -> Diagnostic {
    Diagnostic(
      .outOfMemory,
      "this pivot would have \(grouped(rows)) rows of \(grouped(columns)) columns, more than memory holds",
      help: ["take fewer keys, or wider ones, such as month(date)"])
  }

  /// That there are no more columns than can be read.
  static func check(columns count: Int) throws(Diagnostic) {
    guard count > mostColumns else { return }
    throw Diagnostic(
      .outOfMemory, "this pivot would have \(grouped(count)) columns, and 1,000 are the most",
      help: ["list the columns that you want: across … in [\"a\", \"b\"]", "or take wider ones, such as month(date)"])
  }
}

/// Names of fields, each made different from those before it by a number at its end.
private struct UniqueNames {
  private var taken: Set<String>

  init(_ names: [String]) { taken = Set(names) }

  mutating func make(_ name: String) -> String {
    var (unique, number) = (name, 1)
    while !taken.insert(unique).inserted {
      number += 1
      unique = "\(name)_\(number)"
    }
    return unique
  }
}
