import Columns
import Diagnostics
import Plans
import Syntax

extension Analyzer {
  /// `union table`: its rows follow, matched by field name; a field that one side lacks is missing there.
  func checkUnion(_ pipeline: Pipeline, _ span: Span, _ table: inout TableInProgress) {
    guard let other = self.table(of: pipeline) else {
      table.shape.isUncertain = true
      return
    }
    rejectTotal(other, pipeline.span)
    append(other, pipeline.span, span, &table)
  }

  /// The rows of another table after those of this one.
  func append(_ other: TableInProgress, _ otherSpan: Span, _ span: Span, _ table: inout TableInProgress) {
    let kept = keep(other, named: "union", span)
    declarations.unnamed[kept.relation] = kept
    let row = newColumn(.row(kept.relation))
    let right = kept.shape(at: column(row, span))
    var union = UnionBuilder(row: row, relation: kept.relation, span: span)
    union.row = unionRow(table.shape, right, &union)
    var fields: [Shape.Field] = []
    for field in table.shape.fields {
      let match = right.fields.first { $0.isNamed(field.name) || field.alias.map($0.isNamed) == true }
      if let joined = joined(field, match, &union, otherSpan) { fields.append(joined) }
    }
    for field in right.fields where !table.shape.fields.contains(where: { $0.isNamed(field.name) }) {
      if let joined = joined(field, nil, &union, otherSpan, isRight: true) { fields.append(joined) }
    }
    table.operators.append(.union(UnionOperator(table: kept.relation, row: row, columns: union.columns)))
    table.shape.fields = fields
    table.shape.row = union.row
    table.columns = Set(union.columns.map(\.column))
  }

  private struct UnionBuilder {
    var columns: [(column: ColumnID, left: TypedExpression, right: TypedExpression)] = []
    var row: TypedExpression?
    var leftRow: TypedExpression?
    var rightRow: TypedExpression?
    let relation: RelationID
    let span: Span

    init(row: ColumnID, relation: RelationID, span: Span) {
      self.relation = relation
      self.span = span
    }
  }

  /// Where both sides have rows of one collection, the rows live on, with their records, lists and reverse references.
  private func unionRow(_ left: Shape, _ right: Shape, _ union: inout UnionBuilder) -> TypedExpression? {
    guard let a = left.row, let b = right.row, a.type == b.type else { return nil }
    (union.leftRow, union.rightRow) = (a, b)
    return add(a, b, a.type, &union)
  }

  private func add(
    _ left: TypedExpression, _ right: TypedExpression, _ type: ValueType, _ union: inout UnionBuilder
  ) -> TypedExpression {
    let column = newColumn(type)
    union.columns.append((column, left, right))
    var result = self.column(column, union.span)
    result.currency = currency(left, right, &union)
    if left.categories == right.categories { result.categories = left.categories }
    return result
  }

  /// Amounts keep their currencies, each its own where they are not all in one.
  private func currency(
    _ left: TypedExpression, _ right: TypedExpression, _ union: inout UnionBuilder
  ) -> TypedExpression.Currency? {
    if left.currency == nil, right.currency == nil { return nil }
    func isNothing(_ side: TypedExpression) -> Bool {
      if case .constant(.missing) = side.kind { true } else { false }
    }
    switch (left.currency, right.currency) {
    case (.fixed(let a)?, .fixed(let b)?) where a == b: return .fixed(a)
    case (.fixed(let name)?, nil) where isNothing(right): return .fixed(name)
    case (nil, .fixed(let name)?) where isNothing(left): return .fixed(name)
    default: break
    }
    let none = TypedExpression(.constant(.missing), .text, union.span)
    let column = newColumn(.text)
    union.columns.append(
      (column, left.currency?.text(left.span) ?? none, right.currency?.text(right.span) ?? none))
    return .each(self.column(column, union.span))
  }

