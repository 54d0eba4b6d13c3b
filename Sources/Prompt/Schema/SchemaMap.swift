import Columns
import Diagnostics
import Session

/// What `.schema` says: the collections, how they refer to each other, what was inferred, and keys that lead nowhere.
struct SchemaMap {
  let session: Session
  /// Columns to which lines are fitted.
  let width: Int

  private var dataset: Dataset { session.dataset }

  private var collections: [RelationID] {
    dataset.relations.indices.map { RelationID($0) }.filter { dataset[$0].schema.parent == nil }
  }

  var text: String {
    let names = collections.map { dataset[$0].schema.name }
    let nameWidth = names.map { TextWidth.of($0) }.max() ?? 0
    let counts = collections.map { grouped(dataset[$0].count) }
    let countWidth = counts.map(\.count).max() ?? 0
    var text = Greeting.summary(of: session) + "\n" + (dataset.title.map { $0 + "\n" } ?? "") + "\n"
    for (index, id) in collections.enumerated() {
      let count = String(repeating: " ", count: countWidth - counts[index].count) + counts[index]
      let padding = String(repeating: " ", count: nameWidth - TextWidth.of(names[index]))
      let head = "\(names[index])\(padding)  \(count)  "
      text += wrapped(dataset.references.filter { $0.from == id }.map(forward), after: head)
    }
    if dataset.references.contains(where: \.isInferred) {
      text += "\n(inferred): no descriptor declares it; its name and values suggest it.\n"
    }
    return text + "\n.schema COLLECTION shows one of them, .fields its fields only.\n"
  }

  /// What there is to say of one collection beside its fields.
  func heading(of id: RelationID) -> String {
    let schema = dataset[id].schema
    let count = dataset[id].count
    var text = "\(schema.name): \(grouped(count)) \(count == 1 ? "row" : "rows")"
    if !schema.primaryKey.isEmpty {
      text += ", key " + schema.primaryKey.map { schema.fields[$0].name }.joined(separator: ", ")
    }
    text += "\n"
    text += wrapped(dataset.references.filter { $0.from == id }.map(forward), after: "to one:   ")
    text += wrapped(dataset.references.filter { $0.to == id }.map(backward), after: "to many:  ")
    return text
  }

  private func forward(_ reference: Reference) -> String {
    var text = "\(reference.name) → \(dataset[reference.to].schema.name)"
    if reference.isInferred { text += " (inferred)" }
    let dangling = dangling(reference)
    if dangling > 0 { text += " (\(grouped(dangling)) dangling)" }
    return text
  }

  private func backward(_ reference: Reference) -> String {
    let from = dataset[reference.from].schema.name
    return "\(reference.inverse) (\(from).\(reference.name))"
  }

  /// How many rows hold a key that leads to no row: the language itself counts them.
  private func dangling(_ reference: Reference) -> Int {
    let from = Completer.written(dataset[reference.from].schema.name)
    guard reference.fields.count == 1, dataset[reference.from].schema.parent == nil else { return 0 }
    let field = Completer.written(dataset[reference.from].schema.fields[reference.fields[0]].name)
    let source = SourceText(name: "", text: "count(\(from) where \(field) is not missing and not exists(\(field)))")
    var count = 0
    _ = try? session.run(source) { event in
      if case .value(.integer(let value)) = event { count = Int(value) }
    }
    return count
  }

  /// Parts on lines of their own width, after a head on the first.
  private func wrapped(_ parts: [String], after head: String) -> String {
    let indent = String(repeating: " ", count: TextWidth.of(head))
    var lines = [head]
    var isBegun = false
    for part in parts {
      if isBegun, TextWidth.of(lines[lines.count - 1]) + TextWidth.of(part) + 2 > width {
        lines[lines.count - 1] += ","
        lines.append(indent + part)
      } else {
        lines[lines.count - 1] += (isBegun ? ", " : "") + part
      }
      isBegun = true
    }
    return lines.map { TerminalText.trimmingEnd($0) + "\n" }.joined()
  }
}
