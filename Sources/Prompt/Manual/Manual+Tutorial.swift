extension Manual {
  /// Ten steps on the sample records. What is shown below a statement is what the program prints at a terminal of 80 columns: a test
  /// types each of them, and writes this file anew where it is asked to (`ALMONER_UPDATE_GOLDEN=1`).
  static let tutorialTopic =
    """
    Tutorial: ten steps, a quarter of an hour

    Open the sample records: scripts/run, or almoner samples/records --role programme.
    Type what stands after the >, and change it: nothing that you do here can harm the
    records. Tab completes, Up brings a line back. All people in them are invented.

    1. Look. The name of a collection shows its rows; each stage after a | makes a new
    table of the one before. .collections lists the collections.

      > children | select name_pinyin, sex, grade | take 3
      ┌────────────────┬─────┬───────┐
      │ name_pinyin    │ sex │ grade │
      ├────────────────┼─────┼───────┤
      │ Zulfiya Tohti  │ F   │     · │
      │ Abdulla Memet  │ M   │     · │
      │ Zulfiya Ismail │ F   │     · │
      └────────────────┴─────┴───────┘
      3 rows

    The · is for what was not recorded. (Too many rows? Space goes on, q leaves.)

    2. Choose. A field is compared by ==, a text stands in quotes. Type "Hu and press
    Tab: values are completed too.

      > schools | where county.province == "Hunan" | select name, kind
      ┌───────────────────────────────────┬─────────┐
      │ name                              │ kind    │
      ├───────────────────────────────────┼─────────┤
      │ Fenghuang Hillside Primary School │ primary │
      │ Longhui Middle School             │ middle  │
      └───────────────────────────────────┴─────────┘
      2 rows

    county.province followed a reference: from the school to its county, and there to the
    province.

    3. Make a mistake. Misspell a field, and read what you are told.

      > children | where grad == 8
      error[E101]: children has no field 'grad'
        <prompt>:1:18
      1 | children | where grad == 8
        |                  ^^^^ did you mean 'grade'?
        = children has: id, name, name_pinyin, sex, birth_date, school, grade,
          location (4 more: .fields children)

    Everything is checked before anything runs, so a wrong name is never an empty result.
    Press Up and correct it.

    4. Count. By one thing or by several, through as many references as it takes.

      > children | count by school.county.province
      ┌────────────────────────┬───────┐
      │ school.county.province │ count │
      ├────────────────────────┼───────┤
      │ Sichuan                │   120 │
      │ Xinjiang               │    92 │
      │ Gansu                  │    65 │
      │ Hunan                  │    63 │
      │ Inner Mongolia         │    61 │
      │ Shanghai               │    46 │
      │ ·                      │     3 │
      └────────────────────────┴───────┘
      7 rows

    5. Carry on. A line that begins with | takes the last result further, which is `it`.

      > | where count > 60
      ┌────────────────────────┬───────┐
      │ school.county.province │ count │
      ├────────────────────────┼───────┤
      │ Sichuan                │   120 │
      │ Xinjiang               │    92 │
      │ Gansu                  │    65 │
      │ Hunan                  │    63 │
      │ Inner Mongolia         │    61 │
      └────────────────────────┴───────┘
      5 rows
      > sum(it.count)
      401

    6. Backwards. In a row of schools, children is that school's children: many, of which
    count, sum, max and others make one value.

      > schools | select name, pupils = count(children) | top 3 by pupils
      ┌─────────────────────────────────┬────────┐
      │ name                            │ pupils │
      ├─────────────────────────────────┼────────┤
      │ Pengan Changyuan Primary School │     58 │
      │ 27th Primary School, Kashgar    │     42 │
      │ Dongxiang Middle School         │     38 │
      └─────────────────────────────────┴────────┘
      3 rows

    7. Dates. A month, a quarter, a year is a value; so is `last 60 days`, up to the day
    that .today says.

      > visits | where date in 2023-Q3 | count by kind
      ┌────────┬───────┐
      │ kind   │ count │
      ├────────┼───────┤
      │ home   │   403 │
      │ school │    99 │
      │ phone  │    60 │
      └────────┴───────┘
      3 rows
      > .today 2023-09-30
      today is 2023-09-30
      > children | where not exists(visits where date in last 60 days) | count
      ┌───────┐
      │ count │
      ├───────┤
      │   188 │
      └───────┘
      1 row

    8. Sums. Amounts of different currencies never mix by accident, a total is computed
    over all rows, and what is missing is not counted as 0.

      > donations | summarize gifts = count(), sum(amount) by currency
      ┌──────────┬───────┬─────────────┐
      │ currency │ gifts │  sum_amount │
      ├──────────┼───────┼─────────────┤
      │ CNY      │  3175 │ ¥174,857.87 │
      │ USD      │   183 │  $19,010.00 │
      └──────────┴───────┴─────────────┘
      2 rows
      > children | pivot count() across sex by school.kind with total
      ┌─────────────┬─────┬─────┐
      │ school.kind │   F │   M │
      ├─────────────┼─────┼─────┤
      │ primary     │ 166 │ 123 │
      │ middle      │  59 │  65 │
      │ college     │  19 │  15 │
      │ ·           │   2 │   1 │
      ├─────────────┼─────┼─────┤
      │ total       │ 246 │ 204 │
      └─────────────┴─────┴─────┘
      4 rows

    9. Name it, and check it. A name makes a long question short, and expect tells when
    something is not as it should be.

      > let waiting = children | where sponsor is missing
      > waiting | count by school.kind
      ┌─────────────┬───────┐
      │ school.kind │ count │
      ├─────────────┼───────┤
      │ primary     │   114 │
      │ college     │    34 │
      │ middle      │    17 │
      │ ·           │     3 │
      └─────────────┴───────┘
      4 rows
      > expect "all go to a school": count(waiting.school) == count(waiting)
      error[E503]: check failed: all go to a school: the left side is 165, the right
        side 168

    The check found the three children of whom no school was recorded.

    10. Keep it. save writes a table, .script the statements that worked: a script that
    gives the same results again: almoner run waiting.dsl.

      > waiting | select id, school.name | save replace "waiting.csv"
      saved 168 rows to waiting.csv
      > .script waiting.dsl
      wrote 14 statements to waiting.dsl: almoner run waiting.dsl

    Next: .help language is the whole language on one page, .help stages what may follow
    a |, and .open PATH opens records of your own.

    """
}
