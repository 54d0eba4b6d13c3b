extension Manual {
  static let commands: [Page] = DotCommand.allCases.map { command in
    Page(
      name: "." + command.rawValue, meaning: command.meaning,
      text: "\(command.syntax)   (a command at the prompt)\n  \(command.meaning)\n\n\(command.explanation)\n")
  }

  static let commandsTopic =
    "Commands at the prompt begin with a dot and are no part of the language.\n\n"
    + table(DotCommand.allCases.map { ($0.syntax, $0.meaning) }) + """

      Keys

      """
    + table([
      ("Tab", "completes; pressed again, lists what may follow"),
      ("Up, Down", "earlier lines and later ones; within an entry of several lines, its lines"),
      ("Ctrl-R", "searches earlier lines"),
      ("Return", "runs, or begins another line while something is open (a bracket, |, a comma)"),
      ("\\ Return", "begins another line in any case; so does Alt-Return"),
      ("Ctrl-X Ctrl-E", "opens what is typed in your editor"),
      ("Ctrl-C", "drops what is typed, or stops what is running"),
      ("Ctrl-D", "leaves, on an empty line"),
      ("Ctrl-Z", "stops almoner for a while; fg goes on"),
    ]) + """

      The last result is the table `it`, and a line that begins with | carries it on:

          children | where sex == "F"
          it | count

      """
}
