import Analysis
import Columns
import Diagnostics
import Plans
import Rendering
import Session
import Syntax

/// What Tab may insert. It knows where the cursor stands: in a dot-command, a text, after a `|`, in an expression over the table as it
/// is at that stage.
struct Completer {
  typealias Candidate = LineEditor.Candidate
  typealias Completion = LineEditor.Completion

  let session: Session
  /// Names of the parameters that were declared.
  var parameters: [String] = []

  private static let none = Completion(replacedUTF8: 0, candidates: [])

  func complete(_ before: String, _ after: String) -> Completion {
    if let command = CommandLine(before) { return complete(command) }
    guard let cursor = Cursor(before) else { return Self.none }
    if let text = cursor.openText { return complete(text, cursor, after) }
    let found = candidates(at: cursor, isCall: after.unicodeScalars.first == "(")
    let word = cursor.word.lowercased()
    let matching = found.filter { $0.display.lowercased().hasPrefix(word) }
    return Completion(replacedUTF8: cursor.word.utf8.count + (cursor.isQuoted ? 1 : 0), candidates: matching)
  }

  private func candidates(at cursor: Cursor, isCall: Bool) -> [Candidate] {
    if cursor.isParameter {
      return place(at: cursor).scalars.map { member in
        Candidate(insertion: member.name, display: member.name, explanation: explanation(member.content))
      }
    }
    if cursor.path.isEmpty, let words = words(at: cursor) { return words }
    let place = place(at: cursor)
    if !cursor.path.isEmpty || cursor.isQuoted {
      return place.members(after: cursor.path).map { candidate($0, in: place) }
    }
    if cursor.wantsTable { return place.tables.map { candidate($0, in: place) } }
    return expressionCandidates(at: cursor, place, isCall: isCall)
  }

  private func expressionCandidates(at cursor: Cursor, _ place: CompletionPlace, isCall: Bool) -> [Candidate] {
    var members = place.members(after: [])
    if place.isOutsideRows || cursor.tokens.last?.kind == .reserved(.in) { members += place.tables }
    if cursor.stage.word == .unnest { members = members.filter { $0.content.isList } }
    var found = members.map { candidate($0, in: place) }
    if cursor.tokens.isEmpty { found += Self.statementWords }
    if cursor.beginsKey { found.append(Self.every) }
    // Without a letter to go by the list would be mostly these.
    if !cursor.word.isEmpty || place.wantsAggregate { found += Self.aggregates(isCall: isCall) }
    if !cursor.word.isEmpty && place.hasOrder { found += Self.orderFunctions(isCall: isCall) }
    if !cursor.word.isEmpty { found += Self.functions(isCall: isCall) + Self.valueWords }
    return found
  }

  func place(at cursor: Cursor) -> CompletionPlace {
    session.completionPlace(after: cursor.before, closing: cursor.closing)
  }

  func candidate(_ member: CompletionPlace.Member, in place: CompletionPlace) -> Candidate {
    var text: String
    switch member.content {
    case .value(let type): text = type.name
    case .reference(let relation): text = "→ " + place.name(of: relation)
    case .rows(let relation): text = "many " + place.name(of: relation)
    case .table(let relation): text = rows(of: relation)
    }
    if let title = member.title { text += ", " + title }
    return Candidate(insertion: writtenName(member.name), display: member.name, explanation: text)
  }

  private func explanation(_ content: CompletionPlace.Member.Content) -> String {
    if case .value(let type) = content { return type.name }
    return ""
  }

  private func rows(of relation: RelationID) -> String {
    guard session.dataset.relations.indices.contains(relation.number) else { return "table" }
    let count = session.dataset.relations[relation.number].count
    return count == 1 ? "1 row" : "\(grouped(count)) rows"
  }
}

extension CompletionPlace.Member.Content {
  /// What `unnest` makes rows of.
  fileprivate var isList: Bool {
    switch self {
    case .value(.list), .rows: true
    case .value, .reference, .table: false
    }
  }
}
