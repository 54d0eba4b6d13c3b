import Columns

/// What the texts of a field without a declared type read as, looked at all together: dates and numbers in another form than ISO 8601
/// and JSON have, or something that most of them are and a few are not.
struct TextReading {
  enum Result {
    /// Nothing but texts.
    case texts
    /// All are dates, or dates with a time, written in one way, a pattern of `strptime`, and in no other that means other days.
    case times(Column, ValueType, pattern: String)
    /// All are numbers written in one way, and in no other that means other numbers.
    case numbers(Column, NumberForm)
    /// All may be `what`, and it takes a descriptor to tell.
    case unclear(what: String, declaration: String)
    /// Most are `what`.
    case strays(what: String, count: Int, of: Int, first: TextView)
  }

  private enum Reading: Hashable {
    case number, isoDatetime
    /// The place among `WrittenForms.numbers`, `dates`, `shortDates`.
    case writtenNumber(Int)
    case date(Int)
    case shortDate(Int)
    /// And that of the time.
    case datetime(Int, time: Int, separator: String)
    case amount(sign: String)

    var plural: String {
      switch self {
      case .number, .writtenNumber: "numbers"
      case .isoDatetime, .datetime: "dates with a time"
      case .date, .shortDate: "dates"
      case .amount: "amounts"
      }
    }
  }

  /// Of a dictionary each entry once, with how many rows have it.
  private let texts: [(text: TextView, rows: Int)]
  private let total: Int
  private let column: Column
  /// A cell's text may be a number; a JSON text is one by intent. Nil for JSON.
  private let separator: UInt8?
  /// Of datetimes that name no zone.
  private let zoneMinutes: Int

  /// So many texts decide whether all are looked at.
  private static let sampleSize = 64

