import Columns
import Diagnostics
import Plans

extension Evaluator {
  /// `median` and `percentile`: between the two values about place p · (n - 1), in proportion. What lies between two of
  /// them is left to `AggregateFunction.evaluate`, with the rest of the place as p.
  func percentile(_ aggregate: Aggregate, _ input: AggregateInput, _ argument: Column) throws(Diagnostic) -> Column {
    let part = try percentilePart(aggregate)
    let order = try input.figures.order.value { () throws(Diagnostic) in try GroupOrder(input, argument, self) }
    let type = aggregate.argument?.type ?? .unknown
    var results: [Value] = []
    results.reserveCapacity(input.groupCount)
    for group in 0..<input.groupCount {
      if group & 0xFFF == 0 { try checkStop() }
      let count = order.count(of: group)
      guard count > 0, let part else {
        results.append(.missing)
        continue
      }
      results.append(
        try percentile(part, of: count, aggregate) { order.values(at: $0, of: group, argument, type) })
    }
    return try at(aggregate.span) { () throws(DecimalOverflow) in try Column(results, aggregate.type) }
  }

  /// Of `count` values, those at some places of which, in order, `values` gives.
  func percentile(
    _ part: DecimalNumber, of count: Int, _ aggregate: Aggregate, _ values: (_ places: [Int]) -> [Value]
  ) throws(Diagnostic) -> Value {
    let unit = DecimalNumber.power(part.scale)
    let (place, rest) = (part.mantissa * Int128(count - 1)).quotientAndRemainder(dividingBy: unit)
    do throws(EvaluationFailure) {
      return try AggregateFunction.percentile.evaluate(
        values(rest == 0 ? [Int(place)] : [Int(place), Int(place) + 1]),
        parameter: .decimal(DecimalNumber(rest, scale: part.scale)), as: aggregate.type)
    } catch { throw error.diagnostic(at: aggregate.span) }
  }

  /// From 0 to 1, to eighteen digits, so that its product with a number of rows fits; nil where it is none such.
  func percentilePart(_ aggregate: Aggregate) throws(Diagnostic) -> DecimalNumber? {
    guard let parameter = aggregate.parameter else { return DecimalNumber(5, scale: 1) }
    let value = try evaluate(parameter, Frame(Rows(count: 1))).value(0, parameter.type)
    let decimal: Value
    do throws(EvaluationFailure) {
      decimal = try Function.decimalOf.evaluate([value], as: .decimal, zoneMinutes: dataset.zoneMinutes)
    } catch { throw error.diagnostic(at: parameter.span) }
    guard let part = decimal.exact, part >= DecimalNumber(0, scale: 0), part <= DecimalNumber(1, scale: 0) else {
      return nil
    }
    return part.rounded(to: 18).trimmed
  }
}

/// The rows of groups in the order of their values, as far as somebody asks: numbers are not sorted.
struct GroupOrder: Sendable {
  private enum Order {
    /// The numbers of the groups, one group after the other.
    case numbers(Vector<Int64>)
    case sorted(Vector<Int32>)
  }

  private let offsets: Vector<Int32>
  private let order: Order

  init(_ input: AggregateInput, _ argument: Column, _ evaluator: Evaluator) throws(Diagnostic) {
    let members = try RelatedRows(
      inverting: input.groups, count: input.groupCount, checkpoint: evaluator.checkStop)
    offsets = members.offsets
    if let numbers = argument.orderedIntegers {
      order = .numbers(members.rows.map { numbers.gathered($0, missing: 0) } ?? numbers)
    } else {
      let keys = [Comparator.Key(Column(.rows(input.groups))), Comparator.Key(argument)]
      order = .sorted(try evaluator.sortedRows(keys, count: input.groups.count))
    }
  }

  func count(of group: Int) -> Int { Int(offsets[group + 1] - offsets[group]) }

  /// The values at one place, or at two that follow each other.
  func values(at places: [Int], of group: Int, _ argument: Column, _ type: ValueType) -> [Value] {
    let range = Int(offsets[group])..<Int(offsets[group + 1])
    switch order {
    case .sorted(let rows): return places.map { argument.value(Int(rows[range.lowerBound + $0]), type) }
    case .numbers(let numbers):
      let found = OrderStatistics.numbers(at: places, of: numbers.slice(range).buffer)
      let column = argument.values(orderedIntegers: found)
      return found.indices.map { column.value($0, type) }
    }
  }
}
