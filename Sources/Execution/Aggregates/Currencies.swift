import Columns
import Diagnostics
import Plans

/// The check that amounts which are added up or compared are of one currency.
extension Evaluator {
  /// Which groups are of several currencies, for a total, which bears it; elsewhere they are E410, told of the first such group.
  /// Nil where there are none.
  func mixedGroups(_ aggregate: Aggregate, _ whole: AggregateInput) throws(Diagnostic) -> Vector<UInt8>? {
    guard let currency = whole.currency, !currency.isOfOneText else { return nil }
    let input = whole.present
    guard let present = input.currency else { return nil }
    let codes = CurrencyCodes(present)
    var isMixed = [UInt8](repeating: 0, count: input.groupCount)
    var found = [Int32](repeating: -1, count: input.groupCount)
    var first: Int?
    for row in 0..<codes.codes.count where !present.isMissing(row) {
      let group = Int(input.groups[row])
      if found[group] < 0 { found[group] = codes.codes[row] }
      guard found[group] != codes.codes[row] else { continue }
      isMixed[group] = 1
      first = min(first ?? group, group)
    }
    guard let first else { return nil }
    if aggregate.isOfTotal { return Vector(isMixed) }
    throw mixedCurrencies(aggregate, input, present, codes, group: first)
  }

  private func mixedCurrencies(
    _ aggregate: Aggregate, _ input: AggregateInput, _ currency: Column, _ codes: CurrencyCodes, group: Int
  ) -> Diagnostic {
    var counts: [Int32: (currency: String, rows: Int)] = [:]
    for row in 0..<codes.codes.count where Int(input.groups[row]) == group {
      guard case .text(let name) = currency.value(row, .text) else { continue }
      counts[codes.codes[row], default: (name, 0)].rows += 1
    }
    return aggregate.mixedCurrencies(Array(counts.values))
  }
}

/// A number for each row's currency: the codes of its dictionary where it has one.
private struct CurrencyCodes {
  let codes: Vector<Int32>

  init(_ column: Column) {
    if case .dictionary(let codes, _) = column.values {
      self.codes = codes
    } else {
      codes = GroupNumbering([column], count: column.count).groups
    }
  }
}

extension Column {
  /// Whether it can have no two different texts.
  fileprivate var isOfOneText: Bool {
    if case .dictionary(_, let dictionary) = values { return dictionary.count < 2 }
    return false
  }

  /// With the marked rows missing.
  func missing(where marks: Vector<UInt8>) -> Column {
    Column(values, validity: Self.validity(count: count) { marks[$0] == 0 && !isMissing($0) })
  }
}
