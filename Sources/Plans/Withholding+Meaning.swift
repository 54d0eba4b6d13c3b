import Columns

/// What is withheld, given the numbers behind each cell.
extension Withholding {
  /// One cell of one row, as far as it matters here.
  package struct Count: Sendable {
    /// What a count is, where it is one.
    package var value: Int?
    /// The persons counted, and of how many, for each of the cell's subjects.
    package var persons: [(counted: Int, all: Int?)]

    package init(value: Int?, persons: [(counted: Int, all: Int?)]) {
      self.value = value
      self.persons = persons
    }
  }

  /// For each cell what became of it in each row. `columns` are by cell, then row; `parts` says of each row which total it is part of.
  /// `checkpoint` is called again and again, and may throw to end the work.
  package func states<Failure: Error>(
    _ columns: [[Count]], parts: [Int], checkpoint: () throws(Failure) -> Void
  ) throws(Failure) -> [[Withheld]] {
    var states = zip(cells, columns).map { cell, counts in counts.map { state(cell, $0) } }
    for row in parts.indices { spread(row, &states) }
    guard hasTotal else { return states }
    for (_, rows) in Dictionary(grouping: parts.indices, by: { parts[$0] }).sorted(by: { $0.key < $1.key }) {
      // What is withheld for one column may leave another one with a single cell.
      var isChanging = true
      while isChanging {
        try checkpoint()
        isChanging = false
        for cell in cells.indices where complete(cell, rows, columns, &states) { isChanging = true }
        for row in rows { spread(row, &states) }
      }
    }
    return states
  }

  /// Of few rows: this cannot be interrupted.
  package func states(_ columns: [[Count]], parts: [Int]) -> [[Withheld]] { states(columns, parts: parts) {} }

  /// Of cells that together are a larger one all are withheld where one is: it could be found from the others.
  private func spread(_ row: Int, _ states: inout [[Withheld]]) {
    let found = Set(cells.indices.filter { states[$0][row] != .shown }.compactMap { families[$0] })
    for cell in cells.indices where states[cell][row] == .shown {
      if let family = families[cell], found.contains(family) { states[cell][row] = .whole }
    }
  }

  private func state(_ cell: Cell, _ count: Count) -> Withheld {
    let isHidden = zip(cell.subjects, count.persons).contains { subject, persons in
      tells(persons.counted, subject.isSensitive, of: persons.all)
    }
    guard isHidden else { return .shown }
    // Of a part of the group no mark tells whether it is small or large, nor of what is sensitive whether it is nobody, nor of one kind
    // of persons where it is withheld for another.
    let isPlain =
      cell.isCount && cell.subjects.count == 1 && cell.subjects[0].all == nil && !cell.subjects[0].isSensitive
    return isPlain && (count.value ?? least) < least ? .few : .whole
  }

  /// Withholds one cell more, with its row, where one of these could be found from their total; true where it did.
  private func complete(_ cell: Int, _ rows: [Int], _ columns: [[Count]], _ states: inout [[Withheld]]) -> Bool {
    let withheld = rows.filter { states[cell][$0] != .shown }
    guard !withheld.isEmpty, !withheld.contains(where: { states[cell][$0] == .withTotal }),
      isFound(cell, withheld, rows, columns[cell], states[cell])
    else { return false }
    let shown = rows.filter { states[cell][$0] == .shown }
    let smallest = { (rows: [Int]) in rows.min { columns[cell][$0].size < columns[cell][$1].size } }
    if let next = smallest(shown.filter { !columns[cell][$0].isNothing }) {
      withhold(next, &states)
    } else if withheld.contains(where: { states[cell][$0] == .few }) {
      for row in withheld { states[cell][row] = .whole }
    } else if let next = shown.first {
      withhold(next, &states)
    } else {
      for row in withheld { states[cell][row] = .withTotal }
    }
    return true
  }

  /// Whether the withheld cells together, which the total tells, are of too few, or all or none.
  private func tells(_ cell: Int, _ withheld: [Int], _ counts: [Count]) -> Bool {
    cells[cell].subjects.indices.contains { subject in
      let counted = withheld.reduce(0) { $0 + counts[$1].persons[subject].counted }
      let all = cells[cell].subjects[subject].all.map { _ in
        withheld.reduce(0) { $0 + (counts[$1].persons[subject].all ?? 0) }
      }
      return tells(counted, cells[cell].subjects[subject].isSensitive, of: all)
    }
  }

  /// Whether so many persons, or those that are left of all, are too few.
  private func tells(_ counted: Int, _ isSensitive: Bool, of all: Int?) -> Bool {
    guard all ?? 1 > 0 else { return false }
    func tells(_ number: Int) -> Bool { number < least && (number > 0 || isSensitive) }
    return tells(counted) || all.map { tells($0 - counted) } ?? false
  }

  private func withhold(_ row: Int, _ states: inout [[Withheld]]) {
    for cell in states.indices where states[cell][row] == .shown { states[cell][row] = .whole }
  }

  /// Whether one of the withheld cells can have but one value, as far as the cells that are shown and the total tell. Zeros are shown
  /// as long as there is anything else to withhold.
  private func isFound(
    _ cell: Int, _ withheld: [Int], _ rows: [Int], _ counts: [Count], _ states: [Withheld]
  ) -> Bool {
    let isTotalShown = rows.reduce(0) { $0 + counts[$1].size } >= least
    guard cells[cell].isCount, cells[cell].subjects.allSatisfy({ $0.all == nil }) else {
      return isTotalShown && (withheld.count == 1 || tells(cell, withheld, counts))
    }
    let sum = withheld.reduce(0) { $0 + (counts[$1].value ?? 0) }
    let sums = isTotalShown ? sum...sum : 1...max(least - 1, sum, 1)
    let holdsZero = withheld.contains { counts[$0].isNothing }
    let bounds = withheld.map { row in
      (holdsZero ? 0 : 1)...max(1, states[row] == .few ? least - 1 : sums.upperBound)
    }
    let lowest = bounds.reduce(0) { $0 + $1.lowerBound }
    let highest = bounds.reduce(0) { $0 + $1.upperBound }
    return bounds.contains { bound in
      max(bound.lowerBound, sums.lowerBound - (highest - bound.upperBound))
        >= min(bound.upperBound, sums.upperBound - (lowest - bound.lowerBound))
    }
  }
}

extension Withholding.Count {
  fileprivate var size: Int { persons.map(\.counted).max() ?? 0 }
  fileprivate var isNothing: Bool { size == 0 && (value ?? 0) == 0 }
}
