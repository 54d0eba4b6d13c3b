import Columns

/// What the texts of a field without a declared type read as, looked at all together: dates in another form than ISO 8601, or
/// something that most of them are and a few are not.
struct TextReading {
  enum Result {
    /// Nothing but texts.
    case texts
    /// All are dates in one form, and in no other.
    case dates(Column)
    /// All are dates, but whether day or month comes first, they do not tell.
    case ambiguous(first: TextView)
    /// Most are `what`.
    case strays(what: String, count: Int, of: Int, first: TextView)
  }

  private enum Reading: Hashable, CaseIterable {
    case isoDate, datetime, number
    case yearFirst, dayAndName, nameAndDay, dayFirst, monthFirst

    init(_ order: WrittenDate.Order) {
      switch order {
      case .yearFirst: self = .yearFirst
      case .dayAndName: self = .dayAndName
      case .nameAndDay: self = .nameAndDay
      case .dayFirst: self = .dayFirst
      case .monthFirst: self = .monthFirst
      }
    }

    var plural: String {
      switch self {
      case .isoDate, .yearFirst, .dayAndName, .nameAndDay, .dayFirst, .monthFirst: "dates"
      case .datetime: "dates with a time"
      case .number: "numbers"
      }
    }
  }

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

  private static func readings(_ text: TextView, _ areCells: Bool) -> Set<Reading> {
    guard text.count > 0 else { return [] }
    var readings: Set<Reading> = []
    if areCells, CellKind.of(text).family == .number { readings.insert(.number) }
    if isoDay(text) != nil { readings.insert(.isoDate) }
    if Instant.parse(text.bytes, zoneMinutes: 0) != nil { readings.insert(.datetime) }
    if let date = WrittenDate(text) {
      for order in WrittenDate.Order.allCases where date.days(order) != nil { readings.insert(Reading(order)) }
    }
    return readings
  }

  var result: Result {
    var counts: [Reading: Int] = [:]
    var firstStrays: [Reading: TextView] = [:]
    for (text, rows) in texts {
      let readings = Self.readings(text, areCells)
      for reading in Reading.allCases {
        if readings.contains(reading) {
          counts[reading, default: 0] += rows
        } else if firstStrays[reading] == nil {
          firstStrays[reading] = text
        }
      }
    }
    let orders = WrittenDate.Order.allCases.filter { counts[Reading($0)] == total }
    if orders.count == 1, let column = dates(orders[0]) { return .dates(column) }
    if orders.count > 1, let first = texts.first { return .ambiguous(first: first.text) }
    // Of equals the first.
    guard let most = Reading.allCases.max(by: { counts[$0, default: 0] < counts[$1, default: 0] }),
      let count = counts[most], count * 2 > total, count < total, let stray = firstStrays[most]
    else { return .texts }
    return .strays(what: most.plural, count: total - count, of: total, first: stray)
  }

  /// The column as dates.
  private func dates(_ order: WrittenDate.Order) -> Column? {
    func days(_ text: TextView) -> Int32 { WrittenDate(text)?.days(order) ?? 0 }
    let validity = column.validity
    switch column.values {
    case .dictionary(let codes, let dictionary):
      let entries = dictionary.entries.buffer.map(days)
      return Column(
        .date(Vector(codes.buffer.map { Int($0) < entries.count ? entries[Int($0)] : 0 })), validity: validity)
    case .text(let views, _):
      return Column(.date(Vector(views.buffer.map { $0.count > 0 ? days($0) : 0 })), validity: validity)
    default: return nil
    }
  }
}
