import Columns
import Diagnostics

/// A checked pipeline: rows of a relation, what is done to them, and the fields they leave with.
///
/// Rows flow as frames: a number of rows and some columns, by `ColumnID`. The source gives one column, the row numbers; everything
/// else is read through them when it is needed (`TypedExpression.Kind.field`), so that no operator copies what it does not name.
package struct Plan: Sendable {
  package var source: RelationID
  /// The column of the source's row numbers, of type `.row(source)`.
  package var row: ColumnID
  package var operators: [Operator]
  package var output: [OutputField]
  /// Spreads the result into a crosstab.
  package var pivot: PivotOutput?
  package var chart: ChartOutput?

  package init(source: RelationID, row: ColumnID, operators: [Operator] = [], output: [OutputField] = []) {
    self.source = source
    self.row = row
    self.operators = operators
    self.output = output
  }

  /// The output's fields are the keys, then the value that is spread across columns, then the cell. Each distinct value, sorted and
  /// shown as text, becomes a column; a cell without a row is `empty`.
  package struct PivotOutput: Sendable {
    package var empty: Value
    /// What a cell is, as written: `count()`.
    package var label: String

    package init(empty: Value, label: String) {
      self.empty = empty
      self.label = label
    }
  }

  /// The picture in which people are shown the rows. What it draws are the last fields of the output, which the result itself does
  /// not have.
  package struct ChartOutput: Sendable {
    package var kind: ResultChart.Kind
    /// Of these last fields.
    package var roles: [ResultChart.Role]
    /// A text over no rows.
    package var title: TypedExpression?

    package init(kind: ResultChart.Kind, roles: [ResultChart.Role], title: TypedExpression? = nil) {
      self.kind = kind
      self.roles = roles
      self.title = title
    }
  }

  package struct OutputField: Sendable {
    package var name: String
    package var expression: TypedExpression
    /// What money is in, for people to see.
    package var currency: TypedExpression.Currency?
    /// How people see it.
    package var displayForm: String? { expression.displayForm }
    /// What became of each cell (`Withheld`), where some may be withheld, and the least size of a group.
    package var withheld: (state: TypedExpression, least: Int)?
    /// The fields of a record, or of the objects of a list.
    package var children: [OutputField]
    /// For a list of objects: the relation of the elements; `expression` is then the row they belong to, and `children` are over
    /// the column `elementRow`.
    package var elements: (relation: RelationID, elementRow: ColumnID)?

    package init(
      name: String, expression: TypedExpression, currency: TypedExpression.Currency? = nil,
      children: [OutputField] = [],
      elements: (relation: RelationID, elementRow: ColumnID)? = nil
    ) {
      self.name = name
      self.expression = expression
      self.currency = currency
      self.children = children
      self.elements = elements
    }
  }
}

/// What is done to the rows. Fields being expressions over columns, `select`, `drop` and `rename` need no operator.
package indirect enum Operator: Sendable {
  /// Keeps the rows for which the condition is true; missing is false.
  case filter(TypedExpression)
  /// Adds columns, each seeing those before it.
  case compute([Computation])
  /// Stable; missing last unless a key says otherwise.
  case sort([SortKey])
  /// Drops the first `skip` rows and keeps `take` of the rest (nil: all). Constants once bound; a negative one is taken for 0.
  case limit(skip: TypedExpression?, take: TypedExpression?)
  /// Keeps the first `take` rows of each group in the order of `sort` (as the rows come where it is empty), groups by first
  /// appearance. No keys: the whole table is one group.
  case limitPer(take: TypedExpression, keys: [TypedExpression], sort: [SortKey])
  /// One row a distinct key, sorted by the keys (missing last); without keys one row, also over no rows. Leaves the columns of keys
  /// and aggregates only. Aggregates range over `.rows`, or over `.related` of all rows of the group, each related row once.
  case group(keys: [Computation], aggregates: [Aggregation])
  /// Adds to each row aggregates over all rows with the same keys (no keys: over the whole table), and what depends on the order of
  /// `sort` among them. Rows and their order stay.
  case window(WindowOperator)
  /// Keeps the first of the rows with equal keys, sorted by them.
  case distinct(keys: [TypedExpression])
  case join(JoinOperator)
  /// The rows, then those of another table.
  case union(UnionOperator)
  /// So many rows chosen at random, in the order in which they come.
  case sample(count: TypedExpression, seed: UInt64)
  /// After `group`: a row also for each period without rows.
  case complete(PeriodCompletion)
  /// After `group`, where some persons' numbers may be too few to be told.
  case withhold(Withholding)
  /// One row for each element of a list value, in the column `element`; rows with none go.
  case unnestList(TypedExpression, element: ColumnID)
  /// One row for each related row (a list of objects); `row` is its row number.
  case unnestRows(base: TypedExpression, step: Aggregate.Step, row: ColumnID)
}

