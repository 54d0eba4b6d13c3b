import Columns
import Diagnostics
import Plans
import Synchronization

/// What a statement has to say beside its result, added up over all its plans and threads.
package final class NoteCollector: Sendable {
  private struct State {
    var missing: [Counted] = []
    var qualified: [Counted] = []
    var bothMissing: [Counted] = []
    var takenAsFalse: [Counted] = []
    var others: [Diagnostic] = []
  }

  /// A count of what was written at a place.
  private struct Counted: Sendable {
    var label: String
    var span: Span
    var count: Int
  }

  private let state = Mutex(State())
  /// Whether anybody is told; where nobody is, what takes long to find is not looked for.
  package let isHeard: Bool

  package init(isHeard: Bool = true) { self.isHeard = isHeard }

  /// Missing values that the aggregate `label` left out.
  func addMissing(_ label: String, at span: Span, count: Int) {
    state.withLock { Self.add(label, span, count, to: &$0.missing) }
  }

  /// Figures that are not exact, by what they are marked: `more than`.
  func addQualified(_ mark: String, at span: Span, count: Int) {
    state.withLock { Self.add(mark, span, count, to: &$0.qualified) }
  }

  /// Rows in which `==` held because both sides were missing.
  func addBothMissing(at span: Span, count: Int) {
    state.withLock { Self.add("", span, count, to: &$0.bothMissing) }
  }

  /// Missing values that the condition or aggregate `label` took for false.
  func addTakenAsFalse(_ label: String, at span: Span, count: Int) {
    state.withLock { Self.add(label, span, count, to: &$0.takenAsFalse) }
  }

  /// Rows whose key stands in an earlier row too, so that no reference finds them.
  func addRepeatedKeys(in relation: String, fields: String, count: Int) {
    let rows = count == 1 ? "1 row of \(relation) has" : "\(grouped(count)) rows of \(relation) have"
    add(
      Diagnostic(
        .noteRepeatedKey, "\(rows) the \(fields) of an earlier row: a reference finds the first"))
  }

  /// Foreign keys that are there but lead nowhere.
  func addDangling(from: String, fields: String, to: String, count: Int) {
    let key = fields.contains(",") ? "(\(fields))" : fields
    let rows = count == 1 ? "1 row of \(from) has a \(key)" : "\(grouped(count)) rows of \(from) have a \(key)"
    add(Diagnostic(.noteDangling, "\(rows) that is not in \(to)"))
  }

  /// Texts of a field that may stand for missing values, each with how many rows have it.
  func addStandIns(in field: String, _ texts: [(text: String, count: Int)]) {
    guard !texts.isEmpty else { return }
    let listed = texts.map { "'\($0.text)' (\(grouped($0.count)))" }.joined(separator: ", ")
    add(
      Diagnostic(
        .noteStandIn, "\(field) holds texts that may stand for nothing: \(listed)",
        help: ["if they do, list them as \"missingValues\" in datapackage.json"]))
  }

  /// Amounts in several currencies, which are described without what would compare them.
  func addCurrencies(of field: String, _ currencies: CurrencyCounts) {
    add(
      Diagnostic(
        .noteCurrencies, "\(field) is in \(currencies.text), which have no least, median and greatest together",
        help: ["describe one of them: where … == \"\(currencies.mostFrequent)\" | describe"]))
  }

  /// Datetimes of the records name no zone.
  func addAssumedZone() {
    add(
      Diagnostic(
        .noteZone, "dates with a time that name no zone are taken for UTC",
        help: ["if another is meant, add \"almoner:timezone\": \"+08:00\" to datapackage.json"]))
  }

  /// A join gave more rows than it was given.
  func addMultiplied(_ before: Int, to after: Int, at span: Span?) {
    add(
      Diagnostic(
        .noteMultiplied, "\(grouped(before)) \(before == 1 ? "row" : "rows") became \(grouped(after))", at: span))
  }

  /// A join gave more rows than it was given, as far as it went.
  func addSeveral(at span: Span?) {
    add(Diagnostic(.noteMultiplied, "some rows have several matches, and become as many rows", at: span))
  }

  func add(_ note: Diagnostic) { state.withLock { $0.others.append(note) } }

  /// All notes, those that count in the order in which what they count stands in the script.
  package var diagnostics: [Diagnostic] {
    let state = state.withLock { $0 }
    let missing = Self.ordered(state.missing).map {
      Diagnostic(.noteMissingLeftOut, "\(grouped($0.count)) missing left out of \($0.label)", at: $0.span)
    }
    let qualified = Self.ordered(state.qualified).map {
      Diagnostic(
        .noteQualified, "includes \(grouped($0.count)) \($0.count == 1 ? "figure" : "figures") marked \"\($0.label)\"",
        at: $0.span)
    }
    let bothMissing = Self.ordered(state.bothMissing).map {
      Diagnostic(
        .noteMissingEqual,
        "in \(grouped($0.count)) \($0.count == 1 ? "row" : "rows") == held because both sides are missing", at: $0.span)
    }
    let takenAsFalse = Self.ordered(state.takenAsFalse).map {
      Diagnostic(.noteMissingAsFalse, "\(grouped($0.count)) missing taken for false in \($0.label)", at: $0.span)
    }
    return missing + qualified + bothMissing + takenAsFalse + state.others
  }

  private static func add(_ label: String, _ span: Span, _ count: Int, to list: inout [Counted]) {
    guard count > 0 else { return }
    if let index = list.firstIndex(where: { $0.label == label && $0.span == span }) {
      list[index].count += count
    } else {
      list.append(Counted(label: label, span: span, count: count))
    }
  }

  private static func ordered(_ list: [Counted]) -> [Counted] {
    list.sorted { ($0.span.start, $0.label) < ($1.span.start, $1.label) }
  }
}
