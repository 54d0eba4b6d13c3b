import Columns

/// What the texts of a field without a declared type read as, looked at all together: dates in another form than ISO 8601, or
/// something that most of them are and a few are not.
struct TextReading {
  enum Result {
    /// Nothing but texts.
    case texts
    /// All are dates written in one way, a pattern of `strptime`, and in no other that means other days.
    case dates(Column, pattern: String)
    /// All are dates, but whether day or month comes first, they do not tell.
    case ambiguous(first: TextView)
    /// Most are `what`.
    case strays(what: String, count: Int, of: Int, first: TextView)
  }

  private enum Reading: Hashable {
    case number, datetime
    /// The place among `patterns`.
    case date(Int)

    var plural: String {
      switch self {
      case .number: "numbers"
      case .datetime: "dates with a time"
      case .date: "dates"
      }
    }
  }

  /// The ways in which people write dates, ISO 8601 first.
  private static let patterns: [(text: String, pattern: TimePattern)] =
    (["-", "/", "."].flatMap { ["%Y\($0)%m\($0)%d", "%d\($0)%m\($0)%Y", "%m\($0)%d\($0)%Y"] }
    + ["%Y年%m月%d日", "%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%d-%B-%Y", "%b %d, %Y", "%B %d, %Y"])
    .compactMap { text in (try? TimePattern(text)).map { (text, $0) } }

  /// Of a dictionary each entry once, with how many rows have it.
  private let texts: [(text: TextView, rows: Int)]
  private let total: Int
  private let column: Column
  /// A cell's text may be a number; a JSON text is one by intent.
  private let areCells: Bool

  /// So many texts decide whether all are looked at.
  private static let sampleSize = 64

  /// Nil where nothing but text is likely.
  init?(_ column: Column, areCells: Bool) {
    self.column = column
    self.areCells = areCells
    let validity = column.validity
    func isPresent(_ row: Int) -> Bool { validity.map { $0[row] != 0 } ?? true }
    switch column.values {
    case .dictionary(let codes, let dictionary):
      let entries = dictionary.entries
      let sample = stride(from: 0, to: entries.count, by: max(1, entries.count / Self.sampleSize)).map { entries[$0] }
      guard Self.isWorthwhile(sample, areCells) else { return nil }
      var rows = [Int](repeating: 0, count: entries.count)
      for row in 0..<codes.count where isPresent(row) { rows[Int(codes[row])] += 1 }
      texts = rows.indices.filter { rows[$0] > 0 }.map { (entries[$0], rows[$0]) }
    case .text(let views, _):
      let step = max(1, views.count / Self.sampleSize)
      let sample = stride(from: 0, to: views.count, by: step).filter(isPresent).map { views[$0] }
      guard Self.isWorthwhile(sample, areCells) else { return nil }
      texts = (0..<views.count).filter(isPresent).map { (views[$0], 1) }
    default: return nil
    }
    total = texts.reduce(0) { $0 + $1.rows }
  }

  private static func isWorthwhile(_ sample: [TextView], _ areCells: Bool) -> Bool {
    !sample.isEmpty && sample.count { !readings($0, areCells).isEmpty } * 2 >= sample.count
  }

  private static func readings(_ text: TextView, _ areCells: Bool) -> [Reading] {
    guard text.count > 0 else { return [] }
    if areCells, CellKind.of(text).family == .number { return [.number] }
    if Instant.parse(text.bytes, zoneMinutes: 0) != nil { return [.datetime] }
    // The shortest is 1/2/2023, the longest 30 September 2023.
    guard text.count >= 8, text.count <= 20 else { return [] }
    return patterns.indices.filter { patterns[$0].pattern.read(text) != nil }.map { .date($0) }
  }

  var result: Result {
    var counts: [Reading: Int] = [:]
    var order: [Reading] = []
    for (text, rows) in texts {
      for reading in Self.readings(text, areCells) {
        if counts[reading] == nil { order.append(reading) }
        counts[reading, default: 0] += rows
      }
    }
    let all = order.compactMap { reading in
      if case .date(let place) = reading, counts[reading] == total { Self.patterns[place] } else { nil }
    }
    if let first = all.first {
      let days = texts.map { first.pattern.read($0.text)?.day }
      let isOne = all.dropFirst().allSatisfy { other in texts.map { other.pattern.read($0.text)?.day } == days }
      if !isOne { return .ambiguous(first: texts[0].text) }
      return column(first.pattern).map { .dates($0, pattern: first.text) } ?? .texts
    }
    // Of equals the first.
    guard let most = order.max(by: { counts[$0, default: 0] < counts[$1, default: 0] }), let count = counts[most],
      count * 2 > total, count < total,
      let stray = texts.first(where: { !Self.readings($0.text, areCells).contains(most) })
    else { return .texts }
    return .strays(what: most.plural, count: total - count, of: total, first: stray.text)
  }

  /// The column as dates.
  private func column(_ pattern: TimePattern) -> Column? {
    func day(_ text: TextView) -> Int32 { Int32(truncatingIfNeeded: pattern.read(text)?.day ?? 0) }
    switch column.values {
    case .dictionary(let codes, let dictionary):
      let days = dictionary.entries.buffer.map(day)
      let values = codes.buffer.map { Int($0) < days.count ? days[Int($0)] : 0 }
      return Column(.date(Vector(values)), validity: column.validity)
    case .text(let views, _):
      return Column(.date(Vector(views.buffer.map { $0.count > 0 ? day($0) : 0 })), validity: column.validity)
    default: return nil
    }
  }
}
