import Columns
import Diagnostics
import Plans

/// Aggregates whose value of a row follows from that of the row before.
extension RunningAggregate {
  /// A value for each row that counts, or nil where it cannot be carried on.
  func carried() throws(Diagnostic) -> Column? {
    let argument = input.argument ?? Column(.boolean(Vector(repeating: 1, count: input.groups.count)))
    switch aggregate.function {
    case .count: return Column(.integer(running(counts)))
    case .exists: return Column(.boolean(Vector(repeating: 1, count: input.groups.count)))
    case .any: return Column(.boolean(running(argument.truth).mapped { $0 > 0 ? 1 : 0 }))
    case .all: return Column(.boolean(running(argument.truth.mapped { 1 - $0 }).mapped { $0 > 0 ? 0 : 1 }))
    case .share: return share(argument.truth)
    case .min, .max: return argument.gather(extremes(argument))
    case .first, .last: return chosenByOrder().map { argument.gather($0) }
    case .median, .percentile: return try percentiles(argument)
    // What its order decides, if only the last digit of a float, is not carried where later rows may come before.
    case .sum, .avg:
      guard case .float(let values) = argument.values else { return try exact(argument) }
      return isReordered ? nil : aggregate.function == .avg ? averages(values) : finite(sums(values), running(counts))
    case .only: return isReordered ? nil : try only(argument)
    case .mode: return isReordered ? nil : try mode(argument)
    case .stddev: return isReordered ? nil : try deviations(argument)
    case .list: return nil
    }
  }

  /// Whether it is the first row of its group.
  func isFirst(_ row: Int) -> Bool { row == 0 || input.groups[row] != input.groups[row - 1] }

  /// How many of the marked rows there are up to each.
  func running(_ marks: Vector<UInt8>) -> Vector<Int64> {
    Vector(count: marks.count) { target in
      for row in 0..<marks.count {
        target[row] = (isFirst(row) ? 0 : target[row - 1]) + Int64(marks[row])
      }
    }
  }

  private func share(_ truth: Vector<UInt8>) -> Column {
    let rows = running(counts)
    let holds = running(
      Vector(count: truth.count) { target in
        for row in 0..<truth.count { target[row] = truth[row] & counts[row] }
      })
    return Column(
      .float(
        Vector(count: rows.count) { target in
          for row in 0..<rows.count { target[row] = Double(holds[row]) / Double(rows[row]) }
        }))
  }

  // MARK: Sums

  private func sums(_ values: Vector<Double>) -> Vector<Double> {
    Vector(count: values.count) { target in
      for row in 0..<values.count {
        target[row] = (isFirst(row) ? 0 : target[row - 1]) + (counts[row] != 0 ? values[row] : 0)
      }
    }
  }

  private func averages(_ values: Vector<Double>) -> Column {
    let (sums, present) = (sums(values), running(counts))
    return finite(
      Vector(count: sums.count) { target in
        for row in 0..<sums.count { target[row] = sums[row] / Double(max(present[row], 1)) }
      }, present)
  }

  /// Missing over nothing, and where they are infinite.
  func finite(_ values: Vector<Double>, _ present: Vector<Int64>) -> Column {
    Column(.float(values), validity: Column.validity(count: values.count) { present[$0] > 0 && values[$0].isFinite })
  }

  /// About its average that of each beginning again: the squares of the distances, by the number less one.
  private func deviations(_ argument: Column) throws(Diagnostic) -> Column {
    let averages: Column
    if case .float(let values) = argument.values {
      averages = self.averages(values)
    } else {
      averages = try exact(argument)
    }
    let (means, values, present) = (averages.doubles, argument.doubles, running(counts))
    var kept: [Double] = []
    let results = try Vector<Double>(count: counts.count) { (target) throws(Diagnostic) in
      for row in 0..<counts.count {
        if row & 0xF == 0 { try evaluator.checkStop() }
        if isFirst(row) { kept.removeAll(keepingCapacity: true) }
        if counts[row] != 0 { kept.append(values[row]) }
        var squares = 0.0
        for value in kept { squares += (value - means[row]) * (value - means[row]) }
        target[row] = (squares / Double(max(kept.count - 1, 1))).squareRoot()
      }
    }
    return Column(
      .float(results),
      validity: Column.validity(count: results.count) { present[$0] > 1 && results[$0].isFinite })
  }

  /// `sum`, and the averages that `avg` is and `stddev` is about: in 128 bits, checked at every row.
  private func exact(_ argument: Column) throws(Diagnostic) -> Column {
    let (mantissas, scale) = argument.mantissas
    let limit =
      aggregate.function != .sum || aggregate.type.ofValue == .decimal
      ? DecimalNumber.limit.magnitude : Int128(Int64.max).magnitude
    let sums = try Vector<Int128>(count: mantissas.count) { (target) throws(Diagnostic) in
      for row in 0..<mantissas.count {
        let before: Int128 = isFirst(row) ? 0 : target[row - 1]
        let (sum, isTooLarge) = before.addingReportingOverflow(counts[row] != 0 ? mantissas[row] : 0)
        guard !isTooLarge, sum.magnitude <= limit || sum == Int128(Int64.min) else {
          throw evaluator.overflow(aggregate, limit > UInt128(UInt64.max) ? .decimalOverflow : .integerOverflow)
        }
        target[row] = sum
      }
    }
    let present = running(counts)
    if aggregate.function != .sum {
      return finite(
        Vector(count: sums.count) { target in
          for row in 0..<sums.count {
            target[row] = DecimalNumber(sums[row], scale: scale).average(of: max(Int(present[row]), 1))
          }
        }, present)
    }
    if aggregate.type.ofValue == .float {
      return finite(sums.mapped { DecimalNumber($0, scale: scale).double }, present)
    }
    let validity = Column.validity(count: sums.count) { present[$0] > 0 }
    if aggregate.type.ofValue == .decimal { return Column(.decimals(sums, scale: scale), validity: validity) }
    let words = sums.mapped { Int64(truncatingIfNeeded: $0) }
    if case .duration = aggregate.type.ofValue { return Column(.duration(words), validity: validity) }
    return Column(.integer(words), validity: validity)
  }
}

extension Column {
  /// Whole numbers, and decimals by their common scale; what is missing is unspecified.
  fileprivate var mantissas: (values: Vector<Int128>, scale: Int) {
    switch values {
    case .integer(let vector), .duration(let vector): (vector.mapped { Int128($0) }, 0)
    case .decimal(let vector, let scale): (vector.mapped { Int128($0) }, scale)
    case .wideDecimal(let vector, let scale): (vector, scale)
    default: (Vector(repeating: 0, count: count), 0)
    }
  }
}
