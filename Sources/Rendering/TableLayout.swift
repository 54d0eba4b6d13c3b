import Diagnostics

/// One column of a table on the screen.
struct TableColumn {
  var header: String
  var isNumber: Bool
  /// Whether its values may be cut: texts, lists, records, and floats after the point.
  var canShrink: Bool
  /// The widest value, as far as measured.
  var contentWidth = 0
  /// Of a column of numbers, the most digits after the point, the point included.
  var fractionWidth = 0
  /// Of a column of numbers, the widest before the point.
  var wholeWidth = 0
  /// On the screen, once fitted.
  var width = 0

  var naturalWidth: Int { max(contentWidth, TextWidth.of(header), 1) }

  /// Below this a column says nothing any more, and is left out instead.
  var minimumWidth: Int {
    let header = min(TextWidth.of(header), readableWidth)
    if !canShrink { return max(contentWidth, header, 1) }
    return min(naturalWidth, max(wholeWidth > 0 ? wholeWidth + 4 : readableWidth, header))
  }

  /// Of a text.
  var readableWidth = 8
}

enum TableLayout {
  /// Gives every column its width. Where `available` (with borders of three a column and one more) does not hold them, the last
  /// columns go until the rest fit at their least widths, and the widest shrink to one common width. Returns how many stay, at
  /// least one.
  static func fit(_ columns: inout [TableColumn], to available: Int?) -> Int {
    for index in columns.indices { columns[index].width = columns[index].naturalWidth }
    guard let available, !columns.isEmpty else { return columns.count }
    // The first says which row it is.
    columns[0].readableWidth = max(columns[0].readableWidth, available / 5)
    var kept = 1
    var least = columns[0].minimumWidth + 4
    while kept < columns.count, least + columns[kept].minimumWidth + 3 <= available {
      least += columns[kept].minimumWidth + 3
      kept += 1
    }
    shrink(&columns[..<kept], to: max(available - 3 * kept - 1, 1))
    return kept
  }

  /// `space` is for the cells alone.
  private static func shrink(_ columns: inout ArraySlice<TableColumn>, to space: Int) {
    func width(_ column: TableColumn, _ cap: Int) -> Int {
      max(min(column.naturalWidth, cap), column.minimumWidth)
    }
    func total(_ cap: Int) -> Int { columns.reduce(0) { $0 + width($1, cap) } }
    var low = 0
    var high = columns.map(\.naturalWidth).max() ?? 0
    while low < high {
      let middle = (low + high + 1) / 2
      if total(middle) <= space { low = middle } else { high = middle - 1 }
    }
    var rest = space - total(low)
    for index in columns.indices {
      columns[index].width = width(columns[index], low)
      if rest > 0, columns[index].width < columns[index].naturalWidth {
        columns[index].width += 1
        rest -= 1
      }
    }
    // One column that does not even fit at its least.
    if rest < 0, let only = columns.indices.first { columns[only].width = max(columns[only].width + rest, 1) }
  }

  static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(count, 0)) }
}
