import Columns
import Diagnostics
import Plans

/// The rows that an aggregate ranges over, for each row of a frame.
struct RangedRows {
  private let evaluator: Evaluator
  private let frame: Frame
  private let expansion: RelatedExpansion
  /// The row that the steps start at, of each row of the frame; -1 for none.
  private let bases: Vector<Int32>
  private let inner: ColumnID
  /// Of a list of plain values: its elements, by place.
  private let elements: Column?

  init(_ range: Aggregate.Range, _ frame: Frame, _ evaluator: Evaluator) throws(Diagnostic) {
    self.evaluator = evaluator
    self.frame = frame
    switch range {
    case .rows:
      throw Diagnostic(.aggregateMisplaced, "an aggregate has no rows to range over here")
    case .related(let base, let steps, let row):
      bases = try evaluator.evaluate(base, frame).rowNumbers
      expansion = try RelatedExpansion(steps, evaluator)
      inner = row
      elements = nil
      bound = steps.last.map { evaluator.dataset[$0.target].count } ?? 0
    case .elements(let list, let element):
      let lists = try evaluator.evaluate(list, frame)
      var offsets = Vector<Int32>([0])
      var values = Column(.boolean(Vector([])))
      if case .list(let ownOffsets, let children) = lists.values { (offsets, values) = (ownOffsets, children.column) }
      expansion = RelatedExpansion(RelatedRows(offsets: offsets), evaluator)
      bases = Vector(count: lists.count) { target in
        for row in 0..<lists.count { target[row] = lists.isMissing(row) ? -1 : Int32(truncatingIfNeeded: row) }
      }
      inner = element
      elements = values
      bound = values.count
    }
  }

  /// Whether no row of the frame reaches a row twice.
  var isDistinctByOwner: Bool { expansion.reachesOnce }

  /// All row numbers that it ranges over are below this.
  let bound: Int

  /// How many rows each row of the frame has, where an index says so.
  var plainCounts: Vector<Int64>? {
    expansion.single.map { related in bases.mapped { Int64(related.places($0).count) } }
  }

  func rowNumbers(_ frame: Frame) -> Vector<Int32> { frame.column(inner)?.rowNumbers ?? Vector([]) }

  /// Calls `body` at least once, with frames that lie inside the frame and the row outside of each of their rows, ascending.
  func forEachPiece(_ body: (_ owners: Vector<Int32>, _ inner: Frame) throws(Diagnostic) -> Void) throws(Diagnostic) {
    var isEmpty = true
    func piece(_ owners: Vector<Int32>, _ rows: Vector<Int32>) throws(Diagnostic) {
      isEmpty = false
      let column = elements?.gather(rows) ?? Column(.rows(rows))
      try body(owners, Frame(count: owners.count, columns: [inner: column], outer: frame, rows: owners))
    }
    try expansion.forEachPiece(owners: Vector(0..<frame.count), rows: bases, piece)
    if isEmpty { try piece(Vector([]), Vector([])) }
  }
}
