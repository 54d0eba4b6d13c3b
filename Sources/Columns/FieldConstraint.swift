/// A demand on the values of a field beyond their type (Table Schema v2, "Field Constraints"). Values are of the field's type; a
/// missing value breaks `required` alone.
package enum FieldConstraint: Hashable, Sendable {
  case required
  case unique
  case atLeast(Value)
  case above(Value)
  case atMost(Value)
  case below(Value)
  /// Code points of a text, elements of a list.
  case lengthAtLeast(Int)
  case lengthAtMost(Int)
  /// A regular expression that the whole text matches.
  case pattern(String)
  /// A form of text by its name, such as `email`, and the regular expression that tells it.
  case form(String, pattern: String)
  case oneOf([Value])
}

/// The information levels of the OCHA Data Responsibility Guidelines, the lowest first.
package enum Sensitivity: String, CaseIterable, Comparable, Sendable {
  case low, moderate, high, severe

  package static func < (left: Sensitivity, right: Sensitivity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .low: 0
    case .moderate: 1
    case .high: 2
    case .severe: 3
    }
  }
}
