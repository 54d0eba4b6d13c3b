extension TypedExpression {
  /// Whether it is sure to be the same value in every row of any frame: the same functions of the same fields. Aggregates and
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
    default: return false
    }
  }

  private static func areSame(_ a: [TypedExpression], _ b: [TypedExpression]) -> Bool {
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
}
