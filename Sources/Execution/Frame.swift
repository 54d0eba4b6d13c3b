import Columns
import Plans

/// The rows that an expression is evaluated over. What a frame lacks it reads from the frame outside, through the outer row of each
/// of its rows: so the inside of an aggregate sees the row outside, and a part of a frame is a frame that has read nothing yet.
/// Of one thread.
final class Frame {
  let count: Int
  private var columns: [ColumnID: Column]
  private let outer: (frame: Frame, rows: Vector<Int32>)?

  init(_ rows: Rows) {
    count = rows.count
    columns = rows.columns
    outer = nil
  }

  /// Rows inside those of `outer`; `rows` has the row outside of each.
  init(count: Int, columns: [ColumnID: Column], outer: Frame, rows: Vector<Int32>) {
    self.count = count
    self.columns = columns
    self.outer = (outer, rows)
  }

  /// Some rows of this frame.
  func selecting(_ rows: Vector<Int32>) -> Frame {
    Frame(count: rows.count, columns: [:], outer: self, rows: rows)
  }

  func column(_ id: ColumnID) -> Column? {
    if let column = columns[id] { return column }
    guard let outer, let column = outer.frame.column(id)?.gather(outer.rows) else { return nil }
    columns[id] = column
    return column
  }

  func add(_ column: Column, as id: ColumnID) { columns[id] = column }
}
