/// The types of the language. Which column kind holds one: `Column.Values`.
package indirect enum ValueType: Hashable, Sendable {
  case boolean, integer, decimal, float, text, date, datetime, period
  case duration(DurationUnit)
  case list(ValueType)
  /// A nested object; its fields are fields of the same relation with a dotted path. Its column is boolean: true where the
  /// object is there, missing where it is not.
  case record
  /// A foreign key: its value is its key, with the key's type; following it finds the row of the relation.
  case reference(RelationID, key: ValueType)
  /// A row of a relation, found by a join or an `unnest` of a list of objects: followed, tested by `exists`, not shown.
  case row(RelationID)
  /// Of the literal `missing` alone: agrees with every type.
  case missing
  /// Of a name that failed, so that nothing cascades: agrees with every type.
  case unknown

  /// The type of the value that stands for it: a reference's key, otherwise itself.
  package var ofValue: ValueType {
    if case .reference(_, let key) = self { return key.ofValue }
    return self
  }

  package var isNumber: Bool {
    switch self {
    case .integer, .decimal, .float: true
    default: false
    }
  }

  /// As messages and `.fields` name it.
  package var name: String {
    switch self {
    case .boolean: "boolean"
    case .integer: "integer"
    case .decimal: "decimal"
    case .float: "float"
    case .text: "text"
    case .date: "date"
    case .datetime: "datetime"
    case .period: "period"
    case .duration(let unit): "duration in \(unit.name)"
    case .list(let element): "list of \(element.name)"
    case .record: "record"
    case .reference(_, let key): key.name
    case .row: "row"
    case .missing: "missing"
    case .unknown: "unknown"
    }
  }
}

/// Calendar and clock durations are kinds of their own: three months are no number of days.
package enum DurationUnit: String, Hashable, Sendable {
  case months, days, clock

  package var name: String { self == .clock ? "hours and minutes" : rawValue }
}

/// Identifies a relation within its `Dataset` or plan.
package struct RelationID: Hashable, Sendable {
  package let number: Int
  package init(_ number: Int) { self.number = number }
}
