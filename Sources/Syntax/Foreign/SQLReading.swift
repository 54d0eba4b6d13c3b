import Diagnostics

/// How a `SELECT … FROM …` reads in this language, clause by clause as it is written; its expressions are left as they are.
struct SQLReading {
  private enum Clause { case select, from, `where`, group, having, order, limit }

  private var clause = Clause.select
  private var spans: [Clause: Span] = [:]
  private var source: SourceText?

  mutating func read(_ token: Token, in source: SourceText) {
    self.source = source
    if token.kind == .name || token.kind == .reserved(.by) {
      switch token.text.lowercased() {
      case "select": return
      case "from": return clause = .from
      case "where": return clause = .where
      case "group": return clause = .group
      case "having": return clause = .having
      case "order": return clause = .order
      case "limit": return clause = .limit
      case "by" where spans[clause] == nil: return
      default: break
      }
    }
    spans[clause] = spans[clause]?.joined(token.span) ?? token.span
  }

  /// Nil where no table is named.
  var text: String? {
    guard let table = text(.from) else { return nil }
    var stages = [table]
    if let condition = text(.where) { stages.append("where \(condition)") }
    let items = text(.select).flatMap { $0 == "*" ? nil : $0 }
    if let keys = text(.group) {
      stages.append("summarize … by \(keys)")
    }
    if let condition = text(.having) { stages.append("where \(condition)") }
    if let keys = text(.order) { stages.append("sort \(keys)") }
    if let items, text(.group) == nil { stages.append("select \(items)") }
    if let count = text(.limit) { stages.append("take \(count)") }
    return stages.joined(separator: " | ")
  }

  private func text(_ clause: Clause) -> String? {
    spans[clause].flatMap { source?.slice($0) }?.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
