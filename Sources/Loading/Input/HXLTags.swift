/// The row of tags that may follow the row of names in a table (https://hxlstandard.org), such as `#affected+f`.
enum HXLTags {
  /// The tags of a row of cells, one for each of `count` columns, empty where it has none; nil where it is no row of tags. A single
  /// tag alone is as likely to be data.
  static func tags(_ cells: [String], count: Int) -> [String]? {
    let filled = cells.filter { !$0.isEmpty }
    return cells.count == count && filled.count > 1 && filled.allSatisfy(isTag) ? cells : nil
  }

  private static func isTag(_ text: String) -> Bool {
    text.hasPrefix("#") && text.utf8.count > 1
      && text.utf8.dropFirst().allSatisfy { byte in
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || [0x20, 0x2B, 0x2D, 0x5F].contains(byte)
      }
  }
}
