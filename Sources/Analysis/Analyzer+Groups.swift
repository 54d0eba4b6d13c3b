import Columns
import Diagnostics
import Plans
import Syntax

/// `summarize`, `count`, and the names of what is not named.
extension Analyzer {
  func checkSummarize(
    _ items: [Item], by keys: [GroupKey], total: Bool, _ span: Span, _ table: inout TableInProgress
  ) {
    guard total else { return summarize(items, by: keys, isTotal: false, &table) }
    // The rows are computed once, for the groups and for the row over all of them.
    let kept = keep(table, named: "rows", span)
    declarations.unnamed[kept.relation] = kept
    table = self.table(over: kept, span)
    var whole = self.table(over: kept, span)
    summarize(items, by: keys, isTotal: false, &table)
    let errors = diagnostics.count
    summarize(items, by: keys, isTotal: true, &whole)
    // What is wrong with the items was said of the groups.
    diagnostics.removeLast(diagnostics.count - errors)
    table.totalPlan = whole.finished(shown: outputFields(whole.shape))
  }

  /// A row for each key; of a total one row over all, in which the keys are missing.
  private func summarize(_ items: [Item], by keys: [GroupKey], isTotal: Bool, _ table: inout TableInProgress) {
    let rows = Scope(shape: table.shape, aggregates: .group)
    var computed = keyColumns(keys, table)
    flushWindow(&table)
    if isTotal { computed = computed.withoutValues }
    var scope = Scope(shape: Shape(fields: computed.fields, row: nil, name: "the group"), aggregates: .group)
    scope.shape?.isUncertain = table.shape.isUncertain
    scope.groupRows = .scope(rows)
    var results: [(name: String, value: TypedExpression, span: Span)] = []
    for item in items {
      let value = type(item.expression, in: scope)
      guard let name = name(of: item), shown(value) else { continue }
      results.append((name, value, item.span))
    }
    finishGroup(&table, computed, collected.map { $0.ofTotal(isTotal) })
    collected = []
    for result in results { addResult(result.name, result.value, result.span, &table) }
  }

  func addResult(_ name: String, _ value: TypedExpression, _ span: Span, _ table: inout TableInProgress) {
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
      expression = self.column(column, holding: value)
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
    finishGroup(&table, computed, aggregates)
  }

  /// The keys of a group as columns and fields, and the one whose periods are all to be there.
  struct Keys {
    var computations: [Computation] = []
    var fields: [Shape.Field] = []
    var every: (column: ColumnID, kind: Period.Kind, range: TypedExpression?)?

    /// The same fields with nothing in them, as in the row of a total.
    var withoutValues: Keys {
      var result = Keys()
      result.fields = fields.map { field in
        var empty = field
        if case .value(let value) = field.content {
          empty.content = .value(TypedExpression(.constant(.missing), value.type, value.span))
        }
        return empty
      }
      return result
    }
  }

  private func finishGroup(_ table: inout TableInProgress, _ keys: Keys, _ aggregates: [Aggregation]) {
    table.operators.append(.group(keys: keys.computations, aggregates: aggregates))
    defer { sortByCategories(keys, &table) }
    if let every = keys.every {
      table.operators.append(
        .complete(
          PeriodCompletion(
            period: every.column, kind: every.kind, range: every.range, keys: keys.computations.map(\.column),
            fill: aggregates.map { ($0.column, $0.aggregate.function.overNoRows) })))
    }
    table.shape.fields = keys.fields
    table.shape.row = nil
    table.shape.name = "the table"
    table.columns = Set(keys.computations.map(\.column) + aggregates.map(\.column))
  }

  /// Groups come sorted by their keys; those with declared categories by these.
  private func sortByCategories(_ keys: Keys, _ table: inout TableInProgress) {
    let values = keys.fields.compactMap { field in
      if case .value(let value) = field.content { value } else { nil }
    }
    guard values.contains(where: { $0.categories != nil }), !keys.computations.isEmpty else { return }
    table.operators.append(.sort(values.flatMap { categoryKeys($0) }))
  }

  func keyColumns(_ keys: [GroupKey], _ table: TableInProgress) -> Keys {
    var result = Keys()
    for key in keys {
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
      if result.fields.contains(where: { $0.isNamed(name) }) {
        report(
          .duplicateName, "two keys would be called '\(name)'", key.item.span,
          help: ["name one of them: other = \(name)"])
        continue
      }
      let column = newColumn(value.type)
      result.computations.append(Computation(column, value))
      result.fields.append(
        Shape.Field(
          name, alias: alias(of: key.item, in: table),
          .value(self.column(column, holding: value))))
      if key.isEvery { checkEvery(key, value, column, &result) }
    }
    return result
  }

  /// `by every month(date) [in $year]`: the key must be of periods, and only one key can be.
  private func checkEvery(_ key: GroupKey, _ value: TypedExpression, _ column: ColumnID, _ keys: inout Keys) {
    guard let kind = periodKind(value), keys.every == nil else {
      report(
        .wrongType,
        keys.every == nil ? "every goes with year, quarter, month, week or a date" : "only one key can be every",
        key.item.span, help: ["write: by every month(date)"])
      return
    }
    var range = key.range.map { type($0, in: Scope(shape: nil, aggregates: .none)) }
    if let given = range, given.type == .integer {
      range = TypedExpression(.call(.yearPeriod, [given]), .period, given.span)
    } else if let given = range, ![.period, .unknown].contains(given.type) {
      report(.wrongType, "after in stands a period, and this is \(given.type.article)", given.span)
      return
    }
    keys.every = (column, kind, range)
  }

  private func periodKind(_ value: TypedExpression) -> Period.Kind? {
    if value.type == .date { return .day }
    guard case .call(let function, _) = value.kind else { return nil }
    switch function {
    case .year: return .year
    case .quarter: return .quarter
    case .month: return .month
    case .week: return .week
    default: return nil
    }
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

  func impliedName(_ expression: Expression) -> String? {
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
}

extension Aggregation {
  /// In a total, sums that would mix currencies are missing instead of an error.
  func ofTotal(_ isTotal: Bool) -> Aggregation {
    var result = self
    result.aggregate.isOfTotal = isTotal
    return result
  }
}

extension AggregateFunction {
  /// What it is over no rows.
  package var overNoRows: Value {
    switch self {
    case .count, .sum: .integer(0)
    case .any, .exists: .boolean(false)
    case .all: .boolean(true)
    case .list: .list([])
    case .avg, .min, .max, .median, .stddev, .percentile, .share, .first, .last, .only, .mode: .missing
    }
  }
}
