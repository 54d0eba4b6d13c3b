import Columns
import Diagnostics
import Plans

/// Aggregates that are one of the values, or all of them: `min max only mode list`.
extension Evaluator {
  /// The least or greatest value of each group; of equal ones the first.
  func extreme(_ input: AggregateInput, _ argument: Column, isLeast: Bool) throws(Diagnostic) -> Column {
    let comparator = Comparator([Comparator.Key(argument, descending: !isLeast)])
    return argument.gather(
      try comparator.firstRows(input.groups, groupCount: input.groupCount, checkpoint: checkStop))
  }

  /// The first row of each value in each group.
  func distinct(_ input: AggregateInput) throws(Diagnostic) -> AggregateInput {
    guard let argument = input.argument else { return input }
    return input.gather(try group([Column(.rows(input.groups)), argument], count: input.groups.count).firstRows)
  }

  /// The one distinct value of each group.
  func only(_ aggregate: Aggregate, _ input: AggregateInput, _ argument: Column) throws(Diagnostic) -> Column {
    let distinct = try distinct(input)
    let (first, last) = (distinct.firstRows, distinct.lastRows)
    guard let values = distinct.argument else { return argument.gather(first) }
    for group in 0..<input.groupCount where first[group] != last[group] {
      throw severalValues(aggregate, values, first[group], last[group])
    }
    return values.gather(first)
  }

  /// That there are two values, those of two rows.
  func severalValues(_ aggregate: Aggregate, _ values: Column, _ first: Int32, _ second: Int32) -> Diagnostic {
    let (first, second) = (values.value(Int(first), aggregate.type), values.value(Int(second), aggregate.type))
    return EvaluationFailure.severalValues(aggregate.label, shown(first), shown(second)).diagnostic(at: aggregate.span)
  }

  private func shown(_ value: Value) -> String {
    if case .text(let text) = value { return "\"\(text)\"" }
    if let text = try? Function.textOf.evaluate([value], as: .text, zoneMinutes: dataset.zoneMinutes),
      case .text(let text) = text
    {
      return text
    }
    return "another"
  }

  /// The most frequent value of each group, the first of equally frequent ones.
  func mode(_ input: AggregateInput, _ argument: Column) throws(Diagnostic) -> Column {
    let numbering = try group([Column(.rows(input.groups)), argument], count: input.groups.count)
    var counts = [Int32](repeating: 0, count: numbering.count)
    for row in 0..<numbering.groups.count { counts[Int(numbering.groups[row])] += 1 }
    let best = Vector<Int32>(count: input.groupCount) { best in
      best.update(repeating: -1, count: input.groupCount)
      for value in 0..<numbering.count {
        let group = Int(input.groups[Int(numbering.firstRows[value])])
        if best[group] < 0 || counts[value] > counts[Int(best[group])] {
          best[group] = Int32(truncatingIfNeeded: value)
        }
      }
    }
    return argument.gather(numbering.firstRows.gathered(best, missing: -1))
  }

  static func list(_ input: AggregateInput, _ argument: Column) -> Column {
    let members = input.byGroup
    let elements = members.rows.map { argument.gather($0) } ?? argument
    return Column(.list(offsets: members.offsets, ListElements(elements)))
  }
}
