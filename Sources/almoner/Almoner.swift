import Diagnostics
import Glibc
import Loading
import Prompt
import Rendering
import Scripting
import Session

let version = "0.1.0"

@main
enum Almoner {
  static func main() {
    signal(SIGPIPE, SIG_IGN)
    Interrupt.install()
    let arguments = Array(CommandLine.arguments.dropFirst())
    let invocation: Invocation
    if let plain = PlainArguments.parse(arguments) {
      invocation = plain
    } else {
      invocation = parse(arguments)
    }
    exit(perform(invocation))
  }

  /// Ends the program where the arguments ask for help or are wrong.
  private static func parse(_ arguments: [String]) -> Invocation {
    do {
      return try CommandLineParser.parse(arguments)
    } catch {
      let isHelp = CommandLineParser.exitCode(for: error).isSuccess
      let text = CommandLineParser.fullMessage(for: error) + "\n"
      var sink = ByteSink(descriptor: isHelp ? STDOUT_FILENO : STDERR_FILENO, name: "the terminal")
      try? sink.write(text)
      try? sink.flush()
      exit(isHelp ? Outcome.good.rawValue : Outcome.usage.rawValue)
    }
  }

  private static func perform(_ invocation: Invocation) -> Int32 {
    let options = invocation.common
    let presenter = Terminal.presenter(options)
    if case .help(let topic) = invocation.action { return help(topic, presenter) }
    var settings = Session.Options()
    settings.today = options.today
    settings.seed = options.seed
    settings.threads = options.threads ?? settings.threads
    settings.showsNotes = options.showsNotes
    settings.parameters = options.parameters
    settings.memory = MemoryLimit(bytes: options.memory)
    settings.shouldStop = { Interrupt.isRequested }
    settings.datasetPath = invocation.dataset
    settings.readsNamedFieldsOnly = invocation.runsOneScript
    let session = Session(options: settings)
    do throws(Diagnostic) {
      if let dataset = invocation.dataset { try session.open(dataset) }
      return try perform(invocation.action, session, presenter)
    } catch {
      presenter.message(presenter.text(of: error))
      return Outcome(error.code).rawValue
    }
  }

  private static func perform(
    _ action: Invocation.Action, _ session: Session, _ presenter: Presenter
  ) throws(Diagnostic) -> Int32 {
    switch action {
    case .open where isatty(STDIN_FILENO) == 1:
      return Prompt(session: session, presenter: presenter, version: version).run()
    case .open:
      return ScriptRunner.run(try ScriptFile.readStandardInput(), in: session, presenter: presenter)
    case .command(let text):
      presenter.tellsPassed = false
      return ScriptRunner.run(SourceText(name: "<command>", text: text), in: session, presenter: presenter)
    case .run(let script):
      let source = script == "-" ? try ScriptFile.readStandardInput() : try ScriptFile.read(script)
      return ScriptRunner.run(source, in: session, presenter: presenter)
    case .check(let scripts):
      var worst: Int32 = 0
      for script in scripts {
        worst = max(worst, ScriptRunner.check(try ScriptFile.read(script), in: session, presenter: presenter))
      }
      return worst
    case .checkRecords: return RecordsChecker.run(session, presenter: presenter)
    case .schema(let form): return SchemaReport.run(form, of: session, presenter: presenter)
    case .format(let target): return try ScriptFormatter.run(target, presenter: presenter)
    case .help: return Outcome.good.rawValue
    }
  }

  private static func help(_ topic: String?, _ presenter: Presenter) -> Int32 {
    guard let text = Manual.text(for: topic ?? "") else {
      let nearest = Manual.nearest(to: topic ?? "")
      presenter.message(
        presenter.text(
          of: Diagnostic(
            .usage, "the manual has no page '\(topic ?? "")'",
            help: nearest.isEmpty ? [] : ["did you mean: " + nearest.joined(separator: ", ")])))
      return Outcome.usage.rawValue
    }
    do throws(Diagnostic) { try presenter.write(text) } catch {
      presenter.message(presenter.text(of: error))
      return Outcome.failed.rawValue
    }
    return Outcome.good.rawValue
  }
}
