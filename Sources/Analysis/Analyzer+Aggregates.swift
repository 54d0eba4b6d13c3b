import Columns
import Diagnostics
import Plans
import Syntax

/// Aggregates: `agg([distinct] x [, argument] [where condition] [sort keys])`.
///
/// What one ranges over is the one to-many path in its argument. Without such a path it is the rows at hand: those of the group or of
/// the whole table. Outside any stage it is the collection that the path names.
extension Analyzer {
  func typeAggregate(_ function: AggregateFunction, _ call: Call, _ span: Span, in scope: Scope) -> TypedExpression {
    if case .scope(let rows) = scope.groupRows { return typeAggregate(function, call, span, in: rows) }
    guard checkArity(function, call, span) else { return unknown(span) }
    if scope.shape == nil, case .none = scope.outer { return typeWhole(function, call, span, in: scope) }
    if function == .exists, let single = typeExistsOfOne(call, span, in: scope) { return single }
    if let elements = elementsRange(call, in: scope) {
      return typeOverElements(function, call, elements, span, in: scope)
    }
    switch rangePath(call, in: scope) {
    case .failed: return unknown(span)
    case .path(let path, let prefix):
      return typeOverRelated(function, call, path, prefix, span, in: scope)
    case .rows: return typeOverRows(function, call, span, in: scope)
    }
  }

  private func checkArity(_ function: AggregateFunction, _ call: Call, _ span: Span) -> Bool {
    let wanted: ClosedRange<Int> =
      switch function {
      case .count: 0...1
      case .percentile: 2...2
      default: 1...1
      }
    if wanted.contains(call.arguments.count) { return true }
    let form = function == .percentile ? "percentile(x, 0.9)" : "\(function.rawValue)(x where condition)"
    report(
      .wrongArguments, "\(function.rawValue) takes \(wanted.upperBound == 1 ? "one argument" : "two arguments")", span,
      help: ["write: \(form)"])
    return false
  }

  // MARK: What it ranges over

  private enum RangePath {
    case rows
    case path(ManyPath, prefix: [String])
    case failed
  }

  /// The to-many path of the argument. Several mentions of one are one; two different ones are an error.
  private func rangePath(_ call: Call, in scope: Scope) -> RangePath {
    var found: (path: ManyPath, prefix: [String], span: Span)?
    for argument in call.arguments.prefix(1) {
      for names in paths(in: argument) {
        guard case .many(let path) = lookUp(names, in: scope) else { continue }
        let prefix = names.prefix(path.length).map(\.text)
        if let first = found, first.prefix != prefix {
          report(
            .twoToManyPaths,
            "'\(first.prefix.joined(separator: "."))' and '\(prefix.joined(separator: "."))' are two different lists of rows",
            spanOf(names[...]), labels: [.init(first.span, "many per row")],
            help: ["use an aggregate of each, and compute with their results"])
          return .failed
        }
        found = found ?? (path, prefix, spanOf(names[...]))
      }
    }
    return found.map { .path($0.path, prefix: $0.prefix) } ?? .rows
  }

  /// All paths in an expression, those in aggregates inside it aside: these range for themselves.
  func paths(in expression: Expression) -> [[Name]] {
    if let names = chain(expression) { return [names] }
    if case .call(let call) = expression.kind, AggregateFunction(rawValue: call.name.text) != nil { return [] }
    return expression.children.flatMap { paths(in: $0) }
  }

  /// Where the whole argument is a path to a list of plain values.
  private func elementsRange(_ call: Call, in scope: Scope) -> (
    list: TypedExpression, names: [Name], element: ValueType
  )? {
    guard call.arguments.count >= 1, let names = chain(call.arguments[0]),
      case .value(let value) = lookUp(names, in: scope), case .list(let element) = value.type
    else { return nil }
    return (value, names, element)
  }

  // MARK: Over what

