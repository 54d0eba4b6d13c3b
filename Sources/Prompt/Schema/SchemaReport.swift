import Columns
import Diagnostics
import Rendering
import Session

/// `almoner schema`: what records are, for people or as a descriptor.
package enum SchemaReport {
  package enum Form: Sendable {
    /// The collections, and who refers to whom.
    case map
    case collection(String)
    case descriptor
  }

  /// Collections that cannot be read are told of, and hide no others. Gives the exit code.
  package static func run(_ form: Form, of session: Session, presenter: Presenter) -> Int32 {
    do throws(Diagnostic) {
      let failures = try session.loadAll().failures
      if session.options.showsNotes {
        for warning in session.oddities { presenter.message(presenter.text(of: warning)) }
      }
      for failure in failures { presenter.message(presenter.text(of: failure)) }
      let code = try show(form, of: session, presenter)
      return code == 0 && !failures.isEmpty ? Outcome.dataUnreadable.rawValue : code
    } catch {
      if presenter.isClosed { return Outcome.good.rawValue }
      presenter.message(presenter.text(of: error))
      return Outcome(error.code).rawValue
    }
  }

  private static func show(_ form: Form, of session: Session, _ presenter: Presenter) throws(Diagnostic) -> Int32 {
    let map = SchemaMap(session: session, presenter.rendering)
    switch form {
    case .map: try presenter.write(escapingControls(map.text, keepingLines: true))
    case .descriptor: try presenter.write(session.descriptor())
    case .collection(let name):
      guard let table = SchemaTables(session).fields(of: name) else {
        let unknown = SchemaTables(session).unknown(name)
        presenter.message(presenter.text(of: unknown))
        return unknown.code == .dataCannotBeRead ? Outcome.dataUnreadable.rawValue : Outcome.usage.rawValue
      }
      let id = session.dataset.relations.firstIndex { $0.schema.name == name && $0.schema.parent == nil }
      if let id, presenter.format == .table {
        try presenter.write(escapingControls(map.heading(of: RelationID(id)), keepingLines: true))
      }
      presenter.rendering.maximumRows = nil
      try presenter.show(.table(table))
    }
    return Outcome.good.rawValue
  }
}
