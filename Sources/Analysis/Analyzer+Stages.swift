import Columns
import Diagnostics
import Plans
import Syntax

/// What each stage makes of a table.
extension Analyzer {
  func check(_ stage: Stage, _ table: inout TableInProgress) {
    guard mayFollow(stage, table) else { return }
    switch stage.kind {
    case .where(let expression):
      let found = diagnostics.count
      let condition = self.condition(expression, in: rowScope(table))
      if diagnostics.count == found { warnOfOneForAll(condition) }
      flushWindow(&table)
      table.operators.append(.filter(condition))
    case .derive(let items, let per, let sort): checkDerive(items, per: per, sort: sort, &table)
    case .select(let items): checkSelect(items, &table)
    case .drop(let paths): checkDrop(paths, &table)
    case .rename(let renamings): checkRename(renamings, &table)
    case .sort(let keys):
      let keys = sortKeys(keys, table)
      flushWindow(&table)
      keepCurrenciesApart(keys.map(\.expression), &table)
      table.operators.append(.sort(keys))
    case .take(let count, let per, let sort): checkTake(count, per: per, sort: sort, &table)
    case .skip(let count): table.operators.append(.limit(skip: self.count(count), take: nil))
    case .top(let count, let by, let per):
      checkTake(count, per: per, sort: [Syntax.SortKey(by, descending: true)], &table)
    case .summarize(let items, let keys, let total):
      checkSummarize(items, by: keys, total: total, stage.span, &table)
    case .count(let keys, let total): checkCount(keys, total: total, stage.span, &table)
    case .distinct(let items): checkDistinct(items, stage.span, &table)
    case .join(let join): checkJoin(join, stage.span, &table)
    case .unnest(let expression, let name): checkUnnest(expression, name, &table)
    case .save(let path, let replace): checkSave(path, replace: replace, stage.span, &table)
    case .search(let words): checkSearch(words, &table)
    case .sample(let count):
      table.operators.append(.sample(count: self.count(count), seed: seed &+ samples &* Self.seedStep))
      samples += 1
    case .union(let other): checkUnion(other, stage.span, &table)
    case .pivot(let pivot): checkPivot(pivot, stage.span, &table)
    case .describe: checkDescribe(stage.span, &table)
    case .chart(let chart): checkChart(chart, &table)
    case .invalid: table.shape.isUncertain = true
    }
  }

  /// A condition on nothing but aggregates over the table was most often meant for groups.
  private func warnOfOneForAll(_ condition: TypedExpression) {
    let columns = condition.columns
    guard !columns.isEmpty, collectedFunctions.isEmpty, columns.isSubset(of: collected.map(\.column)) else { return }
    report(
      .constantCondition, "this is the same for all rows: it keeps every row, or none", condition.span,
      help: ["to keep groups, count them first: summarize n = count() by … | where n > 5"])
  }

  func rowScope(_ table: TableInProgress) -> Scope { Scope(shape: table.nameableShape, aggregates: .window) }

  /// Adds the aggregates over the table that the expressions just checked have met.
  func flushWindow(_ table: inout TableInProgress, keys: [TypedExpression] = [], sort: [Plans.SortKey] = []) {
    guard !collected.isEmpty || !collectedFunctions.isEmpty else { return }
    table.operators.append(
      .window(WindowOperator(keys: keys, sort: sort, aggregates: collected, functions: collectedFunctions)))
    table.columns.formUnion(collected.map(\.column) + collectedFunctions.map(\.column))
    collected = []
    collectedFunctions = []
  }

  func sortKeys(_ keys: [Syntax.SortKey], _ table: TableInProgress) -> [Plans.SortKey] {
    keys.flatMap { key in
      let value = type(key.expression, in: rowScope(table))
      checkOrdered(value)
      return categoryKeys(value, descending: key.descending, missingFirst: key.missingFirst)
    }
  }

  private func checkOrdered(_ value: TypedExpression) {
    switch value.type {
    case .record, .list, .row:
      report(.notOrdered, "\(value.type.article) has no order, so nothing is sorted or grouped by it", value.span)
    default: break
    }
  }

  /// Typed keys of `per`, without names.
  private func perKeys(_ items: [Item], _ table: TableInProgress) -> [TypedExpression] {
    items.flatMap { item in
      let value = type(item.expression, in: rowScope(table))
      checkOrdered(value)
      return orderedParts(of: value)
    }
  }

  /// A number of rows: a whole number known before the rows are.
  func count(_ expression: Expression) -> TypedExpression {
    let value = type(expression, in: Scope(shape: nil, aggregates: .none))
    if ![.integer, .unknown].contains(value.type.ofValue) {
      report(.wrongType, "a number of rows is a whole number, and this is \(value.type.article)", expression.span)
    }
    return value
  }

  // MARK: derive, select, drop, rename

