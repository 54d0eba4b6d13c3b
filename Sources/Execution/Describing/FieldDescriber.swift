import Columns
import Diagnostics
import Plans

/// Describes one field of a result. A list is described by its length, and its type says so.
struct FieldDescriber {
  let evaluator: Evaluator
  /// Texts and booleans of more values than these have no shares.
  private static let mostShared = 20
  private static let sharesShown = 3

  struct Facts {
    /// Those of `Description.fields`.
    var values: [Value]
    /// Texts that may stand for missing values, the most frequent first.
    var standIns: [(text: String, count: Int)] = []
    /// Those of amounts in several, which have no order.
    var currencies: CurrencyCounts?
  }

  func facts(of field: ResultField) throws(Diagnostic) -> Facts {
    let missing = field.column.presence.map { $0.indices { $0 == 0 }.count } ?? 0
    let head: [Value] = [.text(field.name), .text(typeName(field.type)), .integer(Int64(missing))]
    if field.type.ofValue == .record {
      return Facts(values: head + Array(repeating: .missing, count: Description.fields.count - 3))
    }
    let (column, type) = Self.scalars(field)
    let currencies = Self.severalCurrencies(of: field)
    let groups = try evaluator.group([column] + (currencies.map { [$0.names] } ?? []), count: column.count)
    var counts = [Int](repeating: 0, count: groups.count)
    for row in 0..<groups.groups.count { counts[Int(groups.groups[row])] += 1 }
    // The values that occur, by first appearance, and how often.
    let occurring = (0..<(column.count == 0 ? 0 : groups.count)).compactMap { group -> Occurrence? in
      let row = Int(groups.firstRows[group])
      return column.isMissing(row) ? nil : Occurrence(row: row, count: counts[group])
    }
    let mostFrequent = occurring.reduce(nil as Occurrence?) { best, next in
      best.map { next.count > $0.count ? next : $0 } ?? next
    }
    let often =
      mostFrequent.map { occurrence -> Value in
        let currency = currencies == nil ? nil : field.currency?.name(occurrence.row)
        return text(column.value(occurrence.row, type), in: currency)
      } ?? .missing
    if let currencies {
      let nothing = [Value](repeating: .missing, count: 3)
      return Facts(
        values: head + [.integer(Int64(occurring.count))] + nothing + [often, .missing], currencies: currencies.counts)
    }
    let order = try order(column, type, occurring)
    let values =
      [.integer(Int64(occurring.count)), order.least, order.median, order.greatest, often]
      + [histogram(column, type, occurring, present: column.count - missing)]
    return Facts(values: head + values, standIns: type == .text ? standIns(column, occurring) : [])
  }

  /// What the amounts of a field are in, where that is not one currency.
  private static func severalCurrencies(of field: ResultField) -> (names: Column, counts: CurrencyCounts)? {
    guard case .each(let names)? = field.currency else { return nil }
    var counts: [String: Int] = [:]
    for row in 0..<field.column.count where !field.column.isMissing(row) {
      if let name = field.currency?.name(row) { counts[name, default: 0] += 1 }
    }
    let listed = CurrencyCounts(counts.map { (currency: $0.key, rows: $0.value) })
    return listed.areMixed ? (names, listed) : nil
  }

  /// What people write where there is nothing to write.
  private static let usualStandIns: Set<String> = [
    "", "-", "--", "—", "?", "n/a", "na", "n.a.", "#n/a", "null", "nil", "none", "nan", "missing", "unknown", "无", "不详",
    "未知",
  ]

  private func standIns(_ column: Column, _ occurring: [Occurrence]) -> [(text: String, count: Int)] {
    let found = occurring.compactMap { occurrence -> (text: String, count: Int)? in
      guard case .text(let text) = column.value(occurrence.row, .text), text.utf8.count <= 12 else { return nil }
      let plain = text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
      return Self.usualStandIns.contains(String(plain).lowercased()) ? (text, occurrence.count) : nil
    }
    return found.count < occurring.count ? found.sorted { $0.count > $1.count } : []
  }

  private struct Occurrence {
    var row: Int
    var count: Int
  }

  private func typeName(_ type: ValueType) -> String {
    switch type {
    case .reference(let relation, _): "reference to \(evaluator.dataset[relation].schema.name)"
    case .list: "\(type.name), by its length"
    default: type.name
    }
  }

