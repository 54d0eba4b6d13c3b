import Analysis
import Columns
import Plans

/// What completion asks. Nothing here runs a statement, reports an error or changes the session.
extension Session {
  /// The place of a name that follows `before`; `closing` ends what is open there.
  package func completionPlace(after before: String, closing: String) -> CompletionPlace {
    CompletionPlace.find(
      after: before, closing: closing, dataset: dataset, declarations: declarations, today: today)
  }

  /// Texts in a field that begin so, ignoring the case of ASCII letters, with the number of their rows, in the order of the texts. At
  /// most `limit`, and of a large column without a dictionary only those of its first rows.
  package func texts(
    in relation: RelationID, field: Int, startingWith prefix: String, limit: Int
  ) -> [(text: String, rows: Int)] {
    guard let rows = dataset.relation(relation), rows.columns.indices.contains(field), mayTell(relation, field: field)
    else { return [] }
    let column = rows.columns[field]
    let prefix = Array(prefix.utf8)
    var counts: [TextView: Int] = [:]
    switch column.values {
    case .dictionary(let codes, let dictionary):
      let entries = (0..<dictionary.count).filter { dictionary.entries[$0].starts(withIgnoringCase: prefix) }
      var places = [Int](repeating: -1, count: dictionary.count)
      for (place, entry) in entries.enumerated() { places[entry] = place }
      var totals = [Int](repeating: 0, count: entries.count)
      for row in 0..<codes.count where !column.isMissing(row) {
        let place = places[Int(codes[row])]
        if place >= 0 { totals[place] += 1 }
      }
      for (place, entry) in entries.enumerated() where totals[place] > 0 {
        counts[dictionary.entries[entry]] = totals[place]
      }
    case .text(let views, _):
      for row in 0..<min(views.count, Self.scanLimit)
      where !column.isMissing(row) && views[row].starts(withIgnoringCase: prefix) {
        counts[views[row], default: 0] += 1
      }
    case .boolean, .integer, .decimal, .wideDecimal, .float, .date, .datetime, .period, .duration, .rows, .sequence,
      .list:
      return []
    }
    return counts.sorted { $0.key < $1.key }.prefix(limit).map { ($0.key.string, $0.value) }
  }

  /// The value of a parameter or `let`; nil where there is none of the name.
  package func scalar(named name: String) -> Value? {
    declarations.scalars[name].flatMap { scalars[$0.id] }
  }

  /// What can be looked at while somebody waits for an answer to Tab.
  private static let scanLimit = 200_000
}

extension TextView {
  fileprivate func starts(withIgnoringCase prefix: [UInt8]) -> Bool {
    guard count >= prefix.count else { return false }
    return zip(bytes, prefix).allSatisfy { lowercased($0) == lowercased($1) }
  }

  private func lowercased(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }
}
