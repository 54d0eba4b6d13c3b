import Analysis
import Plans
import Syntax

extension Manual {
  /// They stand in `derive` only.
  static let orderFunctions: [Page] = OrderFunction.allCases.map { function in
    Page(
      name: function.rawValue, meaning: function.meaning,
      text: """
        \(function.syntax)   (a function of the order of rows)
          \(function.meaning)

            \(function.example)

        It stands in derive, whose `sort` says the order and whose `per` begins anew for each
        key. Without `sort` all rows are equal, in the order in which they come.

        """)
  }

  static let functions: [Page] = (Signature.all + [.firstOfList]).map { signature in
    Page(
      name: signature.name, meaning: signature.meaning,
      text:
        "\(signature.syntax)   (a function: one value of one row)\n  \(signature.meaning)\n\n    \(signature.example)\n"
    )
  }

  static let functionsTopic =
    "Functions: one value of one row\n\n" + table(Signature.all.map { ($0.syntax, $0.meaning) }) + """

      With a missing argument the result is missing. `on` is today where it is left out.

          children | derive age = age(birth_date, 2023-09-01) | where age >= 12 | select name, age
          visits | count by month(date)
          donations | where currency == "USD" | select date, amount, rounded = round(amount, 0)

      Of the order of rows, in `derive … per KEYS sort KEYS` only:


      """ + table(orderFunctions.map { ($0.name, $0.meaning) }) + """

          donations | derive so_far = running(sum(amount)) per currency sort date

      """

  static let referencesTopic =
    """
    References: from one collection to another with a dot

    To one. A field that refers to a row of another collection is followed with a dot. Its
    own value is the key (`school` shows "S01"), and that is what it is compared with.

        children | select name, school, school.name, school.county.province

    A field called `staff_id` is followed as `staff`: visits | count by staff.name

    To many, back again. In a row of schools, `children` are the children who refer to it;
    an aggregate makes one value of them. Several steps can follow each other.

        schools | derive pupils = count(children), girls = count(children where sex == "F") | select name, pupils, girls
        staff | select name, children_seen = count(distinct visits.child)
        locations | where level == "province" | select name_en, parts = count(parts)

    A nested object is followed the same way (guardian.phone), and a list of objects is to
    many.

    A collection that refers to itself has `ancestors`, which are a row itself, what it
    refers to, and so on up, and `descendants`, all that refer to it, directly or not:

        schools | select name, lies_in = join(list(county.ancestors.name_en), " < ")
        locations | where level == "province" | select name_en, within = count(descendants)
        children | where exists(location.ancestors where name_en == "Sichuan") | count

    A reference by several fields has a name in datapackage.json ("almoner:name"); its value
    is the list of them.

    `exists(sponsor)` says whether the reference leads to a row; a key without one is called
    dangling, and a note counts them. `sponsor is missing` says that nothing is entered.

    What is not related to the row at hand is an error, so that no question silently counts
    the whole. For the whole, compute it before: let n = count(visits)

    .schema shows which references there are, and which were taken from names because no
    descriptor declares them.

    """

  static let namesTopic =
    """
    Names

    A path keeps its path (`school.name`), and later stages write it the same way. An
    aggregate of a path is called by both (`sum(quantity)` gives sum_quantity), count()
    gives count, a function of a path its own name (month(date) gives month). Anything else
    needs a name, before an equals sign:

        visits | summarize long = max(minutes) + 5, sum(minutes) by month(date) | sort -sum_minutes

    Two fields of one name are an error. A name with blanks or signs, or one that is a word
    of the language (in, by, today …), stands in backticks: `phone number`.

    Letters of every script are letters: 姓名 is a name.

    """
}