  /// `exists(sponsor)`: whether a reference to one, or a joined row, finds a row.
  private func typeExistsOfOne(_ call: Call, _ span: Span, in scope: Scope) -> TypedExpression? {
    guard let names = chain(call.arguments[0]), call.condition == nil, names.map(\.text) != scope.prefix,
      let found = lookUp(names, in: scope)
    else { return nil }
    switch found {
    case .row(let row): return TypedExpression(.call(.isPresent, [row]), .boolean, span)
    case .value(let value):
      switch value.type {
      case .reference(let relation, _):
        return TypedExpression(.call(.isPresent, [row(of: value, in: relation)]), .boolean, span)
      case .list, .unknown: return nil
      default:
        if case .group = scope.aggregates { return nil }
        let path = names.map { writtenName($0.text) }.joined(separator: ".")
        report(
          .wrongArguments, "exists asks for related rows, and '\(path)' is one value of each row", span,
          help: ["write: \(path) is not missing"])
        return unknown(span)
      }
    default: return nil
    }
  }

  private func typeOverElements(
    _ function: AggregateFunction, _ call: Call, _ range: (list: TypedExpression, names: [Name], element: ValueType),
    _ span: Span, in scope: Scope
  ) -> TypedExpression {
    let element = newColumn(range.element)
    var inner = Scope(shape: nil, aggregates: .inner)
    inner.prefix = range.names.map(\.text)
    inner.element = column(element, call.arguments[0].span)
    inner.outer = .scope(scope)
    let aggregate = build(function, call, .elements(range.list, element: element), span, in: inner)
    return place(aggregate, ranged: true, in: scope)
  }

  private func typeOverRelated(
    _ function: AggregateFunction, _ call: Call, _ path: ManyPath, _ prefix: [String], _ span: Span, in scope: Scope
  ) -> TypedExpression {
    let row = newColumn(.row(path.relation))
    var inner = Scope(shape: shape(of: path.relation, at: column(row, span)), aggregates: .inner)
    if inner.shape?.row == nil { inner.shape?.row = column(row, span) }
    inner.prefix = prefix
    // In `summarize` the related rows are those of the whole group: there is no one row outside.
    if case .group = scope.aggregates {} else { inner.outer = .scope(scope) }
    let aggregate = build(function, call, .related(base: path.base, steps: path.steps, row: row), span, in: inner)
    return place(aggregate, ranged: true, in: scope)
  }

  private func typeOverRows(
    _ function: AggregateFunction, _ call: Call, _ span: Span, in scope: Scope
  ) -> TypedExpression {
    switch scope.aggregates {
    case .window, .group:
      if case .some(let names) = call.arguments.first.flatMap({ chain($0) }),
        lookUp(names, in: scope) == nil || isCollection(names, in: scope)
      {
        _ = type(call.arguments[0], in: scope)
        return unknown(span)
      }
      var inner = scope
      inner.aggregates = .inner
      return place(build(function, call, .rows, span, in: inner), ranged: false, in: scope)
    case .inner:
      if let names = call.arguments.first.flatMap({ chain($0) }),
        lookUp(names, in: scope) == nil || isCollection(names, in: scope)
      {
        _ = type(call.arguments[0], in: scope)
        return unknown(span)
      }
      report(
        .aggregateMisplaced,
        "an aggregate inside an aggregate ranges over the row's own related rows, and this names none",
        span)
      return unknown(span)
    case .forbidden(let place):
      report(.aggregateMisplaced, "an aggregate can't stand \(place)", span)
      return unknown(span)
    case .none:
      report(
        .aggregateMisplaced, "\(call.name.text)() needs a table to range over", span,
        help: ["write, for example: count(children)"])
      return unknown(span)
    }
  }

  private func isCollection(_ names: [Name], in scope: Scope) -> Bool {
    if case .collection = lookUp(names, in: scope) { return true }
    return false
  }

  /// Outside any stage: a plan over the whole collection that the argument names. What else it names are fields of its rows.
  private func typeWhole(_ function: AggregateFunction, _ call: Call, _ span: Span, in scope: Scope) -> TypedExpression
  {
    var collections: [(relation: RelationID, name: Name)] = []
    var unknowns: [[Name]] = []
    for argument in call.arguments.prefix(1) {
      for names in paths(in: argument) {
        guard let found = lookUp(names, in: scope) else {
          unknowns.append(names)
          continue
        }
        guard case .collection(let relation, _) = found, !collections.contains(where: { $0.relation == relation })
        else { continue }
        collections.append((relation, names[0]))
      }
    }
    guard let first = collections.first else {
      if let names = unknowns.first {
        _ = resolve(names, in: scope)
        return unknown(span)
      }
      return typeOverRows(function, call, span, in: scope)
    }
    if collections.count > 1 {
      report(
        .twoToManyPaths, "'\(first.name.text)' and '\(collections[1].name.text)' are two different tables",
        collections[1].name.span, help: ["use an aggregate of each, and compute with their results"])
      return unknown(span)
    }
    return subquery(function, call, over: first.relation, named: first.name.text, span)
  }