  private func checkDerive(
    _ items: [Item], per: [Item], sort: [Syntax.SortKey], _ table: inout TableInProgress
  ) {
    let keys = perKeys(per, table)
    let order = sortKeys(sort, table)
    flushWindow(&table)
    keepCurrenciesApart(inKeys: keys, &table)
    keepCurrenciesApart(order.map(\.expression), among: keys, &table)
    var written: [(name: String, span: Span)] = []
    for item in items {
      var scope = rowScope(table)
      scope.isOrdered = true
      let value = type(item.expression, in: scope)
      flushWindow(&table, keys: keys, sort: order)
      guard let name = name(of: item, value), shown(value) else { continue }
      if let first = written.first(where: { $0.name == name }) {
        report(
          .duplicateName, "two fields would be called '\(name)'", item.span, labels: [.init(first.span, "the first")],
          help: ["give one another name, or derive it in a stage of its own: | derive \(name) = …"])
        continue
      }
      written.append((name, item.span))
      let field = Shape.Field(name, alias: alias(of: item, in: table), .value(stored(value, &table)))
      if let index = table.shape.fields.firstIndex(where: { $0.isNamed(name) }) {
        table.shape.fields[index] = field
      } else {
        table.shape.fields.append(field)
      }
    }
  }

  /// A column for what is computed; what only reads a column or field is read where it is used.
  private func stored(_ value: TypedExpression, _ table: inout TableInProgress) -> TypedExpression {
    if value.isPlainRead { return value }
    let column = newColumn(value.type)
    if case .compute(let earlier)? = table.operators.last {
      table.operators[table.operators.count - 1] = .compute(earlier + [Computation(column, value)])
    } else {
      table.operators.append(.compute([Computation(column, value)]))
    }
    table.columns.insert(column)
    return self.column(column, holding: value)
  }

  private func checkSelect(_ items: [Item], _ table: inout TableInProgress) {
    var fields: [Shape.Field] = []
    for item in items {
      switch item.expression.kind {
      case .all: for field in table.shape.fields { append(field, to: &fields, item.span, replaces: true) }
      case .allOf(let base): for field in allFields(of: base, table) { append(field, to: &fields, item.span) }
      default:
        if let names = chain(item.expression), names.count == 1, let field = table.shape.field(named: names[0].text),
          field.isShown
        {
          append(renamed(field, item.name?.text ?? names[0].text), to: &fields, item.span)
          continue
        }
        let value = type(item.expression, in: rowScope(table))
        flushWindow(&table)
        guard let name = name(of: item, value), shown(value) else { continue }
        append(Shape.Field(name, stored(value, &table)), to: &fields, item.span)
      }
    }
    table.shape.fields = fields
    table.shape.row = nil
    table.shape.name = "the table"
  }

  /// The field under another name; a reference keeps both of its names unless it gets a new one.
  private func renamed(_ field: Shape.Field, _ name: String) -> Shape.Field {
    var result = field
    result.alias = name == field.name ? field.alias : name == field.alias ? field.name : nil
    result.name = name
    return result
  }

  private func append(_ field: Shape.Field, to fields: inout [Shape.Field], _ span: Span, replaces: Bool = false) {
    if let index = fields.firstIndex(where: { $0.name == field.name }) {
      if replaces { return }
      if case .value = fields[index].content {
        report(
          .duplicateName, "two fields would be called '\(field.name)'", span,
          help: ["give one another name: other = \(field.name)"])
      }
      return
    }
    fields.append(field)
  }

  /// `school.*`: every field of the row referred to, under its path.
  private func allFields(of base: Expression, _ table: TableInProgress) -> [Shape.Field] {
    let value = type(base, in: rowScope(table))
    let row: TypedExpression
    switch value.type {
    case .reference(let relation, _): row = self.row(of: value, in: relation)
    case .row: row = value
    case .unknown: return []
    default:
      report(.notAReference, "only the row of a reference has fields for '.*'", base.span)
      return []
    }
    guard case .row(let relation) = row.type else { return [] }
    let path = chain(base)?.map(\.text).joined(separator: ".") ?? source.slice(base.span)
    return shape(of: relation, at: row).fields.map { field in
      var result = field
      result.name = path + "." + field.name
      result.alias = field.alias.map { path + "." + $0 }
      return result
    }
  }

  private func checkDrop(_ paths: [Expression], _ table: inout TableInProgress) {
    for path in paths {
      guard let index = fieldIndex(path, table) else { continue }
      table.shape.fields.remove(at: index)
    }
    if table.shape.fields.isEmpty {
      report(.wrongArguments, "nothing is left after this drop", paths.last?.span ?? Span(0, 0))
    }
  }

  private func checkRename(_ renamings: [Renaming], _ table: inout TableInProgress) {
    for renaming in renamings {
      guard let index = fieldIndex(renaming.old, table) else { continue }
      if table.shape.fields.contains(where: { $0.isNamed(renaming.new.text) }) {
        report(.duplicateName, "there is a field '\(renaming.new.text)' already", renaming.new.span)
        continue
      }
      table.shape.fields[index].name = renaming.new.text
      table.shape.fields[index].alias = nil
    }
  }

  private func fieldIndex(_ path: Expression, _ table: TableInProgress) -> Int? {
    guard let names = chain(path) else {
      report(.unexpectedToken, "a field's name is expected here", path.span)
      return nil
    }
    let name = names.map(\.text).joined(separator: ".")
    if let index = table.shape.fields.firstIndex(where: { $0.isNamed(name) }) { return index }
    if !table.shape.isUncertain {
      reportUnknown([Name(name, path.span)], in: Scope(shape: table.shape, aggregates: .window))
    }
    return nil
  }

