import Diagnostics
import Syntax

/// Dot-commands are lines of their own between statements: an entry, or the file of settings, comes apart into these.
enum EntryPart {
  case statements(SourceText)
  /// With its place, for messages.
  case command(CommandLine, place: (source: SourceText, span: Span))

  /// In a source of statements the lines before them are empty, so that places in it are those of the whole.
  static func parts(of text: String, named name: String) -> [EntryPart] {
    let whole = SourceText(name: name, text: text)
    var parts: [EntryPart] = []
    var statements: [Substring] = []
    var first = 0
    var offset = 0
    func end() {
      let joined = statements.joined(separator: "\n")
      statements = []
      guard joined.contains(where: { !$0.isWhitespace }) else { return }
      parts.append(
        .statements(SourceText(name: name, text: String(repeating: "\n", count: first) + joined)))
    }
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if let command = CommandLine(String(line)), !StatementEnd.isOpen(statements.joined(separator: "\n")) {
        end()
        parts.append(.command(command, place: (whole, Span(offset, offset + line.utf8.count))))
      } else {
        if statements.isEmpty { first = number }
        statements.append(line)
      }
      offset += line.utf8.count + 1
    }
    end()
    return parts
  }
}
