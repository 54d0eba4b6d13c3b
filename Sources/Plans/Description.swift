import Columns

/// The fields of what `describe` tells, a row for each field of a table.
package enum Description {
  package static let fields: [FieldSchema] = [
    FieldSchema("field", .text),
    FieldSchema("type", .text),
    FieldSchema("missing", .integer),
    FieldSchema("distinct", .integer),
    FieldSchema("least", .text),
    FieldSchema("median", .text),
    FieldSchema("greatest", .text),
    FieldSchema("most_frequent", .text),
    FieldSchema("histogram", .text),
  ]
}