  private static func scalars(_ field: ResultField) -> (Column, ValueType) {
    guard case .list(let offsets, _) = field.column.values, case .list = field.type else {
      return (field.column, field.type.ofValue)
    }
    let lengths = Vector<Int64>(count: field.column.count) { target in
      for row in 0..<field.column.count { target[row] = Int64(offsets[row + 1] - offsets[row]) }
    }
    return (Column(.integer(lengths), validity: field.column.validity), .integer)
  }

  private func text(_ value: Value, in currency: String? = nil) -> Value {
    if value.isMissing { return .missing }
    let plain = value.plainText(zoneMinutes: evaluator.dataset.zoneMinutes)
    return .text(currency.map { "\(plain) \($0)" } ?? plain)
  }

  // MARK: Order

  /// References are names, of which the least says nothing; booleans have no order.
  private func order(
    _ column: Column, _ type: ValueType, _ occurring: [Occurrence]
  ) throws(Diagnostic) -> (least: Value, median: Value, greatest: Value) {
    switch type {
    case .boolean, .reference, .missing, .unknown, .record, .list, .row: return (.missing, .missing, .missing)
    case .integer, .decimal, .float, .text, .date, .datetime, .period, .duration: break
    }
    let values = column.gather(Vector(occurring.map { Int32(truncatingIfNeeded: $0.row) }))
    let order = try evaluator.sortedRows([Comparator.Key(values)], count: occurring.count)
    guard order.count > 0 else { return (.missing, .missing, .missing) }
    let median = type == .text ? .missing : try self.median(values, type, order.array.map { Int($0) }, occurring)
    return (
      text(values.value(Int(order[0]), type)), text(median), text(values.value(Int(order[order.count - 1]), type))
    )
  }

  /// Of numbers as the aggregate; of dates the earlier of two in the middle.
  private func median(
    _ values: Column, _ type: ValueType, _ order: [Int], _ occurring: [Occurrence]
  ) throws(Diagnostic) -> Value {
    let total = occurring.reduce(0) { $0 + $1.count }
    var middle: [Value] = []
    for place in [(total - 1) / 2, total / 2] {
      var before = 0
      guard
        let found = order.first(where: {
          before += occurring[$0].count; return before > place
        })
      else { continue }
      middle.append(values.value(found, type))
    }
    guard type.isNumber, let first = middle.first else { return middle.first ?? .missing }
    if first == middle.last { return first }
    do throws(EvaluationFailure) {
      return try AggregateFunction.median.evaluate(middle, as: type == .float ? .float : .decimal)
    } catch { throw Diagnostic(error.code, error.message, help: error.help) }
  }

  // MARK: Histogram

  private func histogram(_ column: Column, _ type: ValueType, _ occurring: [Occurrence], present: Int) -> Value {
    switch type {
    case .text, .boolean: return shares(column, type, occurring, present: present)
    case .integer, .decimal, .float, .date, .datetime, .period, .duration:
      let positions = occurring.compactMap { occurrence -> (at: Double, count: Int)? in
        position(column.value(occurrence.row, type)).map { ($0, occurrence.count) }
      }
      return Histogram(positions, isWhole: type == .integer || type == .date).map { .text($0.text) } ?? .missing
    case .reference, .list, .record, .row, .missing, .unknown: return .missing
    }
  }

  private func position(_ value: Value) -> Double? {
    switch value {
    case .date(let days): Double(days)
    case .datetime(let instant): Double(instant)
    case .period(let period): Double(period.first)
    case .duration(let length, _): Double(length)
    default: value.double
    }
  }

  /// `F 52%, M 48%`: of few values the most frequent.
  private func shares(_ column: Column, _ type: ValueType, _ occurring: [Occurrence], present: Int) -> Value {
    // Names that differ all have no shares to speak of.
    guard (1...Self.mostShared).contains(occurring.count),
      occurring.count < present || occurring.count <= Self.sharesShown
    else { return .missing }
    let sorted = occurring.sorted { $0.count != $1.count ? $0.count > $1.count : $0.row < $1.row }
    let parts = sorted.prefix(Self.sharesShown).map { occurrence in
      let percent = (occurrence.count * 200 + present) / (present * 2)
      let value = column.value(occurrence.row, type).plainText(zoneMinutes: evaluator.dataset.zoneMinutes)
      return "\(value) \(percent == 0 ? "<1" : String(percent))%"
    }
    return .text(parts.joined(separator: ", ") + (sorted.count > Self.sharesShown ? ", …" : ""))
  }
}
