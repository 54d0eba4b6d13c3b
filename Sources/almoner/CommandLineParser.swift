import ArgumentParser
import Prompt
import Rendering
import Scripting
import Session

/// The whole command line, with its help, by the argument parser.
struct CommandLineParser: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "almoner",
    abstract: "Ask questions of records that aid programmes keep as JSON or CSV.",
    usage: """
      almoner [<dataset> …] [-c <statements>] [<options>]
      almoner run <script> [--set <name>=<value> …] [<options>]
      """,
    discussion: """
      Without a command: opens DATASET at a prompt, or runs a script from standard input where that is no terminal.
      DATASET is a datapackage.json or a folder with one, a folder of .json, .ndjson, .csv or .tsv files (a collection each), one \
      such file, or - for standard input; what gzip compressed (.gz) is read too.

      Exit codes: 0 good, 1 failed while running, 2 wrong usage, 3 the script does not check, 4 an expect failed, \
      5 the data could not be read or a check of it found problems, 6 refused by safeguarding, 130 interrupted.
      """,
    version: "almoner \(version)",
    subcommands: [
      Open.self, Run.self, Check.self, Schema.self, Format.self, Seal.self, Unseal.self, Audit.self, HelpTopic.self,
    ],
    defaultSubcommand: Open.self)

  /// The words that may stand first.
  static var commands: [String] { configuration.subcommands.compactMap { $0.configuration.commandName } }

  /// The help of the whole with the options of its default command, which the parser shows apart.
  private static var help: String {
    let own = helpMessage().lines
    let commands = own.drop { $0 != "SUBCOMMANDS:" }.filter { !$0.hasPrefix("  See ") }
    let options = Open.helpMessage().lines.drop { $0 != "ARGUMENTS:" }.dropLast()
    let version = own.filter { $0.hasPrefix("  --version") }
    let lines = own.prefix { $0 != "OPTIONS:" } + commands + options + version
    return lines.joined(separator: "\n").replacing("\n\n\n", with: "\n\n").replacing(
      "Show help information.", with: "Show help; of a command, after it: almoner run -h.")
  }

  /// Throws what is to be shown instead: help, the version, or what is wrong.
  static func parse(_ arguments: [String]) throws -> Invocation {
    if arguments == ["--help"] || arguments == ["-h"] { throw CleanExit.message(help) }
    var command = try parseAsRoot(arguments)
    if let command = command as? any InvocationMaking { return command.invocation }
    // The parser's own commands, such as help, throw what they have to say.
    try command.run()
    throw CleanExit.helpRequest()
  }
}

/// A subcommand that says what to do.
private protocol InvocationMaking: ParsableCommand {
  var invocation: Invocation { get }
}

private struct Common: ParsableArguments {
  @Option(help: "Form of results; html and xlsx make one document of all.")
  var format: OutputFormat?
  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp(
      "Results go into this file, whole or not at all; its ending says the form. .html, .md and .xlsx are reports.",
      valueName: "file"),
    completion: .file())
  var output: String?
  @Option(help: ArgumentHelp("What 'today' means, such as 2023-09-30.", valueName: "date"))
  var today: Day?
  @Option(help: "Where 'sample' begins to choose, so that it chooses the same again; a whole number from 0.")
  var seed: UInt64?
  @Option(help: "How many threads work; all cores where left out.")
  var threads: Int?
  @Option(
    help: ArgumentHelp(
      "How much memory may be used, such as 4GB; where left out, nine tenths of what there is. Beyond it a statement ends with E407.",
      valueName: "size"))
  var memory: MemorySize?
  @Option(help: "Above so many rows show the first and the last only; 0 shows all.")
  var maxRows: Int?
  @Option(help: "Colour.")
  var color: CommonOptions.Color = .auto
  @Option(help: "Messages for people or programs.")
  var errorFormat: Presenter.ErrorFormat = .human
  @Option(help: "Who asks, of records that bear labels: see 'almoner help safeguarding'.")
  var role: String?
  @Option(help: ArgumentHelp("What it is asked for.", valueName: "text"))
  var purpose: String?
  @Option(help: ArgumentHelp("The log of what is asked of labelled records.", valueName: "file"))
  var audit: String?
  @Option(
    help: ArgumentHelp(
      "A sealed dataset's passphrase is the first line of this file descriptor, instead of asked for.",
      valueName: "number"))
  var passphraseFd: Int32?
  @Flag(help: "Leave out notes, such as values that were missing in a sum.")
  var noNotes = false

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads wants a number from 1") }
    if let maxRows, maxRows < 0 { throw ValidationError("--max-rows wants a number from 0") }
    if let output, form == nil {
      throw ValidationError(
        "the ending of '\(output)' names no form; endings: .txt, .csv, .tsv, .json, .ndjson, .md, .html, .xlsx")
    }
  }

  /// As said, else by the ending of the file.
  private var form: OutputFormat? { format ?? output.flatMap { OutputFormat(fileName: $0) } }

  var options: CommonOptions {
    var options = CommonOptions()
    options.format = form
    options.output = output
    options.today = today?.days
    options.seed = seed
    options.threads = threads
    options.memory = memory?.bytes
    options.maximumRows = maxRows
    options.color = color
    options.errorFormat = errorFormat
    options.showsNotes = !noNotes
    options.role = role
    options.purpose = purpose
    options.passphraseDescriptor = passphraseFd
    options.auditPath = audit
    return options
  }
}

