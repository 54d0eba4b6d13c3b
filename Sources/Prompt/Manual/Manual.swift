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
    var synonyms = [
      "help": "commands", "operator": "operators", "expression": "operators", "expressions": "operators",
      "reference": "references", "aggregate": "aggregates", "function": "functions", "stage": "stages", "type": "types",
      "null": "missing", "date": "dates", "period": "dates", "periods": "dates", "name": "names", "format": "output",
      "formats": "output", "command": "commands", "error": "errors", "codes": "errors", "messages": "errors",
      "privacy": "safeguarding", "role": "safeguarding", "roles": "safeguarding", "in": "operators", "and": "operators",
      "or": "operators", "not": "operators", "between": "operators", "contains": "operators", "starts": "operators",
      "ends": "operators", "matches": "operators", "if": "operators", "is": "operators", "outer": "aggregates",
      "today": "dates", "it": "commands", "null values": "missing", "tab": "commands", "keys": "commands",
      "group by": "summarize", "select from": "language", "sql": "language", "order by": "sort", "limit": "take",
      "filter": "where", "total": "summarize", "with total": "summarize", "every": "summarize", "crosstab": "pivot",
      "across": "pivot", "random": "sample", "seed": "sample", "append": "union", "profile": "describe",
      "running sum": "running", "running total": "running", "lag": "previous", "lead": "next",
      "ancestors": "references", "descendants": "references", "money": "types", "currency": "types",
      "currencies": "types", "plot": "chart", "graph": "chart", "histogram": "chart", "bar": "chart", "svg": "chart",
      "picture": "chart", "unit": "types", "categories": "types", "category": "types", "data": "records",
      "datapackage": "records", "datapackage.json": "records", "descriptor": "records", "frictionless": "records",
      "schema": "records", "check": "records", "constraints": "records", "foreign keys": "records",
    ]
    for signature in pages { synonyms[signature.name.lowercased()] = nil }
    return synonyms
  }()

  private static func normalized(_ topic: String) -> String {
    let words = topic.lowercased().split { $0 == " " || $0 == "\t" || $0 == "|" }
    let name = words.joined(separator: " ")
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
