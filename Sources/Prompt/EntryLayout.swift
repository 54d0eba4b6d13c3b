import CLibedit

/// Where libedit draws an entry up to its cursor, as far as a terminal needs to know to fit it to another width.
///
/// Tabs go to every eighth column, controls are `^X`, a wide character that does not fit goes to the row below.
struct EntryLayout {
  /// Widths of what the terminal takes for one line each: rows that were filled to the margin belong to the next.
  private var lineWidths: [Int] = []
  private var joined = 0
  private var column: Int
  private let columns: Int

  init(_ textBeforeCursor: String, indent: Int, columns: Int) {
    self.columns = max(columns, 2)
    column = indent % self.columns
    joined = indent - column
    var last: Unicode.Scalar = " "
    for scalar in textBeforeCursor.unicodeScalars {
      if scalar == "\n" {
        endLine()
      } else {
        let width = width(of: scalar)
        // Blanks at the end of a row are not drawn, so it does not reach the margin.
        if column + width > self.columns { endLine() }
        column += width
        if column == self.columns { last == " " && scalar == " " ? endLine() : joinNextRow() }
      }
      last = scalar
    }
  }

  func rowsAboveCursor(in newColumns: Int) -> Int {
    let newColumns = max(newColumns, 1)
    return lineWidths.reduce(0) { $0 + max(($1 + newColumns - 1) / newColumns, 1) } + (joined + column) / newColumns
  }

  private func width(of scalar: Unicode.Scalar) -> Int {
    if scalar == "\t" { return 8 - column % 8 }
    return scalar.properties.generalCategory == .control ? 2 : max(Int(cle_width(scalar.value)), 0)
  }

  private mutating func endLine() {
    lineWidths.append(joined + column)
    joined = 0
    column = 0
  }

  private mutating func joinNextRow() {
    joined += columns
    column = 0
  }
}
