import Columns

/// The rows of a result that are shown: all, or the first and the last ones.
struct ShownRows {
  let ranges: [Range<Int>]
  private let count: Int

  init(of count: Int, _ options: RenderingOptions) {
    self.count = count
    let shown = max(min(options.maximumRows ?? count, count), 0)
    ranges = shown < count ? [0..<(shown + 1) / 2, (count - shown / 2)..<count] : [0..<count]
  }

  /// How many there are, and how many of them are shown: `9,940 rows (40 shown)`.
  var note: String {
    let shown = ranges.reduce(0) { $0 + $1.count }
    return shown < count ? "\(Self.text(count)) (\(grouped(shown)) shown)" : Self.text(count)
  }

  /// `no rows`, `1 row`, `1,204 rows`.
  static func text(_ count: Int) -> String {
    count == 0 ? "no rows" : count == 1 ? "1 row" : "\(grouped(count)) rows"
  }
}

/// How text stands out on a terminal.
enum Face: String {
  case bold = "\u{1B}[1m"
  case dim = "\u{1B}[2m"

  func applied(to text: String, _ options: RenderingOptions) -> String {
    options.colour ? rawValue + text + "\u{1B}[0m" : text
  }
}
