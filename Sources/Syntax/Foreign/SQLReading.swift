import Diagnostics

/// How a `SELECT … FROM …` reads in this language, clause by clause; conditions are left as they are written.
struct SQLReading {
  private enum Clause: String { case select, from, `where`, group, having, order, limit }

  private var clause = Clause.select
  /// The words of each clause.
  private var tokens: [Clause: [Token]] = [:]
  private let source: SourceText

  init(_ source: SourceText) { self.source = source }

  mutating func read(_ token: Token) {
    if token.kind == .name, let next = Clause(rawValue: token.text.lowercased()) {
      clause = next
    } else if token.kind != .reserved(.by) && token.text.lowercased() != "by" || !(tokens[clause] ?? []).isEmpty {
      tokens[clause, default: []].append(token)
    }
  }

  /// Nil where no table is named.
  var text: String? {
    guard let table = slice(tokens[.from] ?? []) else { return nil }
    var stages = [table]
    if let condition = slice(tokens[.where] ?? []) { stages.append("where \(condition)") }
    let items = split(.select).compactMap(item).filter { $0 != "*" }
    let keys = split(.group).compactMap(slice)
    if !keys.isEmpty {
      let aggregates = items.filter { !keys.contains($0) }
      stages.append("summarize \(aggregates.isEmpty ? "count()" : list(aggregates)) by \(list(keys))")
    }
    let names = aggregateNames
    func named(_ text: String) -> String { names.reduce(text) { $0.replacing($1.aggregate, with: $1.name) } }
    if let condition = slice(tokens[.having] ?? []) { stages.append("where \(named(condition))") }
    let order = split(.order).compactMap(sortKey).map(named)
    if !order.isEmpty { stages.append("sort \(list(order))") }
    if keys.isEmpty, !items.isEmpty { stages.append("select \(list(items))") }
    if let count = slice(tokens[.limit] ?? []) { stages.append("take \(count)") }
    return stages.joined(separator: " | ")
  }

  private func list(_ parts: [String]) -> String { parts.joined(separator: ", ") }

  private func slice(_ tokens: [Token]) -> String? {
    guard let first = tokens.first else { return nil }
    var text = ""
    var end = first.span.start
    for (index, token) in tokens.enumerated() {
      text += source.slice(Span(end, token.span.start))
      let isCall =
        token.kind == .name && index + 1 < tokens.count && tokens[index + 1].kind == .symbol(.openParenthesis)
      text += isCall ? token.text.lowercased() : source.slice(token.span)
      end = token.span.end
    }
    return text.split(whereSeparator: \.isNewline).joined(separator: " ").replacing("(*)", with: "()")
  }

  /// What an aggregate of the items is called afterwards: as it was named, else `count` or `sum_amount`.
  private var aggregateNames: [(aggregate: String, name: String)] {
    split(.select).compactMap { tokens in
      let parts = tokens.split { $0.kind == .name && $0.text.lowercased() == "as" }
      guard let value = parts.first.flatMap({ slice(Array($0)) }), let opening = value.firstIndex(of: "("),
        value.last == ")"
      else { return nil }
      if parts.count == 2, let name = slice(Array(parts[1])) { return (value, name) }
      let argument = value[opening...].dropFirst().dropLast()
      let field = argument.split(separator: ".").last.map { "_" + $0 } ?? ""
      return (value, value[..<opening] + field)
    }
  }

  /// The items of a clause, at the commas outside brackets.
  private func split(_ clause: Clause) -> [[Token]] {
    var items: [[Token]] = [[]]
    var depth = 0
    for token in tokens[clause] ?? [] {
      if token.kind == .symbol(.openParenthesis) { depth += 1 }
      if token.kind == .symbol(.closeParenthesis) { depth -= 1 }
      if token.kind == .symbol(.comma), depth == 0 {
        items.append([])
      } else {
        items[items.count - 1].append(token)
      }
    }
    return items
  }

  /// `count(*) as n` as `n = count()`.
  private func item(_ tokens: [Token]) -> String? {
    guard let whole = slice(tokens) else { return nil }
    let parts = tokens.split { $0.kind == .name && $0.text.lowercased() == "as" }
    if parts.count == 2, let value = slice(Array(parts[0])), let name = slice(Array(parts[1])) {
      return "\(name) = \(value)"
    }
    return whole
  }

  private func sortKey(_ tokens: [Token]) -> String? {
    guard let last = tokens.last, last.kind == .name, tokens.count > 1 else { return slice(tokens) }
    switch last.text.lowercased() {
    case "desc": return slice(tokens.dropLast()).map { $0 + " desc" }
    case "asc": return slice(tokens.dropLast())
    default: return slice(tokens)
    }
  }
}
