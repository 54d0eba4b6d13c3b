import Columns
import Plans
import Rendering
import Session
import Syntax

/// Questions that these very records answer, for somebody who sees them for the first time.
struct Questions {
  let dataset: Dataset
  private let session: Session
  /// The collection with the most references both ways; of equals the one with the most rows.
  private let main: RelationID?

  init(_ session: Session) {
    self.session = session
    let dataset = session.dataset
    self.dataset = dataset
    func rank(_ id: RelationID) -> (Int, Int) {
      let out = dataset.references.count { $0.from == id }
      let into = dataset.references.count { $0.to == id }
      return (min(out, into), dataset[id].count)
    }
    let collections = dataset.relations.indices.map { RelationID($0) }.filter { dataset[$0].schema.parent == nil }
    main = collections.max { rank($0) < rank($1) }
  }

  /// Three, or as many as the records give reason for, none of which the role is refused. Those that the descriptor names come before
  /// any others.
  var suggested: [String] {
    let named = dataset.questions.filter { session.answers($0) }
    return named.isEmpty ? found.filter { session.answers($0) } : Array(named.prefix(3))
  }

  private var found: [String] {
    guard let main else { return [] }
    let name = writtenName(dataset[main].schema.name)
    return [name + " | take 5"] + (counted(main).map { [name + " | count by " + $0] } ?? [])
      + (unseen(main).map { [name + " | where not exists(" + $0 + ") | count"] } ?? [])
  }

  /// A field with some few texts, in a row that is referred to or the collection's own.
  private func counted(_ main: RelationID) -> String? {
    for reference in dataset.references where reference.from == main && reference.fields.count == 1 {
      if let field = groupingField(reference.to, mostRows: dataset[main].count) {
        return writtenName(reference.name) + "." + field
      }
    }
    return groupingField(main, mostRows: dataset[main].count)
  }

  private func groupingField(_ relation: RelationID, mostRows: Int) -> String? {
    let rows = dataset[relation]
    let references = dataset.references.filter { $0.from == relation }.flatMap(\.fields)
    for (index, field) in rows.schema.fields.enumerated() where field.type == .text && !references.contains(index) {
      guard session.mayTell(relation, field: index), !rows.schema.primaryKey.contains(index),
        case .dictionary(_, let dictionary) = rows.columns[index].values,
        (2...30).contains(dictionary.count), dictionary.count * 2 <= max(rows.count, 4)
      else { continue }
      return writtenName(field.name)
    }
    return nil
  }

  /// The rows with a date that refer here, of the largest such collection, in the last quarter there is of them:
  /// `visits where date in 2023-Q3`.
  private func unseen(_ main: RelationID) -> String? {
    let dated = dataset.references.filter { $0.to == main && date(of: $0.from) != nil }
    guard let largest = dated.max(by: { dataset[$0.from].count < dataset[$1.from].count }) else { return nil }
    return date(of: largest.from).map { "\(writtenName(largest.inverse)) where \($0.field) in \($0.quarter)" }
  }

  /// The first field of dates, and the quarter of its latest.
  private func date(of relation: RelationID) -> (field: String, quarter: String)? {
    let rows = dataset[relation]
    guard let index = rows.schema.fields.firstIndex(where: { $0.type == .date }),
      session.mayTell(relation, field: index)
    else { return nil }
    let days = (0..<rows.count).compactMap { row -> Int? in
      if case .date(let day) = rows.columns[index].value(row, .date) { day } else { nil }
    }
    guard let latest = days.max() else { return nil }
    let quarter = displayText(of: .period(Period(.quarter, containing: latest)))
    return (writtenName(rows.schema.fields[index].name), quarter)
  }
}
