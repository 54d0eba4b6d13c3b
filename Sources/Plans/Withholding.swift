import Columns

/// After `group`: what would tell of few persons is withheld, so that later stages find it missing.
///
/// A cell is an aggregate of a group. It is withheld where the persons behind it, or those of its group that are not, are fewer than a
/// group must have. Where totals stand beside the cells they are true: then so many more cells are withheld that none can be found by
/// subtracting (complementary suppression).
package struct Withholding: Sendable {
  /// As many persons are a group.
  package var least: Int
  package var cells: [Cell]
  /// Whether a total over all rows is shown with them.
  package var hasTotal: Bool
  /// Of a crosstab the column whose values become columns, each with a total of its own.
  package var across: TypedExpression?
  /// For each cell which others of its row it adds up with to a number that may be known: the cells with the same number.
  package var families: [Int?]

  package struct Cell: Sendable {
    /// The aggregate as computed, and as it leaves.
    package var value: ColumnID
    package var shown: ColumnID
    package var type: ValueType
    /// Integers: what became of it in each row (`Withheld`).
    package var state: ColumnID
    package var isCount: Bool
    package var subjects: [Subject]

    package init(
      value: ColumnID, shown: ColumnID, type: ValueType, state: ColumnID, isCount: Bool, subjects: [Subject]
    ) {
      self.value = value
      self.shown = shown
      self.type = type
      self.state = state
      self.isCount = isCount
      self.subjects = subjects
    }
  }

  /// One kind of persons behind a cell. Both are over the rows that enter.
  package struct Subject: Sendable {
    /// How many distinct ones are behind the cell.
    package var counted: TypedExpression
    /// Of how many they are a part, where belonging to the one or the other is itself not to be shown.
    package var all: TypedExpression?
    /// Whether it may not be known either that none or all of them are counted.
    package var isSensitive: Bool

    package init(counted: TypedExpression, all: TypedExpression?, isSensitive: Bool) {
      self.counted = counted
      self.all = all
      self.isSensitive = isSensitive
    }
  }

  package init(
    least: Int, cells: [Cell], hasTotal: Bool = false, across: TypedExpression? = nil, families: [Int?]? = nil
  ) {
    self.least = least
    self.cells = cells
    self.hasTotal = hasTotal
    self.across = across
    self.families = families ?? Array(repeating: nil, count: cells.count)
  }

  /// Every expression in it.
  package var expressions: [TypedExpression] {
    cells.flatMap { $0.subjects.flatMap { [$0.counted] + ($0.all.map { [$0] } ?? []) } } + (across.map { [$0] } ?? [])
  }

  package func mapped(_ transform: (TypedExpression) -> TypedExpression) -> Withholding {
    var result = self
    result.across = across?.mapped(transform)
    for cell in cells.indices {
      for subject in cells[cell].subjects.indices {
        let own = cells[cell].subjects[subject]
        result.cells[cell].subjects[subject].counted = own.counted.mapped(transform)
        result.cells[cell].subjects[subject].all = own.all?.mapped(transform)
      }
    }
    return result
  }
}

/// What became of one cell. The numbers are those of its column of states.
package enum Withheld: Int64, Sendable {
  case shown = 0
  /// It is withheld, and that it is below the least size of a group is told.
  case few = 1
  case whole = 2
  /// As `whole`, and the total would still tell, so that it is withheld too.
  case withTotal = 3

  /// As it is shown in the place of the value; nil where the value is.
  package func mark(least: Int) -> String? {
    switch self {
    case .shown: nil
    case .few: "<\(least)"
    case .whole, .withTotal: "withheld"
    }
  }
}
