import Columns

extension ResultTable {
  /// All rows, or the first and the last of them where they are more.
  func shownRows(atMost maximum: Int?) -> [Range<Int>] {
    let shown = max(min(maximum ?? count, count), 0)
    return shown < count ? [0..<(shown + 1) / 2, (count - shown / 2)..<count] : [0..<count]
  }
}

/// `no rows`, `1 row`, `1,204 rows`.
func countOfRows(_ count: Int) -> String {
  count == 0 ? "no rows" : count == 1 ? "1 row" : "\(groupingDigits(String(count).utf8, from: 4)) rows"
}
