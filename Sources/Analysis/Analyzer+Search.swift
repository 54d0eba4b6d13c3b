import Columns
import Diagnostics
import Plans
import Syntax

extension Analyzer {
  /// `search "wang li"`: every word is in one of the text fields, whatever its case and accents.
  func checkSearch(_ words: Text, _ table: inout TableInProgress) {
    let search = TextSearchCheck(words)
    let fields = textFields(of: table.shape)
    guard !search.words.isEmpty, !fields.isEmpty else {
      report(
        .wrongArguments,
        search.words.isEmpty ? "search wants at least one word" : "this table has no text to search", words.span)
      return
    }
    table.operators += search.filters(fields.map(\.value))
  }

  /// `search "wang li"` instead of a table: the rows of all collections in which the words are found, each with its collection, its
  /// key, and the first field that holds one of the words.
  func searchEverywhere(_ words: Text, _ span: Span) -> TableInProgress? {
    let search = TextSearchCheck(words)
    if search.words.isEmpty {
      report(.wrongArguments, "search wants at least one word", words.span)
      return nil
    }
    var whole: TableInProgress?
    for relation in catalog.dataset.relations.indices.map({ RelationID($0) })
    where catalog.dataset[relation].schema.parent == nil {
      guard let found = matches(of: search, in: relation) else { continue }
      if whole == nil { whole = found } else { whole.mutate { append(found, span, span, &$0) } }
    }
    if whole == nil {
      let isOpen = !catalog.dataset.relations.isEmpty
      report(
        isOpen ? .wrongArguments : .noDataset, isOpen ? "the records have no text to search" : "no records are open",
        span,
        help: isOpen ? [] : ["start almoner with a file or folder, or write: use \"records\""])
    }
    return whole
  }

  /// Nil where the collection has no text.
  private func matches(of search: TextSearchCheck, in relation: RelationID) -> TableInProgress? {
    let row = newColumn(.row(relation))
    let place = column(row, search.span)
    var table = TableInProgress(source: relation, row: row, shape: catalog.shape(of: relation, at: place))
    let fields = textFields(of: table.shape)
    guard !fields.isEmpty else { return nil }
    table.operators += search.filters(fields.map(\.value))
    let found = fields.map { (name: TypedExpression(.constant(.text($0.name)), .text, search.span), value: $0.value) }
    table.shape = Shape(
      fields: [
        Shape.Field(
          "collection", TypedExpression(.constant(.text(catalog.dataset[relation].schema.name)), .text, search.span)),
        Shape.Field("key", key(of: relation, place)),
        Shape.Field("field", search.first(of: found[...], \.name)),
        Shape.Field("text", search.first(of: found[...], \.value)),
      ], row: nil, name: "what was found")
    return table
  }

  private func mayShow(_ value: TypedExpression) -> Bool {
    guard case .field(let relation, let index, _) = value.kind, relation.number >= 0 else { return true }
    return catalog.dataset[relation].schema.fields[index].label.sensitivity <= catalog.dataset.shown
  }

  /// The primary key as text, its parts with commas between; missing where there is none, or it may not be shown.
  private func key(of relation: RelationID, _ row: TypedExpression) -> TypedExpression {
    let parts = catalog.dataset[relation].schema.primaryKey.map { index in
      let field = TypedExpression(
        .field(relation, index, row: row), catalog.dataset[relation].schema.fields[index].type.ofValue, row.span)
      return field.type == .text ? field : TypedExpression(.call(.textOf, [field]), .text, row.span)
    }
    guard let first = parts.first, parts.allSatisfy({ mayShow($0) }) else {
      return TypedExpression(.constant(.missing), .text, row.span)
    }
    if parts.count == 1 { return first }
    let list = TypedExpression(.call(.list, parts), .list(.text), row.span)
    let comma = TypedExpression(.constant(.text(", ")), .text, row.span)
    return TypedExpression(.call(.join, [list, comma]), .text, row.span)
  }

  /// The texts in a row, those of its objects with dotted names; without fields above what the role is shown of single persons.
  private func textFields(of shape: Shape) -> [(name: String, value: TypedExpression)] {
    func texts(_ field: Plan.OutputField, _ prefix: String) -> [(name: String, value: TypedExpression)] {
      if field.elements != nil { return [] }
      let isText = field.expression.type.ofValue == .text && mayShow(field.expression)
      let own = isText ? [(prefix + field.name, field.expression)] : []
      return own + field.children.flatMap { texts($0, prefix + field.name + ".") }
    }
    return outputFields(shape).flatMap { texts($0, "") }
  }
}

/// The words of a search, and the conditions that they make of fields. Many fields make wide conditions, never deep ones.
private struct TextSearchCheck {
  let words: [TypedExpression]
  let span: Span

  init(_ text: Text) {
    span = text.span
    words = text.value.split(whereSeparator: \.isWhitespace).map { word in
      let constant = TypedExpression(.constant(.text(String(word))), .text, text.span)
      return TypedExpression(.call(.fold, [constant]), .text, text.span)
    }
  }

  /// Every word is in one of the fields.
  func filters(_ fields: [TypedExpression]) -> [Operator] { words.map { .filter(any(of: [$0], in: fields)) } }

  /// The name or value of the first field that holds one of the words, being one of `fields`.
  func first(
    of fields: ArraySlice<(name: TypedExpression, value: TypedExpression)>,
    _ part: KeyPath<(name: TypedExpression, value: TypedExpression), TypedExpression>
  ) -> TypedExpression {
    guard fields.count > 1, let only = fields.first else {
      return fields.first.map { $0[keyPath: part] } ?? TypedExpression(.constant(.missing), .text, span)
    }
    let middle = fields.startIndex + fields.count / 2
    return TypedExpression(
      .conditional(
        any(of: words, in: fields[..<middle].map(\.value)), then: first(of: fields[..<middle], part),
        else: first(of: fields[middle...], part)), only[keyPath: part].type.ofValue, span)
  }

  private func any(of words: [TypedExpression], in fields: [TypedExpression]) -> TypedExpression {
    let found = fields.flatMap { field in
      words.map { word in
        let folded = TypedExpression(.call(.fold, [field]), .text, span)
        return TypedExpression(.call(.containsText, [folded, word]), .boolean, span)
      }
    }
    return found.count == 1 ? found[0] : TypedExpression(.call(.or, found), .boolean, span)
  }
}

extension Optional {
  /// Changes what is there in place.
  fileprivate mutating func mutate(_ change: (inout Wrapped) -> Void) {
    guard var value = self else { return }
    change(&value)
    self = value
  }
}