private struct Open: InvocationMaking {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Open records at a prompt (the default).")

  @Argument(help: "The records to open; of several all together.", completion: .file())
  var datasets: [String] = []
  @Option(
    name: .customShort("c"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Statements to run instead of the prompt; several, one after the other.", valueName: "statements"))
  var commands: [String] = []
  @Flag(help: "Leave out the settings in init.dsl when the prompt begins.")
  var noInit = false
  @OptionGroup var common: Common

  var invocation: Invocation {
    var options = common.options
    options.readsInitFile = !noInit
    let text = commands.joined(separator: "\n")
    return Invocation(action: commands.isEmpty ? .open : .command(text), datasets: datasets, common: options)
  }
}

private struct Run: InvocationMaking {
  static let configuration = CommandConfiguration(commandName: "run", abstract: "Run a script.")

  @Argument(help: "The script; - is standard input.", completion: .file(extensions: ["dsl"]))
  var script: String
  @Option(
    parsing: .singleValue, help: "Records in place of those that the script's 'use' names.", completion: .file())
  var data: [String] = []
  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("A parameter of the script.", valueName: "name=value"))
  var settings: [Setting] = []
  @OptionGroup var common: Common

  var invocation: Invocation {
    var options = common.options
    for setting in settings { options.parameters[setting.name] = setting.value }
    return Invocation(action: .run(script: script), datasets: data, common: options)
  }
}

private struct Check: InvocationMaking {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check scripts against their records, or the records themselves; run nothing.",
    discussion: """
      With scripts: parses and checks them. With --data alone: reads all records and lists each value that breaks a \
      rule of the descriptor (type, constraint, key) or refers to nothing, and ends with 5 where there is one.
      """)

  @Argument(help: "The scripts; without any, --data is checked.", completion: .file(extensions: ["dsl"]))
  var scripts: [String] = []
  @Option(
    parsing: .singleValue, help: "Records in place of those that the scripts' 'use' names; or those to check.",
    completion: .file())
  var data: [String] = []
  @OptionGroup var common: Common

  func validate() throws {
    if scripts.isEmpty, data.isEmpty { throw ValidationError("name a script, or with --data the records to check") }
  }

  var invocation: Invocation {
    Invocation(
      action: scripts.isEmpty ? .checkRecords : .check(scripts: scripts), datasets: data, common: common.options)
  }
}

private struct Schema: InvocationMaking {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Show what records are: collections, fields, who refers to whom.",
    discussion: """
      With --json it is a Frictionless descriptor of them, to be saved as datapackage.json beside the files and \
      corrected there: what a descriptor declares already is kept, what was inferred is filled in.
      """)

  @Argument(help: "The records.", completion: .file())
  var dataset: String
  @Argument(help: "One collection, with its fields.")
  var collection: String?
  @Flag(help: "As a Frictionless descriptor.")
  var json = false
  @OptionGroup var common: Common

  func validate() throws {
    if json, collection != nil { throw ValidationError("--json describes all records: leave out the collection") }
    if collection == nil, let format = common.options.format, format != .table {
      throw ValidationError(
        "--format \(format.rawValue) is for the fields of one collection: name it, or describe all of them with --json")
    }
  }

  var invocation: Invocation {
    let form: SchemaReport.Form = json ? .descriptor : collection.map { .collection($0) } ?? .map
    return Invocation(action: .schema(form), datasets: [dataset], common: common.options)
  }
}

private struct Format: InvocationMaking {
  static let configuration = CommandConfiguration(commandName: "fmt", abstract: "Put scripts into the one layout.")

