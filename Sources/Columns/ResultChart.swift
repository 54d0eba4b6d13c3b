/// How a result is drawn for people. Its fields have a row for each mark, in the order of the result's rows; of a crosstab, a row for
/// each cell that there is.
package struct ResultChart: Sendable {
  package enum Kind: String, CaseIterable, Sendable { case bar, line, histogram }

  /// What a field of a mark is: where it stands, how large it is (absent: the number of rows is drawn), and of which part or line.
  package enum Role: String, Sendable { case x, y, per }

  package var kind: Kind
  package var title: String?
  package var x: ResultField
  package var y: ResultField?
  package var per: ResultField?

  package init(kind: Kind, title: String? = nil, x: ResultField, y: ResultField? = nil, per: ResultField? = nil) {
    self.kind = kind
    self.title = title
    self.x = x
    self.y = y
    self.per = per
  }
}
