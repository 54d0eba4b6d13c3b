/// How results are shown. The defaults are those for a file or pipe: nothing cut, no colour.
package struct RenderingOptions: Sendable {
  /// Columns of the terminal to which tables are fitted; nil for no fitting.
  package var width: Int?
  /// Above so many rows a table shows the first and the last ones only; nil for all.
  package var maximumRows: Int?
  /// Box drawing, `…` and `·`; otherwise ASCII.
  package var unicode = true
  package var colour = false
  /// The dataset's time zone in minutes east of UTC, in which datetimes are written.
  package var zoneMinutes = 0
  /// In CSV and TSV, an apostrophe stands before text that a spreadsheet would run as a formula.
  package var guardsFormulas = false
  /// Machine formats make controls visible too, for a terminal.
  package var showsControls = false

  package init(
    width: Int? = nil, maximumRows: Int? = nil, unicode: Bool = true, colour: Bool = false, zoneMinutes: Int = 0
  ) {
    self.width = width
    self.maximumRows = maximumRows
    self.unicode = unicode
    self.colour = colour
    self.zoneMinutes = zoneMinutes
  }
}
