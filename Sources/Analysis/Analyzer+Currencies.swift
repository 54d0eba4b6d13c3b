import Columns
import Diagnostics
import Plans

/// Money carries its currency through expressions: what is known before the run is checked here, what is in the data by
/// `Function.sameCurrency` and `Aggregate.currency` while it runs.
extension Analyzer {
  func withCurrency(_ expression: TypedExpression, of currency: TypedExpression.Currency?) -> TypedExpression {
    var result = expression
    result.currency = currency
    return result
  }

  /// Two amounts that are added or compared: an error where they never are in one currency, a check where the data decides. A plain
  /// number takes the currency beside it. The first is nil after an error.
  func sameCurrency(
    _ a: TypedExpression, _ b: TypedExpression, _ span: Span
  ) -> (TypedExpression, currency: TypedExpression.Currency?)? {
    guard let first = a.currency, let second = b.currency else { return (a, a.currency ?? b.currency) }
    if case .fixed(let x) = first, case .fixed(let y) = second {
      if x == y { return (a, first) }
      report(
        .mixedCurrencies, "this mixes \(x) and \(y)", b.span, caption: y, labels: [.init(a.span, x)],
        help: ["convert one of them first, as a plain number: decimal(amount) * rate"])
      return nil
    }
    let checked = TypedExpression(
      .call(.sameCurrency, [a, first.text(a.span), second.text(b.span)]), a.type, a.span, currency: first)
    return (checked, first)
  }

  /// The currency of `if … then … else …`: that of the branch that is taken.
  func eitherCurrency(
    _ condition: TypedExpression, _ then: TypedExpression, _ otherwise: TypedExpression, _ span: Span
  ) -> TypedExpression.Currency? {
    guard then.currency != nil || otherwise.currency != nil else { return nil }
    if case .fixed(let x)? = then.currency, case .fixed(let y)? = otherwise.currency, x == y { return .fixed(x) }
    let none = TypedExpression(.constant(.missing), .text, span)
    return .each(
      TypedExpression(
        .conditional(
          condition, then: then.currency?.text(span) ?? none, else: otherwise.currency?.text(span) ?? none), .text, span
      ))
  }

  /// A call of a function in which money stays money: rounding, and the least or greatest of amounts in one currency. A conversion
  /// (`decimal(amount)`) makes a plain number.
  func money(
    _ function: Function, _ arguments: [TypedExpression], _ call: ([TypedExpression]) -> TypedExpression
  ) -> TypedExpression {
    switch function {
    case .abs, .round, .floor, .ceil, .bin: return withCurrency(call(arguments), of: arguments[0].currency)
    case .least, .greatest:
      var first = arguments[0]
      for other in arguments.dropFirst() {
        guard let same = sameCurrency(first, other, other.span) else { return unknown(other.span) }
        first = withCurrency(same.0, of: same.currency)
      }
      return withCurrency(call([first] + arguments.dropFirst()), of: first.currency)
    default: return call(arguments)
    }
  }

  /// What is to be one among an aggregate's rows: the currency of amounts that it adds or compares, or puts its rows in order by.
  func checkedCurrency(of aggregate: Aggregate) -> TypedExpression? {
    if aggregate.isDistinct || aggregate.function.comparesValues, case .each(let text)? = aggregate.argument?.currency {
      return text
    }
    guard [.first, .last, .list].contains(aggregate.function) else { return nil }
    return currencies(comparedBy: aggregate.sort.map(\.expression), among: []).first?.currency
  }

  /// Amounts by which rows are put in order are compared among the rows that are alike in the keys before; those by which rows are
  /// grouped, among all that are alike in the other keys. Each must be in one currency there.
  func keepCurrenciesApart(
    _ values: [TypedExpression], among keys: [TypedExpression] = [], _ table: inout TableInProgress
  ) {
    keepCurrenciesApart(values, among: keys, &table) { field, _ in .order(field: field) }
  }

  private func keepCurrenciesApart(
    _ values: [TypedExpression], among keys: [TypedExpression], _ table: inout TableInProgress,
    remedy: (_ field: String, _ amount: String) -> CurrencyRemedy
  ) {
    for (value, before, currency) in currencies(comparedBy: values, among: keys) {
      // The first amount says nothing; that all are in one currency is checked on the way to it.
      var check = Aggregate(
        .first, argument: value, range: .rows, label: source.slice(value.span), type: value.type, span: value.span)
      check.currency = currency
      check.remedy = remedy(name(ofCurrency: currency, in: table.shape), check.label)
      let column = newColumn(value.type)
      table.operators.append(.window(WindowOperator(keys: before, aggregates: [Aggregation(column, check)])))
      table.columns.insert(column)
    }
  }

