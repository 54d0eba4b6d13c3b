import Columns
import Plans
import Session

/// What the prompt says when it begins: what is open, and what to try first with it.
enum Greeting {
  static func text(for session: Session, version: String) -> String {
    let number = version.split(separator: ".").prefix(2).joined(separator: ".")
    guard session.reader != nil else {
      return
        "almoner \(number) · no records are open\n  .open PATH   opens a folder of .json or .csv files, or one such file\n  .help        the manual\n"
    }
    var lines = ["almoner \(number) · " + summary(of: session)]
    lines.append(
      session.roleText ?? "These records bear no labels: everything is shown to everybody (.help safeguarding).")
    let questions = Questions(session).suggested
    if !questions.isEmpty { lines += ["Try:"] + questions.map { "  " + $0 } }
    lines.append("Tab completes, .schema shows what there is, .help is the manual, Ctrl-D leaves.")
    return lines.joined(separator: "\n") + "\n"
  }

  /// `samples/records: 24 collections, 9,876 rows`.
  static func summary(of session: Session) -> String {
    let collections = session.dataset.relations.filter { $0.schema.parent == nil }
    let rows = collections.reduce(0) { $0 + $1.count }
    let of = collections.count == 1 ? "1 collection" : "\(collections.count) collections"
    return "\(session.dataset.name): \(of), \(grouped(rows)) \(rows == 1 ? "row" : "rows")"
  }
}
