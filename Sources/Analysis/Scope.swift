import Columns
import Plans

/// Where an expression stands: whose rows its names mean, and what an aggregate in it ranges over.
struct Scope {
  /// The rows at hand; nil outside any stage, where names are those of collections.
  var shape: Shape?
  /// A path, as written, that means the row at hand itself: `visits` inside `max(visits.date)`.
  var prefix: [String] = []
  /// What `prefix` means, where it is a list of plain values: its element.
  var element: TypedExpression?
  /// The scope around an aggregate, for names the inner row lacks and for `outer.`.
  indirect enum Outer {
    case none
    case scope(Scope)
  }
  var outer: Outer = .none
  var aggregates: AggregatePlace
  /// In the items of `summarize`, where plain names mean keys: the scope of the group's rows, over which aggregates range.
  var groupRows: Outer = .none
  /// Whether functions of the rows' order, such as `row_number()`, may stand here: in `derive`.
  var isOrdered = false

  /// What an aggregate without a to-many path means here.
  enum AggregatePlace {
    /// It ranges over the table as it enters the stage, or over its row's group: a column of its own (`Operator.window`).
    case window
    /// It ranges over the rows of the group (`Operator.group`).
    case group
    /// Inside an aggregate: only the row's own related rows can be ranged over.
    case inner
    /// No rows at hand: a whole collection must be named.
    case none
    /// Not allowed, with the words that say where.
    case forbidden(String)
  }

  init(shape: Shape?, aggregates: AggregatePlace) {
    self.shape = shape
    self.aggregates = aggregates
  }
}

/// What a path means.
enum Resolved {
  case value(TypedExpression)
  /// A row of a relation, not by a key: a joined row, or the row at hand.
  case row(TypedExpression)
  case many(ManyPath)
  /// A whole collection or named table, to which nothing at hand is related.
  case collection(RelationID, name: String)
  /// An error was reported, or the shape is uncertain.
  case failed
}

/// A path that leads to many rows for each row at hand.
struct ManyPath {
  /// The row where the steps begin.
  var base: TypedExpression
  var steps: [Aggregate.Step]
  /// Where the last step leads.
  var relation: RelationID
  /// How many names of the path lead there; the rest is read in each of those rows.
  var length: Int
}
