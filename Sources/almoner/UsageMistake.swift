import ArgumentParser
import Diagnostics
import Glibc
import Prompt

/// What is wrong with the arguments, and what to write instead.
struct UsageMistake {
  let arguments: [String]

  /// Of what the argument parser threw.
  func diagnostic(_ error: any Error) -> Diagnostic {
    let lines = CommandLineParser.message(for: error).split(separator: "\n")
    // Values that are possible stand one a line there.
    let values = lines.dropFirst().map { $0.drop { " -".contains($0) } }.joined(separator: ", ")
    var message = lines.first.map(String.init) ?? "these arguments make no sense"
    message = message.replacing(" Please provide one of the following:", with: " It is one of: ")
    if message.hasSuffix(".") { message.removeLast() }
    let first = message.prefix(1).lowercased() + message.dropFirst()
    return Diagnostic(.usage, first + values, help: advice(isUnexpected: first.hasPrefix("unexpected argument")))
  }

  private var command: String? { CommandLineParser.commands.first { $0 == arguments.first } }

  private func advice(isUnexpected: Bool) -> [String] {
    var advice: [String] = []
    if let first = arguments.first, command == nil, !first.hasPrefix("-"), access(first, F_OK) != 0 {
      let nearest = Suggestions.nearest(to: first, among: CommandLineParser.commands)
      if !nearest.isEmpty { advice.append("did you mean: almoner \(nearest[0])") }
    }
    switch command {
    case "run":
      if let value = arguments.dropFirst(2).first(where: { !$0.hasPrefix("-") && $0.contains("=") }) {
        advice.append("a parameter of the script is set by: --set \(value)")
      }
    case nil where isUnexpected && advice.isEmpty:
      advice.append("a question follows -c, in quotes: almoner \(arguments[0]) -c 'children | count'")
    default: break
    }
    return advice + ["almoner \(command.map { $0 + " " } ?? "")--help shows what can be written"]
  }
}
