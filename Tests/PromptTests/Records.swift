import Glibc
import Session

/// Folders of the repository, and sessions over its records.
enum Records {
  static let root = String(#filePath.dropLast("/Tests/PromptTests/Records.swift".count))

  /// Of the golden tests: ten collections with some rows each.
  static func small() throws -> Session { try open(root + "/Tests/GoldenTests/Data") }

  static func samples() throws -> Session { try open(root + "/samples/records", role: "programme") }

  /// With all collections read, and a day on which the records are recent.
  private static func open(_ path: String, role: String? = nil) throws -> Session {
    var options = Session.Options()
    options.role = role
    // Not the log of whoever runs the tests.
    options.auditPath = "/tmp/almoner-tests-\(getpid()).jsonl"
    options.today = ParameterValue.date("2023-09-30")
    let session = Session(options: options)
    try session.open(path)
    try session.load(mentionedIn: nil)
    return session
  }
}
