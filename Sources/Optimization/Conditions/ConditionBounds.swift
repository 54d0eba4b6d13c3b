import Columns
import Diagnostics
import Plans

/// The rows for which a condition may be true: of each operand that it tests, the values that it lets through. More rows may seem
/// possible than are, never fewer.
struct ConditionBounds {
  struct Entry {
    var operand: TypedExpression
    var values: ValueSet
    /// The conditions that narrowed it.
    var spans: [Span]
  }

  private(set) var entries: [Entry] = []

  init() {}

  init(_ entries: [Entry]) { self.entries = entries }

  /// Lets through only what the other does too. Gives the places of conditions of which no row meets all.
  mutating func narrow(by other: ConditionBounds) -> [Span]? {
    for entry in other.entries {
      guard let index = entries.firstIndex(where: { $0.operand.isSame(as: entry.operand) }) else {
        entries.append(entry)
        continue
      }
      entries[index].values = entries[index].values.intersection(entry.values)
      entries[index].spans += entry.spans
      if entries[index].values.isEmpty { return entries[index].spans }
    }
    return nil
  }

  /// Lets through what the other does as well.
  mutating func widen(by other: ConditionBounds) {
    entries = entries.compactMap { entry in
      guard let same = other.entries.first(where: { $0.operand.isSame(as: entry.operand) }) else { return nil }
      let values = entry.values.union(same.values)
      return values.isEverything ? nil : Entry(operand: entry.operand, values: values, spans: entry.spans + same.spans)
    }
  }
}
