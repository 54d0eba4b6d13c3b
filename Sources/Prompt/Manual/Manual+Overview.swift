import Plans

extension Manual {
  static let overview = overview(
    trying: """
      Try with the sample records:
          children | take 5
          children | count by school.kind
          children | where not exists(visits where date in 2023-Q3) | select name, school.name
      """)

  /// The beginning of the manual, with what is to be tried first.
  static func overview(trying: String) -> String {
    """
    almoner asks questions of the records that you keep as JSON or CSV. It never changes
    them.

    \(trying)

    .help tutorial is a first walk through it, a quarter of an hour on the sample records.

    A question begins with a collection; each stage after a | makes a new table of the
    one before. `school.kind` follows a reference: from a child to its school. Tab
    completes what you type, Up brings back earlier lines, a line that begins with |
    carries on the last result, Ctrl-C stops, Ctrl-D leaves.

    Pages of the manual, each shown by .help and its name:

    """ + table(topics.map { ($0.name, $0.meaning) }) + "\nStages\n" + list(stages.map(\.name)) + "\nAggregates\n"
      + list(AggregateFunction.allCases.map(\.rawValue)) + "\nFunctions\n" + list(Signature.all.map(\.name))
      + "\nFunctions of the order of rows\n" + list(orderFunctions.map(\.name))
      + "\nStatements\n" + list(statements.map(\.name)) + "\nCommands at the prompt\n"
      + list(DotCommand.allCases.map { "." + $0.rawValue }) + """

        .help where, .help sum, .help .open and .help E101 each show one of them.

        """
  }

  static let topics: [Page] = [
    Page(name: "tutorial", meaning: "ten steps on the sample records, a quarter of an hour", text: tutorialTopic),
    language, Page(name: "statements", meaning: "what a line or a script is made of", text: statementsTopic),
    Page(name: "stages", meaning: "what may stand after a |", text: stagesTopic),
    Page(name: "operators", meaning: "conditions and arithmetic, in expressions", text: operatorsTopic),
    Page(name: "references", meaning: "from one collection to another with a dot, both ways", text: referencesTopic),
    Page(name: "aggregates", meaning: "count, sum and others: one value of many rows", text: aggregatesTopic),
    Page(name: "functions", meaning: "round, age, month and others: one value of one", text: functionsTopic),
    Page(name: "types", meaning: "numbers, texts, dates, lists", text: typesTopic),
    Page(name: "missing", meaning: "what was not recorded", text: missingTopic),
    Page(name: "dates", meaning: "dates, periods, durations, and what today is", text: datesTopic),
    Page(
      name: "files", meaning: "what can be opened: JSON, CSV, GeoJSON, gzip, and what becomes of it", text: filesTopic),
    Page(name: "names", meaning: "what a computed field is called, and odd names", text: namesTopic),
    Page(name: "output", meaning: "how results are shown and saved", text: outputTopic),
    Page(name: "reports", meaning: "all that a script tells as one document", text: reportsTopic),
    Page(name: "scripts", meaning: "checking, laying out and running files of statements", text: scriptsTopic),
    Page(name: "settings", meaning: "init.dsl, ~/.editrc and what else the prompt heeds", text: settingsTopic),
    Page(name: "records", meaning: "datapackage.json, and checking records", text: recordsTopic),
    Page(name: "commands", meaning: "what begins with a dot, and the keys", text: commandsTopic),
    Page(name: "errors", meaning: "messages and their codes", text: errorsTopic),
    Page(name: "safeguarding", meaning: "what protects the people in the records", text: safeguardingTopic),
  ]

  private static let language = Page(
    name: "language", meaning: "the whole of it on one page",
    text: """
      The language on one page

      A question is a pipeline: a collection, then stages, read from left to right.

          children
          | where sponsor is not missing and not exists(visits where date in last 60 days)
          | derive last_seen = max(visits.date)
          | sort last_seen missing first
          | select name, school.name, school.county.province, sponsor.name, last_seen

      Stages are plain verbs: where keeps rows, derive adds fields, select keeps fields,
      summarize makes one row of many, sort, take, count and others (.help stages).

      References are followed with a dot, in both directions. `school.county.province`
      walks from a child to its school to its county. `visits` in a row of children is
      that child's visits: many, of which an aggregate makes one value (.help references).

          schools | select name, pupils = count(children), seen = max(children.visits.date)

      Aggregates have one form everywhere: agg(expression where condition sort keys).

          donations | where currency == "CNY" | summarize gifts = count(), sum(amount) by month(date)
          children | derive last_kind = last(visits.kind sort date) | count by last_kind
          count(children where guardian is missing)

      Tables for reports: `with total` adds a row over all, `every` the months without rows,
      pivot makes a column of each value, and derive with `sort` computes running sums.

          visits | summarize count(), avg(minutes) by every month(date) with total
          visits | pivot count() across kind by staff.name
          donations | derive so_far = running(sum(amount)) per currency sort date

      What is used again gets a name: a table, or a value that is written with $.

          let cutoff = today - 60 days
          let unseen = children | where not exists(visits where date >= $cutoff)
          unseen | count by school.name

      A condition is always true or false; a value that was not recorded is `missing`,
      and missing never counts as 0 (.help missing). Everything is checked before it runs:
      a misspelt name is an error with a suggestion, never an empty result.

      A statement ends with its line, or with ;. It goes on while a bracket is open, after
      | and , and an operator, and when the next line begins with | or an operator.
      # begins a comment.

      """)
}
