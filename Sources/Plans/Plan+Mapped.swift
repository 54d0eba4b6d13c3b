import Columns

extension Plan {
  /// The plan with `transform` applied to every expression in it, innermost first.
  package func mapped(_ transform: (TypedExpression) -> TypedExpression) -> Plan {
    var result = self
    result.operators = operators.map { $0.mapped(transform) }
    result.output = output.map { $0.mapped(transform) }
    result.chart?.title = chart?.title?.mapped(transform)
    return result
  }
}

extension Plan.OutputField {
  package func mapped(_ transform: (TypedExpression) -> TypedExpression) -> Plan.OutputField {
    var result = self
    result.expression = expression.mapped(transform)
    if case .each(let text)? = currency { result.currency = .each(text.mapped(transform)) }
    result.children = children.map { $0.mapped(transform) }
    result.withheld = withheld.map { ($0.state.mapped(transform), $0.least) }
    return result
  }
}

extension Operator {
  package func mapped(_ transform: (TypedExpression) -> TypedExpression) -> Operator {
    func all(_ expressions: [TypedExpression]) -> [TypedExpression] { expressions.map { $0.mapped(transform) } }
    func all(_ computations: [Computation]) -> [Computation] {
      computations.map { Computation($0.column, $0.expression.mapped(transform)) }
    }
    func all(_ aggregations: [Aggregation]) -> [Aggregation] {
      aggregations.map { Aggregation($0.column, $0.aggregate.mapped(transform)) }
    }
    switch self {
    case .filter(let condition): return .filter(condition.mapped(transform))
    case .compute(let computations): return .compute(all(computations))
    case .sort(let keys): return .sort(keys.map { $0.mapped(transform) })
    case .limit(let skip, let take): return .limit(skip: skip?.mapped(transform), take: take?.mapped(transform))
    case .limitPer(let take, let keys, let sort):
      return .limitPer(take: take.mapped(transform), keys: all(keys), sort: sort.map { $0.mapped(transform) })
    case .group(let keys, let aggregates): return .group(keys: all(keys), aggregates: all(aggregates))
    case .window(var window):
      window.keys = all(window.keys)
      window.sort = window.sort.map { $0.mapped(transform) }
      window.aggregates = all(window.aggregates)
      window.functions = window.functions.map { ($0.column, $0.function.mapped(transform)) }
      return .window(window)
    case .union(var union):
      union.columns = union.columns.map { ($0.column, $0.left.mapped(transform), $0.right.mapped(transform)) }
      return .union(union)
    case .sample(let count, let seed): return .sample(count: count.mapped(transform), seed: seed)
    case .complete(var completion):
      completion.range = completion.range?.mapped(transform)
      return .complete(completion)
    case .withhold(let withholding): return .withhold(withholding.mapped(transform))
    case .distinct(let keys): return .distinct(keys: all(keys))
    case .join(var join):
      join.keys = all(join.keys)
      join.tableKeys = all(join.tableKeys)
      join.residual = join.residual?.mapped(transform)
      return .join(join)
    case .unnestList(let list, let element): return .unnestList(list.mapped(transform), element: element)
    case .unnestRows(let base, let step, let row):
      return .unnestRows(base: base.mapped(transform), step: step, row: row)
    }
  }
}

extension WindowFunction {
  package func mapped(_ transform: (TypedExpression) -> TypedExpression) -> WindowFunction {
    switch self {
    case .running(let aggregate): .running(aggregate.mapped(transform))
    case .rowNumber, .rank: self
    case .shifted(let expression, let distance): .shifted(expression.mapped(transform), distance: distance)
    }
  }
}

extension TypedExpression {
  /// With every parameter and scalar `let` replaced by its value, in subqueries too, and ready to run: without what only checking needs.
  package func binding(_ scalars: [ScalarID: Value]) -> TypedExpression {
    mapped { $0.bindingLeaf(scalars) }
  }

  fileprivate func bindingLeaf(_ scalars: [ScalarID: Value]) -> TypedExpression {
    var result = self
    // It was read while checking; what is left of it (`Aggregate.currency`) stands by itself.
    result.currency = nil
    switch kind {
    case .scalar(let id): result.kind = .constant(scalars[id] ?? .missing)
    case .subquery(let plan): result.kind = .subquery(plan.binding(scalars))
    default: break
    }
    return result
  }
}

extension Plan {
  /// As `TypedExpression.binding`.
  package func binding(_ scalars: [ScalarID: Value]) -> Plan {
    mapped { $0.bindingLeaf(scalars) }
  }
}
