import Diagnostics
import Glibc
import Loading
import Rendering
import Session

/// Runs a script from beginning to end and gives the exit code.
package struct ScriptRunner {
  let session: Session
  let presenter: Presenter
  /// As reports name it: `almoner 0.1.0`.
  let program: String

  package init(session: Session, presenter: Presenter, program: String) {
    self.session = session
    self.presenter = presenter
    self.program = program
  }

  /// Results go to the file `path`, whole or, where the script does not run to its end, not at all; to standard output where it is nil.
  package func run(_ source: SourceText, into path: String? = nil) -> Int32 {
    do throws(Diagnostic) {
      guard let path else { return try tell(source, inFile: false).rawValue }
      let file = try AtomicFile(path: path, replacing: true, isPrivate: true)
      presenter.redirect(to: file.descriptor, name: "'\(path)'")
      let outcome = try tell(source, inFile: true)
      guard outcome == .good || outcome == .expectationFailed else { return outcome.rawValue }
      if session.isAmongRecords(path) {
        throw Diagnostic(
          .fileExists, "'\(path)' would be among the records, which are never changed",
          help: ["name a file in another folder"])
      }
      let level = session.exported
      if level == nil { file.share() }
      try file.commit { () throws(Diagnostic) in
        if let level { try session.label(path, level, of: source) }
      }
      return outcome.rawValue
    } catch {
      if presenter.isClosed { return Outcome.good.rawValue }
      presenter.message(presenter.text(of: error))
      return Outcome(error.code).rawValue
    }
  }

  private func tell(_ source: SourceText, inFile: Bool) throws(Diagnostic) -> Outcome {
    let isDocument = presenter.format.isDocument(inFile: inFile)
    if isDocument { presenter.beginReport() }
    let outcome = try session.run(source) { (event) throws(Diagnostic) in
      presenter.rendering.zoneMinutes = session.dataset.zoneMinutes
      try presenter.show(event)
      if presenter.isClosed { throw Diagnostic(.outputFailed, "the reader of the output has gone") }
    }
    if isDocument, outcome == .good || outcome == .expectationFailed {
      try presenter.endReport(Report.Making(program: program, time: Self.now))
    }
    return outcome
  }

  /// Microseconds since 1970-01-01T00:00Z; as SOURCE_DATE_EPOCH says where it is set, so that a document can be made again byte by byte.
  private static var now: Int64 {
    let given = getenv("SOURCE_DATE_EPOCH").flatMap { Int64(String(cString: $0)) }
    return given.flatMap { (0...253_402_300_799).contains($0) ? $0 * 1_000_000 : nil } ?? systemMicroseconds()
  }

  /// Checks scripts, each by itself, and runs nothing. The exit code is that of the worst. `mending` adds to what is said of a file that
  /// cannot be read.
  package static func check(
    _ paths: [String], in session: Session, presenter: Presenter, mending: (Diagnostic, String) -> Diagnostic
  ) -> Int32 {
    let outcomes = paths.map { path in
      do throws(Diagnostic) {
        let checked = try session.checkAlone(try ScriptFile.read(path))
        for diagnostic in checked.diagnostics { presenter.message(presenter.text(of: diagnostic)) }
        return checked.outcome
      } catch {
        presenter.message(presenter.text(of: mending(error, path)))
        return Outcome(error.code)
      }
    }
    return outcomes.map(\.rawValue).max() ?? Outcome.good.rawValue
  }
}
