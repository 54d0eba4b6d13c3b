import Diagnostics
import Session

/// Runs a script from beginning to end and gives the exit code.
package enum ScriptRunner {
  package static func run(_ source: SourceText, in session: Session, presenter: Presenter) -> Int32 {
    do throws(Diagnostic) {
      let outcome = try session.run(source) { (event) throws(Diagnostic) in
        presenter.rendering.zoneMinutes = session.dataset.zoneMinutes
        try presenter.show(event)
        if presenter.isClosed { throw closed }
      }
      return outcome.rawValue
    } catch {
      if presenter.isClosed { return Outcome.good.rawValue }
      presenter.message(presenter.text(of: error))
      return Outcome(error.code).rawValue
    }
  }

  /// Checks and runs nothing.
  package static func check(_ source: SourceText, in session: Session, presenter: Presenter) -> Int32 {
    do throws(Diagnostic) {
      let checked = try session.check(source)
      for diagnostic in checked.diagnostics { presenter.message(presenter.text(of: diagnostic)) }
      return (checked.hasErrors ? Outcome.notChecked : .good).rawValue
    } catch {
      presenter.message(presenter.text(of: error))
      return Outcome(error.code).rawValue
    }
  }

  private static let closed = Diagnostic(.outputFailed, "the reader of the output has gone")
}
