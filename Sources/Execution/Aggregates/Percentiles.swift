import Columns
import Diagnostics
import Plans

extension Evaluator {
  /// `median` and `percentile`: between the two values about place p · (n - 1), in proportion. What lies between two of
  /// them is left to `AggregateFunction.evaluate`, with the rest of the place as p.
  func percentile(_ aggregate: Aggregate, _ input: AggregateInput, _ argument: Column) throws(Diagnostic) -> Column {
    let part = try percentilePart(aggregate)
    let order = try GroupOrder(input, argument, self)
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
      let unit = DecimalNumber.power(part.scale)
      let (place, rest) = (part.mantissa * Int128(count - 1)).quotientAndRemainder(dividingBy: unit)
      let places = rest == 0 ? [Int(place)] : [Int(place), Int(place) + 1]
      do throws(EvaluationFailure) {
        results.append(
          try AggregateFunction.percentile.evaluate(
            order.rows(at: places, of: group).map { argument.value($0, type) },
            parameter: .decimal(DecimalNumber(rest, scale: part.scale)), as: aggregate.type))
      } catch { throw error.diagnostic(at: aggregate.span) }
    }
    return try at(aggregate.span) { () throws(DecimalOverflow) in try Column(results, aggregate.type) }
  }

  /// From 0 to 1, to eighteen digits, so that its product with a number of rows fits; nil where it is none such.
  private func percentilePart(_ aggregate: Aggregate) throws(Diagnostic) -> DecimalNumber? {
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

/// The rows of groups in the order of their values, as far as somebody asks: numbers are only brought near their places.
private struct GroupOrder {
  private enum Order {
    case numbers(Vector<Int64>)
    case sorted(Vector<Int32>)
  }

  private let members: RelatedRows
  private let order: Order

  init(_ input: AggregateInput, _ argument: Column, _ evaluator: Evaluator) throws(Diagnostic) {
    members = try RelatedRows(
      inverting: input.groups, count: input.groupCount, checkpoint: evaluator.checkStop)
    if let numbers = argument.orderedIntegers {
      order = .numbers(numbers)
    } else {
      let keys = [Comparator.Key(Column(.rows(input.groups))), Comparator.Key(argument)]
      order = .sorted(try evaluator.sortedRows(keys, count: input.groups.count))
    }
  }

  func count(of group: Int) -> Int { members.places(Int32(truncatingIfNeeded: group)).count }

  /// The rows at one place, or at two that follow each other.
  func rows(at places: [Int], of group: Int) -> [Int] {
    let range = members.places(Int32(truncatingIfNeeded: group))
    switch order {
    case .sorted(let rows): return places.map { Int(rows[range.lowerBound + $0]) }
    case .numbers(let numbers):
      return withUnsafeTemporaryAllocation(of: Int64.self, capacity: range.count) { buffer in
        for (index, place) in range.enumerated() { buffer[index] = numbers[Int(members.row(at: place))] }
        OrderStatistics.select(buffer, at: places[0])
        let found = [buffer[places[0]]] + (places.count > 1 ? [buffer[places[1]...].min() ?? 0] : [])
        return found.map { number in
          let place = range.first { numbers[Int(members.row(at: $0))] == number } ?? range.lowerBound
          return Int(members.row(at: place))
        }
      }
    }
  }
}
