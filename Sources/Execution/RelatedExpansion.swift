import Columns
import Diagnostics
import Plans

/// Leads from rows to the rows related to them, by any number of steps, in pieces of a bounded size: one row may have millions.
struct RelatedExpansion {
  /// What one step needs: the related rows of each row, or the one row that a reference leads to.
  private enum Index {
    case many(RelatedRows)
    case one(Vector<Int32>)
    case closure(RelatedClosure)
    case none
  }

  private let indexes: [Index]
  private let evaluator: Evaluator
  /// Whether no owner reaches a row twice, each beginning with one.
  let reachesOnce: Bool

  /// At most so many rows at once.
  static let pieceSize = 1 << 16

  init(_ steps: [Aggregate.Step], _ evaluator: Evaluator) throws(Diagnostic) {
    var indexes: [Index] = []
    for step in steps {
      switch step {
      case .forward(let relation, let fields, let to, let keys):
        let link = IndexStore.Link(from: relation, fields: fields, to: to, keys: keys)
        indexes.append(.one(try evaluator.forward(link).rowNumbers))
      case .ancestors(let relation, let fields, let keys):
        let link = IndexStore.Link(from: relation, fields: fields, to: relation, keys: keys)
        indexes.append(.closure(.upwards(try evaluator.forward(link).rowNumbers)))
      case .descendants(let relation, let fields, let keys):
        let below = try evaluator.relatedRows(.reverse(relation: relation, fields: fields, to: relation, keys: keys))
        indexes.append(below.map { .closure(.downwards($0)) } ?? .none)
      case .reverse, .elements, .tableRows:
        indexes.append(try evaluator.relatedRows(step).map { .many($0) } ?? .none)
      }
    }
    self.indexes = indexes
    self.evaluator = evaluator
    var (isOne, reachesOnce) = (true, true)
    for index in indexes {
      switch index {
      case .one, .none: reachesOnce = reachesOnce && isOne
      case .many: isOne = false
      case .closure: (isOne, reachesOnce) = (false, reachesOnce && isOne)
      }
    }
    self.reachesOnce = reachesOnce
  }

  /// One step.
  init(_ related: RelatedRows, _ evaluator: Evaluator) {
    indexes = [.many(related)]
    self.evaluator = evaluator
    reachesOnce = true
  }

  /// The one index of a single step to many.
  var single: RelatedRows? {
    guard indexes.count == 1, case .many(let related) = indexes[0] else { return nil }
    return related
  }

  /// Whether rows that are different lead to rows that are different: not where a reference is followed, once or on and on.
  var keepsDistinct: Bool {
    !indexes.contains { index in
      switch index {
      case .one, .closure: true
      case .many, .none: false
      }
    }
  }

  /// Calls `body` with the owners and the related rows, piece by piece: owner by owner in the order of `owners`, the rows of each
  /// in the order of the steps. `rows` has the row of each owner, -1 for none.
  func forEachPiece(
    owners: Vector<Int32>, rows: Vector<Int32>,
    _ body: (_ owners: Vector<Int32>, _ rows: Vector<Int32>) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    try expand(0, owners, rows, body)
  }

  private func expand(
    _ level: Int, _ owners: Vector<Int32>, _ rows: Vector<Int32>,
    _ body: (Vector<Int32>, Vector<Int32>) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    guard level < indexes.count else { return try body(owners, rows) }
    switch indexes[level] {
    case .none: return
    case .one(let targets):
      let next = rows.mapped { $0 >= 0 && Int($0) < targets.count ? targets[Int($0)] : -1 }
      let found = next.indices { $0 >= 0 }
      try expand(level + 1, owners.gathered(found, missing: -1), next.gathered(found, missing: -1), body)
    case .closure(let closure):
      try closure.forEachPiece(rows, of: Self.pieceSize, evaluator) { (pieceOwners, next) throws(Diagnostic) in
        try expand(level + 1, owners.gathered(pieceOwners, missing: -1), next, body)
      }
    case .many(let related):
      try forEachPlaces(related, rows) { (pieceOwners, places) throws(Diagnostic) in
        let next = related.rows.map { $0.gathered(places, missing: -1) } ?? places
        try expand(level + 1, owners.gathered(pieceOwners, missing: -1), next, body)
      }
    }
  }

  /// Calls `body` with indices into `rows` and places in `related`, at most a piece at a time.
  private func forEachPlaces(
    _ related: RelatedRows, _ rows: Vector<Int32>,
    _ body: (Vector<Int32>, Vector<Int32>) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    var index = 0
    var start = 0
    while index < rows.count {
      try evaluator.checkStop()
      // How far this piece goes: up to the place `end` of the row `last`.
      var (size, last, end) = (0, index, start)
      while last < rows.count {
        let total = related.places(rows[last]).count
        if size + total - end > Self.pieceSize {
          end += Self.pieceSize - size
          size = Self.pieceSize
          break
        }
        size += total - end
        (last, end) = (last + 1, 0)
      }
      let piece = Self.fill(related, rows, size, from: (index, start))
      if size > 0 { try body(piece.owners, piece.places) }
      (index, start) = (last, end)
    }
  }

  private static func fill(
    _ related: RelatedRows, _ rows: Vector<Int32>, _ size: Int, from: (index: Int, start: Int)
  ) -> (owners: Vector<Int32>, places: Vector<Int32>) {
    var (index, skip) = from
    var places = Vector<Int32>([])
    let owners = Vector<Int32>(count: size) { owner in
      places = Vector(count: size) { place in
        var filled = 0
        while filled < size {
          for related in related.places(rows[index]).dropFirst(skip).prefix(size - filled) {
            owner[filled] = Int32(truncatingIfNeeded: index)
            place[filled] = Int32(truncatingIfNeeded: related)
            filled += 1
          }
          (index, skip) = (index + 1, 0)
        }
      }
    }
    return (owners, places)
  }
}
