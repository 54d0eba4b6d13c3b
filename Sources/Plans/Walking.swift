import Columns

/// Walking and rewriting expressions, written once.
extension TypedExpression {
  /// The expression with `transform` applied to every node, innermost first. Subqueries are plans of their own and are left alone.
  package func mapped(_ transform: (TypedExpression) -> TypedExpression) -> TypedExpression {
    transform(mappingParts { $0.mapped(transform) })
  }

  /// The expression in which what `replacement` gives for a node stands for it and all that is below it.
  package func replacing(_ replacement: (TypedExpression) -> TypedExpression?) -> TypedExpression {
    replacement(self) ?? mappingParts { $0.replacing(replacement) }
  }

  /// With `mapped` applied to each expression directly inside, as a whole.
  private func mappingParts(_ mapped: (TypedExpression) -> TypedExpression) -> TypedExpression {
    var result = self
    switch kind {
    case .constant, .scalar, .column, .subquery: break
    case .field(let relation, let index, let row):
      result.kind = .field(relation, index, row: mapped(row))
    case .lookup(let relation, let fields, let keys):
      result.kind = .lookup(relation, fields: fields, keys: keys.map { mapped($0) })
    case .call(let function, let arguments):
      result.kind = .call(function, arguments.map { mapped($0) })
    case .conditional(let condition, let then, let otherwise):
      result.kind = .conditional(
        mapped(condition), then: mapped(then), else: mapped(otherwise))
    case .membership(let value, let relation, let row, let key):
      result.kind = .membership(mapped(value), relation, row: row, key: mapped(key))
    case .aggregate(let aggregate):
      result.kind = .aggregate(aggregate.mappingParts(mapped))
    }
    if case .each(let text) = currency { result.currency = .each(mapped(text)) }
    return result
  }

  /// Every column that is read, those of frames inside aggregates included.
  package func forEachColumn(_ body: (ColumnID) -> Void) {
    switch kind {
    case .constant, .scalar, .subquery: break
    case .column(let id): body(id)
    case .field(_, _, let row): row.forEachColumn(body)
    case .lookup(_, _, let keys): for key in keys { key.forEachColumn(body) }
    case .call(_, let arguments): for argument in arguments { argument.forEachColumn(body) }
    case .conditional(let condition, let then, let otherwise):
      for part in [condition, then, otherwise] { part.forEachColumn(body) }
    case .membership(let value, _, let row, let key):
      value.forEachColumn(body)
      key.forEachColumn { if $0 != row { body($0) } }
    case .aggregate(let aggregate): aggregate.forEachOuterColumn(body)
    }
  }

  /// The columns that are read of the frame it is evaluated in: those that no aggregate inside it makes.
  package var columns: Set<ColumnID> {
    var result: Set<ColumnID> = []
    forEachColumn { result.insert($0) }
    return result
  }
}

extension Aggregate {
  package func mapped(_ transform: (TypedExpression) -> TypedExpression) -> Aggregate {
    mappingParts { $0.mapped(transform) }
  }

  /// With `change` applied to each expression in it as a whole.
  func mappingParts(_ change: (TypedExpression) -> TypedExpression) -> Aggregate {
    var result = self
    result.argument = argument.map(change)
    result.parameter = parameter.map(change)
    result.condition = condition.map(change)
    result.currency = currency.map(change)
    result.sort = sort.map {
      SortKey(change($0.expression), descending: $0.descending, missingFirst: $0.missingFirst)
    }
    switch range {
    case .rows: break
    case .related(let base, let steps, let row): result.range = .related(base: change(base), steps: steps, row: row)
    case .elements(let list, let element): result.range = .elements(change(list), element: element)
    }
    return result
  }

  /// The column that the frame inside has of its own, where the aggregate has such a frame.
  package var innerColumn: ColumnID? {
    switch range {
    case .rows: nil
    case .related(_, _, let row): row
    case .elements(_, let element): element
    }
  }

  /// The columns read of the frame outside.
  package func forEachOuterColumn(_ body: (ColumnID) -> Void) {
    let inner = innerColumn
    for part in [argument, parameter, condition, currency] + sort.map({ Optional($0.expression) }) {
      part?.forEachColumn { if $0 != inner { body($0) } }
    }
    switch range {
    case .rows: break
    case .related(let base, _, _): base.forEachColumn(body)
    case .elements(let list, _): list.forEachColumn(body)
    }
  }
}

extension SortKey {
  package func mapped(_ transform: (TypedExpression) -> TypedExpression) -> SortKey {
    SortKey(expression.mapped(transform), descending: descending, missingFirst: missingFirst)
  }
}