  /// Keys by which rows are grouped.
  func keepCurrenciesApart(inKeys keys: [TypedExpression], _ table: inout TableInProgress) {
    for (index, key) in keys.enumerated() {
      let others = keys.indices.filter { $0 != index }.map { keys[$0] }
      keepCurrenciesApart([key], among: others, &table) { .companion(amount: $1, field: $0) }
    }
  }

  /// Amounts along one axis of a chart.
  func keepCurrenciesApart(onAxis value: TypedExpression, _ table: inout TableInProgress) {
    keepCurrenciesApart([value], among: [], &table) { field, _ in .axis(field: field) }
  }

  /// What the money of a key, or of what else is one in each group, is in once rows are grouped: another key, or what the first row of
  /// the group says.
  func groupedCurrency(
    _ currency: TypedExpression.Currency?, among keys: [Computation], _ aggregates: inout [Aggregation]
  ) -> TypedExpression.Currency? {
    guard case .each(let text)? = currency else { return currency }
    if let key = keys.first(where: { $0.expression.readsSame(as: text) }) {
      return .each(column(key.column, text.span))
    }
    let column = newColumn(.text)
    aggregates.append(
      Aggregation(
        column, Aggregate(.first, argument: text, range: .rows, label: "currency", type: .text, span: text.span)))
    return .each(self.column(column, text.span))
  }

  private func currencies(
    comparedBy values: [TypedExpression], among keys: [TypedExpression]
  ) -> [(value: TypedExpression, before: [TypedExpression], currency: TypedExpression)] {
    values.indices.compactMap { index in
      guard case .each(let currency)? = values[index].currency else { return nil }
      let before = keys + values[..<index]
      return before.contains { $0.readsSame(as: currency) } ? nil : (values[index], before, currency)
    }
  }

  /// The currency of amounts as a script can write it among these fields: `currency`, `donation.currency`.
  func name(ofCurrency currency: TypedExpression, in shape: Shape?) -> String {
    if let path = path(to: currency, in: shape) { return path }
    guard case .field(let relation, let index, _) = currency.kind, relation.number >= 0 else { return "currency" }
    return catalog.schema(relation)?.fields[index].name ?? "currency"
  }

  private func path(to expression: TypedExpression, in shape: Shape?) -> String? {
    for field in shape?.fields ?? [] {
      if case .value(let value) = field.content, value.readsSame(as: expression) { return field.alias ?? field.name }
    }
    switch expression.kind {
    case .field(let relation, let index, let row):
      guard let schema = catalog.schema(relation), relation.number >= 0 else { return nil }
      let name = schema.fields[index].name
      if let own = shape?.row, own.readsSame(as: row) { return name }
      return path(to: row, in: shape).map { $0 + "." + name }
    case .lookup(_, _, let keys): return keys.count == 1 ? path(to: keys[0], in: shape) : nil
    default: return nil
    }
  }
}

extension AggregateFunction {
  /// Whether it adds its values, or asks which are greater or alike.
  fileprivate var comparesValues: Bool {
    switch self {
    case .sum, .avg, .min, .max, .median, .stddev, .percentile, .only, .mode: true
    case .first, .last, .list, .count, .share, .any, .all, .exists: false
    }
  }

  /// Whether it needs numbers for adding them up; `median` and `percentile` do to lie between two.
  var addsUp: Bool {
    switch self {
    case .sum, .avg, .stddev: true
    case .count, .min, .max, .median, .percentile, .share, .first, .last, .only, .mode, .list, .any, .all, .exists:
      false
    }
  }

  /// Whether its result is money where its argument is.
  var keepsMoney: Bool {
    switch self {
    case .sum, .avg, .min, .max, .median, .stddev, .percentile, .first, .last, .only, .mode, .list: true
    case .count, .share, .any, .all, .exists: false
    }
  }
}

extension TypedExpression {
  /// Whether both are the same plain read: of a column, or of a field of the same row.
  func readsSame(as other: TypedExpression) -> Bool {
    switch (kind, other.kind) {
    case (.column(let a), .column(let b)): a == b
    case (.field(let relation, let field, let row), .field(let otherRelation, let otherField, let otherRow)):
      relation == otherRelation && field == otherField && row.readsSame(as: otherRow)
    case (.lookup(let relation, let fields, let keys), .lookup(let otherRelation, let otherFields, let otherKeys)):
      relation == otherRelation && fields == otherFields && keys.count == otherKeys.count
        && zip(keys, otherKeys).allSatisfy { $0.readsSame(as: $1) }
    default: false
    }
  }
}

extension TypedExpression.Currency {
  func text(_ span: Span) -> TypedExpression {
    switch self {
    case .fixed(let name): TypedExpression(.constant(.text(name)), .text, span)
    case .each(let text): text
    }
  }
}
