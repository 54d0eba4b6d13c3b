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
    case .first where !isReordered: return argument.gather(chosen { first, _ in first < 0 })
    case .last where !isReordered: return argument.gather(chosen { _, _ in true })
    case .sum, .avg:
      if case .float(let values) = argument.values { return isReordered ? nil : floats(values) }
      return try exact(argument)
    case .first, .last, .median, .stddev, .percentile, .only, .mode, .list: return nil
    }
  }

  /// How many of the marked rows there are up to each.
  private func running(_ marks: Vector<UInt8>) -> Vector<Int64> {
    Vector(count: marks.count) { target in
      for row in 0..<marks.count {
        let isFirst = row == 0 || input.groups[row] != input.groups[row - 1]
        target[row] = (isFirst ? 0 : target[row - 1]) + Int64(marks[row])
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

  /// For each row the one that was chosen last: among those that count, where `isBetter` than the one before; -1 for none.
  private func chosen(_ isBetter: (_ chosen: Int, _ row: Int) -> Bool) -> Vector<Int32> {
    Vector(count: counts.count) { target in
      for row in 0..<counts.count {
        let isFirst = row == 0 || input.groups[row] != input.groups[row - 1]
        let before: Int32 = isFirst ? -1 : target[row - 1]
        target[row] = counts[row] != 0 && isBetter(Int(before), row) ? Int32(truncatingIfNeeded: row) : before
      }
    }
  }

  private func extremes(_ argument: Column) -> Vector<Int32> {
    let comparator = Comparator([Comparator.Key(argument, descending: aggregate.function == .max)])
    return chosen { best, row in best < 0 || comparator.compare(row, best) < 0 }
  }

  // MARK: Sums

  private func floats(_ values: Vector<Double>) -> Column {
    let present = running(counts)
    let sums = Vector<Double>(count: values.count) { target in
      for row in 0..<values.count {
        let isFirst = row == 0 || input.groups[row] != input.groups[row - 1]
        target[row] = (isFirst ? 0 : target[row - 1]) + (counts[row] != 0 ? values[row] : 0)
      }
    }
    guard aggregate.function == .avg else { return finite(sums, present) }
    return finite(
      Vector(count: sums.count) { target in
        for row in 0..<sums.count { target[row] = sums[row] / Double(max(present[row], 1)) }
      }, present)
  }

  /// Missing over nothing, and where they are infinite.
  private func finite(_ values: Vector<Double>, _ present: Vector<Int64>) -> Column {
    Column(.float(values), validity: Column.validity(count: values.count) { present[$0] > 0 && values[$0].isFinite })
  }

  /// In 128 bits, checked at every row.
  private func exact(_ argument: Column) throws(Diagnostic) -> Column {
    let (mantissas, scale) = argument.mantissas
    let limit =
      aggregate.function == .avg || aggregate.type.ofValue == .decimal
      ? DecimalNumber.limit.magnitude : Int128(Int64.max).magnitude
    let sums = try Vector<Int128>(count: mantissas.count) { (target) throws(Diagnostic) in
      for row in 0..<mantissas.count {
        let isFirst = row == 0 || input.groups[row] != input.groups[row - 1]
        let before: Int128 = isFirst ? 0 : target[row - 1]
        let (sum, isTooLarge) = before.addingReportingOverflow(counts[row] != 0 ? mantissas[row] : 0)
        guard !isTooLarge, sum.magnitude <= limit || sum == Int128(Int64.min) else {
          throw evaluator.overflow(aggregate, limit > UInt128(UInt64.max) ? .decimalOverflow : .integerOverflow)
        }
        target[row] = sum
      }
    }
    let present = running(counts)
    if aggregate.function == .avg {
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
