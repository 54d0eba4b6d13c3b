/// A line that begins with a dot: the command's word and what follows it.
struct CommandLine {
  /// What newcomers type by itself, out of habit of other shells, and what they mean.
  private static let habits: [String: DotCommand] = [
    "help": .help, "?": .help, "\\?": .help, "\\h": .help, "man": .help, "exit": .quit, "quit": .quit, "\\q": .quit,
    ":q": .quit,
    ":q!": .quit, "ls": .collections, "dir": .collections, "\\d": .collections, "\\dt": .collections,
    "show tables": .collections, "show tables;": .collections, "tables": .collections, "history": .history,
  ]

  /// Without the dot; empty for a dot alone.
  let word: String
  /// Without blanks in front; nil where no blank follows the word.
  let argument: String?

  /// Nil for a line that is a statement.
  init?(_ line: String) {
    let trimmed = line.drop { $0 == " " || $0 == "\t" }
    if let command = Self.habits[TerminalText.trimmingEnd(String(trimmed)).lowercased()] {
      word = command.rawValue
      argument = nil
      return
    }
    if let topic = Self.helpTopic(trimmed) {
      word = DotCommand.help.rawValue
      argument = topic
      return
    }
    guard trimmed.first == ".", !trimmed.contains("\n") else { return nil }
    let rest = trimmed.dropFirst()
    let word = rest.prefix { $0 != " " && $0 != "\t" }
    // `.5` is a number that somebody forgot the 0 of.
    guard word.first?.isNumber != true else { return nil }
    self.word = String(word)
    argument = word.endIndex == rest.endIndex ? nil : String(rest[word.endIndex...].drop { $0 == " " || $0 == "\t" })
  }

  /// `help where`: no statement is two names.
  private static func helpTopic(_ line: Substring) -> String? {
    let words = line.split { $0 == " " || $0 == "\t" }
    if words == ["tutorial"] { return "tutorial" }
    guard words.count == 2, words[0].lowercased() == "help", words[1].first != "|" else { return nil }
    return String(words[1])
  }

  /// The argument's parts; quotes hold blanks together and are no part of them.
  var parts: [String] {
    var parts: [String] = []
    var part: String?
    var quote: Character?
    for character in argument ?? "" {
      if let open = quote {
        if character == open { quote = nil } else { part?.append(character) }
      } else if character == "\"" || character == "'" {
        quote = character
        part = part ?? ""
      } else if character == " " || character == "\t" {
        if let done = part { parts.append(done) }
        part = nil
      } else {
        part = (part ?? "") + String(character)
      }
    }
    if let part { parts.append(part) }
    return parts
  }

  /// The argument as one name of a file, which may hold blanks.
  var path: String { Self.unquoted(argument ?? "") }

  /// Without blanks at the end, and without quotes around it.
  static func unquoted(_ text: String) -> String {
    let text = TerminalText.trimmingEnd(text)
    guard let quote = text.first, quote == "\"" || quote == "'", text.count > 1, text.last == quote else { return text }
    return String(text.dropFirst().dropLast())
  }
}
