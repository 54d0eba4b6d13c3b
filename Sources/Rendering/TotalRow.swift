import Columns

extension ResultTable {
  /// The fields that are shown, with the row of `with total` as their only one; nil without a total. For people it is labelled `total`
  /// in the first field, where the groups have their key, unless that is a number.
  func total(isLabelled: Bool) -> [ResultField]? {
    guard let total else { return nil }
    let shown = zip(fields, total).filter { $0.0.isShown }
    let marks = fields.indices.filter { fields[$0].isShown }.map { totalMarks[$0] }
    return shown.enumerated().map { place, part in
      var (field, value) = part
      if isLabelled, place == 0, value.isMissing, !field.isNumber { (field.type, value) = (.text, .text("total")) }
      // One value always fits into a column.
      field.column = (try? Column([value], field.type)) ?? Column(.boolean(Vector([0])), validity: Vector([0]))
      field.children = []
      field.marks = marks[place].map { CellMarks(states: Column(.integer(Vector([1]))), words: [nil, $0]) }
      return field
    }
  }
}
