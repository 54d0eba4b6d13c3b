import Columns
import Diagnostics
import Plans
import Syntax

extension Analyzer {
  /// `join [inner|full] [name =] table on keys or condition`: the other row becomes a field that is followed with a dot.
  func checkJoin(_ join: Join, _ span: Span, _ table: inout TableInProgress) {
    guard let other = otherTable(join, span) else {
      table.shape.isUncertain = true
      return
    }
    if table.shape.fields.contains(where: { $0.isNamed(other.name) }) {
      report(
        .duplicateName, "there is a field '\(other.name)' already", join.name?.span ?? join.table.span,
        help: ["name the joined row: join other = \(source.slice(join.table.span)) on …"])
      return
    }
    let row = newColumn(.row(other.relation))
    let place = column(row, join.table.span)
    let scope = JoinScope(table: table, name: other.name, row: place)
    guard let condition = joinCondition(join, scope) else {
      table.shape.isUncertain = true
      return
    }
    let kind: JoinOperator.Kind = join.kind == .left ? .left : join.kind == .inner ? .inner : .full
    table.operators.append(
      .join(
        JoinOperator(
          kind: kind, table: other.relation, row: row, keys: condition.keys.map(\.left),
          tableKeys: condition.keys.map(\.right), residual: condition.residual)))
    table.columns.insert(row)
    if kind == .full { fillKeys(join.on, condition.keys, &table) }
    table.shape.fields.append(Shape.Field(other.name, place))
  }

  private struct JoinScope {
    var table: TableInProgress
    var name: String
    var row: TypedExpression
  }

  /// The relation to join: a collection or named table as it is, any other pipeline computed first.
  private func otherTable(_ join: Join, _ span: Span) -> (relation: RelationID, name: String)? {
    if join.table.stages.isEmpty, case .name(let name) = join.table.source.unwrapped.kind {
      let found = resolve([name], in: Scope(shape: nil, aggregates: .none))
      guard case .collection(let relation, _) = found else { return nil }
      return (relation, join.name?.text ?? name.text)
    }
    guard let name = join.name else {
      report(
        .needsName, "a joined pipeline needs a name", join.table.span,
        help: ["write: join plan = (\(source.slice(join.table.span))) on …"])
      return nil
    }
    guard let other = table(of: join.table) else { return nil }
    rejectTotal(other, join.table.span)
    let kept = keep(other, named: name.text, span)
    declarations.unnamed[kept.relation] = kept
    return (kept.relation, name.text)
  }

  private typealias Key = (left: TypedExpression, right: TypedExpression)

  private func joinCondition(_ join: Join, _ scope: JoinScope) -> (keys: [Key], residual: TypedExpression?)? {
    var both = Scope(shape: scope.table.shape, aggregates: .forbidden("in a join's condition"))
    if join.on.allSatisfy({ chain($0) != nil && !mentions(scope.name, $0) }) {
      let keys = join.on.compactMap { commonField($0, scope) }
      return keys.count == join.on.count ? (keys, nil) : nil
    }
    both.shape?.fields.append(Shape.Field(scope.name, scope.row))
    var keys: [Key] = []
    var residual: TypedExpression?
    let errors = diagnostics.count
    for part in join.on.flatMap({ conjuncts($0) }) {
      let typed = condition(part, in: both)
      if let key = equality(typed, of: part, scope) {
        keys.append(key)
      } else {
        residual = residual.map { TypedExpression(.call(.and, [$0, typed]), .boolean, typed.span) } ?? typed
      }
    }
    guard diagnostics.count == errors else { return nil }
    guard !keys.isEmpty else {
      report(
        .joinNeedsEquality, "a join needs an equality between the two sides",
        join.on.first.map { first in join.on.dropFirst().reduce(first.span) { $0.joined($1.span) } } ?? join.table.span,
        help: ["write: on \(scope.name).key == key   or, for fields of one name: on key"])
      return nil
    }
    return (keys, residual)
  }

  private func mentions(_ name: String, _ expression: Expression) -> Bool { chain(expression)?.first?.text == name }

  private func conjuncts(_ expression: Expression) -> [Expression] {
    if case .binary(.and, let left, let right, _) = expression.unwrapped.kind {
      return conjuncts(left) + conjuncts(right)
    }
    return [expression]
  }

  /// `on item`: the field of that name on both sides.
  private func commonField(_ expression: Expression, _ scope: JoinScope) -> Key? {
    guard let names = chain(expression) else { return nil }
    let left = type(expression, in: Scope(shape: scope.table.shape, aggregates: .forbidden("in a join's key")))
    guard case .row(let relation) = scope.row.type,
      let found = lookUp(names, inShape: shape(of: relation, at: scope.row))
    else {
      _ = failedMember(names[0], of: scope.row, after: [Name(scope.name, expression.span)])
      return nil
    }
    guard case .value(let right) = found, left.type != .unknown else { return nil }
    return comparable(left, right.at(expression.span)).map { asKeys($0) }
  }

  /// An equality whose one side reads only the rows that enter and whose other only the joined row.
  private func equality(_ typed: TypedExpression, of part: Expression, _ scope: JoinScope) -> Key? {
    guard case .call(.equal, let sides) = typed.kind, case .column(let row) = scope.row.kind,
      case .binary(_, let left, let right, _) = part.unwrapped.kind
    else { return nil }
    // A field may be a constant, if it was derived as one; what names no field is no side.
    func isOfRows(_ side: TypedExpression, _ written: Expression) -> Bool {
      !side.columns.contains(row) && !paths(in: written).isEmpty
    }
    if sides[1].columns == [row], isOfRows(sides[0], left) { return asKeys((sides[0], sides[1])) }
    if sides[0].columns == [row], isOfRows(sides[1], right) { return asKeys((sides[1], sides[0])) }
    return nil
  }

  /// In a full join the key of a row that is only on the other side is that side's.
  private func fillKeys(_ on: [Expression], _ keys: [Key], _ table: inout TableInProgress) {
    guard on.count == keys.count else { return }
    for (expression, key) in zip(on, keys) {
      guard let names = chain(expression),
        let index = table.shape.fields.firstIndex(where: { $0.isNamed(names.map(\.text).joined(separator: ".")) })
      else { continue }
      let value = TypedExpression(.call(.coalesce, [key.left, key.right]), key.left.type, expression.span)
      let column = newColumn(value.type)
      table.operators.append(.compute([Computation(column, value)]))
      table.columns.insert(column)
      table.shape.fields[index].content = .value(self.column(column, holding: key.left).at(expression.span))
    }
  }
}
