import Diagnostics

package struct Stage: Sendable {
  package var kind: Kind
  /// From the stage's word to its end.
  package var span: Span

  package init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }

  package indirect enum Kind: Sendable {
    case `where`(Expression)
    case search(Text)
    case derive([Item], per: [Item], sort: [SortKey])
    case select([Item])
    case drop([Expression])
    case rename([Renaming])
    case sort([SortKey])
    case take(Expression, per: [Item], sort: [SortKey])
    case skip(Expression)
    case top(Expression, by: Expression, per: [Item])
    case sample(Expression)
    case summarize([Item], by: [GroupKey], total: Bool)
    case count(by: [GroupKey], total: Bool)
    case distinct([Item])
    case join(Join)
    case union(Pipeline)
    case unnest(Expression, name: Name?)
    case pivot(Pivot)
    case describe
    case chart(Chart)
    case save(path: Expression, replace: Bool)
    /// One that did not parse; what it does to the table is unknown.
    case invalid
  }
}

/// `expression` or `name = expression`. `*` and `school.*` are expressions of the kinds `.all` and `.allOf`.
package struct Item: Sendable {
  package var name: Name?
  package var expression: Expression
  package var span: Span { name?.span.joined(expression.span) ?? expression.span }

  package init(name: Name?, expression: Expression) {
    self.name = name
    self.expression = expression
  }
}

/// A key of `summarize`, `count` or `pivot`: with `every`, also the periods without rows, within `range` where given.
package struct GroupKey: Sendable {
  package var item: Item
  package var isEvery: Bool
  package var range: Expression?

  package init(_ item: Item, isEvery: Bool = false, range: Expression? = nil) {
    self.item = item
    self.isEvery = isEvery
    self.range = range
  }
}

package struct SortKey: Sendable {
  package var expression: Expression
  package var descending: Bool
  package var missingFirst: Bool

  package init(_ expression: Expression, descending: Bool = false, missingFirst: Bool = false) {
    self.expression = expression
    self.descending = descending
    self.missingFirst = missingFirst
  }
}

/// `new = old`.
package struct Renaming: Sendable {
  package var new: Name
  package var old: Expression

  package init(new: Name, old: Expression) {
    self.new = new
    self.old = old
  }
}

package struct Join: Sendable {
  package enum Kind: Sendable { case left, inner, full }
  package var kind: Kind
  package var name: Name?
  package var table: Pipeline
  /// Names of fields of both sides (`on item, month`), or one condition.
  package var on: [Expression]

  package init(kind: Kind, name: Name?, table: Pipeline, on: [Expression]) {
    self.kind = kind
    self.name = name
    self.table = table
    self.on = on
  }
}

package struct Pivot: Sendable {
  package var aggregate: Item
  package var across: Expression
  /// The listed values, where `in […]` gives them.
  package var values: Expression?
  package var by: [GroupKey]
  package var total: Bool

  package init(aggregate: Item, across: Expression, values: Expression?, by: [GroupKey], total: Bool) {
    self.aggregate = aggregate
    self.across = across
    self.values = values
    self.by = by
    self.total = total
  }
}

package struct Chart: Sendable {
  package enum Kind: String, Sendable { case bar, line, histogram }
  package var kind: Kind
  package var x: Expression
  package var y: Expression?
  package var per: Expression?
  package var title: Expression?

  package init(kind: Kind, x: Expression, y: Expression? = nil, per: Expression? = nil, title: Expression? = nil) {
    self.kind = kind
    self.x = x
    self.y = y
    self.per = per
    self.title = title
  }
}
