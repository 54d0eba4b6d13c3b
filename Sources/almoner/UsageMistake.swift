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
    return Diagnostic(.usage, first + values, help: advice)
  }

  /// Of a file that is not there: a command or question that was taken for one, or a file of nearly that name.
  static func mended(_ error: Diagnostic, _ invocation: Invocation) -> Diagnostic {
    var error = error.mended(invocation.path ?? "")
    guard error.code == .dataCannotBeRead, let missing = invocation.datasets.first(where: { access($0, F_OK) != 0 })
    else { return error }
    let command = Suggestions.nearest(to: missing, among: CommandLineParser.commands).first
    if let command, missing == invocation.datasets[0] {
      error.help = ["did you mean: almoner \(command)"]
    } else if missing != invocation.datasets[0] {
      error.help.append("a question follows -c, in quotes: almoner \(invocation.datasets[0]) -c 'children | count'")
    }
    return error
  }

  private var command: String? { CommandLineParser.commands.first { $0 == arguments.first } }

  private var advice: [String] {
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
    default: break
    }
    return advice + ["almoner \(command.map { $0 + " " } ?? "")--help shows what can be written"]
  }
}