  /// Nil where nothing but text is likely. `separator` is that of the cells.
  init?(_ column: Column, separator: UInt8?, zoneMinutes: Int) {
    self.column = column
    self.separator = separator
    self.zoneMinutes = zoneMinutes
    let validity = column.validity
    func isPresent(_ row: Int) -> Bool { validity.map { $0[row] != 0 } ?? true }
    let areCells = separator != nil
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

  /// The longest is 30 September 2023 at 12:05:30 AM.
  private static let longest = 34

  private static func readings(_ text: TextView, _ areCells: Bool) -> [Reading] {
    guard text.count > 0, text.bytes.prefix(longest).contains(where: { $0 &- UInt8(ascii: "0") <= 9 }) else {
      return []
    }
    if areCells, CellKind.of(text).family == .number {
      return [.number]
        + WrittenForms.numbers.indices.filter { WrittenForms.numbers[$0].usual(text) != nil }.map { .writtenNumber($0) }
    }
    if Instant.parse(text.bytes, zoneMinutes: 0) != nil { return [.isoDatetime] }
    guard text.count <= longest else { return [] }
    let numbers: [Reading] =
      areCells
      ? WrittenForms.numbers.indices.filter { WrittenForms.numbers[$0].usual(text) != nil }.map { .writtenNumber($0) }
      : []
    if !numbers.isEmpty { return numbers }
    if let start = WrittenForms.timeStart(text) { return datetimes(text, timeStart: start) }
    let dates = WrittenForms.dates.indices.filter { WrittenForms.dates[$0].pattern.read(text) != nil }
    if !dates.isEmpty { return dates.map { .date($0) } }
    let short = WrittenForms.shortDates.indices.filter { WrittenForms.shortDates[$0].pattern.read(text) != nil }
    if !short.isEmpty { return short.map { .shortDate($0) } }
    return WrittenForms.sign(text).map { [.amount(sign: $0)] } ?? []
  }

  /// Whether a text is among those that `readings` gives, without looking at the others.
  private func reads(_ text: TextView, as reading: Reading) -> Bool {
    switch reading {
    case .writtenNumber(let place): return WrittenForms.numbers[place].usual(text) != nil
    case .date(let place): return WrittenForms.dates[place].pattern.read(text) != nil
    case .datetime(let place, let timePlace, let separator):
      guard let start = WrittenForms.timeStart(text) else { return false }
      let (date, time, own) = Self.divided(text, timeStart: start)
      return own == separator && WrittenForms.dates[place].pattern.read(date) != nil
        && WrittenForms.times[timePlace].pattern.read(time) != nil
    case .number, .isoDatetime, .shortDate, .amount: return Self.readings(text, separator != nil).contains(reading)
    }
  }

  /// The date, the time, and what stands between.
  private static func divided(_ text: TextView, timeStart: Int) -> (date: TextView, time: TextView, separator: String) {
    let time = TextView(start: text.start + timeStart, count: text.count - timeStart)
    let hasComma = text.start[timeStart - 2] == UInt8(ascii: ",")
    return (TextView(start: text.start, count: timeStart - (hasComma ? 2 : 1)), time, hasComma ? ", " : " ")
  }

  private static func datetimes(_ text: TextView, timeStart: Int) -> [Reading] {
    let (date, time, separator) = divided(text, timeStart: timeStart)
    guard let timePlace = WrittenForms.times.firstIndex(where: { $0.pattern.read(time) != nil }) else { return [] }
    return WrittenForms.dates.indices.filter { WrittenForms.dates[$0].pattern.read(date) != nil }
      .map { .datetime($0, time: timePlace, separator: separator) }
  }

  // MARK: The result

  var first: TextView { texts.first?.text ?? .empty }

  var result: Result {
    // Mostly all texts are written in one way.
    var common = Self.readings(first, separator != nil)
    for (text, _) in texts.dropFirst() {
      if common.isEmpty { break }
      common = common.filter { reads(text, as: $0) }
    }
    return common.isEmpty ? mostly : agreed(common)
  }

  private var mostly: Result {
    let readings = texts.map { Self.readings($0.text, separator != nil) }
    var counts: [Reading: Int] = [:]
    var order: [Reading] = []
    for (index, own) in readings.enumerated() {
      for reading in own {
        if counts[reading] == nil { order.append(reading) }
        counts[reading, default: 0] += texts[index].rows
      }
    }
    // Of equals the first.
    guard let most = order.max(by: { counts[$0, default: 0] < counts[$1, default: 0] }), let count = counts[most],
      count * 2 > total || !readings.contains(where: \.isEmpty),
      let stray = readings.firstIndex(where: { !$0.contains(most) })
    else { return .texts }
    return .strays(what: most.plural, count: total - count, of: total, first: texts[stray].text)
  }

  /// What each of `readings` makes of all texts.
  private func agreed(_ readings: [Reading]) -> Result {
    let numbers = readings.compactMap {
      if case .writtenNumber(let place) = $0 { WrittenForms.numbers[place] } else { nil }
    }
    if !numbers.isEmpty { return agreed(numbers) }
    let times = readings.compactMap(pattern)
    if let first = times.first {
      let isOne = times.dropFirst().allSatisfy { other in
        texts.allSatisfy { other.pattern.read($0.text)?.day == first.pattern.read($0.text)?.day }
      }
      guard isOne else {
        return .unclear(
          what: "dates of which nothing tells whether the day or the month comes first",
          declaration: "\"type\": \"\(first.isDate ? "date" : "datetime")\", \"format\": \"\(first.text)\"")
      }
      return column(first.pattern, isDate: first.isDate)
        .map { .times($0, first.isDate ? .date : .datetime, pattern: first.text) } ?? .texts
    }
    switch readings.first {
    case .shortDate(let place):
      return .unclear(
        what: "dates with years of two digits, of which nothing tells what is day, month and year",
        declaration: "\"type\": \"date\", \"format\": \"\(WrittenForms.shortDates[place].text)\"")
    case .amount(let sign):
      return .unclear(
        what: "numbers with \(sign) beside them", declaration: "\"type\": \"number\", \"bareNumber\": false")
    case .number, .isoDatetime, .writtenNumber, .date, .datetime, nil: return .texts
    }
  }

  private func pattern(_ reading: Reading) -> (text: String, pattern: TimePattern, isDate: Bool)? {
    switch reading {
    case .date(let place): return (WrittenForms.dates[place].text, WrittenForms.dates[place].pattern, true)
    case .datetime(let place, let time, let separator):
      let text = WrittenForms.dates[place].text + separator + WrittenForms.times[time].text
      return (try? TimePattern(text)).map { (text, $0, false) }
    case .number, .isoDatetime, .writtenNumber, .shortDate, .amount: return nil
    }
  }

  /// Without decimals among them `100,200` and `100 200` may as well be lists, as a comma may where it also separates the cells.
  private func agreed(_ forms: [NumberForm]) -> Result {
    let hasDecimals = texts.contains { (forms[0].usual($0.text)?.scale ?? 0) > 0 }
    let isOne = forms.dropFirst().allSatisfy { other in
      texts.allSatisfy { other.usual($0.text) == forms[0].usual($0.text) }
    }
    guard isOne, hasDecimals, separator != UInt8(ascii: ",") || forms[0].decimalMark != [UInt8(ascii: ",")] else {
      return .unclear(
        what: "numbers with commas or points of which nothing tells whether decimals or thousands follow",
        declaration: "\"type\": \"number\", with \"decimalChar\" and \"groupChar\"")
    }
    return column(forms[0]).map { .numbers($0, forms[0]) } ?? .texts
  }

  // MARK: Columns

  private func column(_ pattern: TimePattern, isDate: Bool) -> Column? {
    if isDate {
      return mapped { Int32(truncatingIfNeeded: pattern.read($0)?.day ?? 0) }
        .map { Column(.date($0), validity: column.validity) }
    }
    let offset = Int64(zoneMinutes) * 60_000_000
    let instants = mapped { text -> Int64 in
      guard let time = pattern.read(text) else { return 0 }
      return Int64(time.day) * Instant.microsecondsPerDay + time.microseconds - offset
    }
    return instants.map { Column(.datetime($0), validity: column.validity) }
  }

  /// Nil where together they have more than 38 digits.
  private func column(_ form: NumberForm) -> Column? {
    let scale = texts.reduce(0) { max($0, form.usual($1.text)?.scale ?? 0) }
    guard texts.allSatisfy({ form.usual($0.text)?.rescaled(to: scale) != nil }) else { return nil }
    guard let wide = mapped({ form.usual($0)?.rescaled(to: scale)?.mantissa ?? Int128(0) }) else { return nil }
    guard wide.buffer.allSatisfy({ Int64(exactly: $0) != nil }) else {
      return Column(.wideDecimal(wide, scale: scale), validity: column.validity)
    }
    let narrow = Vector(wide.buffer.map { Int64(truncatingIfNeeded: $0) })
    return Column(.decimal(narrow, scale: scale), validity: column.validity)
  }

  private func mapped<Element>(_ value: (TextView) -> Element) -> Vector<Element>? {
    switch column.values {
    case .dictionary(let codes, let dictionary):
      let values = dictionary.entries.buffer.map(value)
      guard let first = values.first else { return nil }
      // A missing row's code is one of the others, or none.
      return Vector(codes.buffer.map { Int($0) < values.count ? values[Int($0)] : first })
    case .text(let views, _): return Vector(views.buffer.map(value))
    default: return nil
    }
  }
}
