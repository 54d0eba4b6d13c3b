import Columns
import Diagnostics
import Plans
import Syntax

/// What a picture draws of each row, checked: expressions over the rows that reach it, which go on as they are.
struct DrawnChart: Sendable {
  var kind: ResultChart.Kind
  var marks: [Plan.OutputField]
  var roles: [ResultChart.Role]
  var title: TypedExpression?

  var output: Plan.ChartOutput { Plan.ChartOutput(kind: kind, roles: roles, title: title) }

  /// With `change` applied to each expression over the rows, as a whole.
  func changing(_ change: (TypedExpression) -> TypedExpression) -> DrawnChart {
    var result = self
    for index in marks.indices {
      result.marks[index].expression = change(marks[index].expression)
      if case .each(let text)? = marks[index].currency { result.marks[index].currency = .each(change(text)) }
    }
    return result
  }
}

extension Analyzer {
  func checkChart(_ chart: Chart, _ table: inout TableInProgress) {
    let kind: ResultChart.Kind =
      switch chart.kind {
      case .bar: .bar
      case .line: .line
      case .histogram: .histogram
      }
    var drawn = DrawnChart(kind: kind, marks: [], roles: [])
    let isSpread = table.pivot != nil
    draw(chart.x, as: .x, &table, &drawn)
    if isSpread {
      drawCells(chart, table, &drawn)
    } else {
      if let y = chart.y { draw(y, as: .y, &table, &drawn) }
      if let per = chart.per { draw(per, as: .per, &table, &drawn) }
    }
    let measured: ResultChart.Role = kind == .histogram ? .x : .y
    for (role, mark) in zip(drawn.roles, drawn.marks) where role == measured {
      keepCurrenciesApart(onAxis: mark.expression, &table)
    }
    drawn.title = chart.title.map { message($0) }
    table.chart = drawn
  }

  /// Adds what is drawn to the chart.
  private func draw(
    _ expression: Expression, as role: ResultChart.Role, _ table: inout TableInProgress, _ drawn: inout DrawnChart
  ) {
    let value = type(expression, in: rowScope(table))
    flushWindow(&table)
    guard shown(value), value.type != .unknown else { return }
    switch (role, drawn.kind) {
    case (.y, .histogram):
      report(
        .wrongArguments, "a histogram draws how many rows have which values of the first, so it takes no second",
        expression.span)
    case (.y, _) where !value.type.ofValue.isNumber && value.type != .missing:
      report(
        .wrongType, "a chart draws numbers, and this is \(value.type.article)", expression.span,
        help: ["without it the number of rows is drawn: chart \(drawn.kind.rawValue) \(drawn.marks.first?.name ?? "x")"]
      )
    case (.x, .histogram) where !value.type.hasHistogram:
      report(
        .wrongType, "a histogram is of numbers or dates, and this is \(value.type.article)", expression.span,
        help: ["how many rows have which value: chart bar \(source.slice(expression.span))"])
    case (.x, _), (.y, _), (.per, _):
      if value.type.isDrawable {
        let name = impliedName(expression.unwrapped) ?? source.slice(expression.span)
        drawn.marks.append(Plan.OutputField(name: name, expression: value, currency: value.currency))
        drawn.roles.append(role)
      } else {
        report(
          .wrongType, "a chart is of texts, numbers, dates and periods, and this is \(value.type.article)",
          expression.span)
      }
    }
  }

  /// Of a crosstab whose columns the data decides the cells are drawn, a part or line for each column.
  private func drawCells(_ chart: Chart, _ table: TableInProgress, _ drawn: inout DrawnChart) {
    if let named = chart.y ?? chart.per {
      report(
        .mayNotFollow, "the columns of this pivot are not known before it runs, so they can't be named", named.span,
        help: ["each is drawn by itself: chart \(chart.kind.rawValue) \(source.slice(chart.x.span))"])
    } else if chart.kind == .histogram {
      report(.mayNotFollow, "a crosstab has no histogram", chart.x.span, help: ["draw the rows before the pivot"])
    }
    let fields = outputFields(table.shape)
    guard let label = table.pivot?.label, fields.count > 2, fields[fields.count - 1].expression.type.ofValue.isNumber
    else {
      if table.shape.isUncertain || drawn.marks.isEmpty { return }
      return report(.wrongType, "a chart draws numbers, and the cells of this pivot are none", chart.x.span)
    }
    var cell = fields[fields.count - 1]
    cell.name = label
    drawn.marks += [cell, fields[fields.count - 2]]
    drawn.roles += [.y, .per]
  }

  /// A file that holds a picture needs one to be drawn.
  func checkPicture(_ file: TypedExpression, _ table: TableInProgress) {
    guard table.chart == nil, case .constant(.text(let path)) = file.kind, path.lowercased().hasSuffix(".svg") else {
      return
    }
    report(
      .fileFormat, "'\(path)' is to be a picture, and this is a table", file.span,
      help: ["draw it first: | chart bar x, y | save \"\(path)\""])
  }
}

extension ValueType {
  /// Whether a mark can be placed or named by it.
  fileprivate var isDrawable: Bool {
    switch ofValue {
    case .boolean, .integer, .decimal, .float, .text, .date, .datetime, .period, .duration, .missing: true
    case .list, .record, .reference, .row, .unknown: false
    }
  }

  fileprivate var hasHistogram: Bool {
    switch ofValue {
    case .integer, .decimal, .float, .date, .datetime: true
    case .boolean, .text, .period, .duration, .list, .record, .reference, .row, .missing, .unknown: false
    }
  }
}
