import Columns
import Diagnostics
import Plans

extension Executor {
  /// Makes the last fields of a result, which are those of its plan, the marks of a chart.
  func takeChart(
    _ output: Plan.ChartOutput, _ plan: Plan, of table: inout ResultTable
  ) throws(Diagnostic) -> ResultChart? {
    var marks: [ResultChart.Role: ResultField] = [:]
    let measured: ResultChart.Role = output.kind == .histogram ? .x : .y
    for (place, role) in output.roles.enumerated() {
      let index = table.fields.count - output.roles.count + place
      marks[role] = table.fields[index]
      if role == measured { marks[role]?.currency = try oneCurrency(of: table.fields[index], plan.output[index]) }
    }
    table.fields.removeLast(output.roles.count)
    guard let x = marks[.x] else { return nil }
    var title: String?
    if let text = output.title, case .text(let value) = try evaluator.value(text) { title = value }
    return ResultChart(kind: output.kind, title: title, x: x, y: marks[.y], per: marks[.per])
  }

  /// One axis is of one currency: E410 where the amounts are in several.
  private func oneCurrency(
    of field: ResultField, _ output: Plan.OutputField
  ) throws(Diagnostic) -> ResultField.Currency? {
    guard case .each? = field.currency else { return field.currency }
    var counts: [String: Int] = [:]
    for row in 0..<field.column.count where !field.column.isMissing(row) {
      if row & 0xFFFF == 0 { try evaluator.checkStop() }
      if let name = field.currency?.name(row) { counts[name, default: 0] += 1 }
    }
    if counts.count < 2 { return counts.keys.first.map { .fixed($0) } }
    var name: String?
    if case .each(let text)? = output.currency { name = text.fieldName(in: evaluator.dataset) }
    let first = counts.keys.sorted()[0]
    throw .mixedCurrencies(
      "one axis of \(field.name)", counts.map { ($0.key, $0.value) }, at: output.expression.span,
      help: "draw one currency at a time: where \(name ?? "currency") == \"\(first)\"")
  }
}
