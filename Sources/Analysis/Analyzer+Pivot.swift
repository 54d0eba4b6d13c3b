import Columns
import Diagnostics
import Plans
import Syntax

/// `pivot aggregate across expression [in […]] by keys`: groups by the keys and by what is spread, then spreads it. Columns that are
/// listed become fields; those that the data decides are made when the result is shown (`Plan.PivotOutput`).
extension Analyzer {
  func checkPivot(_ pivot: Pivot, _ span: Span, _ table: inout TableInProgress) {
    guard pivot.total else { return spread(pivot, isTotal: false, &table) }
    withTotal(span, &table) { table, isTotal in spread(pivot, isTotal: isTotal, &table) }
  }

  private func spread(_ pivot: Pivot, isTotal: Bool, _ table: inout TableInProgress) {
    let listed = pivot.values.map { listedValues($0) }
    let across = Item(name: pivot.across.impliedOrGivenName, expression: pivot.across)
    let keys = isTotal ? [] : pivot.by
    let emptyKeys = isTotal ? keyColumns(pivot.by, table).withoutValues.fields : []
    let cell = Item(name: Name("cell", pivot.aggregate.expression.span), expression: pivot.aggregate.expression)
    checkSummarize([cell], by: keys + [GroupKey(across)], total: false, pivot.across.span, &table)
    guard table.shape.fields.count == keys.count + 2,
      case .value(let value) = table.shape.fields[keys.count + 1].content,
      case .value(let spread) = table.shape.fields[keys.count].content
    else {
      table.shape.isUncertain = true
      return
    }
    let empty = emptyCell(pivot.aggregate.expression, value.type)
    if let listed {
      spreadListed(listed, across: spread, cell: value, empty: empty, keyCount: keys.count, &table)
    } else {
      let label = pivot.aggregate.name?.text ?? source.slice(pivot.aggregate.expression.span)
      table.pivot = Plan.PivotOutput(empty: empty, label: label)
    }
    table.shape.fields.insert(contentsOf: emptyKeys, at: 0)
  }

  /// What the aggregate gives over no rows; missing for an expression made of several.
  private func emptyCell(_ expression: Expression, _ type: ValueType) -> Value {
    guard case .call(let call) = expression.unwrapped.kind, let function = AggregateFunction(rawValue: call.name.text)
    else { return .missing }
    return function.overNoRows(type)
  }

  private func listedValues(_ list: Expression) -> [TypedExpression] {
    guard case .list(let elements) = list.unwrapped.kind, !elements.isEmpty else {
      report(.wrongType, "after in stands a list of the columns", list.span, help: ["write: in [\"F\", \"M\"]"])
      return []
    }
    return elements.map { type($0, in: Scope(shape: nil, aggregates: .none)) }
  }

  private func spreadListed(
    _ values: [TypedExpression], across: TypedExpression, cell: TypedExpression, empty: Value, keyCount: Int,
    _ table: inout TableInProgress
  ) {
    var aggregates: [Aggregation] = []
    var fields: [Shape.Field] = []
    var cells: [Computation] = []
    for value in values {
      guard let sides = comparable(across, value), case .constant(let constant) = value.kind else {
        if value.type != .unknown { report(.wrongType, "the columns of a pivot are listed as values", value.span) }
        continue
      }
      let condition = TypedExpression(.call(.equal, [sides.0, sides.1]), .boolean, value.span)
      let found = Aggregate(
        .exists, condition: condition, range: .rows, label: Aggregate.pivotLabel, type: .boolean, span: value.span)
      let first = Aggregate(
        .first, argument: cell, condition: condition, range: .rows, label: Aggregate.pivotLabel, type: cell.type,
        span: value.span)
      let (exists, content, column) = (newColumn(.boolean), newColumn(cell.type), newColumn(cell.type))
      aggregates += [Aggregation(exists, found), Aggregation(content, first)]
      let otherwise = TypedExpression(.constant(empty), cell.type, value.span)
      cells.append(
        Computation(
          column,
          TypedExpression(
            .conditional(self.column(exists, value.span), then: self.column(content, value.span), else: otherwise),
            cell.type, value.span)))
      let name = constant.columnName
      if fields.contains(where: { $0.name == name }) {
        report(.duplicateName, "two columns would be called '\(name)'", value.span)
        continue
      }
      var shown = self.column(column, holding: cell).at(value.span)
      if case .each(let text)? = cell.currency {
        var currency = first
        (currency.argument, currency.type, currency.label) = (text, .text, "currency")
        let own = newColumn(.text)
        aggregates.append(Aggregation(own, currency))
        shown.currency = .each(self.column(own, value.span))
      }
      fields.append(Shape.Field(name, shown))
    }
    regroup(keyCount, aggregates, cells, fields, &table)
  }

  /// Groups by the keys alone, which keep their fields.
  private func regroup(
    _ keyCount: Int, _ aggregates: [Aggregation], _ cells: [Computation], _ fields: [Shape.Field],
    _ table: inout TableInProgress
  ) {
    var aggregates = aggregates
    var keys: [Computation] = []
    var keyFields: [Shape.Field] = []
    for var field in table.shape.fields.prefix(keyCount) {
      guard case .value(let value) = field.content else { continue }
      let (computations, grouped) = grouping(by: value)
      keys += computations
      field.content = .value(grouped)
      keyFields.append(field)
    }
    for index in keyFields.indices {
      guard case .value(var value) = keyFields[index].content else { continue }
      value.currency = groupedCurrency(value.currency, among: keys, &aggregates)
      keyFields[index].content = .value(value)
    }
    table.operators += [.group(keys: keys, aggregates: aggregates), .compute(cells)]
    table.shape.fields = keyFields + fields
    table.columns = Set(keys.map(\.column) + aggregates.map(\.column) + cells.map(\.column))
  }
}

extension Expression {
  /// A name for what has none, where it is not shown.
  fileprivate var impliedOrGivenName: Name? {
    switch unwrapped.kind {
    case .name, .member: nil
    default: Name("across", span)
    }
  }
}

extension Value {
  /// As the name of a column.
  fileprivate var columnName: String {
    switch self {
    case .missing: "missing"
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .decimal(let value): value.description
    case .float(let value): "\(value)"
    case .text(let value): value
    case .date(let days): CalendarDate(days: days).description
    case .datetime(let instant): Instant.text(instant, zoneMinutes: 0)
    case .period(let period): period.description
    case .duration(let count, let unit): "\(count) \(unit.name)"
    case .list, .row: "list"
    }
  }
}
