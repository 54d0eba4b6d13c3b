import Columns
import Diagnostics
import Plans

/// The rows of a window, group by group and in order within each: what its functions are computed over.
struct OrderedPartitions: Sendable {
  let rows: Rows
  /// Group `g` has the rows `offsets[g]..<offsets[g + 1]`.
  let offsets: Vector<Int32>
  let sort: [SortKey]
  let evaluator: Evaluator

  /// A value for each of `rows`.
  func column(of function: WindowFunction) throws(Diagnostic) -> Column {
    switch function {
    case .rowNumber: return Column(.integer(numbers { _, place in place + 1 }))
    case .rank: return try ranks()
    case .shifted(let expression, let distance):
      let sources = eachGroup(of: Int32.self) { group, target in
        for place in group {
          let source = place - distance
          target[place] = group.contains(source) ? Int32(truncatingIfNeeded: source) : -1
        }
      }
      return try evaluator.evaluateAll(expression, rows).gather(sources)
    case .running(let aggregate): return try RunningAggregate(aggregate, self).column()
    }
  }

  /// The group of each row.
  var groups: Vector<Int32> {
    var number: Int32 = -1
    return eachGroup(of: Int32.self) { group, target in
      number += 1
      for place in group { target[place] = number }
    }
  }

  private func ranks() throws(Diagnostic) -> Column {
    var keys: [Comparator.Key] = []
    for key in sort { keys.append(Comparator.Key(try evaluator.evaluateAll(key.expression, rows))) }
    let comparator = Comparator(keys)
    let ranks = eachGroup(of: Int64.self) { group, target in
      for place in group {
        let isTied = place > group.lowerBound && comparator.compare(place - 1, place) == 0
        target[place] = isTied ? target[place - 1] : Int64(place - group.lowerBound + 1)
      }
    }
    return Column(.integer(ranks))
  }

  private func numbers(_ number: (_ group: Range<Int>, _ place: Int) -> Int) -> Vector<Int64> {
    eachGroup(of: Int64.self) { group, target in
      for place in group { target[place] = Int64(number(group, place - group.lowerBound)) }
    }
  }

  private func eachGroup<Element>(
    of _: Element.Type, _ fill: (_ group: Range<Int>, _ target: UnsafeMutablePointer<Element>) -> Void
  ) -> Vector<Element> {
    Vector(count: rows.count) { target in
      for group in 0..<offsets.count - 1 { fill(Int(offsets[group])..<Int(offsets[group + 1]), target) }
    }
  }
}
