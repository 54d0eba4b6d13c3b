import Columns
import Diagnostics
import Plans
import Testing

/// Every table of some rows and columns with at most 8 persons, beside the number of each row and below it the totals: the equations that a
/// reader has, solved in whole numbers from 0 on for what is withheld.
@Suite struct TableTests {
  private static let least = 3
  private static let span = Span(0, 0)

  /// By row, the persons in each column.
  private typealias Table = [[Int]]

  private static func lists(of count: Int, sum: Int) -> [[Int]] {
    if count == 1 { return [[sum]] }
    return (0...sum).flatMap { first in lists(of: count - 1, sum: sum - first).map { [first] + $0 } }
  }

  private static func tables(_ rows: Int, _ columns: Int, persons: Int) -> [Table] {
    lists(of: rows * columns, sum: persons).map { cells in
      stride(from: 0, to: cells.count, by: columns).map { Array(cells[$0..<$0 + columns]) }
    }
  }

  /// `n = count(), a = count(where …), b = count(where …), …`, each person being in one of a, b, …; where `isSensitive` that is nobody's to
  /// know.
  private static func withholding(columns: Int, isSensitive: Bool, areFamily: Bool) -> Withholding {
    let number = TypedExpression(.constant(.integer(0)), .integer, span)
    let cells = (0...columns).map { place in
      let subject = Withholding.Subject(
        counted: number, all: place == 0 ? nil : number, isSensitive: isSensitive && place > 0)
      return Withholding.Cell(
        value: ColumnID(3 * place), shown: ColumnID(3 * place + 1), type: .integer, state: ColumnID(3 * place + 2),
        isCount: true, subjects: [subject])
    }
    return Withholding(
      least: least, cells: cells, hasTotal: true,
      families: [nil] + Array(repeating: areFamily ? 1 : nil, count: columns))
  }

  /// n, a, b, … of rows.
  private static func counts(_ table: Table, columns: Int) -> [[Withholding.Count]] {
    (0...columns).map { cell in
      table.map { row in
        let sum = row.reduce(0, +)
        let own = cell == 0 ? sum : row[cell - 1]
        return Withholding.Count(value: own, persons: [(counted: own, all: cell == 0 ? nil : sum)])
      }
    }
  }

  private static func values(_ table: Table) -> [[Int]] { table.map { [$0.reduce(0, +)] + $0 } }

  /// With the total as a row of its own.
  private static func withTotal(_ table: Table, columns: Int) -> Table {
    table + [(0..<columns).map { column in table.reduce(0) { $0 + $1[column] } }]
  }

  /// What is shown of a table: by cell and row, the total last; nil for what is withheld, of which `few` says that it is below 3.
  private struct Shown: Hashable {
    var cells: [[Int?]]
    var few: [[Bool]]
  }

  private static func shown(_ table: Table, columns: Int, _ withholding: Withholding) -> Shown {
    var states = withholding.states(counts(table, columns: columns), parts: Array(repeating: 0, count: table.count))
    var alone = withholding
    alone.hasTotal = false
    let whole = withTotal(table, columns: columns)
    let own = alone.states(counts([whole[table.count]], columns: columns), parts: [0])
    for cell in states.indices {
      // The total of cells of which too many are withheld is so too.
      states[cell].append(states[cell].contains(.withTotal) ? .whole : own[cell][0])
    }
    let values = values(whole)
    return Shown(
      cells: states.indices.map { cell in
        states[cell].indices.map { states[cell][$0] == .shown ? values[$0][cell] : nil }
      },
      few: states.map { $0.map { $0 == .few } })
  }

  /// Whether a reader who sees this may think of the table.
  private static func mayBe(_ values: [[Int]], _ shown: Shown) -> Bool {
    for (cell, column) in shown.cells.enumerated() {
      for (place, told) in column.enumerated() {
        if let told, told != values[place][cell] { return false }
        if shown.few[cell][place], !(1..<least).contains(values[place][cell]) { return false }
      }
    }
    return true
  }

  /// What is withheld and can have but one value, as far as that tells of too few, or that all or none are in a cell of what is sensitive.
  private static func found(_ rows: Int, _ columns: Int, isSensitive: Bool, areFamily: Bool = true) -> [String] {
    let withholding = withholding(columns: columns, isSensitive: isSensitive, areFamily: areFamily)
    // Readers may think of more persons than there are.
    let thinkable = (0...9).flatMap { tables(rows, columns, persons: $0) }.map {
      values(withTotal($0, columns: columns))
    }
    var seen: Set<Shown> = []
    var found: [String] = []
    for table in (0...8).flatMap({ tables(rows, columns, persons: $0) }) {
      let shown = shown(table, columns: columns, withholding)
      guard seen.insert(shown).inserted, shown.cells.contains(where: { $0.contains(nil) }) else { continue }
      let guesses = thinkable.filter { mayBe($0, shown) }
      #expect(guesses.contains(values(withTotal(table, columns: columns))))
      for cell in 0...columns {
        for place in 0...rows where shown.cells[cell][place] == nil {
          let values = Set(guesses.map { $0[place][cell] })
          guard values.count == 1, let value = values.first else { continue }
          // A total may be withheld for its parts' sake alone.
          let isTold = value == 0 && !(isSensitive && cell > 0) || value >= least && (place == rows || !isSensitive)
          if !isTold { found.append("cell \(cell) of row \(place) of \(table) is \(value): \(shown.cells)") }
        }
      }
    }
    #expect(seen.count > 20)
    return found
  }

  @Test(arguments: [(2, 2), (3, 2), (2, 3)], [false, true])
  func noWithheldCellCanBeFound(_ size: (rows: Int, columns: Int), isSensitive: Bool) {
    let found = Self.found(size.rows, size.columns, isSensitive: isSensitive)
    #expect(found.isEmpty, "\(found.prefix(5).joined(separator: "\n"))")
  }

  @Test func whereOnePartAloneIsWithheldSomeCan() {
    #expect(!Self.found(2, 3, isSensitive: false, areFamily: false).isEmpty)
  }
}