  private func subquery(
    _ function: AggregateFunction, _ call: Call, over relation: RelationID, named name: String, _ span: Span
  ) -> TypedExpression {
    let row = newColumn(.row(relation))
    var shape = self.shape(of: relation, at: column(row, span))
    if shape.row == nil { shape.row = column(row, span) }
    var scope = Scope(shape: shape, aggregates: .group)
    scope.prefix = [name]
    let saved = collected
    collected = []
    let value = typeAggregate(function, call, span, in: scope)
    let aggregates = collected
    collected = saved
    if value.type == .unknown { return value }
    func result(_ value: TypedExpression) -> TypedExpression {
      let plan = Plan(
        source: relation, row: row, operators: [.group(keys: [], aggregates: aggregates)],
        output: [.init(name: call.name.text, expression: value)])
      return TypedExpression(.subquery(plan), value.type, span)
    }
    var whole = result(value)
    whole.displayForm = value.displayForm
    switch value.currency {
    case .each(let text): whole.currency = .each(result(text))
    case .fixed, nil: whole.currency = value.currency
    }
    return whole
  }

  // MARK: Building

  private func build(
    _ function: AggregateFunction, _ call: Call, _ range: Aggregate.Range, _ span: Span, in inner: Scope
  ) -> Aggregate {
    var argument: TypedExpression?
    var conditions = call.condition.map { [condition($0, in: inner)] } ?? []
    if let first = call.arguments.first {
      if [.share, .any, .all].contains(function) {
        argument = condition(first, in: inner)
      } else {
        argument = argumentValue(first, in: inner)
      }
    }
    if function == .exists, let present = argument {
      // `exists(visits.date)`: there is a row in which it is there.
      conditions.append(TypedExpression(.call(.isPresent, [present]), .boolean, present.span))
      argument = nil
    }
    let parameter = call.arguments.count > 1 ? percentileParameter(call.arguments[1], in: inner) : nil
    let order = call.sort.flatMap {
      categoryKeys(type($0.expression, in: inner), descending: $0.descending, missingFirst: $0.missingFirst)
    }
    var whole = conditions.first
    for next in conditions.dropFirst() {
      whole = whole.map { TypedExpression(.call(.and, [$0, next]), .boolean, next.span) }
    }
    var aggregate = Aggregate(
      function, isDistinct: call.distinct, argument: argument, parameter: parameter, condition: whole, sort: order,
      range: range, label: source.slice(span), type: resultType(function, argument, span), span: span)
    aggregate.currency = checkedCurrency(of: aggregate)
    return inOrderOfCategories(aggregate)
  }

  /// The argument's value; nil where it is the row itself, of which only the number matters.
  private func argumentValue(_ expression: Expression, in inner: Scope) -> TypedExpression? {
    if let names = chain(expression), case .row = lookUp(names, in: inner) {
      let isRowItself = names.map(\.text) == inner.prefix
      if isRowItself { return nil }
    }
    return type(expression, in: inner)
  }

  private func percentileParameter(_ expression: Expression, in inner: Scope) -> TypedExpression {
    let value = type(expression, in: inner)
    guard value.type.isNumber || value.type == .unknown else {
      report(.wrongType, "the second argument of percentile is a number from 0 to 1", value.span)
      return unknown(value.span)
    }
    if case .constant(let number) = value.kind, let part = number.double, !(0...1).contains(part) {
      report(
        .wrongArguments, "percentile's second argument lies from 0 to 1", value.span, help: ["for the 90th write 0.9"])
    }
    return value
  }

