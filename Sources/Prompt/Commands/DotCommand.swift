import Diagnostics

/// What a line that begins with a dot may ask of the prompt. The help, completion and the answer to a misspelt one come from here.
enum DotCommand: String, CaseIterable, Sendable {
  case help, open, collections, schema, fields, run, edit, set, params, format, output, pager, timer, today, role,
    history
  case script, quit

  /// What other shells call them.
  static let aliases: [String: DotCommand] = [
    "exit": .quit, "q": .quit, "tables": .collections, "mode": .format, "read": .run, "h": .help,
  ]

  /// What stands after the dot in a line such as `.schema children`; nil where it is no command.
  init?(word: String) {
    guard let command = Self(rawValue: word) ?? Self.aliases[word] else { return nil }
    self = command
  }

  static func nearest(to word: String) -> [String] {
    Suggestions.nearest(to: word, among: allCases.map(\.rawValue) + aliases.keys.sorted())
  }

  var syntax: String {
    switch self {
    case .help: ".help [TOPIC]"
    case .open: ".open PATH"
    case .collections: ".collections"
    case .schema: ".schema [COLLECTION]"
    case .fields: ".fields [COLLECTION [PART]]"
    case .run: ".run FILE [NAME=VALUE …]"
    case .edit: ".edit"
    case .set: ".set NAME=VALUE"
    case .params: ".params"
    case .format: ".format [FORMAT]"
    case .output: ".output [[replace] FILE]"
    case .pager: ".pager [on|off]"
    case .timer: ".timer [on|off]"
    case .today: ".today [DATE]"
    case .role: ".role [NAME]"
    case .history: ".history [N]"
    case .script: ".script FILE"
    case .quit: ".quit"
    }
  }

  /// One line.
  var meaning: String {
    switch self {
    case .help: "the manual: a topic, stage, function, command or code"
    case .open: "opens other records in place of these"
    case .collections: "the collections, and the tables you named"
    case .schema: "how collections refer to each other; of one also its fields"
    case .fields: "fields with types, references and how many are missing"
    case .run: "runs a script here, with its parameters"
    case .edit: "opens the last statement in your editor"
    case .set: "gives a parameter its value"
    case .params: "the parameters and their values"
    case .format: "how results are shown: as a table, record, csv, json and others"
    case .output: "writes results into a file, or shows them again"
    case .pager: "whether long results are shown a screenful at a time"
    case .timer: "tells how long each statement took"
    case .today: "what today means"
    case .role: "who asks, of records that bear labels"
    case .history: "the last N lines you typed"
    case .script: "writes the statements of this session that worked as a script"
    case .quit: "leaves; so do .exit and Ctrl-D"
    }
  }

  var explanation: String {
    switch self {
    case .help:
      ".help where, .help sum, .help .open, .help E101, .help children, .help birth_date; without a\n"
        + "topic questions to try and the beginning of the manual. .help tutorial is a first walk."
    case .open:
      "PATH is a folder of .json files (each a collection), one with a datapackage.json, or one\n"
        + "such file. Tables and values that you named are forgotten. If it can't be read, the\n"
        + "records that were open stay."
    case .collections: "Named tables (let) and the last result (it) are listed after the collections."
    case .schema: "References that no descriptor declares, but that names such as school_id suggest, are marked."
    case .fields:
      "Without a collection: of the last result. PART, as in .fields children phone, keeps those with it in\ntheir name or title."
    case .run:
      "Values with blanks stand in quotes: .run report.dsl since=2023-09-01 place=\"Kashgar City\"\n"
        + "The script is asked of the records that are open here; where none are, of those it names.\n"
        + "Parameters that were set with .set hold for it too. What it names stays known, unless it names a\n"
        + "role or day of its own: these are only the script's, and so is what it names then."
    case .edit:
      "In $VISUAL or $EDITOR. When you leave the editor, what you made of it stands at the prompt:\n"
        + "Return runs it, Ctrl-C drops it. Ctrl-X Ctrl-E does the same with what you are typing."
    case .set:
      ".set since=2023-09-01 holds for `param since` typed here and for scripts that you .run.\n"
        + ".set since= gives it its default again. What was computed with the former value, such as\n"
        + "a named table, stays."
    case .params: "Those that were declared here, with type and value, and those that are set for scripts."
    case .format: "Without a format: says which one is used."
    case .output:
      ".output visits.csv writes the results that follow there; the ending says the format: .csv .tsv\n"
        + ".json .ndjson .md, or .txt for tables. Messages stay here. A file that is there is replaced only\n"
        + "with the word replace. .output alone shows results here again."
    case .pager:
      "What is longer than the screen goes through $PAGER, or less where that is not set: Space goes\n"
        + "on, q leaves. With .pager off it is shown at once, of long tables the first and last rows.\n"
        + "PAGER=cat turns it off for good."
    case .timer: "Without on or off: the other of the two."
    case .today: ".today 2023-09-30 sets it; .today alone tells it."
    case .role:
      "Without a name: says which role it is and what it may see, and lists the others. Tables and values\n"
        + "that you named are forgotten with the role in which they were made."
    case .history: "20 where N is left out. Up and Ctrl-R bring lines back."
    case .script:
      "The script begins with the records it asks, and gives the same results: parameters have the\n"
        + "values they had, a carried-on result is written out. A file that is there is not written over."
    case .quit: "Nothing needs to be saved first."
    }
  }
}