  private func joined(
    _ field: Shape.Field, _ match: Shape.Field?, _ union: inout UnionBuilder, _ span: Span, isRight: Bool = false
  ) -> Shape.Field? {
    var result = field
    switch (field.content, match?.content) {
    case (.value(let a), .value(let b)?):
      if let row = union.row, let index = sameField(a, b, union) {
        result.content = .value(catalog.value(of: index.field, in: index.relation, row: row).at(a.span))
        return result
      }
      if let key = addKey(a, b, &union) {
        result.content = .value(key)
        return result
      }
      if let record = record(a, b, &union) {
        result.content = .value(record)
        return result
      }
      guard a.type != .record, b.type != .record, let type = commonType(a.type, b.type) else {
        if a.type != .unknown, b.type != .unknown {
          report(
            .incomparable, "'\(field.name)' is \(a.type.article) here and \(b.type.article) there", span,
            help: ["leave it out with drop, or make both alike with derive"])
        }
        return nil
      }
      result.content = .value(add(a, b, type, &union))
      return result
    case (.value(let value), nil):
      if case .row = value.type { return nil }
      if let record = isRight ? record(nil, value, &union) : record(value, nil, &union) {
        result.content = .value(record)
        return result
      }
      guard value.type != .record else {
        report(
          .incomparable, "the record '\(field.name)' is only on one side", span, help: ["drop it, or derive its fields"]
        )
        return nil
      }
      if let parts = value.keyParts {
        var empty = value
        empty.kind = .call(.key, parts.map { TypedExpression(.constant(.missing), $0.type, $0.span) })
        result.content =
          (isRight ? addKey(empty, value, &union) : addKey(value, empty, &union)).map { .value($0) } ?? field.content
        return result
      }
      let empty = TypedExpression(.constant(.missing), value.type, value.span)
      result.content = .value(
        isRight ? add(empty, value, value.type, &union) : add(value, empty, value.type, &union))
      return result
    case (.elements(let relation, let a), .elements(let other, let b)?) where relation == other:
      result.content = .elements(relation, of: union.row ?? add(a, b, a.type, &union))
      return result
    case (.elements(let relation, let a), nil):
      let none = TypedExpression(.constant(.missing), a.type, union.span)
      result.content = .elements(
        relation, of: isRight ? add(none, a, a.type, &union) : add(a, none, a.type, &union))
      return result
    case (.elements, _), (.value, .elements):
      report(
        .incomparable, "the list of records '\(field.name)' is not the same on both sides", span,
        help: ["leave it out with drop"])
      return nil
    }
  }

  /// A record is read through the row that it belongs to, which comes along; where one side lacks it there is none.
  private func record(
    _ left: TypedExpression?, _ right: TypedExpression?, _ union: inout UnionBuilder
  ) -> TypedExpression? {
    guard let some = left ?? right, some.type == .record, case .field(let relation, let field, let row) = some.kind
    else { return nil }
    let none = TypedExpression(.constant(.missing), row.type, union.span)
    var rows = (left: none, right: none)
    for (side, isLeft) in [(left, true), (right, false)] {
      guard let side else { continue }
      guard case .field(relation, field, let own) = side.kind else { return nil }
      if isLeft { rows.left = own } else { rows.right = own }
    }
    return catalog.value(of: field, in: relation, row: add(rows.left, rows.right, row.type, &union)).at(some.span)
  }

  /// A key of several parts, which both sides have, part by part.
  private func addKey(
    _ left: TypedExpression, _ right: TypedExpression, _ union: inout UnionBuilder
  ) -> TypedExpression? {
    guard left.type == right.type, let first = left.keyParts, let second = right.keyParts, first.count == second.count
    else { return nil }
    let types = zip(first, second).compactMap { commonType($0.type, $1.type) }
    guard types.count == first.count else { return nil }
    var result = left
    result.kind = .call(.key, types.indices.map { add(first[$0], second[$0], types[$0], &union) })
    return result
  }

  /// Where both values are the same field of the rows that live on.
  private func sameField(
    _ a: TypedExpression, _ b: TypedExpression, _ union: UnionBuilder
  ) -> (relation: RelationID, field: Int)? {
    guard case .field(let relation, let field, let rowA) = a.kind, case .field(relation, field, let rowB) = b.kind,
      let left = union.leftRow, let right = union.rightRow, rowA.readsSame(as: left), rowB.readsSame(as: right)
    else { return nil }
    return (relation, field)
  }
}
