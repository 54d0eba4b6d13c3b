import Columns
import Diagnostics
import Plans

/// Collects, frame by frame, what an aggregate is computed from: of the rows that satisfy the condition their groups, arguments and
/// sort keys, nothing else of the frames.
struct AggregateCollector: Sendable {
  let aggregate: Aggregate
  private var groups: [Vector<Int32>] = []
  private var arguments: [Column] = []
  private var currencies: [Column] = []
  private var sortKeys: [[Column]]
  private(set) var count = 0

  init(_ aggregate: Aggregate) {
    self.aggregate = aggregate
    sortKeys = aggregate.sort.map { _ in [] }
  }

  /// Adds the rows of a frame; `groups` has the group of each.
  mutating func add(_ frame: Frame, groups: Vector<Int32>, _ evaluator: Evaluator) throws(Diagnostic) {
    var (frame, groups) = (frame, groups)
    if let condition = aggregate.condition {
      let rows = try evaluator.selection(condition, frame)
      if rows.count < frame.count {
        frame = frame.selecting(rows)
        groups = groups.gathered(rows, missing: 0)
      }
    }
    self.groups.append(groups)
    if let argument = aggregate.argument {
      let column = try evaluator.evaluate(argument, frame)
      arguments.append(column)
      if let qualifier = evaluator.qualifier(of: aggregate) {
        evaluator.noteQualified(aggregate, column, marks: try evaluator.evaluate(qualifier, frame))
      }
    }
    if let currency = aggregate.currency { currencies.append(try evaluator.evaluate(currency, frame)) }
    if aggregate.function.isOrdered {
      for (index, key) in aggregate.sort.enumerated() {
        sortKeys[index].append(try evaluator.evaluate(key.expression, frame))
      }
    }
    count += groups.count
  }

  /// Adds what another collected, after this.
  mutating func append(_ other: AggregateCollector) {
    groups += other.groups
    arguments += other.arguments
    currencies += other.currencies
    for index in sortKeys.indices { sortKeys[index] += other.sortKeys[index] }
    count += other.count
  }

  /// The aggregate of each group, of all that was collected; at least one frame was.
  func result(groupCount: Int, _ evaluator: Evaluator) throws(Diagnostic) -> Column {
    var argument: Column?
    if let expression = aggregate.argument {
      argument = try evaluator.at(expression.span) { () throws(DecimalOverflow) in
        try Column.concatenated(arguments, expression.type)
      }
    }
    var input = AggregateInput(
      groups: groups.count == 1 ? groups[0] : .concatenated(groups), groupCount: groupCount, argument: argument)
    if let expression = aggregate.currency {
      input.currency = try evaluator.at(expression.span) { () throws(DecimalOverflow) in
        try Column.concatenated(currencies, expression.type)
      }
    }
    if aggregate.function.isOrdered, !aggregate.sort.isEmpty {
      var keys: [Comparator.Key] = []
      for (key, parts) in zip(aggregate.sort, sortKeys) {
        let column = try evaluator.at(key.expression.span) { () throws(DecimalOverflow) in
          try Column.concatenated(parts, key.expression.type)
        }
        keys.append(Comparator.Key(column, descending: key.descending, missingFirst: key.missingFirst))
      }
      input = input.gather(try evaluator.sortedRows(keys, count: input.groups.count))
    }
    return try evaluator.compute(aggregate, input)
  }
}
