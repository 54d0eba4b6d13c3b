import Diagnostics
import Glibc
import Prompt
import Rendering
import Scripting
import Session

/// What the command line asks for.
struct Invocation {
  enum Action {
    /// The prompt, or a script from standard input where that is no terminal.
    case open
    /// `-c TEXT`.
    case command(String)
    case run(script: String)
    case check(scripts: [String])
    /// Of the records themselves.
    case checkRecords
    case schema(SchemaReport.Form)
    case format(ScriptFormatter.Target)
    case seal(into: String)
    case unseal(into: String)
    case verifyAudit(log: String, kept: String?)
    case auditHead(log: String)
    case help(topic: String?)
  }

  var action: Action
  /// The paths of the records.
  var datasets: [String] = []
  var common = CommonOptions()

  /// The first file that it names.
  var path: String? {
    switch action {
    case .run(let script): datasets.first ?? script
    case .check(let scripts): scripts.count == 1 ? scripts[0] : nil
    case .open, .command, .checkRecords, .schema, .format, .seal, .unseal, .help: datasets.first
    case .verifyAudit(let log, _), .auditHead(let log): log
    }
  }

  /// Whether it runs statements, whose results can go into a file.
  var hasResults: Bool {
    switch action {
    case .open, .command, .run: true
    case .check, .checkRecords, .schema, .format, .seal, .unseal, .verifyAudit, .auditHead, .help: false
    }
  }

  /// Whether a script is all that the program is for.
  var runsOneScript: Bool {
    switch action {
    case .command, .run: true
    case .open: isatty(STDIN_FILENO) == 0
    case .check, .checkRecords, .schema, .format, .seal, .unseal, .verifyAudit, .auditHead, .help: false
    }
  }
}

/// Options that every way of running shares.
struct CommonOptions {
  enum Color: String, CaseIterable { case auto, always, never }

  var format: OutputFormat?
  /// `-o FILE`.
  var output: String?
  /// Days since 1970-01-01.
  var today: Int?
  /// Of `sample`.
  var seed: UInt64?
  var threads: Int?
  /// In bytes.
  var memory: Int?
  var maximumRows: Int?
  var color = Color.auto
  var errorFormat = Presenter.ErrorFormat.human
  var showsNotes = true
  /// Of records that bear labels.
  var role: String?
  var purpose: String?
  var readsInitFile = true
  /// The audit log of labelled records; nil for the user's own.
  var auditPath: String?
  /// From which file descriptor a passphrase is read; nil asks at the terminal.
  var passphraseDescriptor: Int32?
  /// `--set name=value`, in order.
  var parameters: [String: String] = [:]
}