package struct WindowOperator: Sendable {
  package var keys: [TypedExpression]
  /// Order within each group of equal keys, as the rows come where it is empty; it is that of `first`, `last`, `list` too.
  package var sort: [SortKey]
  package var aggregates: [Aggregation]
  package var functions: [(column: ColumnID, function: WindowFunction)]

  package init(
    keys: [TypedExpression], sort: [SortKey] = [], aggregates: [Aggregation] = [],
    functions: [(column: ColumnID, function: WindowFunction)] = []
  ) {
    self.keys = keys
    self.sort = sort
    self.aggregates = aggregates
    self.functions = functions
  }
}

package indirect enum WindowFunction: Sendable {
  /// The aggregate (over `.rows`) of the rows up to and with this one.
  case running(Aggregate)
  /// From 1.
  case rowNumber
  /// 1 and as many as sort before it; equal rows have the same.
  case rank
  /// The value of the row `distance` before (negative: after) this one; missing where there is none.
  case shifted(TypedExpression, distance: Int)
}

package struct UnionOperator: Sendable {
  package var table: RelationID
  /// The column of the table's row numbers, over which `right` is evaluated.
  package var row: ColumnID
  /// The columns that leave: of the rows that came `left`, of the table's rows `right`, both of the column's type.
  package var columns: [(column: ColumnID, left: TypedExpression, right: TypedExpression)]

  package init(
    table: RelationID, row: ColumnID, columns: [(column: ColumnID, left: TypedExpression, right: TypedExpression)]
  ) {
    self.table = table
    self.row = row
    self.columns = columns
  }
}

/// `by every month(date)`: for each combination of the other keys that occurs, a row for each period from the first to the last that
/// occurs, or of the range. The result is sorted by the keys, as `group` leaves it.
package struct PeriodCompletion: Sendable {
  /// The column of the periods: years are integers, days are dates.
  package var period: ColumnID
  package var kind: Period.Kind
  /// A period of which those within are completed; rows outside it stay.
  package var range: TypedExpression?
  /// The columns of all keys in their order, `period` among them.
  package var keys: [ColumnID]
  /// What aggregates are over no rows: 0, true, false, an empty list or missing.
  package var fill: [(column: ColumnID, value: Value)]

  package init(
    period: ColumnID, kind: Period.Kind, range: TypedExpression?, keys: [ColumnID],
    fill: [(column: ColumnID, value: Value)]
  ) {
    self.period = period
    self.kind = kind
    self.range = range
    self.keys = keys
    self.fill = fill
  }
}

package struct Computation: Sendable {
  package var column: ColumnID
  package var expression: TypedExpression

  package init(_ column: ColumnID, _ expression: TypedExpression) {
    self.column = column
    self.expression = expression
  }
}

package struct Aggregation: Sendable {
  package var column: ColumnID
  package var aggregate: Aggregate

  package init(_ column: ColumnID, _ aggregate: Aggregate) {
    self.column = column
    self.aggregate = aggregate
  }
}

/// Joins rows with those of `table`, found by equal keys: missing equals nothing. The other row is the column `row`.
package struct JoinOperator: Sendable {
  package enum Kind: String, Sendable { case left, inner, full }

  package var kind: Kind
  package var table: RelationID
  /// The column of the table's row numbers: in `tableKeys` and `residual`, and in the rows that leave (none where nothing matched).
  package var row: ColumnID
  /// Over the rows that enter; pairwise of the same types as `tableKeys`.
  package var keys: [TypedExpression]
  package var tableKeys: [TypedExpression]
  /// The rest of the condition, over both.
  package var residual: TypedExpression?
  /// In a full join, the rows of the table that matched nothing follow, in their order, with every other column missing.
  package init(
    kind: Kind, table: RelationID, row: ColumnID, keys: [TypedExpression], tableKeys: [TypedExpression],
    residual: TypedExpression?
  ) {
    self.kind = kind
    self.table = table
    self.row = row
    self.keys = keys
    self.tableKeys = tableKeys
    self.residual = residual
  }
}
