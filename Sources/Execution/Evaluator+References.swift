import Columns
import Diagnostics
import Plans

/// Following references, forwards and backwards.
extension Evaluator {
  /// A plain foreign key is resolved once for the whole of its relation; other keys are looked up as they come.
  func lookup(
    _ relation: RelationID, _ fields: [Int], _ keys: [TypedExpression], _ frame: Frame
  ) throws(Diagnostic) -> Column {
    if let (from, keyFields, row) = plainKey(keys) {
      let link = IndexStore.Link(from: from, fields: keyFields, to: relation, keys: fields)
      return try forward(link).gather(try evaluate(row, frame))
    }
    var columns: [Column] = []
    for key in keys { columns.append(try evaluate(key, frame)) }
    let index = try keyIndex(relation, fields)
    return Column(.rows(index.rows(columns, count: frame.count)))
  }

  /// The relation and fields that keys are, all of the same row.
  private func plainKey(_ keys: [TypedExpression]) -> (RelationID, [Int], row: TypedExpression)? {
    guard case .field(let relation, _, let row)? = keys.first?.kind, case .column(let id) = row.kind else { return nil }
    var fields: [Int] = []
    for key in keys {
      guard case .field(relation, let field, let other) = key.kind, case .column(id) = other.kind else { return nil }
      fields.append(field)
    }
    return (relation, fields, row)
  }

  /// Keys that stand in several rows are noted when the index is built: a reference finds the first.
  func keyIndex(_ relation: RelationID, _ fields: [Int]) throws(Diagnostic) -> KeyIndex {
    try indexes.keys.value(IndexStore.Fields(relation: relation, fields: fields)) { () throws(Diagnostic) in
      let table = dataset[relation]
      let index = try KeyIndex(table, fields: fields, checkpoint: checkStop)
      // Those of a declared key were told of when it was read.
      let isTold = fields == table.schema.primaryKey && table.schema.isKeyDeclared
      let repeated = isTold ? 0 : index.repeated(fields.map { table.columns[$0] }).count
      if repeated > 0 {
        let names = fields.map { table.schema.fields[$0].name }.joined(separator: ", ")
        notes.addRepeatedKeys(in: table.schema.name, fields: names, count: repeated)
      }
      return index
    }
  }

  /// The row of `to` of each row of `from`. Keys that are there but lead nowhere are noted when this is first asked for.
  func forward(_ link: IndexStore.Link) throws(Diagnostic) -> Column {
    try indexes.forward.value(link) { () throws(Diagnostic) in
      let index = try keyIndex(link.to, link.keys)
      let from = dataset[link.from]
      let morsels = ranges(of: from.count, size: morselSize)
      let parts = try mapTasks(morsels.count, threads: threads) { (task) throws(Diagnostic) in
        try checkStop()
        let keys = link.fields.map { from.columns[$0].slice(morsels[task]) }
        let rows = index.rows(keys, count: morsels[task].count)
        return (rows: rows, dangling: Self.dangling(keys, rows))
      }
      let dangling = parts.reduce(0) { $0 + $1.dangling }
      if dangling > 0 {
        let fields = link.fields.map { from.schema.fields[$0].name }.joined(separator: ", ")
        notes.addDangling(from: from.schema.name, fields: fields, to: dataset[link.to].schema.name, count: dangling)
      }
      return Column(.rows(.concatenated(parts.map(\.rows))))
    }
  }

  /// How many rows have all keys and found nothing.
  private static func dangling(_ keys: [Column], _ rows: Vector<Int32>) -> Int {
    var count = 0
    for row in 0..<rows.count where rows[row] < 0 && !keys.contains(where: { $0.isMissing(row) }) { count += 1 }
    return count
  }

  /// The rows that a step leads to from each row of the relation it starts at.
  func relatedRows(_ step: Aggregate.Step) throws(Diagnostic) -> RelatedRows? {
    switch step {
    case .reverse(let relation, let fields, let to, let keys):
      let link = IndexStore.Link(from: relation, fields: fields, to: to, keys: keys)
      return try indexes.reverse.value(link) { () throws(Diagnostic) in
        let targets = try forward(link).rowNumbers
        return try RelatedRows(inverting: targets, count: dataset[to].count, checkpoint: checkStop)
      }
    case .elements(let relation): return dataset[relation].parentOffsets.map { RelatedRows(offsets: $0) }
    case .tableRows(let relation, let field):
      return try indexes.tableRows.value(IndexStore.Fields(relation: relation, fields: [field])) {
        () throws(Diagnostic) in
        let targets = dataset[relation].columns[field].rowNumbers
        var count = 0
        for row in 0..<targets.count { count = max(count, Int(targets[row]) + 1) }
        return try RelatedRows(inverting: targets, count: count, checkpoint: checkStop)
      }
    case .forward, .ancestors, .descendants: return nil
    }
  }
}
