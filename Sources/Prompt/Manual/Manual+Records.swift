extension Manual {
  static let recordsTopic =
    """
    Records

    What can be opened: a folder of files (a collection each; .help files), one such file,
    or a folder with a datapackage.json. Types are found by reading: whole numbers,
    decimals, dates, texts. `school_id` is taken for a reference to `schools`. What was
    found is shown by .schema, .fields COLLECTION and

      almoner schema RECORDS

    Where that is not right, or more is known, it is written down in a file that stands
    beside the data. This makes a first one, to be corrected:

      almoner schema RECORDS --json > datapackage.json

    It is a Frictionless Data Package (datapackage.org). What is understood of it:

    """ + table(rows) + """

        A type that has no column of its own (time, duration, geopoint) is kept as text. Paths
        lead to files below the folder of datapackage.json and nowhere else.

      Checking records

        almoner check --data RECORDS

      reads everything and lists each value that is not of its type or breaks a constraint,
      each key that stands twice and each reference to nothing, with its row, file and line;
      --format csv makes a list to pass on. It ends with exit code 5 where there is a
      problem. Values of fields labelled above low are not shown. When a question is asked,
      broken rules of what it names are counted in a warning, once.

      """

  private static let rows = [
    ("path, data", "files, of which several are one collection; records in it"),
    ("encoding, dialect", "utf-8 or gb18030; delimiter, headerRows, commentChar, property, …"),
    ("type, format", "of fields; dates as %d/%m/%Y, decimalChar, groupChar, trueValues, …"),
    ("constraints", "required, unique, minimum, maximum, minLength, pattern, enum, …"),
    ("categories", "the values that a field may have, in their order"),
    ("missingValues", "texts that stand for nothing: \"\", \"N/A\""),
    ("primaryKey, uniqueKeys", "what no two records share"),
    ("foreignKeys", "references; almoner:name and almoner:inverse name both ways"),
    ("almoner:timezone", "+08:00, for times that name no zone"),
    ("almoner:questions", "statements that a prompt offers to begin with: three that the role may ask"),
    ("almoner:unit", "the currency of a field, or the field that names it"),
    ("hxl:tag", "what a field means to HXL; a row of tags in a file says it too"),
    ("almoner:sensitivity", "low, moderate, high, severe"),
  ]
}
