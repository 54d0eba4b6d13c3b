import Columns

extension ResultTable {
  /// The fields that are shown, with the row of `with total` as their only one; nil without a total. Where the values have no types
  /// it is labelled `total` in the first field, in which the groups have their key.
  func total(isLabelled: Bool) -> [ResultField]? {
    guard let total else { return nil }
    var shown = zip(fields, total).filter { $0.0.isShown }.map(\.1)
    if isLabelled, let key = shown.first, key.column.isMissing(0), let label = try? Column([.text("total")], .text) {
      shown[0] = ResultField(name: key.name, type: .text, column: label)
    }
    return shown
  }
}
