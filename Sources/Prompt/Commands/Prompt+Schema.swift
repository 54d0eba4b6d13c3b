import Columns
import Diagnostics
import Session

/// `.schema`, `.fields`, `.collections`.
extension Prompt {
  func showSchema(_ name: String) {
    let map = SchemaMap(session: session, width: presenter.rendering.width ?? SchemaReport.usualWidth)
    if name.isEmpty {
      return session.reader == nil
        ? tell(noRecords) : say(map.text + ".schema COLLECTION shows one of them, .fields its fields only.\n")
    }
    guard let table = SchemaTables(session).fields(of: name) else { return tell(SchemaTables(session).unknown(name)) }
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
    guard let table = SchemaTables(session).fields(of: name) else { return tell(SchemaTables(session).unknown(name)) }
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
}
