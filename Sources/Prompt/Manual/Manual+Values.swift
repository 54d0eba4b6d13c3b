extension Manual {
  static let types: [Page] = typeRows.map { row in
    Page(name: row.name, meaning: row.meaning, text: "\(row.name)   (a type)\n  \(row.meaning)\n\n    \(row.example)\n")
  }

  private static let typeRows: [(name: String, meaning: String, example: String)] = [
    ("boolean", "true or false", "sessions | where online | count"),
    ("integer", "a whole number, to 19 digits: 1_700", "sum(gifts.quantity) * 2"),
    ("decimal", "an exact decimal, to 38 digits: 15582.50", "0.10 + 0.20 == 0.30"),
    ("float", "a number with rounding, as divisions give: 2.5e3", "1 / 3"),
    ("text", "characters: \"Pengan {1 + 1}\", or 'as it stands'", "\"Pengan {1 + 1}\""),
    ("date", "a day: 2023-09-01", "2023-09-01 + 60 days"),
    ("datetime", "a day and time: 2023-09-01T14:30, with zone 2023-09-01T14:30:05+08:00", "date(2023-09-01T14:30)"),
    ("period", "a year, quarter, month, week or span of days: 2023-Q3, last 60 days", "start(2023-Q3)"),
    ("duration", "a length of time: 60 days, 3 months", "2023-01-31 + 1 month"),
    ("list", "several values of one type: [\"pads\", \"soap\"]", "length([\"pads\", \"soap\"])"),
    ("record", "an object in an object, followed with a dot", "children | select name, guardian.relation"),
    ("reference", "a key that leads to a row of another collection", "children | select name, school.name"),
  ]

  static let typesTopic =
    "Types\n\n" + table(typeRows.map { ($0.name, $0.meaning) }) + """

      .fields shows the type of each field. Comparing things of different types is an error
      before anything runs, never a silent false. Whole numbers and decimals mix; with a
      float the result is a float. To convert: text(x), integer(x), decimal(x), float(x),
      date(x), which give missing where they can't.

          integer("12") + 1
          children | select name, label = "{name_pinyin}, grade {grade}"

      Text compares by its characters' code points. Where datapackage.json lists a field's
      "categories", such as ["primary", "middle", "college"], texts of that field have that
      order wherever there is one: in sort, as keys, with < and between, in min and max. A text
      beside such a field that is none of them is a warning.

          schools | count by kind | sort kind
          schools | where kind > "primary" | select name, kind

      Currencies. An amount has one where datapackage.json says so of its field, for all rows
      or each by another field: "almoner:unit": "CNY", or {"field": "currency"}. To add, compare
      or sum up amounts in different currencies is an error, E410; a plain number takes the
      currency beside it, and an amount divided by an amount is plain, as is decimal(amount),
      which is what to convert by a rate. Most often each is taken by itself:

          donations | summarize sum(amount), largest = max(amount) by currency
          donations | where currency == "CNY" and amount >= 1000 | summarize sum(amount)

      Amounts that put rows in order, or are keys, are compared too: let their currency go
      before them, or with them.

          donations | sort currency, -amount | take 3
          donations | top 3 by amount per currency

      """

  static let missingTopic =
    """
    Missing: what was not recorded

    An absent field and a null in the records are both `missing`, shown as ·

        children | where birth_date is missing | select name
        children | where sponsor is not missing | count

    Every condition is true or false. `<`, `contains` and the like are false where a side is
    missing; `a == b` is true when both are; `a != b` is the opposite of `a == b`, and so
    true where one is missing. `x not in y` is the opposite of `x in y`.

    Arithmetic and functions with a missing argument give missing. `a ?? b` is b where a is:

        children | select name, known_as = name_pinyin ?? name

    Aggregates leave missing values out, and a note counts them. A sum of values that are
    all missing is missing: what was not published is not 0. As a key of `by`, missing is a
    group of its own. `sort` puts it last, or with `missing first` first.

    """

  static let datesTopic =
    """
    Dates and periods

      2023-09-01           a date (no spaces)
      2023-09-01T14:30     a date and time; with Z or +08:00 in that zone
      2023-09  2023-Q3  2023-W36    a month, a quarter, an ISO week; after `in` also 2023
      last 60 days         the 60 days up to today; next 2 weeks from tomorrow on
      this month, last quarter, next year      whole calendar periods
      today, 60 days ago   dates
      60 days, 3 months, 1 year     durations

        visits | where date in 2023-09 | count
        visits | where date in last 60 days | count by kind
        children | where age(birth_date) >= 12 | count
        enrolments | where enrolled_on >= today - 2 years | count by month = month(enrolled_on)

    `date in PERIOD`, `between a and b` with both ends; a date beside a datetime is its whole
    day. A date moves by a duration; adding months keeps the day, or takes the last of the
    month. date - date is a duration in days; days_between(a, b) is a number, and so is a
    duration divided by one of its kind:

        children | summarize years = avg((today - birth_date) / 365 days)

    What today is: the computer's day, or what `.today 2023-09-30`, `--today` or
    `use … on 2023-09-30` says. Datetimes are reckoned in the records' time zone.

    """

  static let outputTopic =
    """
    How results are shown and saved

    At a terminal a table is fitted to its width: what is too long ends in …, columns that
    do not fit are counted, and of many rows the first and the last are shown. Into a file or
    another program everything is written.

      .format table      for people (the usual one)
      .format record     for people too: a field a line, nothing cut
      .format csv        also tsv, json, ndjson, markdown; svg for charts
      almoner DATASET -c '…' --format json      the same on the command line

    A picture instead of a table: .help chart.

    To keep a table as a file, end the pipeline with `save`; the ending says the format
    (.csv .tsv .json .ndjson .md .html .xlsx):

        children | count by school.name | save replace "children-by-school.md"

    To keep all that a script tells, make a report of it: .help reports

    Missing shows as · in tables, is empty in CSV and null in JSON; a value by itself is
    written there as a cell is. Digits of large numbers are grouped in tables only, and only
    there money bears its sign (¥ $ € £), floats are rounded to four digits after the point,
    and a field has the form that datapackage.json gives it: "almoner:format": "0.0%",
    "#,##0", "d MMM yyyy". For another form of one value: format(x, "0.0%"), which makes a
    text.

    """

}
