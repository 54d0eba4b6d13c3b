import Columns
import Diagnostics
import Plans

/// What aggregates are computed from: rows, each of a group, with the aggregates' argument. The rows of a group count in the order in
/// which they stand. Used by one task at a time, which may compute several aggregates from it.
struct AggregateInput: Sendable {
  /// The group of each row.
  var groups: Vector<Int32>
  var groupCount: Int
  var argument: Column?
  /// The currency of each row's argument, where they are to be of one.
  var currency: Column?
  /// On how many threads it may be looked at.
  var threads = 1
  let figures = GroupFigures()

  /// The rows `rows`, in that order.
  func gather(_ rows: Vector<Int32>) -> AggregateInput {
    AggregateInput(
      groups: groups.gathered(rows, missing: 0), groupCount: groupCount, argument: argument?.gather(rows),
      currency: currency?.gather(rows), threads: threads)
  }

  /// Without the rows whose argument is missing.
  var present: AggregateInput {
    guard let presence = argument?.presence else { return self }
    return figures.present.value { gather(presence.indices { $0 != 0 }) }
  }

  /// How many rows have no argument although there is one.
  var missingCount: Int {
    guard let presence = argument?.presence else { return 0 }
    var count = 0
    for row in 0..<presence.count { count += Int(1 - presence[row]) }
    return count
  }

  /// How many rows each group has.
  var counts: Vector<Int64> {
    figures.counts.value { sums { _ in 1 } }
  }

  /// How many rows of each group have an argument.
  var presentCounts: Vector<Int64> {
    guard let presence = argument?.presence else { return counts }
    return figures.presentCounts.value { counts(where: presence) }
  }

  /// How many rows of each group are marked.
  func counts(where marks: Vector<UInt8>) -> Vector<Int64> { sums { Int64(marks[$0]) } }

  /// The rows group by group: those of group `g` are `rows[offsets[g]..<offsets[g + 1]]`.
  var byGroup: RelatedRows { RelatedRows(inverting: groups, count: groupCount) }
}

/// What several aggregates of the same rows need, computed when the first asks for it.
final class GroupFigures: @unchecked Sendable {
  struct Once<Value> {
    private var known: Value?
    mutating func value<Failure: Error>(_ compute: () throws(Failure) -> Value) throws(Failure) -> Value {
      if let known { return known }
      let value = try compute()
      known = value
      return value
    }
  }

  var present = Once<AggregateInput>()
  var counts = Once<Vector<Int64>>()
  var presentCounts = Once<Vector<Int64>>()
  var sums = Once<Vector<Int128>>()
  var order = Once<GroupOrder>()
}

extension AggregateFunction {
  /// Whether a missing value is left out, and said to be.
  var leavesMissingOut: Bool {
    switch self {
    case .sum, .avg, .min, .max, .median, .stddev, .percentile, .only, .mode, .list: true
    case .count, .share, .first, .last, .any, .all, .exists: false
    }
  }

  /// Whether a missing condition counts as one that does not hold.
  var takesMissingAsFalse: Bool {
    switch self {
    case .share, .any, .all: true
    case .sum, .avg, .min, .max, .median, .stddev, .percentile, .only, .mode, .list, .count, .first, .last, .exists:
      false
    }
  }

  /// Whether the order of the rows matters, if only to the last digit of a float.
  var isOrdered: Bool {
    switch self {
    case .first, .last, .mode, .list, .only, .sum, .avg, .stddev: true
    case .count, .min, .max, .median, .percentile, .share, .any, .all, .exists: false
    }
  }
}
