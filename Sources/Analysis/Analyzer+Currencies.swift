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

  /// The currency of an aggregate's result, and what is checked among its rows.
  func aggregateCurrency(
    _ function: AggregateFunction, _ argument: TypedExpression?
  ) -> (check: TypedExpression?, makesMoney: Bool) {
    guard let argument, let currency = argument.currency else { return (nil, false) }
    switch function {
    case .sum, .avg, .min, .max, .median, .stddev, .percentile:
      if case .each(let text) = currency { return (text, true) }
      return (nil, true)
    case .first, .last, .only, .mode, .list: return (nil, true)
    case .count, .share, .any, .all, .exists: return (nil, false)
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
