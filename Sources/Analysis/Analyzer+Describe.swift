import Columns
import Diagnostics
import Plans
import Syntax

extension Analyzer {
  /// `describe`: a row for each field of the table so far.
  func checkDescribe(_ span: Span, _ table: inout TableInProgress) {
    let relation = RelationID(-declarations.nextNumber())
    add(.describe(relation, table.finished(shown: outputFields(table.shape))), span)
    let row = newColumn(.row(relation))
    let place = column(row, span)
    var shape = Shape(fields: [], row: nil, name: "the description")
    shape.fields = Description.fields.enumerated().map { index, field in
      Shape.Field(field.name, TypedExpression(.field(relation, index, row: place), field.type, span))
    }
    declarations.unnamed[relation] = Declarations.Table(relation: relation, shape: shape, row: row)
    table = TableInProgress(source: relation, row: row, shape: shape)
  }
}
