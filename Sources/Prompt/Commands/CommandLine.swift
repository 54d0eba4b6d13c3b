/// A line that begins with a dot: the command's word and what follows it.
struct CommandLine {
  /// What newcomers type by itself, without the dot.
  private static let bareWords: Set<String> = ["help", "exit", "quit"]

  /// Without the dot; empty for a dot alone.
  let word: String
  /// Without blanks in front; nil where no blank follows the word.
  let argument: String?

  /// Nil for a line that is a statement.
  init?(_ line: String) {
    let trimmed = line.drop { $0 == " " || $0 == "\t" }
    if Self.bareWords.contains(String(trimmed)) {
      word = String(trimmed)
      argument = nil
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
  var path: String {
    let text = TerminalText.trimmingEnd(argument ?? "")
    guard let quote = text.first, quote == "\"" || quote == "'", text.count > 1, text.last == quote else { return text }
    return String(text.dropFirst().dropLast())
  }
}
