import Columns
import Diagnostics
import Plans

/// What an aggregate is computed from: rows, each of a group, with the aggregate's argument. The rows of a group count in the order in
/// which they stand.
struct AggregateInput: Sendable {
  /// The group of each row.
  var groups: Vector<Int32>
  var groupCount: Int
  var argument: Column?
  /// The currency of each row's argument, where they are to be of one.
  var currency: Column?

  /// The rows `rows`, in that order.
  func gather(_ rows: Vector<Int32>) -> AggregateInput {
    AggregateInput(
      groups: groups.gathered(rows, missing: 0), groupCount: groupCount, argument: argument?.gather(rows),
      currency: currency?.gather(rows))
  }

  /// Without the rows whose argument is missing.
  var present: AggregateInput {
    guard let presence = argument?.presence else { return self }
    return gather(presence.indices { $0 != 0 })
  }

  /// How many rows each group has.
  var counts: Vector<Int64> {
    Vector(count: groupCount) { counts in
      counts.update(repeating: 0, count: groupCount)
      for row in 0..<groups.count { counts[Int(groups[row])] += 1 }
    }
  }

  /// The rows group by group: those of group `g` are `rows[offsets[g]..<offsets[g + 1]]`.
  var byGroup: RelatedRows { RelatedRows(inverting: groups, count: groupCount) }
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
