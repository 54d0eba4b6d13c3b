import Columns
import Diagnostics
import Session
import Syntax

/// Completion inside quotes: file names, and the values of the field that the text is compared with.
extension Completer {
  private static let valueLimit = 500

  func complete(_ text: Cursor.OpenText, _ cursor: Cursor, _ after: String) -> Completion {
    let closing = after.first == text.quote ? "" : String(text.quote)
    if let last = cursor.tokens.last, ["use", "save", "replace", "run"].contains(where: last.isWord) {
      let typed = Self.unescaped(text.content, text.quote)
      let files = FileNames.candidates(for: typed, endings: last.isWord("use") ? FileNames.data : nil)
      return Completion(
        replacedUTF8: FileNames.name(in: text.content).utf8.count,
        candidates: files.map { file in
          let escaped = Self.escaped(file.insertion, text.quote)
          return Candidate(
            insertion: file.insertion.hasSuffix("/") ? escaped : escaped + closing, display: file.display,
            explanation: file.explanation)
        })
    }
    let values = values(text, cursor, closing)
    return Completion(replacedUTF8: text.content.utf8.count, candidates: values)
  }

  private func values(_ text: Cursor.OpenText, _ cursor: Cursor, _ closing: String) -> [Candidate] {
    guard let compared = cursor.comparedPath else { return [] }
    let before = String(decoding: Array(cursor.before.utf8).prefix(compared.start), as: UTF8.self)
    guard let place = Cursor(before).map({ self.place(at: $0) }),
      let field = place.textField(compared.path)
    else { return [] }
    let typed = Self.unescaped(text.content, text.quote)
    return session.texts(in: field.relation, field: field.index, startingWith: typed, limit: Self.valueLimit).map {
      value in
      Candidate(
        insertion: Self.escaped(value.text, text.quote) + closing, display: value.text,
        explanation: value.rows == 1 ? "1 row" : "\(grouped(value.rows)) rows")
    }
  }

  /// What stands between quotes, read.
  private static func unescaped(_ text: String, _ quote: Character) -> String {
    var result = ""
    var rest = text[...]
    while let character = rest.popFirst() {
      guard character == "\\", let next = rest.first, quote == "\"" || next == quote || next == "\\" else {
        result.append(character)
        continue
      }
      rest.removeFirst()
      result.append(next == "n" ? "\n" : next == "t" ? "\t" : next)
    }
    return result
  }

  /// As it stands between quotes.
  private static func escaped(_ text: String, _ quote: Character) -> String {
    var result = ""
    for character in text {
      switch character {
      case quote, "\\": result += "\\\(character)"
      case "{" where quote == "\"": result += "\\{"
      case "\n": result += quote == "\"" ? "\\n" : "\n"
      case "\t": result += quote == "\"" ? "\\t" : "\t"
      default: result.append(character)
      }
    }
    return result
  }
}

extension Cursor {
  /// The path on the left of `== "`, `!= "`, `in ["a", "`, and where it begins, in bytes.
  fileprivate var comparedPath: (path: [String], start: Int)? {
    var rest = tokens[...]
    switch rest.last?.kind {
    case .symbol(.equal), .symbol(.notEqual), .symbol(.assign): rest.removeLast()
    case .symbol(.openBracket), .symbol(.comma):
      guard let bracket = rest.lastIndex(where: { $0.kind == .symbol(.openBracket) }),
        rest[bracket...].allSatisfy(\.isInTextList), bracket > 0, rest[bracket - 1].kind == .reserved(.in)
      else { return nil }
      rest = rest[..<(bracket - 1)]
      if rest.last?.kind == .reserved(.not) { rest.removeLast() }
    default: return nil
    }
    guard let last = rest.popLast(), let name = last.pathName else { return nil }
    var before = Array(rest)
    let path = Cursor.path(&before) + [name]
    return (path, tokens[before.count].span.start)
  }
}

extension Token {
  fileprivate var isInTextList: Bool {
    switch kind {
    case .symbol(.openBracket), .symbol(.comma), .textStart, .textPart, .textEnd, .rawText: true
    default: false
    }
  }
}
