import Columns
import Diagnostics
import Plans
import Syntax

/// `summarize` and `count`.
extension Analyzer {
  func checkSummarize(
    _ items: [Item], by keys: [GroupKey], total: Bool, _ span: Span, _ table: inout TableInProgress
  ) {
    guard total else { return summarize(items, by: keys, isTotal: false, &table) }
    withTotal(span, &table) { table, isTotal in summarize(items, by: keys, isTotal: isTotal, &table) }
  }

  /// Groups the rows twice: as they are to be, and for the total as one group.
  func withTotal(
    _ span: Span, _ table: inout TableInProgress, _ group: (_ table: inout TableInProgress, _ isTotal: Bool) -> Void
  ) {
    // The rows are computed once, for the groups and for the row over all of them.
    let kept = keep(table, named: "rows", span)
    declarations.unnamed[kept.relation] = kept
    table = self.table(over: kept, span)
    var whole = self.table(over: kept, span)
    group(&table, false)
    let errors = diagnostics.count
    group(&whole, true)
    // What is wrong with the items was said of the groups.
    diagnostics.removeLast(diagnostics.count - errors)
    table.totalPlan = whole.finished(shown: outputFields(whole.shape))
  }

  /// A row for each key; of a total one row over all, in which the keys are missing.
  private func summarize(_ items: [Item], by keys: [GroupKey], isTotal: Bool, _ table: inout TableInProgress) {
    let rows = Scope(shape: table.shape, aggregates: .group)
    let computed = groupKeys(keys, isTotal: isTotal, &table)
    var scope = Scope(shape: Shape(fields: computed.fields, row: nil, name: "the group"), aggregates: .group)
    scope.shape?.isUncertain = table.shape.isUncertain
    scope.groupRows = .scope(rows)
    var results: [(name: String, value: TypedExpression, span: Span)] = []
    for item in items {
      let value = type(item.expression, in: scope)
      guard let name = name(of: item, value), shown(value) else { continue }
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

  func checkCount(_ keys: [GroupKey], total: Bool, _ span: Span, _ table: inout TableInProgress) {
    guard total else { return count(by: keys, isTotal: false, span, &table) }
    withTotal(span, &table) { table, isTotal in count(by: keys, isTotal: isTotal, span, &table) }
  }

  private func count(by keys: [GroupKey], isTotal: Bool, _ span: Span, _ table: inout TableInProgress) {
    let column = newColumn(.integer)
    let aggregate = Aggregate(.count, range: .rows, label: "count()", type: .integer, span: span)
    group(keys, aggregates: [Aggregation(column, aggregate)], isTotal: isTotal, &table)
    let count = self.column(column, span)
    addResult("count", count, span, &table)
    if !keys.isEmpty, !isTotal { table.operators.append(.sort([Plans.SortKey(count, descending: true)])) }
  }

  /// Groups by keys, which become the table's fields.
  func group(
    _ keys: [GroupKey], aggregates: [Aggregation], isTotal: Bool = false, _ table: inout TableInProgress
  ) {
    finishGroup(&table, groupKeys(keys, isTotal: isTotal, &table), aggregates)
  }

  /// The keys by which the table is grouped next; in a total they are missing.
  private func groupKeys(_ keys: [GroupKey], isTotal: Bool, _ table: inout TableInProgress) -> Keys {
    var computed = keyColumns(keys, table)
    flushWindow(&table)
    if isTotal { return computed.withoutValues }
    keepCurrenciesApart(inKeys: computed.computations.map(\.expression), &table)
    for index in computed.fields.indices {
      guard case .value(var value) = computed.fields[index].content else { continue }
      value.currency = groupedCurrency(value.currency, among: computed.computations, &computed.carried)
      computed.fields[index].content = .value(value)
    }
    return computed
  }

  /// The keys of a group as columns and fields, and the one whose periods are all to be there.
  struct Keys {
    var computations: [Computation] = []
    var fields: [Shape.Field] = []
    var every: (column: ColumnID, kind: Period.Kind, range: TypedExpression?)?
    /// What amounts among the keys are in.
    var carried: [Aggregation] = []

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

  private func finishGroup(_ table: inout TableInProgress, _ keys: Keys, _ results: [Aggregation]) {
    let aggregates = results + keys.carried
    table.operators.append(.group(keys: keys.computations, aggregates: aggregates))
    defer { sortByCategories(keys, &table) }
    if let every = keys.every {
      table.operators.append(
        .complete(
          PeriodCompletion(
            period: every.column, kind: every.kind, range: every.range, keys: keys.computations.map(\.column),
            fill: aggregates.map { ($0.column, $0.aggregate.function.overNoRows($0.aggregate.type)) })))
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
      guard let name = name(of: key.item, value), shown(value) else { continue }
      switch value.type {
      case .record, .list:
        report(
          .notOrdered, "\(value.type.article) can't be a key", value.span,
          help: [value.type == .record ? "name one of its fields, with a dot after it" : "first: unnest \(name)"])
        continue
      default: break
      }
      if result.fields.contains(where: { $0.isNamed(name) }) {
        report(
          .duplicateName, "two keys would be called '\(name)'", key.item.span,
          help: ["name one of them: other = \(name)"])
        continue
      }
      let (keys, grouped) = grouping(by: value)
      result.computations += keys
      result.fields.append(Shape.Field(name, alias: alias(of: key.item, in: table), .value(grouped)))
      if key.isEvery { checkEvery(key, value, keys[0].column, &result) }
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
  /// What it is over no rows, where its result is of this type.
  package func overNoRows(_ type: ValueType) -> Value {
    switch self {
    case .sum: if case .duration(let unit) = type.ofValue { .duration(0, unit) } else { .integer(0) }
    case .count: .integer(0)
    case .any, .exists: .boolean(false)
    case .all: .boolean(true)
    case .list: .list([])
    case .avg, .min, .max, .median, .stddev, .percentile, .share, .first, .last, .only, .mode: .missing
    }
  }
}
