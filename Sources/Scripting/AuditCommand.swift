import Diagnostics
import Safeguarding
import Session

/// `almoner audit verify` and `almoner audit head`.
package enum AuditCommand {
  package static func verify(_ path: String, kept: String?, presenter: Presenter) throws(Diagnostic) {
    var head: AuditHead?
    if let kept {
      head = AuditHead(kept)
      if head == nil {
        throw Diagnostic(
          .usage, "'\(kept)' is no head of a log", help: ["write what 'almoner audit head' printed, in quotes"])
      }
    }
    let last = try AuditLog(path: path).verify(kept: head)
    let count = last.number == 1 ? "1 line" : "\(last.number) lines"
    try presenter.write("\(path): \(count), each follows the one before\n")
  }

  package static func head(_ path: String, presenter: Presenter) throws(Diagnostic) {
    try presenter.write(try AuditLog(path: path).head().text)
  }
}
