import Diagnostics
import Glibc
import Loading
import Prompt
import Rendering
import Safeguarding
import Scripting
import Session

let version = "0.1.0"

@main
enum Almoner {
  static func main() {
    Terminal.holdStandardDescriptors()
    signal(SIGPIPE, SIG_IGN)
    Interrupt.install()
    MemoryLimit.keepFreedMemory()
    let arguments = Array(CommandLine.arguments.dropFirst())
    let invocation: Invocation
    if let plain = PlainArguments.parse(arguments) {
      invocation = plain
    } else {
      invocation = parse(arguments)
    }
    let code = perform(invocation)
    // As a shell says of a program that a signal ended.
    exit(code == Outcome.interrupted.rawValue ? Interrupt.leavingSignal.map { 128 + $0 } ?? code : code)
  }

  /// Ends the program where the arguments ask for help or are wrong.
  private static func parse(_ arguments: [String]) -> Invocation {
    do {
      return try CommandLineParser.parse(arguments)
    } catch {
      let presenter = Terminal.presenter(CommonOptions())
      guard CommandLineParser.exitCode(for: error).isSuccess else {
        presenter.message(presenter.text(of: UsageMistake(arguments: arguments).diagnostic(error)))
        exit(Outcome.usage.rawValue)
      }
      exit(write(CommandLineParser.fullMessage(for: error) + "\n", presenter))
    }
  }

  private static func perform(_ invocation: Invocation) -> Int32 {
    let options = invocation.common
    let presenter = Terminal.presenter(options)
    if case .help(let topic) = invocation.action { return help(topic, presenter) }
    var settings = Session.Options()
    settings.today = options.today
    settings.seed = options.seed
    settings.role = options.role
    settings.purpose = options.purpose
    settings.threads = options.threads ?? settings.threads
    settings.showsNotes = options.showsNotes
    settings.parameters = options.parameters
    settings.memory = MemoryLimit(bytes: options.memory)
    settings.shouldStop = { Interrupt.isRequested }
    settings.datasetPaths = invocation.datasets
    settings.tellsOrigin = presenter.format.isDocument(inFile: options.output != nil)
    settings.readsNamedFieldsOnly = invocation.runsOneScript
    settings.auditPath = options.auditPath
    settings.writesToFile = options.output != nil
    let descriptor = options.passphraseDescriptor
    settings.passphrase = { (question) throws(Diagnostic) in try passphrase(question, descriptor) }
    let session = Session(options: settings)
    do throws(Diagnostic) {
      if let ended = try performWithoutSession(invocation, presenter) { return ended }
      if !invocation.datasets.isEmpty { try session.open(invocation.datasets) }
      return try perform(invocation, session, presenter)
    } catch {
      presenter.message(presenter.text(of: UsageMistake.mended(error, invocation)))
      return Outcome(error.code).rawValue
    }
  }

  private static func perform(
    _ invocation: Invocation, _ session: Session, _ presenter: Presenter
  ) throws(Diagnostic) -> Int32 {
    let options = invocation.common
    let output = options.output
    let runner = ScriptRunner(session: session, presenter: presenter, program: "almoner \(version)")
    if output == nil, presenter.format == .xlsx, isatty(STDOUT_FILENO) == 1 {
      throw Diagnostic(
        .usage, "a workbook cannot be shown at a terminal", help: ["write it into a file: -o report.xlsx"])
    }
    if output != nil, !invocation.hasResults {
      throw Diagnostic(.usage, "-o is for the results of statements or of a script")
    }
    switch invocation.action {
    case .open where isatty(STDIN_FILENO) == 1:
      guard output == nil, presenter.format.isPiecemeal else {
        throw Diagnostic(
          .usage, "at the prompt there is no end at which \(output.map { "'\($0)'" } ?? "a document") could be written",
          help: ["give the statements: -c 'children | count'", "or a script: almoner run FILE -o report.html"])
      }
      var settings = Prompt.Options(version: version)
      settings.readsInitFile = options.readsInitFile
      if let rows = options.maximumRows { settings.pagedRows = rows == 0 ? nil : rows }
      return Prompt(session: session, presenter: presenter, options: settings).run()
    case .open:
      return runner.run(try ScriptFile.readStandardInput(), into: output)
    case .command(let text):
      presenter.tellsPassed = false
      return runner.run(SourceText(name: "<command>", text: text), into: output)
    case .run(let script):
      let source = script == "-" ? try ScriptFile.readStandardInput() : try ScriptFile.read(script)
      return runner.run(source, into: output)
    case .check(let scripts): return ScriptRunner.check(scripts, in: session, presenter: presenter) { $0.mended($1) }
    case .checkRecords: return RecordsChecker.run(session, presenter: presenter)
    case .schema(let form): return SchemaReport.run(form, of: session, presenter: presenter)
    case .format, .seal, .unseal, .verifyAudit, .auditHead, .help: return Outcome.good.rawValue
    }
  }

  /// The commands that open no records to ask something of them; nil for the others.
  private static func performWithoutSession(
    _ invocation: Invocation, _ presenter: Presenter
  ) throws(Diagnostic) -> Int32? {
    let descriptor = invocation.common.passphraseDescriptor
    let ask: SealingCommand.Question = { (question, twice) throws(Diagnostic) in
      try passphrase(question, descriptor, twice: twice)
    }
    let dataset = invocation.datasets.first ?? ""
    switch invocation.action {
    case .format(let target):
      return try ScriptFormatter.run(target, presenter: presenter) { $0.mended($1) }
    case .seal(let path):
      try SealingCommand.seal(dataset, into: path, ask: ask, presenter: presenter) { Interrupt.isRequested }
    case .unseal(let folder): try SealingCommand.unseal(dataset, into: folder, ask: ask, presenter: presenter)
    case .verifyAudit(let log, let kept): try AuditCommand.verify(log, kept: kept, presenter: presenter)
    case .auditHead(let log): try AuditCommand.head(log, presenter: presenter)
    case .open, .command, .run, .check, .checkRecords, .schema, .help: return nil
    }
    return Outcome.good.rawValue
  }

  /// From the file descriptor that the command line names, else the terminal.
  private static func passphrase(
    _ question: String, _ descriptor: Int32?, twice: Bool = false
  ) throws(Diagnostic) -> Passphrase {
    if let descriptor { return try Passphrase(descriptor: descriptor) }
    return try Passphrase.ask(question, twice: twice)
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
    return write(text, presenter)
  }

  private static func write(_ text: String, _ presenter: Presenter) -> Int32 {
    do throws(Diagnostic) { try presenter.write(text) } catch {
      presenter.message(presenter.text(of: error))
      return Outcome(error.code).rawValue
    }
    return Outcome.good.rawValue
  }
}
