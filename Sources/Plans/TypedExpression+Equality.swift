extension TypedExpression {
  /// Whether it is sure to be the same value in every row of any frame: the same functions of the same fields. Memberships and
  /// subqueries, which are long to compare, are never sure to be.
  package func isSame(as other: TypedExpression) -> Bool {
    guard type == other.type else { return false }
    switch (kind, other.kind) {
    case (.constant(let a), .constant(let b)):  // 1 and 1.0 are equal, and show differently.
      return a == b && a.exact?.scale == b.exact?.scale
    case (.column(let a), .column(let b)): return a == b
    case (.field(let relation, let index, let row), .field(let otherRelation, let otherIndex, let otherRow)):
      return relation == otherRelation && index == otherIndex && row.isSame(as: otherRow)
    case (.lookup(let relation, let fields, let keys), .lookup(let otherRelation, let otherFields, let otherKeys)):
      return relation == otherRelation && fields == otherFields && Self.areSame(keys, otherKeys)
    case (.call(let function, let arguments), .call(let otherFunction, let otherArguments)):
      return function == otherFunction && Self.areSame(arguments, otherArguments)
    case (
      .conditional(let condition, let then, let rest), .conditional(let otherCondition, let otherThen, let otherRest)
    ):
      return Self.areSame([condition, then, rest], [otherCondition, otherThen, otherRest])
    case (.aggregate(let a), .aggregate(let b)): return a.isSame(as: b)
    default: return false
    }
  }

  fileprivate static func areSame(_ a: [TypedExpression], _ b: [TypedExpression]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { $0.isSame(as: $1) }
  }
}

extension Aggregate {
  /// Whether it is sure to be of the same values.
  package func hasSameArgument(as other: Aggregate) -> Bool {
    switch (argument, other.argument) {
    case (nil, nil): true
    case (let a?, let b?): a.isSame(as: b)
    default: false
    }
  }

  /// Whether it is sure to be the same of the same rows.
  fileprivate func isSame(as other: Aggregate) -> Bool {
    function == other.function && isDistinct == other.isDistinct && type == other.type && isOfTotal == other.isOfTotal
      && range.isSame(as: other.range) && sort.count == other.sort.count
      && zip(sort, other.sort).allSatisfy { $0.descending == $1.descending && $0.missingFirst == $1.missingFirst }
      && zip(parts, other.parts).allSatisfy { a, b in
        if let a, let b { a.isSame(as: b) } else { a == nil && b == nil }
      }
  }

  /// What it is computed of, each in its place.
  private var parts: [TypedExpression?] { [argument, parameter, condition, currency] + sort.map(\.expression) }
}

extension Aggregate.Range {
  fileprivate func isSame(as other: Aggregate.Range) -> Bool {
    switch (self, other) {
    case (.rows, .rows): true
    case (.related(let base, let steps, let row), .related(let otherBase, let otherSteps, let otherRow)):
      base.isSame(as: otherBase) && steps == otherSteps && row == otherRow
    case (.elements(let list, let element), .elements(let otherList, let otherElement)):
      list.isSame(as: otherList) && element == otherElement
    case (.rows, _), (.related, _), (.elements, _): false
    }
  }
}
