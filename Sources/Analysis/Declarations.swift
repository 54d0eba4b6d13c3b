import Columns
import Diagnostics
import Plans
import Syntax

/// What earlier statements named; at the prompt it lives from line to line.
package struct Declarations: Sendable {
  package var tables: [String: Table] = [:]
  package var scalars: [String: Scalar] = [:]
  package var functions: [String: ValueFunction] = [:]
  private var lastNumber = 0

  package init() {}

  /// A named table: its relation holds the columns that its fields are computed from.
  package struct Table: Sendable {
    package var relation: RelationID
    /// Over the column `row`, the table's row numbers.
    package var shape: Shape
    package var row: ColumnID
    /// The picture in which it was shown.
    var chart: DrawnChart?

    /// The shape over another expression for the table's row.
    func shape(at place: TypedExpression) -> Shape {
      let replace = moving(to: place)
      var result = shape
      result.row = shape.row.map(replace)
      for index in result.fields.indices {
        result.fields[index].content = result.fields[index].content.changing(replace)
      }
      return result
    }

    func chart(at place: TypedExpression) -> DrawnChart? { chart?.changing(moving(to: place)) }

    /// Puts `place` where an expression reads the table's row.
    private func moving(to place: TypedExpression) -> (TypedExpression) -> TypedExpression {
      { expression in
        expression.replacing { node in
          if case .column(row) = node.kind { place } else { nil }
        }
      }
    }
  }

  /// `let band(grade) = …`: its body is checked anew for the types of each call.
  package struct ValueFunction: Sendable {
    package var parameters: [String]
    var body: Expression
    var source: SourceText
  }

  package struct Scalar: Sendable {
    package var id: ScalarID
    package var type: ValueType
    package var currency: TypedExpression.Currency?
  }

  /// Numbers for columns, scalars and tables, each used once.
  package mutating func nextNumber() -> Int {
    lastNumber += 1
    return lastNumber
  }

  func table(of relation: RelationID) -> Table? { tables.values.first { $0.relation == relation } ?? unnamed[relation] }

  /// Tables computed for a join or a save, which no name reaches.
  var unnamed: [RelationID: Table] = [:]
}
