/// A field of dots, two by four in each column of a terminal's rows (Braille patterns, U+2800 on), or one where there is only ASCII.
struct DotCanvas {
  let columns: Int
  let rows: Int
  /// Dots across and down in one cell.
  let dots: (across: Int, down: Int)
  private var cells: [Cell]

  struct Cell {
    var pattern: UInt8 = 0
    /// Stands in the place of the dots.
    var sign: String?
    /// Whose dots or sign came last.
    var series = 0

    var isEmpty: Bool { pattern == 0 && sign == nil }
  }

  init(columns: Int, rows: Int, isBraille: Bool) {
    (self.columns, self.rows) = (columns, rows)
    dots = isBraille ? (2, 4) : (1, 1)
    cells = Array(repeating: Cell(), count: columns * rows)
  }

  var width: Int { columns * dots.across }
  var height: Int { rows * dots.down }

  subscript(column: Int, row: Int) -> Cell { cells[row * columns + column] }

  /// Bits of the dots in a cell, from its left to its right, each from the top down.
  private static let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]

  mutating func set(_ x: Int, _ y: Int, series: Int) {
    guard let place = place(x, y) else { return }
    cells[place].pattern |= Self.bits[x % dots.across][y % dots.down]
    cells[place].series = series
  }

  mutating func mark(_ x: Int, _ y: Int, _ sign: String, series: Int) {
    guard let place = place(x, y) else { return }
    cells[place].sign = sign
    cells[place].series = series
  }

  private func place(_ x: Int, _ y: Int) -> Int? {
    (0..<width).contains(x) && (0..<height).contains(y) ? y / dots.down * columns + x / dots.across : nil
  }

  /// Dots from one to another (J. Bresenham, 1965).
  mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int), series: Int) {
    let (dx, dy) = (abs(end.x - start.x), -abs(end.y - start.y))
    let (sx, sy) = (start.x < end.x ? 1 : -1, start.y < end.y ? 1 : -1)
    var (x, y, error) = (start.x, start.y, dx + dy)
    while true {
      set(x, y, series: series)
      if x == end.x, y == end.y { return }
      let twice = 2 * error
      if twice >= dy {
        error += dy
        x += sx
      }
      if twice <= dx {
        error += dx
        y += sy
      }
    }
  }
}
