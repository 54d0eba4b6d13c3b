extension Manual {
  /// In the order in which they bind, loosest first.
  private static let operatorRows: [(syntax: String, meaning: String, example: String)] = [
    ("a or b", "true where one of the two is", "children | where grade == 1 or grade == 6 | count"),
    (
      "a and b", "true where both are; it binds more tightly than or",
      "children | where grade > 3 and sex == \"F\" | count"
    ),
    ("not a", "true where a is not, also where a is missing", "children | where not exists(visits) | count"),
    (
      "a == b, a != b", "the same, or not; two missing values are the same",
      "children | where sponsor != missing | count"
    ),
    ("a < b, <=, >, >=", "by their order; false where one is missing", "visits | where minutes >= 60 | count"),
    (
      "a in b, a not in b", "b is a list, a period, or a field of another table",
      "children | where school.county.province in [\"Sichuan\", \"Xinjiang\"] | count"
    ),
    ("", "", "visits | where date in 2023-Q3 and child not in distributions.child | count"),
    ("a between b and c", "from b to c, both of them included", "children | where grade between 2 and 4 | count"),
    (
      "a is missing, a is not missing", "nothing is recorded; something is",
      "children | where guardian.phone is missing | count"
    ),
    (
      "a contains b", "of texts whatever the case; of a list exactly",
      "items | where name contains \"MILK\" | select name"
    ),
    ("a starts with b, a ends with b", "whatever the case", "children | where name_pinyin starts with \"li\" | count"),
    (
      "a matches /b/", "a regular expression is found in a; /b/i ignores case",
      "items | where name matches /milk|napkin/i | select name"
    ),
    ("a ?? b", "a, or b where a is missing", "children | select name, who = sponsor.name ?? \"nobody\" | take 3"),
    ("a + b, a - b", "of numbers, durations, a date and a duration; dates have a difference", "2023-09-30 - 60 days"),
    ("a * b, a / b", "/ gives a float; the whole part is div(a, b)", "7 / 2 + 2 * 3"),
    ("a % b", "what is left of a, with its sign", "17 % 5"),
    ("-a", "the negative of a number or duration", "[-3, -(2 + 3)]"),
    ("f(a), a.b", "a function's value; what follows from a reference or record", "round(avg(visits.minutes), 1)"),
    (
      "if a then b else c", "b where a is true, else c; missing without else",
      "children | derive band = if grade <= 3 then \"lower\" else \"upper\" | count by band"
    ),
  ]

  static let operatorsTopic =
    "Operators, from those that bind most loosely to those that bind most tightly\n\n"
    + table(operatorRows.filter { !$0.syntax.isEmpty }.map { ($0.syntax, $0.meaning) }) + "\n"
    + operatorRows.map { "    \($0.example)\n" }.joined() + """

      The table right of `in` is always the whole one. Comparisons do not follow each other:
      write a < b and b < c. `not` stands before a whole comparison: not (a contains b).
      Conditions that exclude each other (grade == 1 and grade == 2), or one that every row
      meets, are a warning.

      """
}
