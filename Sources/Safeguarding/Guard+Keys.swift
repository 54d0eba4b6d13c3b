import Columns
import Plans

/// Keys above what the role is shown are told of groups alone: where fewer persons share them, they are withheld, and what is left of
/// those rows is one group with all others of its kind.
extension Guard {
  struct TellableKeys {
    var before: [Operator] = []
    var keys: [Computation]
    /// Aggregates that say so of keys that are none themselves.
    var marks: [Aggregation] = []
    var states: [ColumnID: TypedExpression] = [:]
  }

  func tellable(_ keys: [Computation], _ taints: [Taint], _ form: GroupForm, _ frame: Frame) -> TellableKeys {
    // Where secrets chose the rows, each key tells of them by being there.
    let secret = keys.indices.filter { !frame.rows.secrets.isEmpty || !taints[$0].secrets.isEmpty }
    var result = TellableKeys(keys: keys)
    guard !secret.isEmpty, role.least > 1 else { return result }
    let plain = keys.indices.filter { !secret.contains($0) }
    let values = keys.map { Computation(newColumn(), $0.expression) }
    for index in keys.indices { result.keys[index].expression.kind = .column(values[index].column) }
    result.before.append(.compute(values))
    let across = form.isSpread ? keys.indices.last : nil
    // Of a crosstab whole rows and whole columns.
    for block in [secret.filter { $0 != across }, secret.filter { $0 == across }] where !block.isEmpty {
      let within = block + plain.filter { $0 != across }
      let persons = block.reduce(frame.rows) { $0 + taints[$1] }
      guard let isFew = isOfFew(within.map { result.keys[$0].expression }, persons, &result.before) else { continue }
      for index in block { result.keys[index] = withheld(result.keys[index], isFew) }
      // Rows that are added for periods have no marks of their own.
      let marked = block.map { keys[$0].column }.filter { form.completion == nil || form.completion?.period == $0 }
      mark(marked, isFew, form, &result)
    }
    return result
  }

  /// Whether the rows with the same keys are of some few persons.
  private func isOfFew(
    _ keys: [TypedExpression], _ taint: Taint, _ before: inout [Operator]
  ) -> TypedExpression? {
    var counts: [String: Aggregation] = [:]
    for secret in taint.secrets {
      guard let person = secret.person, let text = person.readText else {
        refuse(refusal.uncountable(secret))
        return nil
      }
      counts[text] = Aggregation(
        newColumn(),
        Aggregate(
          .count, isDistinct: true, argument: person, range: .rows, label: "persons", type: .integer, span: person.span)
      )
    }
    let ordered = counts.sorted { $0.key < $1.key }.map(\.value)
    before.append(.window(WindowOperator(keys: keys, aggregates: ordered)))
    let span = keys.first?.span ?? taint.secrets[0].span
    func integer(_ number: Int) -> TypedExpression {
      TypedExpression(.constant(.integer(Int64(number))), .integer, span)
    }
    let few = ordered.map { count in
      TypedExpression(
        .call(.between, [TypedExpression(.column(count.column), .integer, span), integer(1), integer(role.least - 1)]),
        .boolean, span)
    }
    guard let first = few.first else { return nil }
    let column = newColumn()
    let whole = few.dropFirst().reduce(first) { TypedExpression(.call(.or, [$0, $1]), .boolean, span) }
    before.append(.compute([Computation(column, whole)]))
    return TypedExpression(.column(column), .boolean, span)
  }

  private func withheld(_ key: Computation, _ isFew: TypedExpression) -> Computation {
    var result = key
    let span = key.expression.span
    let word: Value = key.expression.type == .text ? .text("withheld") : .missing
    result.expression.kind = .conditional(
      isFew, then: TypedExpression(.constant(word), key.expression.type, span), else: key.expression)
    return result
  }

  /// By which what is withheld is told from what is missing: a key more, unless each key has a row or column of its own.
  private func mark(
    _ columns: [ColumnID], _ isFew: TypedExpression, _ form: GroupForm, _ result: inout TellableKeys
  ) {
    func state(_ state: Withheld) -> TypedExpression {
      TypedExpression(.constant(.integer(state.rawValue)), .integer, isFew.span)
    }
    let state = TypedExpression(
      .conditional(isFew, then: state(.whole), else: state(.shown)), .integer, isFew.span)
    let mark = newColumn()
    if form.isSpread {
      result.marks.append(
        Aggregation(
          mark,
          Aggregate(.max, argument: state, range: .rows, label: "withheld", type: .integer, span: isFew.span)))
    } else {
      result.keys.append(Computation(mark, state))
    }
    for column in columns { result.states[column] = TypedExpression(.column(mark), .integer, isFew.span) }
  }
}
