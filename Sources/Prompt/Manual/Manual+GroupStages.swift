extension Manual {
  static let summarizeStage =
    """
        donations | summarize gifts = count(), sum(amount) by currency, year = year(date)
        children | summarize girls = share(sex == "F"), youngest = max(birth_date) by school.name

    Items are made of aggregates (.help aggregates); the keys come first and sort the
    result. Without `by` there is always one row, also of no rows. Over related rows an
    aggregate takes those of all rows of the group: `count(visits) by school`.

    `with total` shows a last row computed over all rows, so that a mean is the mean of all
    and a child in two groups counts once. Only `sort`, `chart` and `save` may follow it. A
    total that would mix currencies is missing.

        visits | summarize count(), children = count(distinct child), avg(minutes) by kind with total

    `every` gives a row also to each period without rows, from the first to the last, or of
    the period after `in` (which adds rows and takes none away: that is for `where`); and so
    for each combination of the other keys. It goes with year, quarter, month, week or a date.

        visits | where date in 2023 | summarize n = count(), avg(minutes) by every month(date) in 2023
        sessions | summarize lessons = sum(lessons) by programme.name, every quarter(date)
    """

  static let countStage =
    """
        children | where sponsor is missing | count
        children | count by school.county.province, sex
        visits | count by every month(date) | sort month

        children | count by school.name with total

    `every` gives also the periods without rows, whose count is 0, and `with total` a last
    row that counts them all (.help summarize).
    """

  static let pivotStage =
    """
        children | pivot count() across sex by school.name
        distributions | pivot sum(quantity) across year(handed_on) by item.name with total
        visits | pivot count() across kind by every month(date)

    The columns are the values that there are, sorted; an empty cell is what the aggregate
    gives over no rows: a count 0, a mean missing. `with total` adds a row computed over all
    rows. Columns that only the data knows can't be named: nothing but `sort`, `chart` and
    `save` may follow. Those that are listed with `in` stand in that order, and can be
    computed with:

        children | pivot count() across sex in ["F", "M"] by school.name | derive girls = F / (F + M) | sort -girls
    """

  static let describeStage =
    """
        children | describe
        describe children
        visits | where date in 2023 | describe | where field == "minutes" | select field, `missing`, median, greatest

    The fields of the result: field, type, missing, distinct (how many different values),
    least, median, greatest, most_frequent, and of numbers and dates a small histogram.
    Before the name of a table it means the same as after it. Amounts in several currencies
    have no least, median and greatest; a note says so.
    """

  static let chartStage =
    """
        children | chart bar school.kind per sex
        visits | count by every month(date), kind | chart line month, count per kind title "Visits"
        children | derive age = age(birth_date) | chart histogram age
        children | pivot count() across sex by school.county.province | chart bar school.county.province

    The first value is where a bar or point stands, the second how large it is: a number.
    Without a second the rows are counted, so that `chart bar school.kind` needs no `count`
    before it. `per` divides bars into parts and gives each value a line of its own. With a
    second value each row is a bar, in the order of the rows; `per` puts those of the same
    first value into one. Of a crosstab (`pivot`) the cells are drawn, each column by itself.

    `histogram` takes one value, a number or date, and counts the rows in each part of its
    range. How wide the parts are follows the rule of Freedman and Diaconis, or of Sturges
    where the middle half of the values are equal, made round; of few whole numbers each is
    a part.

    Missing values are named below the picture. Amounts in several currencies are not drawn
    on one axis. At a terminal and in a text the picture takes the place of the table; in
    csv and json there is the table. Only `save` may follow:

        donations | where currency == "CNY" | summarize given = sum(amount) by month(date)
        | chart bar month, given title "Given, month by month" | save replace "given.svg"

    An .svg is a picture for web pages and documents, light or dark as the reader has it. At
    the prompt, `| save "given.svg"` saves the chart that was just shown.
    """
}
