import Rendering

/// Recognises the commonest forms of the command line without the argument parser, whose start costs more than answering a small
/// question: `[DATASET] [-c TEXT]` and `run SCRIPT`, with `--format FORMAT` after it or without. Everything else, and every mistake, is
/// the parser's (nil).
enum PlainArguments {
  private static let commands: Set<String> = [
    "run", "check", "fmt", "help", "open", "schema", "seal", "unseal", "audit",
  ]

  static func parse(_ arguments: [String]) -> Invocation? {
    guard arguments.count >= 2, arguments[arguments.count - 2] == "--format" else { return form(arguments) }
    guard let format = OutputFormat(rawValue: arguments[arguments.count - 1]), format.isPiecemeal else { return nil }
    var invocation = form(Array(arguments.dropLast(2)))
    invocation?.common.format = format
    return invocation
  }

  private static func form(_ arguments: [String]) -> Invocation? {
    switch arguments.count {
    case 0: return Invocation(action: .open)
    case 1 where isPlain(arguments[0]): return Invocation(action: .open, datasets: [arguments[0]])
    case 2 where arguments[0] == "-c": return Invocation(action: .command(arguments[1]))
    case 2 where arguments[0] == "run" && !isOption(arguments[1]): return Invocation(action: .run(script: arguments[1]))
    case 3 where isPlain(arguments[0]) && arguments[1] == "-c":
      return Invocation(action: .command(arguments[2]), datasets: [arguments[0]])
    default: return nil
    }
  }

  private static func isPlain(_ argument: String) -> Bool { !isOption(argument) && !commands.contains(argument) }

  private static func isOption(_ argument: String) -> Bool { argument.hasPrefix("-") && argument != "-" }
}
