import Columns
import Diagnostics
import Plans

/// The value of a reference is its key. That of a reference by several fields is a list of these parts, which stand in the expression
/// (`Function.key`) as long as it is only carried on, so that the row can be found by them.
extension Analyzer {
  func value(of reference: Reference, at row: TypedExpression, _ span: Span) -> TypedExpression {
    let parts = reference.fields.map { index in
      TypedExpression(
        .field(reference.from, index, row: row), catalog.schema(reference.from)?.fields[index].type ?? .unknown, span)
    }
    if var only = parts.first, parts.count == 1 {
      only.type = .reference(reference.to, key: only.type.ofValue)
      return only
    }
    let types = Set(parts.map(\.type.ofValue))
    let element = types.count == 1 ? types.first ?? .text : .text
    return TypedExpression(.call(.key, parts), .reference(reference.to, key: .list(element)), span)
  }

  /// The fields of the collection referred to by which a reference's value finds its row.
  func keyFields(of reference: TypedExpression, in relation: RelationID) -> [Int] {
    let parts = reference.keyParts ?? [reference]
    if let (from, fields) = plainFields(parts),
      let own = catalog.references(from: from).first(where: { $0.fields == fields && $0.to == relation })
    {
      return own.keys
    }
    let leading = catalog.references(to: relation).first { $0.keys.count == parts.count }
    return leading?.keys ?? catalog.schema(relation)?.primaryKey ?? []
  }

  private func plainFields(_ parts: [TypedExpression]) -> (RelationID, [Int])? {
    var found: (relation: RelationID, fields: [Int])?
    for part in parts {
      guard case .field(let relation, let index, _) = part.kind, found.map({ $0.relation == relation }) ?? true else {
        return nil
      }
      found = (relation, (found?.fields ?? []) + [index])
    }
    return found.map { ($0.relation, $0.fields) }
  }

  /// What rows are grouped and put in order by for a value: the parts of a key of several, each missing where the key is.
  func orderedParts(of value: TypedExpression) -> [TypedExpression] {
    guard let parts = value.keyParts else { return [value] }
    let isThere = TypedExpression(.call(.isPresent, [value]), .boolean, value.span)
    return parts.map { part in
      let none = TypedExpression(.constant(.missing), part.type, part.span)
      return TypedExpression(.conditional(isThere, then: part, else: none), part.type, part.span)
    }
  }

  /// Columns for a key by which rows are grouped, and the value that each group has.
  func grouping(by value: TypedExpression) -> (keys: [Computation], value: TypedExpression) {
    let keys = orderedParts(of: value).map { Computation(newColumn($0.type), $0) }
    guard value.keyParts != nil else { return (keys, column(keys[0].column, holding: value)) }
    var whole = value
    whole.kind = .call(.key, keys.map { column($0.column, holding: $0.expression) })
    return (keys, whole)
  }
}

extension TypedExpression {
  /// The parts of the key of a reference by several fields.
  var keyParts: [TypedExpression]? {
    guard case .call(.key, let parts) = kind, case .reference = type else { return nil }
    return parts
  }
}

extension ValueType {
  /// Of a value that no longer holds what a row is found by: a key of several parts is a plain list there.
  var carried: ValueType {
    if case .reference(_, .list) = self { return ofValue }
    return self
  }
}
