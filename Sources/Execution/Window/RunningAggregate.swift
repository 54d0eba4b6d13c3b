import Columns
import Diagnostics
import Plans

/// `running(agg)`: the aggregate of the rows of a group up to and with each one.
///
/// Only the rows that satisfy the condition count; a row that does not has the value of the last that did. What can be carried from row
/// to row takes linear time; the rest is computed over each beginning of a group, in steps that can be interrupted.
struct RunningAggregate {
  let aggregate: Aggregate
  let evaluator: Evaluator
  /// The rows that satisfy the condition, groups ascending.
  let input: AggregateInput
  /// One byte for each of them, 1 where its value counts: it is present, where that matters, and new, where only distinct ones count.
  let counts: Vector<UInt8>
  private let partitions: OrderedPartitions
  /// For each row of the partitions the last row that counts and is no later; -1 for none.
  private let lastBefore: Vector<Int32>
  let sortKeys: [Comparator.Key]

  /// A list of the beginnings of a group has as many elements as half the square of its rows.
  private static let mostElements = 1 << 25

  init(_ aggregate: Aggregate, _ partitions: OrderedPartitions) throws(Diagnostic) {
    self.aggregate = aggregate
    self.partitions = partitions
    evaluator = partitions.evaluator
    var rows = partitions.rows
    var groups = partitions.groups
    var places: Vector<Int32>?
    if let condition = aggregate.condition {
      let kept = try evaluator.evaluateAll(condition, rows).selection()
      (rows, groups, places) = (rows.gather(kept), groups.gathered(kept, missing: 0), kept)
    }
    var input = AggregateInput(groups: groups, groupCount: partitions.offsets.count - 1, argument: nil)
    if let argument = aggregate.argument { input.argument = try evaluator.evaluateAll(argument, rows) }
    if let currency = aggregate.currency { input.currency = try evaluator.evaluateAll(currency, rows) }
    _ = try evaluator.mixedGroups(aggregate, input)
    input.currency = nil
    var keys: [Comparator.Key] = []
    for key in aggregate.sort where aggregate.function.isOrdered {
      let column = try evaluator.evaluateAll(key.expression, rows)
      keys.append(Comparator.Key(column, descending: key.descending, missingFirst: key.missingFirst))
    }
    self.input = input
    sortKeys = keys
    counts = Self.counts(aggregate, input)
    lastBefore = Self.lastBefore(partitions, places)
  }

  /// A value for each row of the partitions.
  func column() throws(Diagnostic) -> Column {
    if aggregate.function.leavesMissingOut && !aggregate.isOfCurrency || aggregate.function.takesMissingAsFalse {
      let present = input.argument?.presence.map { $0.indices { $0 != 0 }.count } ?? input.groups.count
      let missing = input.groups.count - present
      if aggregate.function.leavesMissingOut {
        evaluator.notes.addMissing(aggregate.label, at: aggregate.span, count: missing)
      } else {
        evaluator.notes.addTakenAsFalse(aggregate.label, at: aggregate.span, count: missing)
      }
    }
    let carried = try carried()
    let values = if let carried { carried } else { try repeated() }
    let none = try evaluator.compute(
      aggregate, AggregateInput(groups: Vector([]), groupCount: 1, argument: input.argument?.slice(0..<0)))
    let all = try evaluator.at(aggregate.span) { () throws(DecimalOverflow) in
      try Column.concatenated([values, none], aggregate.type)
    }
    let last = Int32(truncatingIfNeeded: values.count)
    return all.gather(lastBefore.mapped { $0 < 0 ? last : $0 })
  }

  private static func counts(_ aggregate: Aggregate, _ input: AggregateInput) -> Vector<UInt8> {
    let count = input.groups.count
    var counts = Vector<UInt8>(repeating: 1, count: count)
    guard let argument = input.argument else { return counts }
    if aggregate.isDistinct {
      let firstRows = GroupNumbering([Column(.rows(input.groups)), argument], count: count).firstRows
      counts = Vector(count: count) { target in
        target.update(repeating: 0, count: count)
        for index in 0..<firstRows.count { target[Int(firstRows[index])] = 1 }
      }
    }
    guard aggregate.function.leavesMissingOut || aggregate.function == .count, let presence = argument.presence else {
      return counts
    }
    let before = counts
    return Vector(count: count) { target in for row in 0..<count { target[row] = before[row] & presence[row] } }
  }

  /// For each row of the partitions the last of `places` in its group that is no later; -1 for none. All rows for nil.
  private static func lastBefore(_ partitions: OrderedPartitions, _ places: Vector<Int32>?) -> Vector<Int32> {
    guard let places else { return Vector(0..<partitions.rows.count) }
    return Vector(count: partitions.rows.count) { target in
      var next = 0
      for group in 0..<partitions.offsets.count - 1 {
        var last: Int32 = -1
        for place in Int(partitions.offsets[group])..<Int(partitions.offsets[group + 1]) {
          if next < places.count, Int(places[next]) == place {
            last = Int32(truncatingIfNeeded: next)
            next += 1
          }
          target[place] = last
        }
      }
    }
  }

  /// Over each beginning of each group by itself.
  private func repeated() throws(Diagnostic) -> Column {
    let quiet = evaluator.withoutNotes
    var parts: [Column] = []
    if aggregate.function == .list { try checkElements() }
    var start = 0
    for end in 0..<input.groups.count {
      if input.groups[start] != input.groups[end] { start = end }
      let range = start..<end + 1
      var part = AggregateInput(
        groups: Vector(repeating: 0, count: range.count), groupCount: 1, argument: input.argument?.slice(range))
      if !sortKeys.isEmpty {
        let keys = sortKeys.map {
          Comparator.Key($0.column.slice(range), descending: $0.descending, missingFirst: $0.missingFirst)
        }
        part = part.gather(Comparator(keys).sorted(count: range.count))
      }
      parts.append(try quiet.compute(aggregate, part))
    }
    return try evaluator.at(aggregate.span) { () throws(DecimalOverflow) in
      try Column.concatenated(parts, aggregate.type)
    }
  }

  private func checkElements() throws(Diagnostic) {
    let counts = input.counts
    var elements: Int64 = 0
    for group in 0..<counts.count { elements += counts[group] * (counts[group] + 1) / 2 }
    guard elements > Self.mostElements else { return }
    throw Diagnostic(
      .outOfMemory, "\(aggregate.label) of so many rows would be longer than memory holds", at: aggregate.span,
      help: ["take fewer rows, or per more keys"])
  }

  /// Whether rows later in a group may come before those that are there already.
  var isReordered: Bool { !sortKeys.isEmpty }
}
