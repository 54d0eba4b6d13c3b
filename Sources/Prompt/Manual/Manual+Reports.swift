extension Manual {
  static let reportsTopic =
    """
    Reports: all that a script tells as one document

      almoner run monthly.dsl -o monthly.html     a page for browsers, phones and paper
      almoner run monthly.dsl -o monthly.xlsx     a workbook for Excel or LibreOffice
      almoner run monthly.dsl -o monthly.md       Markdown
      almoner run monthly.dsl -o monthly.csv      the tables alone; also .tsv .json .ndjson .txt
      almoner RECORDS -c 'children | count' -o count.html

    A script that begins with the line #!/usr/bin/env -S almoner run and may be executed
    (chmod +x monthly.dsl) is a program: ./monthly.dsl -o monthly.html

    A report holds titles, notes, printed lines, tables with their totals, the notes about
    what was left out, each check and whether it held, the parameters with their values,
    and where it comes from: the script, the records and their SHA-256, which
    `sha256sum children.json` prints too, so that a figure can be traced years later.

    The file is written whole when the script has run to its end, in place of an older one.
    Where a check failed it is written too, says so at its top, and the exit code is 4.
    A script that stops with an error leaves the file as it was.

    A page needs nothing beside it, runs no script, fetches nothing, and prints with the
    headers of its tables on each sheet. It holds what it shows: give it only to those who
    may see that.

    A workbook has a first sheet with the texts, checks and parameters, and a sheet for each
    table. Numbers, dates and times are such; missing is an empty cell, what is withheld
    says so; text is never a formula. What a spreadsheet would change is kept as text:
    numbers of more than 15 digits, days before 1900-03-01, times finer than a millisecond,
    periods, lists.

    With SOURCE_DATE_EPOCH in the environment (seconds since 1970) the report says that it
    was made then, so that making it again gives the same bytes.

    """
}
