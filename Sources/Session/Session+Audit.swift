import Columns
import Diagnostics
import Glibc
import Loading
import Safeguarding
import Syntax

/// What is written down of questions asked of labelled records (rule 9 of safeguarding).
extension Session {
  /// The command line's, else the user's own.
  private func auditLog() throws(Diagnostic) -> AuditLog {
    if let path = options.auditPath { return AuditLog(path: path) }
    guard let path = OwnFile.path("audit.jsonl", in: "XDG_STATE_HOME", else: ".local/state") else {
      throw Diagnostic(
        .auditLogUnwritable, "there is no home folder to keep the audit log in, so nothing is shown",
        help: ["name a file for it by --audit FILE"])
    }
    OwnFile.makeFolders(of: path)
    return AuditLog(path: path)
  }

  /// Writes a line for a script that is to be run in a role, or was refused to it, and one for each that it runs. Where it throws,
  /// nothing may be shown.
  func audit(_ checked: CheckedScript, refusal: Code?) throws(Diagnostic) {
    if let clearance = checked.clearance {
      try auditLog().append(
        entry(
          query: Formatter.format(checked.source) ?? checked.source.text, fields: clearance.fields,
          level: clearance.highest, decision: refusal == nil ? .shown : .refused, code: refusal?.rawValue))
    }
    for path in checked.children.keys.sorted() {
      guard let child = checked.children[path] else { continue }
      try child.session.audit(child.checked, refusal: refusal)
    }
  }

  /// Writes a line for what looks at all records at once.
  func audit(everythingFor command: String) throws(Diagnostic) {
    guard role != nil else { return }
    let labels = dataset.relations.flatMap { relation in
      relation.schema.fields.map { (field: relation.schema.name + "." + $0.name, level: $0.label.sensitivity) }
    }
    let fields = labels.filter { $0.level > .low }.map(\.field).sorted()
    try auditLog().append(
      entry(
        query: command, fields: fields, level: labels.map(\.level).max() ?? .low, decision: .shown, code: nil))
  }

  /// Writes a line for another role that is taken.
  func audit(changeOfRoleFrom name: String) throws(Diagnostic) {
    try auditLog().append(
      entry(query: ".role, in place of \(name)", fields: [], level: .low, decision: .role, code: nil))
  }

  private func entry(
    query: String, fields: [String], level: Sensitivity, decision: AuditEntry.Decision, code: String?
  ) -> AuditEntry {
    let persons = dataset.relations.filter { relation in
      !relation.schema.subject.isEmpty && fields.contains { $0.hasPrefix(relation.schema.name + ".") }
    }
    let hashes = (reader?.fileHashes ?? []).map { "\($0.sha256)  \($0.name)\n" }.joined()
    return AuditEntry(
      time: systemMicroseconds(), user: Self.userName, role: role?.name ?? "", purpose: purpose, query: query,
      dataset: SHA256.hex(of: Array(hashes.utf8)), fields: fields, level: level.name,
      persons: persons.reduce(0) { $0 + $1.count }, decision: decision, code: code)
  }

  /// As `/etc/passwd` says; `getpwuid` wants shared libraries, which a static program lacks.
  private static var userName: String {
    let number = String(getuid())
    if let file = fopen("/etc/passwd", "r") {
      defer { fclose(file) }
      var line = [CChar](repeating: 0, count: 1024)
      while fgets(&line, Int32(line.count), file) != nil {
        let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count > 2, parts[2] == number { return String(parts[0]) }
      }
    }
    return "user \(number)"
  }
}
