import Columns
import Diagnostics
import Plans
import Syntax

/// `summarize`, `count`, and the names of what is not named.
extension Analyzer {
  func checkSummarize(_ items: [Item], by keys: [GroupKey], _ table: inout TableInProgress) {
    let rows = Scope(shape: table.shape, aggregates: .group)
    let computed = keyColumns(keys, table)
    flushWindow(&table)
    var scope = Scope(shape: Shape(fields: computed.fields, row: nil, name: "the group"), aggregates: .group)
    scope.shape?.isUncertain = table.shape.isUncertain
    scope.groupRows = .scope(rows)
    var results: [(name: String, value: TypedExpression, span: Span)] = []
    for item in items {
      let value = type(item.expression, in: scope)
      guard let name = name(of: item), shown(value) else { continue }
      results.append((name, value, item.span))
    }
    table.operators.append(.group(keys: computed.keys, aggregates: collected))
    finishGroup(&table, computed.fields, computed.keys.map(\.column) + collected.map(\.column))
    collected = []
    for result in results { addResult(result.name, result.value, result.span, &table) }
  }

  private func addResult(_ name: String, _ value: TypedExpression, _ span: Span, _ table: inout TableInProgress) {
    if table.shape.fields.contains(where: { $0.isNamed(name) }) {
      report(
        .duplicateName, "two fields would be called '\(name)'", span, help: ["name one of them: other = …"])
      return
    }
    var expression = value
    if !value.isPlainRead {
      let column = newColumn(value.type)
      table.operators.append(.compute([Computation(column, value)]))
      table.columns.insert(column)
      expression = self.column(column, value.span)
    }
    table.shape.fields.append(Shape.Field(name, expression))
  }

  func checkCount(_ keys: [GroupKey], _ span: Span, _ table: inout TableInProgress) {
    let column = newColumn(.integer)
    let aggregate = Aggregate(.count, range: .rows, label: "count()", type: .integer, span: span)
    group(keys, aggregates: [Aggregation(column, aggregate)], &table)
    let count = self.column(column, span)
    addResult("count", count, span, &table)
    if !keys.isEmpty { table.operators.append(.sort([Plans.SortKey(count, descending: true)])) }
  }

  /// Groups by keys, which become the table's fields.
  func group(_ keys: [GroupKey], aggregates: [Aggregation], _ table: inout TableInProgress) {
    let computed = keyColumns(keys, table)
    flushWindow(&table)
    table.operators.append(.group(keys: computed.keys, aggregates: aggregates))
    finishGroup(&table, computed.fields, computed.keys.map(\.column) + aggregates.map(\.column))
  }

  private func finishGroup(_ table: inout TableInProgress, _ fields: [Shape.Field], _ columns: [ColumnID]) {
    table.shape.fields = fields
    table.shape.row = nil
    table.shape.name = "the table"
    table.columns = Set(columns)
  }

  private func keyColumns(_ keys: [GroupKey], _ table: TableInProgress) -> (keys: [Computation], fields: [Shape.Field])
  {
    var computations: [Computation] = []
    var fields: [Shape.Field] = []
    for key in keys {
      if key.isEvery { reportAbsent("by every", key.item.span) }
      let value = type(key.item.expression, in: rowScope(table))
      guard let name = name(of: key.item), shown(value) else { continue }
      switch value.type {
      case .record, .list:
        report(
          .notOrdered, "\(value.type.article) can't be a key", value.span,
          help: ["take one of its fields, or first: unnest \(name)"])
        continue
      default: break
      }
      if fields.contains(where: { $0.isNamed(name) }) {
        report(
          .duplicateName, "two keys would be called '\(name)'", key.item.span,
          help: ["name one of them: other = \(name)"])
        continue
      }
      let column = newColumn(value.type)
      computations.append(Computation(column, value))
      fields.append(
        Shape.Field(
          name, alias: alias(of: key.item, in: table), .value(self.column(column, value.span)),
          unit: unit(of: key.item, table)))
    }
    return (computations, fields)
  }

  // MARK: Names of what is not named

  /// The name that an item gives its field, or nil after an error that asks for one.
  func name(of item: Item) -> String? {
    if let name = item.name { return name.text }
    if let name = impliedName(item.expression.unwrapped) { return name }
    if case .invalid = item.expression.unwrapped.kind { return nil }
    report(
      .needsName, "this needs a name", item.expression.span,
      help: ["write: some_name = \(source.slice(item.expression.span))"])
    return nil
  }

  private func impliedName(_ expression: Expression) -> String? {
    if let names = chain(expression) { return names.map(\.text).joined(separator: ".") }
    guard case .call(let call) = expression.kind else { return nil }
    let path = call.arguments.first.flatMap { chain($0.unwrapped) }
    guard AggregateFunction(rawValue: call.name.text) != nil else { return path == nil ? nil : call.name.text }
    if call.distinct || call.condition != nil || !call.sort.isEmpty { return nil }
    if call.arguments.isEmpty { return call.name.text }
    return path?.last.map { call.name.text + "_" + $0.text }
  }

  /// The other name of the reference that an unnamed item is.
  func alias(of item: Item, in table: TableInProgress) -> String? {
    guard item.name == nil, let names = chain(item.expression), names.count == 1,
      let field = table.shape.field(named: names[0].text)
    else { return nil }
    return names[0].text == field.name ? field.alias : field.name
  }

  /// The currency of an item that is a plain path.
  func unit(of item: Item, _ table: TableInProgress) -> FieldSchema.Unit? {
    guard let names = chain(item.expression), case .value(_, let unit) = lookUp(names, in: rowScope(table)) else {
      return nil
    }
    return unit
  }
}
