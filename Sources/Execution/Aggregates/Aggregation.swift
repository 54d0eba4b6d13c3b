import Columns
import Diagnostics
import Plans

/// Aggregates of groups: from columns of arguments to a column with a row a group.
extension Evaluator {
  /// The rows of `input` satisfy the condition and are in order already.
  func compute(_ aggregate: Aggregate, _ whole: AggregateInput) throws(Diagnostic) -> Column {
    if whole.currency != nil, let mixed = try mixedGroups(aggregate, whole) {
      var rest = whole
      rest.currency = nil
      return try compute(aggregate, rest).missing(where: mixed)
    }
    try checkStop()
    if aggregate.function.leavesMissingOut, !aggregate.isOfCurrency {
      notes.addMissing(aggregate.label, at: aggregate.span, count: whole.missingCount)
    }
    var input = whole
    if aggregate.function == .count {
      if !aggregate.isDistinct { return Column(.integer(whole.presentCounts)) }
      if let counts = whole.distinctCounts { return Column(.integer(counts)) }
      input = whole.present
    } else if aggregate.function.leavesMissingOut, aggregate.isDistinct || !aggregate.function.isSumOfNarrow(whole) {
      input = whole.present
    }
    if aggregate.function.takesMissingAsFalse {
      notes.addTakenAsFalse(aggregate.label, at: aggregate.span, count: whole.missingCount)
    }
    if aggregate.isDistinct { input = try distinct(input) }
    let argument = input.argument ?? Column(.boolean(Vector(repeating: 1, count: input.groups.count)))
    switch aggregate.function {
    case .count: return Column(.integer(input.presentCounts))
    case .exists: return Column(.boolean(input.counts.mapped { $0 > 0 ? 1 : 0 }))
    case .any: return Column(.boolean(input.counts(where: argument.truth).mapped { $0 > 0 ? 1 : 0 }))
    case .all:
      let (rows, holds) = (input.counts, input.counts(where: argument.truth))
      return Column(
        .boolean(
          Vector(count: input.groupCount) { target in
            for group in 0..<input.groupCount { target[group] = rows[group] == holds[group] ? 1 : 0 }
          }))
    case .share: return Self.share(input, argument.truth)
    case .sum: return try sum(aggregate, input, argument, rows: whole)
    case .avg, .stddev: return try moments(aggregate, input, argument)
    case .min, .max: return try extreme(input, argument, isLeast: aggregate.function == .min)
    case .first: return argument.gather(input.firstRows)
    case .last: return argument.gather(input.lastRows)
    case .only: return try only(aggregate, input, argument)
    case .mode: return try mode(input, argument)
    case .list: return Self.list(input, argument)
    case .median, .percentile: return try percentile(aggregate, input, argument)
    }
  }

  private static func share(_ input: AggregateInput, _ truth: Vector<UInt8>) -> Column {
    let (rows, holds) = (input.counts, input.counts(where: truth))
    let shares = Vector<Double>(count: input.groupCount) { target in
      for group in 0..<input.groupCount {
        target[group] = rows[group] == 0 ? 0 : Double(holds[group]) / Double(rows[group])
      }
    }
    return Column(.float(shares), validity: Column.validity(count: input.groupCount) { rows[$0] > 0 })
  }
}

extension AggregateInput {
  /// The first row of each group, -1 where it has none.
  var firstRows: Vector<Int32> {
    Vector(count: groupCount) { found in
      found.update(repeating: -1, count: groupCount)
      for row in (0..<groups.count).reversed() { found[Int(groups[row])] = Int32(truncatingIfNeeded: row) }
    }
  }

  var lastRows: Vector<Int32> {
    Vector(count: groupCount) { found in
      found.update(repeating: -1, count: groupCount)
      for row in 0..<groups.count { found[Int(groups[row])] = Int32(truncatingIfNeeded: row) }
    }
  }
}

extension AggregateFunction {
  /// Whether it is made of the sums of numbers of 64 bits, which are added up past missing ones.
  fileprivate func isSumOfNarrow(_ input: AggregateInput) -> Bool {
    guard self == .sum || self == .avg else { return false }
    switch input.argument?.values {
    case .integer, .duration, .decimal: return true
    default: return false
    }
  }
}
