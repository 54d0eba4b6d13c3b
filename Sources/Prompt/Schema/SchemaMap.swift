import Columns
import Diagnostics
import Rendering
import Session

/// What `.schema` says: the collections, how they refer to each other, what was inferred, and keys that lead nowhere.
struct SchemaMap {
  let session: Session
  /// Columns to which lists are broken.
  private let width: Int
  /// A name may be cut at a terminal alone: elsewhere somebody, or a program, reads it again.
  private let cutsNames: Bool
  private let ellipsis: String
  private let forth: String
  private let back: String

  private let dataset: Dataset
  private let collections: [RelationID]
  /// References by the relation that holds their keys, and by the one they lead to.
  private let from: [RelationID: [Reference]]
  private let to: [RelationID: [Reference]]

  init(session: Session, _ options: RenderingOptions) {
    let dataset = session.dataset
    self.session = session
    width = options.width ?? 80
    cutsNames = options.width != nil
    (ellipsis, forth, back) = options.unicode ? ("…", "→", "←") : ("...", "->", "<-")
    self.dataset = dataset
    collections = dataset.relations.indices.map { RelationID($0) }.filter { dataset[$0].schema.parent == nil }
    from = Dictionary(grouping: dataset.references, by: \.from)
    to = Dictionary(grouping: dataset.references, by: \.to)
  }

  /// Of so many collections those that refer to nothing, and nothing to them, stand together at the end.
  private static let fewCollections = 30

  var text: String {
    let alone = collections.count > Self.fewCollections ? collections.filter { !isRelated($0) } : []
    let drawn = collections.filter { !alone.contains($0) }
    let names = drawn.map { dataset[$0].schema.name }
    let widest = names.map { TextWidth.of($0) }.max() ?? 0
    let nameWidth = cutsNames ? min(widest, width / 3) : widest
    let counts = drawn.map { grouped(dataset[$0].count) }
    let countWidth = counts.map(\.count).max() ?? 0
    var text = Greeting.summary(of: session) + "\n" + (dataset.title.map { $0 + "\n" } ?? "") + "\n"
    for (index, id) in drawn.enumerated() {
      let count = String(repeating: " ", count: countWidth - counts[index].count) + counts[index]
      let head = "\(TerminalText.fitting(names[index], in: nameWidth, ellipsis: ellipsis))  \(count)  "
      let blank = String(repeating: " ", count: TextWidth.of(head))
      let (one, many) = (from[id, default: []].map(forward), to[id, default: []].map(\.inverse))
      text += wrapped(one, after: head + (one.isEmpty ? "" : forth + " "))
      if !many.isEmpty { text += wrapped(many, after: blank + back + " ") }
    }
    if !alone.isEmpty {
      text +=
        "\n"
        + wrapped(
          alone.map { "\(dataset[$0].schema.name) \(grouped(dataset[$0].count))" }, after: "related to nothing: ")
    }
    text += "\n\(forth) refers to, by the name it is followed with; \(back) the rows that refer to it.\n"
    if dataset.references.contains(where: \.isInferred) {
      text += "(inferred): no descriptor declares it; its name and values suggest it.\n"
    }
    return text
  }

  private func isRelated(_ id: RelationID) -> Bool { from[id] != nil || to[id] != nil }

  /// What there is to say of one collection beside its fields.
  func heading(of id: RelationID) -> String {
    let schema = dataset[id].schema
    let count = dataset[id].count
    var text = "\(schema.name): \(grouped(count)) \(count == 1 ? "row" : "rows")"
    if !schema.primaryKey.isEmpty {
      text += ", key " + schema.primaryKey.map { schema.fields[$0].name }.joined(separator: ", ")
    }
    text += "\n"
    let (one, many) = (from[id, default: []].map(forward), to[id, default: []].map(backward))
    if !one.isEmpty { text += wrapped(one, after: "to one:   ") }
    if !many.isEmpty { text += wrapped(many, after: "to many:  ") }
    return text
  }

  /// `school: schools (inferred) (2 dangling)`; where the name says it already, the collection alone.
  private func forward(_ reference: Reference) -> String {
    let target = dataset[reference.to].schema.name
    var text = reference.name == target ? target : "\(reference.name): \(target)"
    if reference.isInferred { text += " (inferred)" }
    // Interrupted, it is drawn without.
    let dangling = (try? session.danglingCount(reference)) ?? 0
    if dangling > 0 { text += " (\(grouped(dangling)) dangling)" }
    return text
  }

  private func backward(_ reference: Reference) -> String {
    let from = dataset[reference.from].schema.name
    return "\(reference.inverse) (\(from).\(reference.name))"
  }

  /// Parts on lines of their own width, after a head on the first.
  private func wrapped(_ parts: [String], after head: String) -> String {
    let indent = String(repeating: " ", count: TextWidth.of(head))
    var lines = [head]
    var isBegun = false
    for part in parts {
      if isBegun, TextWidth.of(lines[lines.count - 1]) + TextWidth.of(part) + 3 > width {
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
