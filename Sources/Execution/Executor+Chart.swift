import Columns
import Diagnostics
import Plans

extension Executor {
  /// Makes the last fields of a result, which are those of its plan, the marks of a chart.
  func takeChart(
    _ output: Plan.ChartOutput, of table: inout ResultTable
  ) throws(Diagnostic) -> ResultChart? {
    var marks: [ResultChart.Role: ResultField] = [:]
    let measured: ResultChart.Role = output.kind == .histogram ? .x : .y
    for (place, role) in output.roles.enumerated() {
      let index = table.fields.count - output.roles.count + place
      marks[role] = table.fields[index]
      if role == measured { marks[role]?.currency = oneCurrency(of: table.fields[index]) }
    }
    table.fields.removeLast(output.roles.count)
    guard let x = marks[.x] else { return nil }
    var title: String?
    if let text = output.title, case .text(let value) = try evaluator.value(text) { title = value }
    return ResultChart(kind: output.kind, title: title, x: x, y: marks[.y], per: marks[.per])
  }

  /// An operator has seen to it that all rows are in one.
  private func oneCurrency(of field: ResultField) -> ResultField.Currency? {
    guard case .each(let names)? = field.currency else { return field.currency }
    let row = (0..<names.count).first { !field.column.isMissing($0) && !names.isMissing($0) }
    return row.flatMap { field.currency?.name($0) }.map { .fixed($0) }
  }
}
