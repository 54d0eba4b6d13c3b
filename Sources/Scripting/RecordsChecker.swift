import Diagnostics
import Rendering
import Session

/// `almoner check --data`: lists what is wrong with records.
package enum RecordsChecker {
  /// The problems go to standard output, in whatever format; what cannot be read, what is odd and the end's word to standard error. Gives
  /// the exit code: 5 where there is a problem.
  package static func run(_ session: Session, presenter: Presenter) -> Int32 {
    do throws(Diagnostic) {
      let check = try session.checkRecords()
      presenter.rendering.zoneMinutes = session.dataset.zoneMinutes
      for failure in check.failures { presenter.message(presenter.text(of: failure)) }
      if session.options.showsNotes {
        for warning in check.warnings { presenter.message(presenter.text(of: warning)) }
      }
      if check.problems.count > 0 || presenter.format != .table { try presenter.show(.table(check.problems)) }
      if let failure = check.failure {
        presenter.message(presenter.text(of: failure))
        return Outcome(failure.code).rawValue
      }
      let text = "\(session.dataset.name): \(check.extent), no problems"
      if presenter.format == .table { try presenter.write(text + "\n") } else { presenter.remark(text) }
      return Outcome.good.rawValue
    } catch {
      if presenter.isClosed { return Outcome.good.rawValue }
      presenter.message(presenter.text(of: error))
      return Outcome(error.code).rawValue
    }
  }
}
