import Diagnostics
import Plans
import Syntax

/// The built-in manual: a page for each topic, statement, stage, aggregate, function, type, dot-command and message code. It tells of what
/// this version does, and the tests run every example in it on the sample records.
///
/// In the text of a page, lines that are indented by four spaces are an example that runs; by two, whatever else stands apart.
package enum Manual {
  struct Page: Sendable {
    var name: String
    /// One line, for lists and completion.
    var meaning: String
    var text: String
  }

  /// All pages, in the order in which the manual would be read.
  static let pages: [Page] =
    topics + statements + stages + aggregates + functions + orderFunctions + types + commands + codes

  /// The pages of a name, one after the other: `count` is a stage and an aggregate. Nil where there are none; without a name, the
  /// beginning of the manual. A topic may be given in any case, with the sign that goes with it: `|where`, `$`, `.open`.
  package static func text(for topic: String) -> String? {
    let name = normalized(topic)
    if name.isEmpty { return overview }
    let found = pages.filter { $0.name.lowercased() == name || $0.name.lowercased() == "." + name }
    if found.isEmpty { return synonyms[name].flatMap { text(for: $0) } }
    return found.map(\.text).joined(separator: "\n")
  }

  /// At most four names of pages that are nearly what was asked for.
  package static func nearest(to topic: String) -> [String] {
    let name = normalized(topic)
    var seen: Set<String> = []
    let names = (pages.map(\.name) + synonyms.keys.sorted()).filter { seen.insert($0).inserted }
    return Suggestions.nearest(to: name, among: names)
  }

  /// What else people may look for.
  private static let synonyms: [String: String] = {
    let words: [(page: String, words: [String])] = [
      ("commands", ["help", "command", "it", "tab", "keys"]),
      ("tutorial", ["walk", "start", "begin", "introduction"]),
      (
        "scripts",
        [
          "check", "fmt", "format script", "almoner run", "script", "almoner", "command line", "exit codes",
          "exit code", "--set", "set",
        ]
      ),
      ("settings", ["init", "init.dsl", "editrc", "vi", "history file", "pager", "editor", "color", "colour"]),
      (
        "operators",
        [
          "=", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "??", "is missing", "not in", "starts with",
          "ends with", "operator", "expression", "expressions", "in", "and", "or", "not", "between", "contains",
          "starts", "ends",
          "matches", "if", "is",
        ]
      ),
      ("references", [".", "reference", "ancestors", "descendants"]),
      ("aggregates", ["aggregate", "outer"]),
      ("functions", ["function"]),
      ("stages", ["stage", "|"]), ("statements", [";", "#", "statement"]), ("let", ["$"]),
      ("types", ["type", "money", "currency", "currencies", "unit", "categories", "category"]),
      ("missing", ["null", "null values"]),
      ("dates", ["date", "period", "periods", "today"]),
      ("files", ["csv", "json", "gzip", "geojson", "encoding"]),
      ("names", ["name", "`"]),
      ("output", ["format", "formats"]),
      ("errors", ["error", "codes", "messages"]),
      ("safeguarding", ["privacy", "role", "roles"]),
      ("summarize", ["group by", "total", "with total", "every"]),
      ("language", ["select from", "sql"]),
      ("sort", ["order by"]),
      ("take", ["limit"]),
      ("where", ["filter"]),
      ("pivot", ["crosstab", "across"]),
      ("sample", ["random", "seed"]),
      ("union", ["append"]),
      ("describe", ["profile"]),
      ("running", ["running sum", "running total"]),
      ("previous", ["lag"]),
      ("next", ["lead"]),
      ("chart", ["plot", "graph", "histogram", "bar", "svg", "picture"]),
      (
        "records",
        [
          "data", "datapackage", "datapackage.json", "descriptor", "frictionless", "schema", "constraints",
          "foreign keys",
        ]
      ),
    ]
    var synonyms = DotCommand.aliases.mapValues { ".\($0.rawValue)" }
    for (alias, page) in synonyms { synonyms[".\(alias)"] = page }
    for (page, words) in words { for word in words { synonyms[word] = page } }
    for page in pages { synonyms[page.name.lowercased()] = nil }
    return synonyms
  }()

  private static func normalized(_ topic: String) -> String {
    let words = topic.lowercased().split { $0 == " " || $0 == "\t" || $0 == "|" }
    let name = words.isEmpty && topic.contains("|") ? "|" : words.joined(separator: " ")
    return name.hasSuffix("()") ? String(name.dropLast(2)) : name
  }

  /// Names and their meanings, aligned.
  static func table(_ rows: [(name: String, meaning: String)]) -> String {
    let width = rows.map { TextWidth.of($0.name) }.max() ?? 0
    return rows.map { row in
      "  " + row.name + String(repeating: " ", count: width - TextWidth.of(row.name) + 2) + row.meaning + "\n"
    }.joined()
  }

  /// Names in lines of at most 76 columns.
  static func list(_ names: [String]) -> String {
    var lines: [String] = []
    for name in names {
      if let last = lines.last, last.count + name.count + 2 <= 76 {
        lines[lines.count - 1] = last + "  " + name
      } else {
        lines.append("  " + name)
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }
}
