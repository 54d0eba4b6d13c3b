import Columns
import Diagnostics
import Session

/// `.schema`, `.fields`, `.collections`.
extension Prompt {
  func showSchema(_ name: String) {
    let map = SchemaMap(session: session, presenter.rendering)
    if name.isEmpty {
      return session.reader == nil
        ? tell(noRecords) : say(map.text + ".schema COLLECTION shows one of them, .fields its fields only.\n")
    }
    guard let table = SchemaTables(session).fields(of: name) else { return tell(SchemaTables(session).unknown(name)) }
    let id = session.dataset.relations.firstIndex { $0.schema.name == name && $0.schema.parent == nil }
    show(table, below: id.map { map.heading(of: RelationID($0)) } ?? "")
  }

  /// `.fields COLLECTION PART`: of many fields those whose name or title holds the part.
  func showFields(_ words: [String]) {
    let name = words.first ?? ""
    if name.isEmpty, session.declarations.tables["it"] == nil {
      return tell(Diagnostic(.usage, "there is no last result yet", help: ["write: .fields COLLECTION"]))
    }
    let tables = SchemaTables(session)
    let collection = name.isEmpty ? "it" : name
    let part = words.dropFirst().joined(separator: " ")
    guard let table = tables.fields(of: collection, holding: part) else { return tell(tables.unknown(collection)) }
    guard table.count > 0 || part.isEmpty else {
      return tell(
        Diagnostic(
          .unknownField, "no field of \(collection) has '\(part)' in its name",
          help: [".fields \(collection) lists them all"]))
    }
    show(table)
  }

  /// All rows of it: who asks for the fields wants to see them.
  func show(_ table: ResultTable, below heading: String = "") {
    if table.count == 0 { return tell(noRecords) }
    do throws(Diagnostic) { try showPaged(table, upTo: nil, below: heading) } catch { tell(error) }
  }

  private var noRecords: Diagnostic { Diagnostic(.noDataset, "no records are open", help: ["open some: .open PATH"]) }
}