  // MARK: take, distinct, unnest, save

  private func checkTake(
    _ count: Expression, per: [Item], sort: [Syntax.SortKey], _ table: inout TableInProgress
  ) {
    let take = self.count(count)
    let keys = perKeys(per, table)
    let order = sortKeys(sort, table)
    flushWindow(&table)
    keepCurrenciesApart(inKeys: keys, &table)
    keepCurrenciesApart(order.map(\.expression), among: keys, &table)
    if !keys.isEmpty {
      table.operators.append(.limitPer(take: take, keys: keys, sort: order))
      return
    }
    if !order.isEmpty { table.operators.append(.sort(order)) }
    table.operators.append(.limit(skip: nil, take: take))
  }

  private func checkDistinct(_ items: [Item], _ span: Span, _ table: inout TableInProgress) {
    if !items.isEmpty {
      group(items.map { GroupKey($0) }, aggregates: [], &table)
      return
    }
    let keys = outputFields(table.shape).flatMap { leaves(of: $0) }
    keepCurrenciesApart(inKeys: keys, &table)
    table.operators.append(.distinct(keys: keys))
  }

  private func leaves(of field: Plan.OutputField) -> [TypedExpression] {
    if field.elements != nil { return [] }
    return [field.expression] + field.children.flatMap { leaves(of: $0) }
  }

  private func checkUnnest(_ expression: Expression, _ name: Name?, _ table: inout TableInProgress) {
    guard let names = chain(expression) else {
      report(.wrongArguments, "unnest wants the name of a list", expression.span)
      return
    }
    let path = names.map(\.text).joined(separator: ".")
    let newName = name?.text ?? path
    switch resolve(names, in: rowScope(table)) {
    case .failed: table.shape.isUncertain = true
    case .value(let list):
      guard case .list(let type) = list.type.ofValue else {
        report(.wrongType, "'\(path)' is \(list.type.article), not a list", expression.span)
        return
      }
      let element = newColumn(type)
      table.operators.append(.unnestList(list, element: element))
      table.columns.insert(element)
      replace(path, with: [Shape.Field(newName, column(element, expression.span))], &table, expression.span)
    case .many(let many):
      guard many.steps.count == 1, case .elements = many.steps[0], many.length == names.count else {
        report(
          .wrongType, "'\(path)' is no list of this row, but rows that refer to it", expression.span,
          help: ["begin with them: \(names.last?.text ?? path) | …"])
        return
      }
      let row = newColumn(.row(many.relation))
      table.operators.append(.unnestRows(base: many.base, step: many.steps[0], row: row))
      table.columns.insert(row)
      let element = column(row, expression.span)
      var fields = [Shape.Field(newName, element)]
      for var field in catalog.shape(of: many.relation, at: element).fields {
        field.name = newName + "." + field.name
        field.alias = nil
        fields.append(field)
      }
      replace(path, with: fields, &table, expression.span)
    case .row, .collection:
      report(.wrongType, "'\(path)' is not a list", expression.span)
    }
  }

  /// Puts fields in the place of the list they come from, or at the end.
  private func replace(_ path: String, with fields: [Shape.Field], _ table: inout TableInProgress, _ span: Span) {
    let index = table.shape.fields.firstIndex { $0.isNamed(path) }
    if let index { table.shape.fields.remove(at: index) }
    for field in fields where table.shape.fields.contains(where: { $0.isNamed(field.name) }) {
      report(.duplicateName, "two fields would be called '\(field.name)'", span, help: ["name it: unnest \(path) as …"])
      return
    }
    table.shape.fields.insert(contentsOf: fields, at: index ?? table.shape.fields.count)
  }

  private func checkSave(_ path: Expression, replace: Bool, _ span: Span, _ table: inout TableInProgress) {
    let file = type(path, in: Scope(shape: nil, aggregates: .none))
    if ![.text, .unknown].contains(file.type) {
      report(.wrongType, "save wants the name of a file, a text", path.span)
      return
    }
    if table.operators.isEmpty, table.chart == nil, let last = declarations.tables["it"], last.relation == table.source
    {
      table.chart = last.chart(at: column(table.row, span))
    }
    checkPicture(file, table)
    // Computed once, written, and carried on from there.
    let kept = keep(table, named: "saved", span)
    declarations.unnamed[kept.relation] = kept
    table = self.table(over: kept, endingLike: table, span)
    add(
      .save(table.finished(shown: outputFields(table.shape)), total: table.totalPlan, path: file, replace: replace),
      span)
  }
}

extension TypedExpression {
  /// Whether evaluating it is no more than reading a column, so that nothing is gained by keeping the result.
  var isPlainRead: Bool {
    switch kind {
    case .column, .constant, .scalar: true
    case .field(_, _, let row): row.isPlainRead
    case .call(.key, let parts): parts.allSatisfy(\.isPlainRead)
    default: false
    }
  }
}
