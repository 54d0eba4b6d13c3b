import Columns
import Diagnostics
import Plans

/// Sums and what is made of them. Integers and decimals add up beyond what their sum may be and are checked at the end, so that their
/// order does not matter; floats add up in the order of the rows, on one thread.
extension Evaluator {
  /// Over no rows 0, over rows whose values are all missing missing. `rows` has the missing ones too.
  func sum(
    _ aggregate: Aggregate, _ input: AggregateInput, _ argument: Column, rows: AggregateInput
  ) throws(Diagnostic) -> Column {
    let present = input.presentCounts
    let all = rows.missingCount == 0 ? present : rows.counts
    let isThere = { (group: Int) in present[group] > 0 || all[group] == 0 }
    if case .float(let vector) = argument.values { return Self.finite(Self.floatSums(input, vector), isThere) }
    let validity = Column.validity(count: input.groupCount, isPresent: isThere)
    let (sums, scale) = try exactSums(aggregate, input, argument)
    switch aggregate.type.ofValue {
    case .decimal: return Column(.decimals(sums, scale: scale), validity: validity)
    case .float: return Self.finite(sums.mapped { DecimalNumber($0, scale: scale).double }, isThere)
    default:
      for group in 0..<sums.count where Int64(exactly: sums[group]) == nil {
        throw overflow(aggregate, .integerOverflow)
      }
      let words = sums.mapped { Int64(truncatingIfNeeded: $0) }
      if case .duration = aggregate.type { return Column(.duration(words), validity: validity) }
      return Column(.integer(words), validity: validity)
    }
  }

  /// `avg` and, of a sample, `stddev`: floats, about the exact sum rounded once, in the order of the rows.
  func moments(_ aggregate: Aggregate, _ input: AggregateInput, _ argument: Column) throws(Diagnostic) -> Column {
    let counts = input.presentCounts
    let means: Vector<Double>
    if case .float(let vector) = argument.values {
      means = Self.quotients(Self.floatSums(input, vector), counts, less: 0)
    } else {
      let (exact, scale) = try exactSums(aggregate, input, argument)
      means = Vector(count: exact.count) { target in
        for group in 0..<exact.count {
          target[group] = DecimalNumber(exact[group], scale: scale).average(of: max(Int(counts[group]), 1))
        }
      }
    }
    if aggregate.function == .avg { return Self.finite(means) { counts[$0] > 0 } }
    let squares = Self.squaredDeviations(input, argument, means)
    return Self.finite(Self.quotients(squares, counts, less: 1).mapped { $0.squareRoot() }) { counts[$0] > 1 }
  }

  private static func quotients(_ sums: Vector<Double>, _ counts: Vector<Int64>, less: Int64) -> Vector<Double> {
    Vector(count: sums.count) { target in
      for group in 0..<sums.count { target[group] = sums[group] / Double(max(counts[group] - less, 1)) }
    }
  }

  /// Infinite values, and where `isPresent` is not, are missing.
  private static func finite(_ values: Vector<Double>, _ isPresent: (Int) -> Bool) -> Column {
    Column(.float(values), validity: Column.validity(count: values.count) { values[$0].isFinite && isPresent($0) })
  }

  private func exactSums(
    _ aggregate: Aggregate, _ input: AggregateInput, _ argument: Column
  ) throws(Diagnostic) -> (sums: Vector<Int128>, scale: Int) {
    switch argument.values {
    case .integer(let vector), .duration(let vector): return (input.exactSums(vector), 0)
    case .decimal(let vector, let scale): return (input.exactSums(vector), scale)
    case .wideDecimal(let vector, let scale):
      let sums = Vector<WideSum>(count: input.groupCount) { target in
        target.update(repeating: WideSum(), count: input.groupCount)
        for row in 0..<vector.count { target[Int(input.groups[row])].add(vector[row]) }
      }
      let exact = try Vector<Int128>(count: input.groupCount) { (target) throws(Diagnostic) in
        for group in 0..<sums.count {
          guard let sum = sums[group].value else { throw overflow(aggregate, .decimalOverflow) }
          target[group] = sum
        }
      }
      return (exact, scale)
    default: return (Vector(repeating: 0, count: input.groupCount), 0)
    }
  }

  func overflow(_ aggregate: Aggregate, _ code: Code) -> Diagnostic {
    let name = aggregate.function.rawValue
    return code == .integerOverflow
      ? Diagnostic(
        code, "\(aggregate.label) is too large for an integer", at: aggregate.span,
        help: ["add up decimals: \(name)(decimal(x))"])
      : Diagnostic(
        code, "\(name == "sum" ? aggregate.label : "the sum in \(aggregate.label)") has more than 38 digits",
        at: aggregate.span, help: ["round first: \(name)(round(x, 2))"])
  }

  private static func floatSums(_ input: AggregateInput, _ vector: Vector<Double>) -> Vector<Double> {
    Vector(count: input.groupCount) { target in
      target.update(repeating: 0, count: input.groupCount)
      for row in 0..<vector.count { target[Int(input.groups[row])] += vector[row] }
    }
  }

  private static func squaredDeviations(
    _ input: AggregateInput, _ argument: Column, _ means: Vector<Double>
  ) -> Vector<Double> {
    let values = argument.doubles
    return Vector(count: input.groupCount) { target in
      target.update(repeating: 0, count: input.groupCount)
      for row in 0..<values.count {
        let group = Int(input.groups[row])
        let deviation = values[row] - means[group]
        target[group] += deviation * deviation
      }
    }
  }
}

extension Column {
  /// The numbers of a column as floats; what is missing is unspecified.
  var doubles: Vector<Double> {
    switch values {
    case .float(let vector): vector
    case .integer(let vector): vector.mapped { Double($0) }
    case .decimal(let vector, let scale): Self.doubles(vector, scale: scale)
    case .wideDecimal(let vector, let scale): vector.mapped { DecimalNumber($0, scale: scale).double }
    default: Vector(repeating: 0, count: count)
    }
  }

  /// Below 2^53, and 10^22, both are exact, so that their quotient is rounded once; beyond by the digits.
  private static func doubles(_ mantissas: Vector<Int64>, scale: Int) -> Vector<Double> {
    guard scale > 0, scale <= 22 else { return mantissas.mapped { DecimalNumber(Int128($0), scale: scale).double } }
    let unit = DecimalNumber(DecimalNumber.power(scale), scale: 0).double
    return mantissas.mapped { mantissa in
      mantissa.magnitude < 1 << 53
        ? Double(mantissa) / unit : DecimalNumber(Int128(mantissa), scale: scale).double
    }
  }
}
