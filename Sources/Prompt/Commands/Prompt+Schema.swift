import Columns
import Diagnostics
import Session

/// `.schema`, `.fields`, `.collections`.
extension Prompt {
  func showSchema(_ name: String) {
    let map = SchemaMap(session: session, width: presenter.rendering.width ?? 100)
    if name.isEmpty { return session.reader == nil ? tell(noRecords) : say(map.text) }
    guard let table = SchemaTables(session).fields(of: name) else { return tell(unknown(name)) }
    if let id = session.dataset.relations.firstIndex(where: { $0.schema.name == name && $0.schema.parent == nil }) {
      say(map.heading(of: RelationID(id)))
    }
    show(table)
  }

  func showFields(_ name: String) {
    if name.isEmpty, session.declarations.tables["it"] == nil {
      return tell(Diagnostic(.usage, "there is no last result yet", help: ["write: .fields COLLECTION"]))
    }
    let name = name.isEmpty ? "it" : name
    guard let table = SchemaTables(session).fields(of: name) else { return tell(unknown(name)) }
    show(table)
  }

  /// All rows of it: who asks for the fields wants to see them.
  func show(_ table: ResultTable) {
    if table.count == 0 { return tell(noRecords) }
    let maximumRows = presenter.rendering.maximumRows
    presenter.rendering.maximumRows = nil
    defer { presenter.rendering.maximumRows = maximumRows }
    do throws(Diagnostic) { try presenter.show(.table(table)) } catch { tell(error) }
  }

  private var noRecords: Diagnostic { Diagnostic(.noDataset, "no records are open", help: ["open some: .open PATH"]) }

  private func unknown(_ name: String) -> Diagnostic {
    let known =
      session.dataset.relations.filter { $0.schema.parent == nil }.map(\.schema.name) + session.declarations.tables.keys
    let nearest = Suggestions.nearest(to: name, among: known)
    let help = nearest.isEmpty ? ".collections lists them" : "did you mean \(nearest.joined(separator: " or "))?"
    return Diagnostic(.unknownCollection, "there is no collection or table '\(name)'", help: [help])
  }
}
