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
