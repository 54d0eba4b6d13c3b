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

  package init(source: RelationID, row: ColumnID, operators: [Operator] = [], output: [OutputField] = []) {
    self.source = source
    self.row = row
    self.operators = operators
    self.output = output
  }

  package struct OutputField: Sendable {
    package var name: String
    package var expression: TypedExpression
    package var unit: FieldSchema.Unit?
    /// The fields of a record, or of the objects of a list.
    package var children: [OutputField]
    /// For a list of objects: the relation of the elements; `expression` is then the row they belong to, and `children` are over
    /// the column `elementRow`.
    package var elements: (relation: RelationID, elementRow: ColumnID)?

    package init(
      name: String, expression: TypedExpression, unit: FieldSchema.Unit? = nil, children: [OutputField] = [],
      elements: (relation: RelationID, elementRow: ColumnID)? = nil
    ) {
      self.name = name
      self.expression = expression
      self.unit = unit
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
  /// Adds to each row aggregates over all rows with the same keys (no keys: over the whole table). Rows and their order stay.
  case window(keys: [TypedExpression], aggregates: [Aggregation])
  /// Keeps the first of the rows with equal keys, sorted by them.
  case distinct(keys: [TypedExpression])
  case join(JoinOperator)
  /// One row for each element of a list value, in the column `element`; rows with none go.
  case unnestList(TypedExpression, element: ColumnID)
  /// One row for each related row (a list of objects); `row` is its row number.
  case unnestRows(base: TypedExpression, step: Aggregate.Step, row: ColumnID)
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
