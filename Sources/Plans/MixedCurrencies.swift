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

/// What to write instead of an aggregate that would mix currencies, by where it stands. `field` is the currency as the script can
/// write it there.
package enum CurrencyRemedy: Sendable {
  /// A key more of the group.
  case key(field: String)
  /// A group of rows for each currency, in `derive`.
  case partition(field: String)
  /// The currency beside an amount by which rows are grouped.
  case companion(amount: String, field: String)
  /// An order within each currency.
  case order(field: String)
  /// A condition inside the aggregate, which ranges over rows of its own.
  case condition(field: String)
  /// A table all of whose amounts are looked through.
  case table(String, amount: String, field: String)
  /// One axis of a chart.
  case axis(field: String)

  func help(mostFrequent currency: String) -> [String] {
    switch self {
    case .key(let field): ["keep them apart: summarize … by \(field)"]
    case .partition(let field):
      ["keep them apart: derive … per \(field)", "or take one of them first: where \(field) == \"\(currency)\""]
    case .companion(let amount, let field): ["let the currency go with it: \(amount), \(field)"]
    case .order(let field):
      [
        "put each currency by itself: sort \(field), …   or   take n per \(field) sort …",
        "or take one of them first: where \(field) == \"\(currency)\"",
      ]
    case .axis(let field): ["draw one of them at a time: where \(field) == \"\(currency)\""]
    case .table(let name, let amount, let field):
      ["take one of them first: let one = \(name) | where \(field) == \"\(currency)\"   and then: in one.\(amount)"]
    case .condition(let field): ["take one of them: …(… where \(field) == \"\(currency)\")"]
    }
  }
}

/// How many rows are in each of several currencies.
package struct CurrencyCounts: Sendable {
  private let counts: [(currency: String, rows: Int)]

  /// So many currencies are named in a message, the most frequent first.
  private static let mostNamed = 4

  package init(_ counts: [(currency: String, rows: Int)]) {
    self.counts = counts.sorted { $0.rows != $1.rows ? $0.rows > $1.rows : $0.currency < $1.currency }
  }

  package var areMixed: Bool { counts.count > 1 }
  package var mostFrequent: String { counts.first?.currency ?? "" }

  /// `CNY (3 rows) and USD (2)`.
  package var text: String {
    var parts = counts.prefix(Self.mostNamed).enumerated().map { place, count in
      let rows = grouped(count.rows)
      return "\(count.currency) (\(rows)\(place > 0 ? "" : count.rows == 1 ? " row" : " rows"))"
    }
    if counts.count > Self.mostNamed { parts.append("\(grouped(counts.count - Self.mostNamed)) more") }
    return parts.dropLast().joined(separator: ", ") + " and " + (parts.last ?? "")
  }
}

extension Aggregate {
  /// E410: the rows of one group are in several currencies. `counts` are of that group.
  package func mixedCurrencies(_ counts: [(currency: String, rows: Int)]) -> Diagnostic {
    let counts = CurrencyCounts(counts)
    return Diagnostic(
      .mixedCurrencies, "\(label) mixes \(counts.text)", at: span,
      help: remedy?.help(mostFrequent: counts.mostFrequent) ?? [])
  }
}
