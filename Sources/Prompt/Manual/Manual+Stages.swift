import Syntax

extension Manual {
  static let stages: [Page] = StageWord.allCases.map { word in
    Page(
      name: word.rawValue, meaning: word.meaning,
      text: "| \(word.syntax)\n  \(word.meaning)\n\n\(explanation(of: word))\n")
  }

  static let stagesTopic =
    "Stages: each takes the table before it and makes a new one.\n\n" + table(stages.map { ($0.name, $0.meaning) })
      + """

      They are written after a |, on one line or on several:

          children | where grade >= 4 | sort -grade, name | take 10 | select name, grade

      In what follows, KEYS are expressions separated by commas, ITEMS are expressions or
      `name = expression`.

      """

  private static func explanation(of word: StageWord) -> String {
    switch word {
    case .where: whereStage
    case .derive: deriveStage
    case .select: selectStage
    case .drop: dropStage
    case .rename: renameStage
    case .sort: sortStage
    case .take: takeStage
    case .skip: skipStage
    case .top: topStage
    case .summarize: summarizeStage
    case .count: countStage
    case .distinct: distinctStage
    case .join: joinStage
    case .unnest: unnestStage
    case .save: saveStage
    case .search: searchStage
    case .sample: sampleStage
    case .union: unionStage
    case .pivot: pivotStage
    case .describe: describeStage
    case .chart: chartStage
    }
  }

  private static let whereStage =
    """
        children | where sex == "F" and grade between 4 and 6
        children | where not exists(visits)
        donations | where currency == "CNY" | where amount > 5 * avg(amount) | count by year(date)

    In `where value > avg(value)` the average is of the table as it enters the stage.
    Conditions: .help operators. Related rows: .help references.
    """

  private static let searchStage =
    """
        children | select name, name_pinyin | search "li yuhan"
        items | search "milk" | select name, name_zh

    Case and accents do not matter, and a word may be the part of a longer one. Only the
    table's own text fields are searched; a field by itself: where name contains "milk".

    In the place of a table it looks into every collection, and says where it found what:

        search "yuhan"
        search "yuhan" | count by collection, field
    """

  private static let deriveStage =
    """
        children | derive age = age(birth_date), seen = count(visits) | select name, age, seen
        children | derive of_class = count() per school, grade | select name, grade, of_class

    Each item sees those before it. Aggregates of the table's own fields are over the
    whole table, or with `per` over the rows that have the same keys; those over related
    rows (`count(visits)`) are of each row's own.

    With `sort` the rows have an order for `running`, `row_number`, `rank`, `previous`,
    `next`, `first` and `last`. The table itself stays in the order that it has.

        visits | derive gap = days_between(previous(date), date) per child sort date
        donations | derive so_far = running(sum(amount)) per currency sort date
    """

  private static let selectStage =
    """
        children | select name, class = grade, school.name, school.county.province
        children | select *, school.*

    `*` is all fields, `school.*` all of the row referred to. A path keeps its name:
    `school.name` is called so in later stages too. After select, reverse references
    (`visits` of a child) are gone: count them before.
    """

  private static let dropStage =
    """
        children | drop guardian, circumstances | take 3
    """

  private static let renameStage =
    """
        children | rename born = birth_date | select name, born
    """

  private static let sortStage =
    """
        children | sort school.name, -grade, name
        children | derive last_seen = max(visits.date) | sort last_seen missing first | take 5

    `-grade` (or `grade desc`) is from the greatest down. Missing values come last unless
    `missing first` follows the key. Rows that are equal keep their order.
    """

  private static let takeStage =
    """
        children | take 5
        visits | take 1 per child sort -date

    The second gives each child's latest visit.
    """

  private static let skipStage =
    """
        children | sort name | skip 10 | take 10
    """

  private static let sampleStage =
    """
        children | where school.kind == "primary" | sample 5 | select name, school.name

    Each row has the same chance. Other rows come each time, unless almoner was started
    with a number for chance to begin with, `--seed 7`: then the same ones.
    """

  private static let topStage =
    """
        donations | where currency == "CNY" | top 5 by amount | select donor.name, amount, date
        visits | top 1 by minutes per staff
    """

  private static let distinctStage =
    """
        children | distinct school.name, grade
        gifts | select item, giver.name | distinct

    With items the result has these fields only and is sorted by them.
    """

  private static let joinStage =
    """
        let planned = requests | summarize wanted = sum(quantity) by item
        distributions
        | summarize handed = sum(quantity where handed_on is not missing) by item
        | join planned on item
        | select item, handed, planned.wanted

    The other row becomes a field that is followed with a dot. Rows for which none is
    found stay, with missing; `inner` leaves them out, `full` adds also those that are
    only on the other side. `on item` means the field of that name on both sides; a
    condition needs an equality between the two: `on plan.item == item`. Several matches
    give several rows, and a note says so. Most joins are not needed: .help references.
    """

  private static let unionStage =
    """
        gifts | select item, quantity, day = received_on
        | union (distributions | select item, quantity, day = handed_on, school)

    Fields of one name become one, and must be of one type; a field that one side lacks is
    missing there. The table is a name, or a pipeline in brackets. Where both sides are
    rows of one collection, references back to them live on: `visits` of a child.
    """

  private static let unnestStage =
    """
        sponsors | unnest ways as way | count by way
    """

  private static let saveStage =
    """
        children | count by school.name | save replace "children-by-school.csv"

    The ending says the format: .csv .tsv .json .ndjson .md, and after `chart` .svg for the
    picture. A file that is there is written over with `replace` only, and is whole or not
    written at all. In a script the path is relative to the script.
    """
}
