import Columns

/// A plan as text for people (`explain`) and golden files: an operator a line, from the source down.
package struct PlanPrinter {
  private let dataset: Dataset
  /// Of tables that are not computed yet.
  private let names: [RelationID: String]
  private var lines: [String] = []

  package static func text(
    of plan: Plan, dataset: Dataset, names: [RelationID: String] = [:], depth: Int = 0
  ) -> String {
    var printer = PlanPrinter(dataset: dataset, names: names)
    printer.add(plan, depth: depth)
    return printer.lines.joined(separator: "\n")
  }

  private init(dataset: Dataset, names: [RelationID: String]) {
    self.dataset = dataset
    self.names = names
  }

  private mutating func line(_ text: String, _ depth: Int) {
    lines.append(String(repeating: "  ", count: depth) + text)
  }

  private mutating func add(_ plan: Plan, depth: Int) {
    line("scan \(name(plan.source)) as \(name(plan.row))", depth)
    for operation in plan.operators {
      line(text(operation), depth)
      for subplan in subplans(operation) {
        line("subquery:", depth + 1)
        add(subplan, depth: depth + 2)
      }
    }
    let marks = plan.chart?.roles.count ?? 0
    line("output " + plan.output.dropLast(marks).map { text($0) }.joined(separator: ", "), depth)
    guard let chart = plan.chart else { return }
    let drawn = zip(chart.roles, plan.output.suffix(marks)).map { "\($0.rawValue) \(text($1))" }
    line("chart \(chart.kind.rawValue) " + drawn.joined(separator: ", "), depth)
  }

  private func text(_ field: Plan.OutputField) -> String { "\(field.name) = \(text(field.expression))" }

  private func subplans(_ operation: Operator) -> [Plan] {
    var found: [Plan] = []
    _ = operation.mapped { node in
      if case .subquery(let plan) = node.kind { found.append(plan) }
      return node
    }
    return found
  }

  private func name(_ relation: RelationID) -> String {
    if relation.number >= 0 { return dataset[relation].schema.name }
    return names[relation] ?? dataset.named[relation]?.schema.name ?? "table \(-relation.number)"
  }

  private func name(_ column: ColumnID) -> String { "#\(column.number)" }

  private func text(_ operation: Operator) -> String {
    switch operation {
    case .filter(let condition): return "filter \(text(condition))"
    case .compute(let computations): return "compute \(text(computations))"
    case .sort(let keys): return "sort \(text(keys))"
    case .limit(let skip, let take):
      return "limit" + (skip.map { " skip \(text($0))" } ?? "") + (take.map { " take \(text($0))" } ?? "")
    case .limitPer(let take, let keys, let sort):
      return "limit take \(text(take)) per \(text(keys))" + (sort.isEmpty ? "" : " sort \(text(sort))")
    case .group(let keys, let aggregates): return "group by [\(text(keys))] \(text(aggregates))"
    case .window(let window):
      let functions = window.functions.map { "\(name($0.column)) = \(text($0.function))" }
      let sort = window.sort.isEmpty ? "" : " sort \(text(window.sort))"
      let parts = window.aggregates.map { "\(name($0.column)) = \(text($0.aggregate))" } + functions
      return "window per [\(text(window.keys))]\(sort) " + parts.joined(separator: ", ")
    case .union(let union):
      let columns = union.columns.map { "\(name($0.column)) = \(text($0.left)) | \(text($0.right))" }
      return "union \(name(union.table)) as \(name(union.row)) \(columns.joined(separator: ", "))"
    case .sample(let count, _): return "sample \(text(count))"
    case .complete(let completion):
      return "complete \(name(completion.period)) every \(completion.kind)"
        + (completion.range.map { " in \(text($0))" } ?? "")
    case .withhold(let withholding):
      let cells = withholding.cells.map { cell in
        "\(name(cell.shown)) = \(name(cell.value)) of "
          + cell.subjects.map { text($0.counted) + ($0.all.map { " in \(text($0))" } ?? "") }.joined(separator: " and ")
      }
      return "withhold below \(withholding.least)\(withholding.hasTotal ? " with total" : "") "
        + cells.joined(separator: ", ")
    case .distinct(let keys): return "distinct \(text(keys))"
    case .join(let join):
      let pairs = zip(join.keys, join.tableKeys).map { "\(text($0)) == \(text($1))" }.joined(separator: ", ")
      let rest = join.residual.map { " and \(text($0))" } ?? ""
      return "hash join \(join.kind.rawValue) \(name(join.table)) as \(name(join.row)) on \(pairs)\(rest)"
    case .unnestList(let list, let element): return "unnest \(text(list)) as \(name(element))"
    case .unnestRows(let base, let step, let row): return "unnest \(text(base)) \(text(step)) as \(name(row))"
    }
  }

  private func text(_ computations: [Computation]) -> String {
    computations.map { "\(name($0.column)) = \(text($0.expression))" }.joined(separator: ", ")
  }

  private func text(_ aggregations: [Aggregation]) -> String {
    aggregations.map { "\(name($0.column)) = \(text($0.aggregate))" }.joined(separator: ", ")
  }

  private func text(_ keys: [SortKey]) -> String {
    keys.map { text($0.expression) + ($0.descending ? " desc" : "") + ($0.missingFirst ? " missing first" : "") }
      .joined(separator: ", ")
  }

  private func text(_ expressions: [TypedExpression]) -> String {
    expressions.map { text($0) }.joined(separator: ", ")
  }

  private func text(_ expression: TypedExpression) -> String {
    switch expression.kind {
    case .constant(let value): return text(value)
    case .scalar(let id): return "$\(id.number)"
    case .column(let id): return name(id)
    case .field(let relation, let index, let row): return "\(text(row)).\(fieldName(relation, index))"
    case .lookup(let relation, _, let keys): return "\(name(relation))[\(text(keys))]"
    // Its other argument is a secret.
    case .call(.pseudonym, let arguments): return "pseudonym(\(text(Array(arguments.prefix(1)))))"
    case .call(let function, let arguments): return "\(function.rawValue)(\(text(arguments)))"
    case .conditional(let condition, let then, let otherwise):
      return "if \(text(condition)) then \(text(then)) else \(text(otherwise))"
    case .membership(let value, let relation, let row, let key):
      return "\(text(value)) in \(name(relation)) as \(name(row)): \(text(key))"
    case .aggregate(let aggregate): return text(aggregate)
    case .subquery: return "subquery"
    }
  }

  private func text(_ value: Value) -> String {
    switch value {
    case .missing: "missing"
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .decimal(let value): value.description
    case .float(let value): "\(value)"
    case .text(let value): "\"\(value)\""
    case .date(let days): CalendarDate(days: days).description
    case .datetime(let instant): Instant.text(instant, zoneMinutes: dataset.zoneMinutes)
    case .period(let period): period.description
    case .duration(let count, let unit): "\(count) \(unit == .clock ? "µs" : unit.rawValue)"
    case .list(let values): "[" + values.map { text($0) }.joined(separator: ", ") + "]"
    case .row(let number): "row \(number)"
    }
  }

  private func fieldName(_ relation: RelationID, _ index: Int) -> String {
    let fields = relation.number >= 0 ? dataset[relation].schema.fields : dataset.named[relation]?.schema.fields
    guard let fields, index < fields.count else { return "\(index)" }
    return fields[index].name
  }

  private func text(_ aggregate: Aggregate) -> String {
    var parts = (aggregate.argument.map { [text($0)] } ?? []) + (aggregate.parameter.map { [text($0)] } ?? [])
    if aggregate.isDistinct { parts[0] = "distinct " + parts[0] }
    var inside = parts.isEmpty ? [] : [parts.joined(separator: ", ")]
    switch aggregate.range {
    case .rows: break
    case .related(let base, let steps, let row):
      inside.append("over \(name(row)) from \(text(base)) " + steps.map { text($0) }.joined(separator: " "))
    case .elements(let list, let element): inside.append("over \(name(element)) from \(text(list))")
    }
    if let condition = aggregate.condition { inside.append("where \(text(condition))") }
    if !aggregate.sort.isEmpty { inside.append("sort \(text(aggregate.sort))") }
    return "\(aggregate.function.rawValue)(\(inside.joined(separator: " ")))"
  }

  private func text(_ function: WindowFunction) -> String {
    switch function {
    case .running(let aggregate): "running \(text(aggregate))"
    case .rowNumber: "row number"
    case .rank: "rank"
    case .shifted(let expression, let distance): "\(text(expression)) shifted by \(distance)"
    }
  }

  private func text(_ step: Aggregate.Step) -> String {
    switch step {
    case .reverse(let relation, let fields, _, _):
      "← \(name(relation)) by " + fields.map { fieldName(relation, $0) }.joined(separator: ", ")
    case .elements(let relation): "→ elements \(name(relation))"
    case .forward(_, _, let to, _): "→ \(name(to))"
    case .ancestors(let relation, let fields, _):
      "→ ancestors by " + fields.map { fieldName(relation, $0) }.joined(separator: ", ")
    case .descendants(let relation, let fields, _):
      "← descendants by " + fields.map { fieldName(relation, $0) }.joined(separator: ", ")
    case .tableRows(let relation, _): "← rows of \(name(relation))"
    }
  }
}
