import Columns
import Diagnostics

extension EvaluationFailure {
  /// Two amounts of different currencies are added or compared.
  package static func mixing(_ first: String, _ second: String) -> EvaluationFailure {
    EvaluationFailure(
      .mixedCurrencies, "this mixes \(first) and \(second)",
      help: [
        "take one currency only: where currency == \"\(first)\"",
        "or convert one of them, as a plain number: decimal(amount) * rate",
      ])
  }
}

extension Diagnostic {
  /// So many currencies are named in a message, the most frequent first.
  private static var mostNamed: Int { 4 }

  /// E410: the rows of what `label` names are in several currencies.
  package static func mixedCurrencies(
    _ label: String, _ counts: [(currency: String, rows: Int)], at span: Span, help: String
  ) -> Diagnostic {
    let sorted = counts.sorted { $0.rows != $1.rows ? $0.rows > $1.rows : $0.currency < $1.currency }
    var parts = sorted.prefix(Self.mostNamed).enumerated().map { place, count in
      let rows = Self.grouped(count.rows)
      return "\(count.currency) (\(rows)\(place > 0 ? "" : count.rows == 1 ? " row" : " rows"))"
    }
    if sorted.count > Self.mostNamed { parts.append("\(Self.grouped(sorted.count - Self.mostNamed)) more") }
    let list = parts.dropLast().joined(separator: ", ") + " and " + (parts.last ?? "")
    return Diagnostic(.mixedCurrencies, "\(label) mixes \(list)", at: span, help: [help])
  }

  /// With a comma between thousands.
  private static func grouped(_ number: Int) -> String {
    var digits = Array(String(number))
    for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
    return String(digits)
  }
}

extension Aggregate {
  /// E410: the rows of one group are in several currencies. `counts` are of that group.
  package func mixedCurrencies(_ counts: [(currency: String, rows: Int)], in dataset: Dataset) -> Diagnostic {
    .mixedCurrencies(
      label, counts, at: span,
      help: "keep them apart: summarize … by \(currency?.fieldName(in: dataset) ?? "currency")")
  }
}

extension TypedExpression {
  /// The field that it reads, such as the one that says which currency an amount is in.
  package func fieldName(in dataset: Dataset) -> String? {
    guard case .field(let relation, let index, _) = kind, relation.number >= 0 else { return nil }
    return dataset[relation].schema.fields[index].name
  }
}
