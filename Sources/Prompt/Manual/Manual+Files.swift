extension Manual {
  static let filesTopic = """
    Files

    What can be opened: a folder (each file a collection), one file, several files and folders,
    - for standard input, or a folder with a datapackage.json that describes its files. Files
    are told by their endings; .gz may follow each.

      .json               [{…}, {…}], or an object of lists: a collection each
      .ndjson .jsonl      an object on each line
      .csv .tsv .tab      a line of names, then rows; , ; tab and | separate
      .geojson            the features, their properties as fields

    Of JSON also: objects whose keys are identifiers, {"C1": {…}, "C2": {…}}, which become the
    field `key`; lists of lists below a header; answers of services that wrap their records.
    Names with a stroke, as form tools export them, are written with a dot: household.size.

    Of CSV: "…" may hold separators and line ends, "" is a quote. An empty cell is missing; ""
    alone is an empty text in a field of texts. A row of HXL tags is no row; the fields keep
    them. A first line sep=; says what separates. A line with more or fewer cells than there are
    names is an error.

    Types are found. Whole numbers, decimals (exact), floats (most are written with an exponent),
    true and false, dates and datetimes; of dates also 2023/9/30, 30 Sep 2023, Sep 30, 2023 and,
    where the whole field tells which part is the month, 30/9/2023, with 2:05 PM or 14:05 after
    it; of cells also 1.234,50 and 1,234.50. Numbers with leading zeros are codes: text. What may
    mean two things stays text, and so do 5% and $5: a warning says how to declare it. Where a few
    values keep a field from being what all others are, it counts them and shows the first;
    .schema COLLECTION keeps it, as "found". Datetimes that all state one offset are shown and
    reckoned in it; those that state none are taken for UTC, unless datapackage.json has an
    almoner:timezone.

    Texts are UTF-8. Where a spreadsheet wrote GB18030 or GBK, datapackage.json says so, as it
    says what stands for a missing value:

      {"name": "records", "resources": [{"name": "visits", "path": "visits.csv",
      "encoding": "gb18030", "dialect": {"delimiter": ";"},
      "schema": {"missingValues": ["", "N/A", "-"]}}]}

    """
}
