import Columns
import Diagnostics
import Plans

/// Makes a plan's result of its last rows: the fields are computed as columns of their own by the last pipeline; the elements of lists
/// of objects are read when these are there.
struct OutputBuilder {
  private let evaluator: Evaluator
  private let fields: [Plan.OutputField]
  /// What the last pipeline computes, in the order in which `table` reads it: the fields and those of records.
  private(set) var computations: [Computation] = []
  /// What elements of lists of objects read of the rows that they belong to.
  private(set) var kept: Set<ColumnID> = []

  init(_ plan: Plan, _ evaluator: Evaluator) {
    self.evaluator = evaluator
    fields = plan.output
    collect(fields)
  }

  /// Numbers of columns of plans are not negative.
  private mutating func collect(_ fields: [Plan.OutputField]) {
    for field in fields {
      computations.append(Computation(ColumnID(-1 - computations.count), field.expression))
      if case .each(let text)? = field.currency, field.elements == nil {
        computations.append(Computation(ColumnID(-1 - computations.count), text))
      }
      if let elements = field.elements {
        kept.formUnion(field.children.flatMap(\.readColumns).filter { $0 != elements.elementRow })
      } else {
        collect(field.children)
      }
      if let withheld = field.withheld {
        computations.append(Computation(ColumnID(-1 - computations.count), withheld.state))
      }
    }
  }

  func table(_ rows: Rows) throws(Diagnostic) -> ResultTable {
    var columns = computations.compactMap { rows.columns[$0.column] }[...]
    let results = try resultFields(fields, Frame(rows)) { (_) throws(Diagnostic) in columns.removeFirst() }
    return ResultTable(fields: results, count: rows.count)
  }

  private func resultFields(
    _ fields: [Plan.OutputField], _ frame: Frame, column: (TypedExpression) throws(Diagnostic) -> Column
  ) throws(Diagnostic) -> [ResultField] {
    var results: [ResultField] = []
    for field in fields {
      let own = try column(field.expression)
      if let elements = field.elements {
        results.append(try listField(field, elements.relation, elements.elementRow, own, frame))
      } else {
        let currency: ResultField.Currency? =
          switch field.currency {
          case .fixed(let name): .fixed(name)
          case .each(let text): .each(try column(text))
          case nil: nil
          }
        let children = try resultFields(field.children, frame, column: column)
        var result = ResultField(
          name: field.name, type: field.expression.type, currency: currency, column: own, children: children)
        result.display = display(field)
        result.displayForm = field.displayForm
        if let withheld = field.withheld {
          let words = (0..<4).map { Withheld(rawValue: $0)?.mark(least: withheld.least) }
          result.marks = CellMarks(states: try column(withheld.state), words: words)
        }
        results.append(result)
      }
    }
    return results
  }

  private func display(_ field: Plan.OutputField) -> (@Sendable (Value) -> String?)? {
    guard let form = field.displayForm else { return nil }
    let zoneMinutes = evaluator.dataset.zoneMinutes
    return { value in try? Form.format(value, form, zoneMinutes: zoneMinutes) }
  }

  /// The elements of the rows `owners`, one after the other.
  private func listField(
    _ field: Plan.OutputField, _ relation: RelationID, _ elementRow: ColumnID, _ owners: Column, _ frame: Frame
  ) throws(Diagnostic) -> ResultField {
    let related = evaluator.dataset[relation].parentOffsets.map { RelatedRows(offsets: $0) }
    let rows = owners.rowNumbers
    var (offsets, numbers, outer): ([Int32], [Int32], [Int32]) = ([0], [], [])
    for row in 0..<rows.count {
      if row & 0xFFFF == 0 { try evaluator.checkStop() }
      for place in related?.places(rows[row]) ?? 0..<0 {
        numbers.append(Int32(truncatingIfNeeded: place))
        outer.append(Int32(truncatingIfNeeded: row))
      }
      offsets.append(Int32(clamping: numbers.count))
    }
    let inner = Frame(
      count: numbers.count, columns: [elementRow: Column(.rows(Vector(numbers)))], outer: frame, rows: Vector(outer))
    let children = try resultFields(field.children, inner) { (expression) throws(Diagnostic) in
      try evaluator.evaluate(expression, inner)
    }
    let elements = ListElements(Column(.boolean(Vector(repeating: 1, count: numbers.count))))
    let column = Column(
      .list(offsets: Vector(offsets), elements), validity: Column.validity(count: rows.count) { rows[$0] >= 0 })
    return ResultField(name: field.name, type: .list(.record), column: column, children: children)
  }
}
