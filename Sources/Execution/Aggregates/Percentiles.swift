import Columns
import Diagnostics
import Plans

extension Evaluator {
  /// `median` and `percentile`: between the two values about place p · (n - 1), in proportion. The values are sorted as columns; what
  /// lies between two of them is left to `AggregateFunction.evaluate`, with the rest of the place as p.
  func percentile(_ aggregate: Aggregate, _ input: AggregateInput, _ argument: Column) throws(Diagnostic) -> Column {
    let part = try percentilePart(aggregate)
    let order = try sortedRows(
      [Comparator.Key(Column(.rows(input.groups))), Comparator.Key(argument)], count: input.groups.count)
    let counts = input.counts
    let type = aggregate.argument?.type ?? .unknown
    var results: [Value] = []
    results.reserveCapacity(input.groupCount)
    var start = 0
    for group in 0..<input.groupCount {
      let count = Int(counts[group])
      defer { start += count }
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
            places.map { argument.value(Int(order[start + $0]), type) },
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
