import Columns
import Diagnostics
import Plans

extension PlanRun {
  /// Adds the columns of a window to the rows, which stay as they stand.
  mutating func apply(_ window: WindowOperator) throws(Diagnostic) {
    let groups = try evaluator.group(try keyColumns(window.keys), count: rows.count)
    let keys = try evaluator.comparatorKeys(window.sort, rows)
    if !window.aggregates.isEmpty {
      let order = keys.isEmpty ? nil : try evaluator.sortedRows(keys, count: rows.count)
      let ordered = try order.map { (order) throws(Diagnostic) in try gather(rows, order) } ?? rows
      let orderedGroups = order.map { groups.groups.gathered($0, missing: 0) } ?? groups.groups
      for (id, column) in try results(window.aggregates, ordered, orderedGroups, count: groups.count) {
        rows.columns[id] = column.gather(groups.groups)
      }
    }
    if window.functions.isEmpty { return }
    let order = try evaluator.sortedRows([Comparator.Key(Column(.rows(groups.groups)))] + keys, count: rows.count)
    let read = window.functions.reduce(into: Set(window.sort.flatMap(\.expression.columns))) {
      $0.formUnion($1.function.columns)
    }
    let partitions = OrderedPartitions(
      rows: try gather(rows.keeping(read), order), offsets: groups.offsets, sort: window.sort, evaluator: evaluator)
    let columns = try mapTasks(window.functions.count, threads: evaluator.threads) { (task) throws(Diagnostic) in
      try partitions.column(of: window.functions[task].function)
    }
    let placeOfRow = Vector<Int32>(count: rows.count) { target in
      for place in 0..<order.count { target[Int(order[place])] = Int32(truncatingIfNeeded: place) }
    }
    for (function, column) in zip(window.functions, columns) {
      rows.columns[function.column] = column.gather(placeOfRow)
    }
  }
}
