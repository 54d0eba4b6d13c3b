import Diagnostics
import Syntax
import Testing

struct ErrorTests {
  @Test(arguments: [
    ("t | whree x", "E104 [whree] there is no stage 'whree'; did you mean 'where'?"),
    ("t | where", "E003 [] expected a value, not the end"),
    ("t | where a == ;", "E003 [] expected a value, not ';'"),
    (
      "t | where a < b < c",
      "E003 [<] two comparisons can't follow one another; join them with and: a < b and b < c; "
        + "or write: x between a and b"
    ),
    ("t | where a is 3", "E003 [3] expected 'missing', not '3'; to compare values write =="),
    ("t | where a starts \"x\"", "E003 [\"] expected 'with', not a text; write: name starts with \"…\""),
    ("t | where a between 1", "E003 [] expected 'and', not the end; write: x between 1 and 5"),
    ("t | select in", "E003 [in] expected a value, not 'in'; a field named in stands in backticks: `in`"),
    ("t | derive in = 3", "E003 [in] expected a name, not 'in'; a field named in stands in backticks: `in`"),
    ("t | take 3, 4", "E003 [,] ',' is not expected here"),
    ("t | rename a to b", "E003 [to] expected '=', not 'to'; the new name comes first: rename new = old"),
    ("t | search x", "E003 [x] expected the words to search for, not 'x'; write it in quotes: \"…\""),
    ("t | join a", "E003 [] expected 'on', not the end; say which fields match: join budgets on item"),
    ("t | top 3 a", "E003 [a] expected 'by', not 'a'; write: top 5 by amount"),
    (
      "t | pivot count() by a",
      "E003 [by] expected 'across', not 'by'; write: pivot count() across month(date) by school"
    ),
    ("t | chart pie x", "E003 [pie] expected bar, line or histogram, not 'pie'; write: chart bar school, n"),
    (
      "t | where f(a b)",
      "E003 [b] 'b' is not expected here; within '('; "
        + "a comma or an operator such as + or and may be missing before it"
    ),
    ("t where a", "E003 [where] a '|' is missing before 'where'; each stage begins with |"),
    ("where a", "E003 [where] a table is missing before the stage 'where'; write: children | where …"),
    ("t |", "E003 [] expected a stage such as where or select, not the end"),
    ("t | drop x)", "E003 [)] ')' is not expected here; no bracket is open that it could close"),
    (
      "a; -3", "E003 [-] a statement can't begin with '-', which goes on from the line before; put it in brackets: (-x)"
    ),
    ("let $a = 3", "E003 [$a] a name is defined without '$'; write a here, and $a to use it"),
    (
      "let f(in) = 3",
      "E003 [in] expected the name of a parameter, not 'in'; a field named in stands in backticks: `in`"
    ),
    ("param x = 3", "E003 [=] expected ':' and a type, not '='; write: param x: date"),
    (
      "expect \"a\": t | where x",
      "E003 [t] a pipeline is checked to have no rows, with 'no' before it; "
        + "write: expect \"a\": no t | …"
    ),
    ("use \"a{b}\"", "E003 [\"a{b}\"] the path of a dataset can't hold { }; write \\{ for the sign itself"),
    ("print \"a{}\"", "E003 [{}] an expression is expected between { and }; write \\{ for the sign itself"),
    ("print last 60", "E003 [] expected a unit of time, not the end; write as in last 60 days"),
    ("print this 3 months", "E003 [this 3 months] 'this' takes no number; write this month, or last 3 months"),
    ("run \"a\" with 3", "E003 [3] a parameter is given by its name; write: with since = 2023-09-01"),
  ])
  func oneMessageForOneMistake(_ text: String, _ message: String) { #expect(errors(text) == [message]) }

  @Test(arguments: [
    ("t | filter a", "[filter] this language says 'where', not 'filter'", "where a"),
    ("t | WHERE a", "[WHERE] this language says 'where', not 'WHERE'", "where a"),
    ("t | mutate a = 1", "[mutate] this language says 'derive', not 'mutate'", "derive (= a 1)"),
    ("t | extend a = 1", "[extend] this language says 'derive', not 'extend'", "derive (= a 1)"),
    ("t | project a", "[project] this language says 'select', not 'project'", "select a"),
    ("t | limit 5", "[limit] this language says 'take', not 'limit'", "take 5"),
    ("t | head 5", "[head] this language says 'take', not 'head'", "take 5"),
    ("t | order by a desc", "[order] this language says 'sort', not 'order by'", "sort a desc"),
    ("t | arrange a", "[arrange] this language says 'sort', not 'arrange'", "sort a"),
    ("t | sort by a", "[by] this language says 'sort', without 'by'", "sort a"),
    ("t | uniq", "[uniq] this language says 'distinct', not 'uniq'", "distinct"),
    ("t | take 3 limit 5", "[limit] this language says 'take', not 'limit'", "take 3\n  | take 5"),
    ("t | where a && b", "[&&] this language says 'and', not '&&'", "where (and a b)"),
    ("t | where a || b", "[||] this language says 'or', not '||'", "where (or a b)"),
    ("t | where !a", "[!] this language says 'not', not '!'", "where (not a)"),
    ("t | where a === b", "[===] this language says '==', not '==='", "where (== a b)"),
    ("t | where a AND b", "[AND] this language says 'and', not 'AND'", "where (and a b)"),
    ("t | where a is NULL", "[NULL] this language says 'missing', not 'NULL'", "where (is-missing a)"),
    (
      "t | where a like \"x\"", "[like] this language says 'contains', 'starts with' or 'matches', not 'like'",
      "where (contains a \"x\")"
    ),
    ("t | where a in (1, 2)", "[(1, 2)] a list stands in square brackets here; write [1, 2]", "where (in a [1 2])"),
    ("t | sort a asc", "[asc] the least comes first without 'asc'; leave it out", "sort a"),
    ("t | take 1 by a", "[by] 'by' is written 'per' here", "take 1 per a"),
    ("t | join left a on b", "[left] join keeps every row without 'left'; leave it out", "join left a on b"),
    ("t | summarize count(*)", "[*] this language says 'count()', without a star", "summarize (count)"),
    ("from t | count", "[from] a query begins with its table, without 'from'; write: t | …", "count"),
    (
      "t | group by a, b",
      "[group] this language says 'summarize … by …', not 'group by'; "
        + "write: summarize n = count() by a, b", "invalid"
    ),
    (
      "t | derive x = case when a then 1 end",
      "[case] this language says 'if', not 'case when'; "
        + "write: if grade <= 3 then \"lower\" else \"upper\"", "invalid"
    ),
    (
      "t | derive x = if(a, \"b\", c)", "[if] 'if' is written with words here; write: if a then \"b\" else c", "invalid"
    ),
    ("t | derive x = a.lower()", "[(] a function is written before its value; write lower(a)", "invalid"),
    ("t | derive x = a ? b", "[?] this language says 'if … then … else …', not '?'", "invalid"),
  ])
  func foreignWordsAreUnderstood(_ text: String, _ message: String, _ stage: String) {
    #expect(errors(text) == ["E004 " + message])
    let script = Parser.parse(SourceText(name: "", text: text)).script
    #expect(dump(script) == "show t\n  | \(stage)\n")
  }

  @Test func sqlIsReadBack() {
    let query = "SELECT school, COUNT(*) AS n FROM children WHERE grade > 3 GROUP BY school ORDER BY n DESC LIMIT 5"
    #expect(
      errors(query) == [
        "E004 [SELECT] a query begins with its table here, and each step follows after a '|'; "
          + "write: children | where grade > 3 | summarize n = count() by school | sort n desc | take 5"
      ])
  }

  @Test func allErrorsAreToldAtOnceWithoutCascades() {
    let found = errors("t | whree a | where (b == ] | take 3 4\nprint 1 +;\nt | count\nlet 3 = x\nfoo bar | count")
    #expect(
      found.map { String($0.prefix(8)) } == ["E104 [wh", "E003 []]", "E003 [4]", "E003 [] ", "E003 [3]", "E003 [ba"])
  }

  @Test func whatFollowsAnErrorIsStillParsed() {
    let script = Parser.parse(SourceText(name: "", text: "t | where a b | take 1\n(t | wher) | count")).script
    #expect(dump(script) == "show t\n  | invalid\n  | take 1\nshow {t | invalid}\n  | count\n")
  }

  @Test func functionsOfOtherLanguagesAreKnown() {
    #expect(ForeignWords.function("LEN") == "length(x)")
    #expect(ForeignWords.function("length") == nil)
  }

  @Test func onlyTheFirstTwentyAreShown() {
    let found = errors(String(repeating: "t | where a b\n", count: 100))
    #expect(found.count == 21)
    #expect(found.last == "E009 and more: only the first 20 errors are shown")
  }
}
