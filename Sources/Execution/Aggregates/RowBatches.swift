import Columns
import Diagnostics
import Plans

/// Aggregates for each row of a frame, over rows inside that come row by row: whenever enough are collected, the aggregates of the
/// rows that are complete are computed, so that memory holds no more than the rows inside of one batch, or of one row.
struct RowBatches {
  private static let size = 1 << 18

  private let evaluator: Evaluator
  private let aggregate: Aggregate
  private let rowCount: Int
  private var collector: AggregateCollector
  private var results: [Column] = []
  /// The rows before this one have their result.
  private var done: Int32 = 0
  /// The last row that something was collected of.
  private var last: Int32 = -1

  init(_ aggregate: Aggregate, rowCount: Int, _ evaluator: Evaluator) {
    self.evaluator = evaluator
    self.aggregate = aggregate
    self.rowCount = rowCount
    collector = AggregateCollector(aggregate)
  }

  /// Adds a piece; `owners`, the row outside of each of its rows, are ascending and follow those before.
  mutating func add(_ owners: Vector<Int32>, _ inner: Frame) throws(Diagnostic) {
    var (owners, inner) = (owners, inner)
    if collector.count >= Self.size, let next = owners.buffer.firstIndex(where: { $0 > last }) {
      if next > 0 {
        try collect(owners.slice(0..<next), inner.selecting(Vector(0..<next)))
        inner = inner.selecting(Vector(next..<owners.count))
        owners = owners.slice(next..<owners.count)
      }
      try flush(before: owners[0])
    }
    try collect(owners, inner)
    if owners.count > 0 { last = owners[owners.count - 1] }
  }

  /// The aggregate of each row; at least one piece, if an empty one, was added.
  mutating func result() throws(Diagnostic) -> Column {
    try flush(before: Int32(truncatingIfNeeded: rowCount))
    return try evaluator.at(aggregate.span) { () throws(DecimalOverflow) in
      try Column.concatenated(results, aggregate.type)
    }
  }

  private mutating func collect(_ owners: Vector<Int32>, _ inner: Frame) throws(Diagnostic) {
    let first = done
    try collector.add(inner, groups: owners.mapped { $0 &- first }, evaluator)
  }

  private mutating func flush(before end: Int32) throws(Diagnostic) {
    results.append(try collector.result(groupCount: Int(end - done), evaluator))
    collector = AggregateCollector(aggregate)
    done = end
  }
}
