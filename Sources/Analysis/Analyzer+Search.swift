import Columns
import Diagnostics
import Plans
import Syntax

extension Analyzer {
  /// `search "wang li"`: every word is in one of the text fields, whatever its case and accents.
  func checkSearch(_ words: Text, _ table: inout TableInProgress) {
    let fields = outputFields(table.shape).flatMap { searched($0) }
    let parts = words.value.split(whereSeparator: \.isWhitespace)
    guard !parts.isEmpty, !fields.isEmpty else {
      report(
        .wrongArguments, parts.isEmpty ? "search wants at least one word" : "this table has no text to search",
        words.span)
      return
    }
    for word in parts {
      let sought = TypedExpression(
        .call(.fold, [TypedExpression(.constant(.text(String(word))), .text, words.span)]), .text, words.span)
      var condition: TypedExpression?
      for field in fields {
        let folded = TypedExpression(.call(.fold, [field]), .text, words.span)
        let found = TypedExpression(.call(.containsText, [folded, sought]), .boolean, words.span)
        condition = condition.map { TypedExpression(.call(.or, [$0, found]), .boolean, words.span) } ?? found
      }
      if let condition { table.operators.append(.filter(condition)) }
    }
  }

  private func searched(_ field: Plan.OutputField) -> [TypedExpression] {
    if field.elements != nil { return [] }
    let own = field.expression.type.ofValue == .text ? [field.expression] : []
    return own + field.children.flatMap { searched($0) }
  }
}