  @Argument(help: "The scripts.", completion: .file(extensions: ["dsl"]))
  var scripts: [String] = []
  @Flag(help: "Change nothing; name the scripts whose layout differs, and end with 1 where there are any.")
  var check = false
  @Flag(help: "Standard input to standard output.")
  var stdin = false

  func validate() throws {
    if stdin == !scripts.isEmpty {
      throw ValidationError(stdin ? "--stdin takes no scripts" : "name a script, or --stdin")
    }
    if stdin, check { throw ValidationError("--check takes scripts") }
  }

  var invocation: Invocation {
    Invocation(action: .format(stdin ? .standardInput : check ? .comparison(scripts) : .files(scripts)))
  }
}

private struct Seal: InvocationMaking {
  static let configuration = CommandConfiguration(
    commandName: "seal", abstract: "Encrypt records into one file that opens with a passphrase.")

  @Argument(help: "The records to seal.")
  var dataset: String
  @Option(name: .shortAndLong, help: ArgumentHelp("The file to write.", valueName: "file"))
  var output: String
  @OptionGroup var passphrase: PassphraseOption

  var invocation: Invocation {
    Invocation(action: .seal(into: output), datasets: [dataset], common: passphrase.options)
  }
}

private struct Unseal: InvocationMaking {
  static let configuration = CommandConfiguration(
    commandName: "unseal", abstract: "Write the files of sealed records into a new folder.")

  @Argument(help: "The sealed records.")
  var dataset: String
  @Option(name: .shortAndLong, help: ArgumentHelp("The folder to write.", valueName: "folder"))
  var output: String
  @OptionGroup var passphrase: PassphraseOption

  var invocation: Invocation {
    Invocation(action: .unseal(into: output), datasets: [dataset], common: passphrase.options)
  }
}

private struct PassphraseOption: ParsableArguments {
  @Option(
    name: .customLong("passphrase-fd"),
    help: ArgumentHelp(
      "The passphrase is the first line of this file descriptor, instead of asked for.", valueName: "number"))
  var descriptor: Int32?

  var options: CommonOptions {
    var options = CommonOptions()
    options.passphraseDescriptor = descriptor
    return options
  }
}

private struct Audit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Check the log of what was asked of labelled records.",
    subcommands: [Verify.self, Head.self])

  struct Verify: InvocationMaking {
    static let configuration = CommandConfiguration(
      abstract: "Name the first line that was changed, removed, reordered or cut.")

    @Argument(help: "The log.")
    var log: String
    @Option(
      help: ArgumentHelp("A head that was kept elsewhere, to which the log must go on.", valueName: "'number hash'"))
    var head: String?

    var invocation: Invocation { Invocation(action: .verifyAudit(log: log, kept: head)) }
  }

  struct Head: InvocationMaking {
    static let configuration = CommandConfiguration(
      abstract: "Print the number and hash of the last line, to be kept elsewhere.")

    @Argument(help: "The log.")
    var log: String

    var invocation: Invocation { Invocation(action: .auditHead(log: log)) }
  }
}

private struct HelpTopic: InvocationMaking {
  static let configuration = CommandConfiguration(
    commandName: "help", abstract: "Show a page of the manual: a topic, stage, function or message code.")

  @Argument(help: "What to show; the beginning of the manual where left out.")
  var topic: String?

  var invocation: Invocation { Invocation(action: .help(topic: topic)) }
}

/// `name=value`.
private struct Setting: ExpressibleByArgument {
  var name: String
  var value: String

  init?(argument: String) {
    guard let sign = argument.firstIndex(of: "="), sign != argument.startIndex else { return nil }
    name = String(argument[..<sign])
    value = String(argument[argument.index(after: sign)...])
  }
}

private struct MemorySize: ExpressibleByArgument {
  var bytes: Int

  init?(argument: String) {
    guard let bytes = MemoryLimit.bytes(argument) else { return nil }
    self.bytes = bytes
  }
}

private struct Day: ExpressibleByArgument {
  var days: Int

  init?(argument: String) {
    guard let days = ParameterValue.date(argument) else { return nil }
    self.days = days
  }
}

extension OutputFormat: ExpressibleByArgument {}
extension CommonOptions.Color: ExpressibleByArgument {}
extension Presenter.ErrorFormat: ExpressibleByArgument {}

extension String {
  fileprivate var lines: [Substring] { split(separator: "\n", omittingEmptySubsequences: false) }
}
