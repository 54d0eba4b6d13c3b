import Syntax

extension Manual {
  static let statements: [Page] = StatementWord.allCases.map { word in
    Page(
      name: word.rawValue, meaning: word.meaning,
      text: "\(word.syntax)\n  \(word.meaning)\n\n\(explanation(of: word))\n")
  }

  static let statementsTopic =
    """
    Statements: a line, or several while something is open

      PIPELINE    runs it and shows the table      children | count
      EXPRESSION  shows a value                    count(children) + 1

    """ + table(statements.map { ($0.name, $0.meaning) }) + """

      All are checked before the first one runs. A script is a file of statements, run by
      `almoner run FILE` or `.run FILE`; it stops at the first error.

      """

  private static func explanation(of word: StatementWord) -> String {
    switch word {
    case .use: useStatement
    case .param: paramStatement
    case .let: letStatement
    case .print: printStatement
    case .title: titleStatement
    case .note: noteStatement
    case .expect: expectStatement
    case .explain: explainStatement
    case .run: runStatement
    }
  }

  private static let useStatement =
    """
        use "samples/records" on 2023-09-30
        children | count

    The path is relative to the script. Records named on the command line take its place,
    so a script can be run on a copy. Of a script only what it names (let) is brought in.
    """

  private static let paramStatement =
    """
        param since: date = 2023-07-01 "first day of the report"
        visits | where date >= $since | count by kind

    Set it by `almoner run FILE --set since=2023-09-01` or `.run FILE since=2023-09-01`.
    Without a default it must be set. Types: boolean integer decimal float text date
    datetime period.
    """

  private static let letStatement =
    """
        let older = 5
        let unseen = children | where grade >= $older and not exists(visits)
        unseen | count by school.name
        count(unseen where sex == "F")

        let band(grade) = if grade <= 3 then "lower" else "upper"
        children | count by band = band(grade)

    A value is used with $, a table without. A table that kept its rows' references is
    related as its collection is: `schools | derive n = count(unseen)`. A function sees its
    parameters, $values, functions and collections, never the row it is called from.
    """

  private static let printStatement =
    """
        print "{count(children)} children, seen {avg(visits.minutes):0.0} minutes on average"

    After a colon stands the form: {n:#,##0.00} {part:0.0%} {day:d MMM yyyy}.
    What is missing shows as ·
    """

  private static let titleStatement =
    """
        title "Visits of {month(2023-09-01)}"
    """

  private static let noteStatement =
    """
        note "Visits by telephone are counted too."
    """

  private static let expectStatement =
    """
        expect "every visit has a child": count(visits where child is missing) == 0
        expect "no visit in the future": no visits | where date > today

    A check that fails shows both sides, or the rows. The script goes on, and ends with
    exit code 4.
    """

  private static let explainStatement =
    """
        explain children | where school.kind == "primary" | count
    """

  private static let runStatement =
    """
      run "visits-overdue.dsl" with days = 60

    The path is relative to the script that stands here. The other script asks the same
    records unless it names its own, and shows what it shows; nothing that it names is known
    afterwards. (.run at the prompt always asks the records that are open there, and what the
    script names stays known unless its role or day is not that of the prompt.)
    """
}
