import Diagnostics
import Loading
import Rendering
import Session
import Syntax

/// Puts scripts into the one layout.
package enum ScriptFormatter {
  package enum Target: Sendable {
    /// Rewrites each file whose layout differs.
    case files([String])
    /// Names the files whose layout differs, and changes none.
    case comparison([String])
    /// Standard input to standard output.
    case standardInput
  }

  /// The exit code: 1 where `comparison` finds a difference, 3 where a script does not parse.
  /// `mending` adds to what is said of a file that cannot be read.
  package static func run(
    _ target: Target, presenter: Presenter, mending: (Diagnostic, String) -> Diagnostic
  ) throws(Diagnostic) -> Int32 {
    switch target {
    case .standardInput:
      guard let text = try formatted(ScriptFile.readStandardInput(), presenter) else {
        return Outcome.notChecked.rawValue
      }
      try presenter.write(text)
      return Outcome.good.rawValue
    case .files(let paths):
      return try each(paths, presenter, mending) { (path, new) throws(Diagnostic) in
        var file = try AtomicFile(path: path, replacing: true)
        try file.sink.write(new)
        try file.commit()
        return .good
      }
    case .comparison(let paths):
      return try each(paths, presenter, mending) { (path, _) throws(Diagnostic) in
        try presenter.write("\(path)\n")
        return .failed
      }
    }
  }

  private static func each(
    _ paths: [String], _ presenter: Presenter, _ mending: (Diagnostic, String) -> Diagnostic,
    differs: (String, String) throws(Diagnostic) -> Outcome
  ) throws(Diagnostic) -> Int32 {
    var worst = Outcome.good.rawValue
    // What is wrong with one file keeps no other from its work.
    for path in paths {
      do throws(Diagnostic) {
        let source = try ScriptFile.read(path)
        guard let new = try formatted(source, presenter) else {
          worst = max(worst, Outcome.notChecked.rawValue)
          continue
        }
        if new != source.text { worst = max(worst, try differs(path, new).rawValue) }
      } catch {
        if presenter.isClosed || error.code == .interrupted { throw error }
        presenter.message(presenter.text(of: mending(error, path)))
        worst = max(worst, Outcome(error.code).rawValue)
      }
    }
    return worst
  }

  private static func formatted(_ source: SourceText, _ presenter: Presenter) throws(Diagnostic) -> String? {
    if let text = Formatter.format(source) { return text }
    for diagnostic in Parser.parse(source).diagnostics { presenter.message(presenter.text(of: diagnostic)) }
    return nil
  }
}
