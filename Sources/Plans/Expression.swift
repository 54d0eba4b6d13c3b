import Columns
import Diagnostics

/// Identifies a column of the rows that flow through a plan. Each is computed once and never changed: `derive` makes a new one.
package struct ColumnID: Hashable, Sendable {
  package let number: Int
  package init(_ number: Int) { self.number = number }
}

/// An expression with every name resolved and a type. It is evaluated over the rows of a frame: those of the table at that stage, or
/// inside an aggregate the related rows, whose frame can read the columns of the frame outside.
package struct TypedExpression: Sendable {
  package var kind: Kind
  package var type: ValueType
  /// Where it was written, for messages while running.
  package var span: Span
  /// The currency of a sum of money; nil for a plain number.
  package var currency: Currency?
  /// The declared order of a text's values; nil where they sort by code points.
  package var categories: [String]?
  /// How people see the value (`Form`), where its field says so.
  package var displayForm: String?

  package init(_ kind: Kind, _ type: ValueType, _ span: Span, currency: Currency? = nil) {
    self.kind = kind
    self.type = type
    self.span = span
    self.currency = currency
  }

  /// What a sum of money is in. Nothing is computed from it unless a check or a result needs it.
  package indirect enum Currency: Sendable {
    case fixed(String)
    /// A text for each row, over the same frame.
    case each(TypedExpression)
  }

  package indirect enum Kind: Sendable {
    case constant(Value)
    /// `$name`: becomes a constant before the plan runs (`Plan.binding`).
    case scalar(ScalarID)
    case column(ColumnID)
    /// A field of the row that `row` (of type `.row`) finds; missing where there is none.
    case field(RelationID, Int, row: TypedExpression)
    /// The row of the relation whose `fields` equal `keys`: following a reference. The first where several do; none where a key is
    /// missing or dangling.
    case lookup(RelationID, fields: [Int], keys: [TypedExpression])
    case call(Function, [TypedExpression])
    case conditional(TypedExpression, then: TypedExpression, else: TypedExpression)
    /// The value equals that of `key` in some row of the relation; missing is never in. `key` is over the frame of all the
    /// relation's rows, in which `row` is the row.
    case membership(TypedExpression, RelationID, row: ColumnID, key: TypedExpression)
    /// Over rows related to each row of the frame.
    case aggregate(Aggregate)
    /// The one value of a plan with one row and one column, computed once: `count(children)` outside any stage.
    case subquery(Plan)
  }
}

/// Identifies a parameter or scalar `let` of a program.
package struct ScalarID: Hashable, Sendable {
  package let number: Int
  package init(_ number: Int) { self.number = number }
}

/// `function([distinct] argument [, parameter] [where condition] [sort keys])` over the rows of `range`.
package struct Aggregate: Sendable {
  package var function: AggregateFunction
  package var isDistinct: Bool
  /// Absent for `count()` and `exists`.
  package var argument: TypedExpression?
  /// The p of `percentile`.
  package var parameter: TypedExpression?
  package var condition: TypedExpression?
  package var sort: [SortKey]
  package var range: Range
  /// The currency of each row's argument. Rows of different ones are never added or compared: E410, or missing in a total.
  package var currency: TypedExpression?
  package var remedy: CurrencyRemedy?
  package var isOfTotal = false
  /// As written, for notes: `sum(amount)`.
  package var label: String
  package var type: ValueType
  package var span: Span

  package indirect enum Range: Sendable {
    /// The rows of the group, or of the whole table.
    case rows
    /// The rows that the steps lead to from the row `base` of the frame outside; `row` is their row number in the frame inside. A related
    /// row counts once, by whatever ways it is reached.
    case related(base: TypedExpression, steps: [Step], row: ColumnID)
    /// The elements of a list of plain values, each in the column `element` of the frame inside.
    case elements(TypedExpression, element: ColumnID)
  }

  /// One step from rows to related rows.
  package enum Step: Equatable, Sendable {
    /// To the rows of `relation` whose foreign key `fields` refers, by the fields `keys` of `to`, to this row of `to`.
    case reverse(relation: RelationID, fields: [Int], to: RelationID, keys: [Int])
    /// To the elements of a list of objects, `relation` being the relation of the elements.
    case elements(relation: RelationID)
    /// To the row of `to` that the foreign key refers to.
    case forward(relation: RelationID, fields: [Int], to: RelationID, keys: [Int])
    /// From a row of a relation that refers to itself: the row itself, what it refers to, and so on; a cycle ends it.
    case ancestors(relation: RelationID, fields: [Int], keys: [Int])
    /// The row itself, the rows that refer to it, those that refer to them, and so on, each once.
    case descendants(relation: RelationID, fields: [Int], keys: [Int])
    /// To the rows of a named table in whose column `field` (of row numbers) this row stands.
    case tableRows(relation: RelationID, field: Int)
  }

  /// What a sum is in, which all its rows share.
  package var isOfCurrency: Bool { function == .min && label == Self.currencyLabel }
  package static let currencyLabel = "currency"
  /// The label of those that put a value into a listed column of a crosstab.
  package static let pivotLabel = "pivot"

  package init(
    _ function: AggregateFunction, isDistinct: Bool = false, argument: TypedExpression? = nil,
    parameter: TypedExpression? = nil, condition: TypedExpression? = nil, sort: [SortKey] = [], range: Range,
    label: String, type: ValueType, span: Span
  ) {
    self.function = function
    self.isDistinct = isDistinct
    self.argument = argument
    self.parameter = parameter
    self.condition = condition
    self.sort = sort
    self.range = range
    self.label = label
    self.type = type
    self.span = span
  }
}

package enum AggregateFunction: String, CaseIterable, Sendable {
  case count, sum, avg, min, max, median, stddev, percentile, share, first, last, only, mode, list, any, all, exists
}

package struct SortKey: Sendable {
  package var expression: TypedExpression
  package var descending: Bool
  package var missingFirst: Bool

  package init(_ expression: TypedExpression, descending: Bool = false, missingFirst: Bool = false) {
    self.expression = expression
    self.descending = descending
    self.missingFirst = missingFirst
  }
}
