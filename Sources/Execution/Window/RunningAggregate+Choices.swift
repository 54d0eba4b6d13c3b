import Columns
import Diagnostics
import Plans

/// What is one of the values, carried from row to row: `min max first last only mode`.
extension RunningAggregate {
  /// For each row the one that was chosen last: among those that count, where `isBetter` than the one before; -1 for none.
  private func chosen(_ isBetter: (_ chosen: Int, _ row: Int) -> Bool) -> Vector<Int32> {
    Vector(count: counts.count) { target in
      for row in 0..<counts.count {
        let before: Int32 = isFirst(row) ? -1 : target[row - 1]
        target[row] =
          counts[row] != 0 && (before < 0 || isBetter(Int(before), row)) ? Int32(truncatingIfNeeded: row) : before
      }
    }
  }

  func extremes(_ argument: Column) -> Vector<Int32> {
    let comparator = Comparator([Comparator.Key(argument, descending: aggregate.function == .max)])
    return chosen { best, row in comparator.compare(row, best) < 0 }
  }

  /// The first or last row in the order of the aggregate; nil where that decides too which of equal values counts.
  func chosenByOrder() -> Vector<Int32>? {
    let isFirst = aggregate.function == .first
    guard isReordered else { return chosen { _, _ in !isFirst } }
    if aggregate.isDistinct { return nil }
    let comparator = Comparator(sortKeys)
    return chosen { best, row in
      let order = comparator.compare(row, best)
      return isFirst ? order < 0 : order >= 0
    }
  }

  /// The one value that there is; an error at the first row with another.
  func only(_ argument: Column) throws(Diagnostic) -> Column {
    let first = chosen { _, _ in false }
    let values = try evaluator.group([argument], count: counts.count).groups
    for row in 0..<counts.count where counts[row] != 0 && values[row] != values[Int(first[row])] {
      throw evaluator.severalValues(aggregate, argument, first[row], Int32(truncatingIfNeeded: row))
    }
    return argument.gather(first)
  }

  /// The value that is most frequent so far, the first of equally frequent ones: values are numbered by their first rows.
  func mode(_ argument: Column) throws(Diagnostic) -> Column {
    let numbering = try evaluator.group([Column(.rows(input.groups)), argument], count: counts.count)
    var times = [Int32](repeating: 0, count: numbering.count)
    let best = Vector<Int32>(count: counts.count) { best in
      for row in 0..<counts.count {
        best[row] = isFirst(row) ? -1 : best[row - 1]
        guard counts[row] != 0 else { continue }
        let (value, before) = (numbering.groups[row], best[row])
        times[Int(value)] += 1
        if before < 0 || (-times[Int(value)], value) < (-times[Int(before)], before) { best[row] = value }
      }
    }
    return argument.gather(numbering.firstRows.gathered(best, missing: -1))
  }
}
