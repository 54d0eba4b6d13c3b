import Columns
import Plans

/// What a table is at some stage: its fields, in order, and whose rows it has. Completion and errors read the same shape.
package struct Shape: Sendable {
  package var fields: [Field]
  /// The row of the collection or named table from which the rows came, while they live: reverse references start here.
  package var row: TypedExpression?
  /// How messages name the table: `children`, `the table`.
  package var name: String
  /// Something about the fields failed, so that a name that is not found is no further error.
  package var isUncertain = false

  package init(fields: [Field], row: TypedExpression?, name: String) {
    self.fields = fields
    self.row = row
    self.name = name
  }

  package struct Field: Sendable {
    package var name: String
    /// The other name of a reference: `sponsor` of `sponsor_id`, and the other way round.
    package var alias: String?
    package var content: Content
    package var qualifier: String?

    package init(
      _ name: String, alias: String? = nil, _ content: Content, qualifier: String? = nil
    ) {
      self.name = name
      self.alias = alias
      self.content = content
      self.qualifier = qualifier
    }

    package init(_ name: String, _ expression: TypedExpression) { self.init(name, .value(expression)) }

    package func isNamed(_ text: String) -> Bool { name == text || alias == text }

    /// Joined rows are followed and dropped, not shown.
    package var isShown: Bool {
      if case .value(let expression) = content, case .row = expression.type { return false }
      return true
    }
  }

  package enum Content: Sendable {
    /// A value; a joined row is one of type `.row`.
    case value(TypedExpression)
    /// A list of objects: the relation of its elements, and the row they belong to.
    case elements(RelationID, of: TypedExpression)
  }

  package func field(named name: String) -> Field? { fields.first { $0.isNamed(name) } }
}

extension Shape.Content {
  /// With `change` applied to the expression as a whole.
  func changing(_ change: (TypedExpression) -> TypedExpression) -> Shape.Content {
    switch self {
    case .value(let expression): .value(change(expression))
    case .elements(let relation, let row): .elements(relation, of: change(row))
    }
  }
}
