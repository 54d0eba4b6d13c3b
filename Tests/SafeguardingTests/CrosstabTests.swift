import Columns
import Diagnostics
import Plans
import Testing

/// Every column of a crosstab with at most 8 persons: what is shown of it, solved for what is withheld.
@Suite struct CrosstabTests {
  private static let least = 3

  /// All columns of so many cells with so many persons in all.
  private static func columns(of cells: Int, persons: Int) -> [[Int]] {
    if cells == 1 { return [[persons]] }
    return (0...persons).flatMap { first in columns(of: cells - 1, persons: persons - first).map { [first] + $0 } }
  }

  /// The columns that a reader may think of: cells that are shown are as they are, of the others what their marks say, and the total
  /// where it is shown.
  private static func possible(_ column: [Int], _ states: [Withheld], total: Withheld) -> [[Int]] {
    let sum = column.reduce(0, +)
    let sums = total == .shown ? sum...sum : total == .few ? 1...(least - 1) : 0...12
    return sums.flatMap { columns(of: column.count, persons: $0) }.filter { guess in
      zip(guess, zip(column, states)).allSatisfy { number, cell in
        switch cell.1 {
        case .shown: number == cell.0
        case .few: (1..<least).contains(number)
        case .whole, .withTotal: true
        }
      }
    }
  }

  private static func withholding(hasTotal: Bool) -> Withholding {
    let number = TypedExpression(.constant(.integer(0)), .integer, Span(0, 0))
    let subject = Withholding.Subject(counted: number, all: nil, isSensitive: false)
    let cell = Withholding.Cell(
      value: ColumnID(0), shown: ColumnID(1), type: .integer, state: ColumnID(2), isCount: true, subjects: [subject])
    return Withholding(least: least, cells: [cell], hasTotal: hasTotal)
  }

  /// How many withheld cells have but one value that agrees with what is shown.
  private static func found(hasTotal: Bool) -> (columns: Int, found: [[Int]]) {
    let withholding = withholding(hasTotal: hasTotal)
    var (count, found): (Int, [[Int]]) = (0, [])
    for cells in 1...4 {
      for column in (0...8).flatMap({ columns(of: cells, persons: $0) }) {
        count += 1
        let counts = column.map { Withholding.Count(value: $0, persons: [(counted: $0, all: nil)]) }
        let states = withholding.states([counts], parts: Array(repeating: 0, count: cells))[0]
        let sum = column.reduce(0, +)
        let total: Withheld =
          states.contains(.withTotal) ? .withTotal : sum > 0 && sum < least ? .few : .shown
        let guesses = possible(column, states, total: total)
        #expect(guesses.contains(column), "\(column) is not among what is shown of it")
        for cell in column.indices where states[cell] != .shown {
          if Set(guesses.map { $0[cell] }).count == 1 { found.append(column) }
        }
      }
    }
    return (count, found)
  }

  @Test func noWithheldCellCanBeFound() {
    let (count, found) = Self.found(hasTotal: true)
    #expect(count == 714)
    #expect(found.isEmpty, "\(found.prefix(10))")
  }

  @Test func withoutComplementarySuppressionSomeCan() {
    #expect(Self.found(hasTotal: false).found.count > 100)
  }

  @Test func shownAreTrueAndLargeEnough() {
    let withholding = Self.withholding(hasTotal: true)
    for column in (0...8).flatMap({ Self.columns(of: 3, persons: $0) }) {
      let counts = column.map { Withholding.Count(value: $0, persons: [(counted: $0, all: nil)]) }
      for (number, state) in zip(column, withholding.states([counts], parts: [0, 0, 0])[0]) where state == .shown {
        #expect(number == 0 || number >= Self.least)
      }
    }
  }
}
