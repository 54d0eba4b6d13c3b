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
  package static func run(_ target: Target, presenter: Presenter) throws(Diagnostic) -> Int32 {
    switch target {
    case .standardInput:
      guard let text = try formatted(ScriptFile.readStandardInput(), presenter) else {
        return Outcome.notChecked.rawValue
      }
      try presenter.write(text)
      return Outcome.good.rawValue
    case .files(let paths):
      return try each(paths, presenter) { (path, new) throws(Diagnostic) in
        var file = try AtomicFile(path: path, replacing: true)
        try file.sink.write(new)
        try file.commit()
        return .good
      }
    case .comparison(let paths):
      return try each(paths, presenter) { (path, _) throws(Diagnostic) in
        try presenter.write("\(path)\n")
        return .failed
      }
    }
  }

  private static func each(
    _ paths: [String], _ presenter: Presenter, differs: (String, String) throws(Diagnostic) -> Outcome
  ) throws(Diagnostic) -> Int32 {
    var worst = Outcome.good.rawValue
    for path in paths {
      let source = try ScriptFile.read(path)
      guard let new = try formatted(source, presenter) else {
        worst = Outcome.notChecked.rawValue
        continue
      }
      if new != source.text { worst = max(worst, try differs(path, new).rawValue) }
    }
    return worst
  }

  private static func formatted(_ source: SourceText, _ presenter: Presenter) throws(Diagnostic) -> String? {
    if let text = Formatter.format(source) { return text }
    for diagnostic in Parser.parse(source).diagnostics { presenter.message(presenter.text(of: diagnostic)) }
    return nil
  }
}
