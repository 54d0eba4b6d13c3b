import Columns
import Diagnostics
import Plans

extension PlanRun {
  /// Adds the columns of a window to the rows, which stay as they stand.
  mutating func apply(_ window: WindowOperator) throws(Diagnostic) {
    let groups = try evaluator.group(try keyColumns(window.keys), count: rows.count)
    let order = window.sort.isEmpty ? nil : try evaluator.order(by: window.sort, rows)
    let ordered = order.map { rows.gather($0) } ?? rows
    let orderedGroups = order.map { groups.groups.gathered($0, missing: 0) } ?? groups.groups
    for (id, column) in try results(window.aggregates, ordered, orderedGroups, count: groups.count) {
      rows.columns[id] = column.gather(groups.groups)
    }
    if window.functions.isEmpty { return }
    let members = RelatedRows(inverting: orderedGroups, count: groups.count)
    let read = window.functions.reduce(into: Set(window.sort.flatMap(\.expression.columns))) {
      $0.formUnion($1.function.columns)
    }
    let places = members.rows ?? Vector(0..<rows.count)
    let partitions = OrderedPartitions(
      rows: ordered.keeping(read).gather(places), offsets: members.offsets, sort: window.sort, evaluator: evaluator)
    let columns = try mapTasks(window.functions.count, threads: evaluator.threads) { (task) throws(Diagnostic) in
      try partitions.column(of: window.functions[task].function)
    }
    let numbers = order.map { $0.gathered(places, missing: 0) } ?? places
    let placeOfRow = Vector<Int32>(count: rows.count) { target in
      for place in 0..<numbers.count { target[Int(numbers[place])] = Int32(truncatingIfNeeded: place) }
    }
    for (function, column) in zip(window.functions, columns) {
      rows.columns[function.column] = column.gather(placeOfRow)
    }
  }
}
