import Plans

extension Manual {
  static let aggregates: [Page] = AggregateFunction.allCases.map { function in
    Page(
      name: function.rawValue, meaning: function.meaning,
      text: """
        \(function.syntax)   (an aggregate: one value of many rows)
          \(function.meaning)

            \(function.example)

        """)
  }

  static let aggregatesTopic =
    "Aggregates: one value of many rows\n\n  agg([distinct] x [where CONDITION] [sort KEYS])\n\n"
    + table(aggregates.map { ($0.name, $0.meaning) }) + """

      What one ranges over is the path to many rows in it. In a row of children, `visits` are
      that child's; several steps go on to all of theirs; with none it is the rows at hand.

          schools | select name, visits = count(children.visits), last = max(children.visits.date)
          children | derive recent = count(visits where date in 2023-Q3 and kind == "home") | select name, recent
          visits | summarize count(), longest = max(minutes) by kind
          children | where age(birth_date) > avg(age(birth_date)) | count

      Outside a pipeline it is the whole collection: count(children), sum(gifts.quantity).

      A name inside means the related row; one that this row lacks is looked for in the row
      outside, and `outer.name` says so where both have it:

          children | where exists(enrolments where left_on is missing and enrolled_on < outer.birth_date + 8 years) | count

      A related row counts once, by whatever ways it is reached. Missing values are left out
      and a note counts them. Over no rows: count 0, sum 0, any false, all true, list empty,
      the others missing. A sum of values that are all missing is missing, not 0.

      """
}
