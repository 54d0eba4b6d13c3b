import Columns
import Plans
import Session

/// What the prompt says when it begins: what is open, and what to try first with it.
enum Greeting {
  static func text(for session: Session, version: String) -> String {
    let number = version.split(separator: ".").prefix(2).joined(separator: ".")
    guard session.reader != nil else {
      return
        "almoner \(number) · no records are open\n  .open PATH   opens a folder of .json files, or one such file\n  .help        the manual\n"
    }
    var lines = ["almoner \(number) · " + summary(of: session)]
    lines.append(
      session.roleText ?? "These records bear no labels: everything is shown to everybody (.help safeguarding).")
    let questions = Questions(session).suggested
    if !questions.isEmpty { lines += ["Try:"] + questions.map { "  " + $0 } }
    lines.append("Tab completes, .schema shows what there is, .help is the manual, Ctrl-D leaves.")
    return lines.joined(separator: "\n") + "\n"
  }

  /// `samples/records: 24 collections, 9,876 rows`.
  static func summary(of session: Session) -> String {
    let collections = session.dataset.relations.filter { $0.schema.parent == nil }
    let rows = collections.reduce(0) { $0 + $1.count }
    let of = collections.count == 1 ? "1 collection" : "\(collections.count) collections"
    return "\(session.dataset.name): \(of), \(grouped(rows)) \(rows == 1 ? "row" : "rows")"
  }
}

/// Questions that these very records answer, for somebody who sees them for the first time.
private struct Questions {
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

  var suggested: [String] {
    guard let main else { return [] }
    let name = Completer.written(dataset[main].schema.name)
    return [name + " | take 5"] + (counted(main).map { [name + " | count by " + $0] } ?? [])
      + (unseen(main).map { [name + " | where not exists(" + $0 + ") | count"] } ?? [])
  }

  /// A field with some few texts, in a row that is referred to or the collection's own.
  private func counted(_ main: RelationID) -> String? {
    for reference in dataset.references where reference.from == main && reference.fields.count == 1 {
      if let field = groupingField(reference.to, mostRows: dataset[main].count) {
        return Completer.written(reference.name) + "." + field
      }
    }
    return groupingField(main, mostRows: dataset[main].count)
  }

  private func groupingField(_ relation: RelationID, mostRows: Int) -> String? {
    let rows = dataset[relation]
    let references = dataset.references.filter { $0.from == relation }.flatMap(\.fields)
    for (index, field) in rows.schema.fields.enumerated() where field.type == .text && !references.contains(index) {
      guard !rows.schema.primaryKey.contains(index), session.mayTell(relation, field: index),
        case .dictionary(_, let dictionary) = rows.columns[index].values,
        (2...30).contains(dictionary.count), dictionary.count * 2 <= max(rows.count, 4)
      else { continue }
      return Completer.written(field.name)
    }
    return nil
  }

  /// The rows with a date that refer here, of the largest such collection: `visits where date in last 60 days`.
  private func unseen(_ main: RelationID) -> String? {
    let dated = dataset.references.filter { $0.to == main && date(of: $0.from) != nil }
    guard let largest = dated.max(by: { dataset[$0.from].count < dataset[$1.from].count }) else { return nil }
    return date(of: largest.from).map { "\(Completer.written(largest.inverse)) where \($0) in last 60 days" }
  }

  private func date(of relation: RelationID) -> String? {
    dataset[relation].schema.fields.first { $0.type == .date }.map { Completer.written($0.name) }
  }
}
