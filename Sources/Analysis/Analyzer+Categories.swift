import Columns
import Plans

/// The declared order of a text's values holds wherever texts are put in order: sorting, keys, `<`, `between`, `min` and `max`.
extension Analyzer {
  /// The place of a value among its categories; the value itself where it has none.
  func ranked(_ value: TypedExpression, among categories: [String]?) -> TypedExpression {
    guard let categories, value.type.ofValue == .text else { return value }
    let list = TypedExpression(.constant(.list(categories.map { .text($0) })), .list(.text), value.span)
    return TypedExpression(.call(.categoryRank, [value, list]), .integer, value.span)
  }

  /// What to sort by for a value in ascending order: values that are no category come last, by code points.
  func categoryKeys(_ value: TypedExpression, descending: Bool = false, missingFirst: Bool = false) -> [SortKey] {
    let ranks = value.categories.map { [ranked(value, among: $0)] } ?? []
    return (ranks + orderedParts(of: value)).map { SortKey($0, descending: descending, missingFirst: missingFirst) }
  }

  /// Warns of a text that is compared with a field and is none of the values that it is declared to have.
  func checkCategory(_ other: TypedExpression, of value: TypedExpression) {
    guard let categories = value.categories, case .constant(.text(let text)) = other.kind, !categories.contains(text)
    else { return }
    report(
      .constantCondition, "'\(text)' is none of the values that this field is declared to have", other.span,
      caption: didYouMean(text, categories), help: ["they are: " + listed(categories, limit: 12)])
  }

  /// `min` and `max` of categories: the first in their order.
  func inOrderOfCategories(_ aggregate: Aggregate) -> Aggregate {
    guard aggregate.function == .min || aggregate.function == .max, let argument = aggregate.argument,
      argument.categories != nil
    else { return aggregate }
    var result = aggregate
    result.function = .first
    result.sort = categoryKeys(argument, descending: aggregate.function == .max)
    let isThere = TypedExpression(.call(.isPresent, [argument]), .boolean, argument.span)
    result.condition =
      aggregate.condition.map { TypedExpression(.call(.and, [$0, isThere]), .boolean, $0.span) } ?? isThere
    return result
  }
}