  private func resultType(_ function: AggregateFunction, _ argument: TypedExpression?, _ span: Span) -> ValueType {
    let type = argument?.type.ofValue ?? .missing
    if argument == nil, ![.count, .exists].contains(function) {
      report(
        .wrongArguments, "\(function.rawValue) wants a value of each row", span,
        help: ["name a field after the dot, or count the rows: count(…)"])
      return .unknown
    }
    if let argument, function != .exists, !shown(argument) { return .unknown }
    func numeric(_ result: ValueType) -> ValueType {
      if type.isNumber || type == .unknown || type == .missing { return result }
      var help: [String] = []
      if case .duration(let unit) = type {
        let one = unit == .months ? "1 month" : unit == .days ? "1 day" : "1 minute"
        help = ["make a number of it: (…) / \(one)"]
      }
      report(
        .wrongType,
        "\(function.rawValue) \(function.addsUp ? "adds up" : "lies between") numbers, and this is \(type.article)",
        argument?.span ?? span,
        help: help)
      return .unknown
    }
    switch function {
    case .count: return .integer
    case .exists, .any, .all: return .boolean
    case .share: return .float
    case .sum:
      if case .duration = type { return type }
      return numeric(type)
    case .avg, .stddev: return numeric(.float)
    case .median, .percentile: return numeric(type == .float ? .float : .decimal)
    case .min, .max:
      switch type {
      case .record, .list, .boolean:
        report(.notOrdered, "\(type.article) has no least or greatest", argument?.span ?? span)
        return .unknown
      default: return argument?.type ?? .unknown
      }
    case .first, .last, .only, .mode: return argument?.type.carried ?? .unknown
    case .list: return .list(type)
    }
  }

  /// Where the aggregate's value comes from: a column that the stage adds, or the expression itself.
  private func place(_ checked: Aggregate, ranged: Bool, in scope: Scope) -> TypedExpression {
    let isGroup = if case .group = scope.aggregates { true } else { false }
    var aggregate = checked
    aggregate.remedy = aggregate.currency.map { remedy(for: $0, ranged: ranged, in: scope) }
    let isOwnFrame = ranged && !isGroup
    let currency = resultCurrency(of: aggregate) { placed($0, isOwnFrame) }
    var result = withCurrency(placed(aggregate, isOwnFrame), of: currency)
    if [.first, .last, .only, .mode].contains(aggregate.function) {
      result.categories = aggregate.argument?.categories
    }
    if aggregate.function.keepsMoney, aggregate.function != .list {
      result.displayForm = aggregate.argument?.displayForm
    }
    return result
  }

  private func remedy(for currency: TypedExpression, ranged: Bool, in scope: Scope) -> CurrencyRemedy {
    // Over rows of its own, or a whole collection: its shape is no longer at hand, and a path there reads as it does in the aggregate.
    guard !ranged, scope.prefix.isEmpty else { return .condition(field: name(ofCurrency: currency, in: nil)) }
    let field = name(ofCurrency: currency, in: scope.shape)
    if case .group = scope.aggregates { return .key(field: field) }
    return .partition(field: field)
  }

  private func placed(_ aggregate: Aggregate, _ isOwnFrame: Bool) -> TypedExpression {
    if isOwnFrame { return TypedExpression(.aggregate(aggregate), aggregate.type, aggregate.span) }
    let column = newColumn(aggregate.type)
    collected.append(Aggregation(column, aggregate))
    return self.column(column, aggregate.span)
  }

  /// What the result of an aggregate over money is in: where each row has its own currency, that of the rows that were taken.
  private func resultCurrency(
    of aggregate: Aggregate, _ place: (Aggregate) -> TypedExpression
  ) -> TypedExpression.Currency? {
    guard aggregate.function.keepsMoney, let argument = aggregate.argument, let currency = argument.currency else {
      return nil
    }
    guard case .each(let text) = currency else { return currency }
    var carried = aggregate
    carried.argument = text
    carried.currency = nil
    carried.parameter = nil
    carried.isDistinct = false
    carried.type = .text
    carried.label = Aggregate.currencyLabel
    let present = TypedExpression(.call(.isPresent, [argument]), .boolean, argument.span)
    carried.condition =
      aggregate.condition.map { TypedExpression(.call(.and, [$0, present]), .boolean, $0.span) } ?? present
    // Of rows in one currency the least is as good as any; `first` and `last` take their row's.
    if ![.first, .last].contains(carried.function) { carried.function = .min }
    return .each(place(carried))
  }
}
