import Syntax
import Testing

struct StageTests {
  @Test(arguments: [
    ("where a == 1", "where (== a 1)"),
    ("search \"wang li\"", "search \"wang li\""),
    ("derive x = 1, f(y)", "derive (= x 1) (f y)"),
    (
      "derive x = running(sum(a)) per b, k = c sort -d, e",
      "derive (= x (running (sum a))) per b (= k c) sort d desc, e"
    ),
    ("derive x = 1 by b", "derive (= x 1) per b"),
    ("select *, school.*, q = 1, a.b", "select * school.* (= q 1) a.b"),
    ("drop a, b.c", "drop a b.c"),
    ("rename new = old, `b c` = d.e", "rename (= new old) (= b c d.e)"),
    (
      "sort a, -b, c desc, -d desc, e missing first, f desc missing first",
      "sort a, b desc, c desc, d desc, e missing-first, f desc missing-first"
    ),
    ("sort -a + b", "sort (+ a b) desc"),
    ("take 3", "take 3"),
    ("take $n per child sort -date", "take $n per child sort date desc"),
    ("skip 2", "skip 2"),
    ("top 5 by x per y, z", "top 5 by x per y z"),
    ("sample 3", "sample 3"),
    ("summarize n = count(), sum(x)", "summarize (= n (count)) (sum x)"),
    ("summarize sum(x) by m = month(d), b with total", "summarize (sum x) by (= m (month d)) b with-total"),
    ("summarize sum(x) by every month(date) in $year, b", "summarize (sum x) by every (month date) in $year b"),
    (
      "summarize sum(x) by every m = month(d), n = every week(d)",
      "summarize (sum x) by every (= m (month d)) every (= n (week d))"
    ),
    ("count", "count"),
    ("count by every month(date)", "count by every (month date)"),
    ("distinct", "distinct"),
    ("distinct a, b = c", "distinct a (= b c)"),
    ("join plan = budgets on plan.item == item", "join left plan = budgets on (== plan.item item)"),
    ("join inner budgets on item, month", "join inner budgets on item month"),
    ("join full p = (budgets | where a) on item", "join full p = {budgets | where a} on item"),
    ("join full on x", "join left full on x"),
    ("union other", "union other"),
    ("union (other | take 1)", "union {other | take 1}"),
    ("unnest needs as need", "unnest needs as need"),
    ("unnest a.b", "unnest a.b"),
    ("pivot count() across month(date) by school", "pivot (count) across (month date) by school"),
    (
      "pivot n = sum(x) across sex in [\"F\", \"M\"] by every month(d), b with total",
      "pivot (= n (sum x)) across sex in [\"F\" \"M\"] by every (month d) b with-total"
    ),
    ("describe", "describe"),
    ("chart bar x", "chart bar x"),
    ("chart line x, y per z title \"…\"", "chart line x y per z title \"…\""),
    ("save \"file.csv\"", "save \"file.csv\""),
    ("save replace \"{x}.csv\"", "save replace (text {x} \".csv\")"),
  ])
  func stages(_ text: String, _ dump: String) { #expect(stage(text) == dump) }

  @Test(arguments: StageWord.allCases)
  func fieldsMayBearTheWordsOfStages(_ word: StageWord) {
    #expect(stage("where \(word) > 1") == "where (> \(word) 1)")
    #expect(stage("derive \(word) = x.\(word)") == "derive (= \(word) x.\(word))")
    #expect(stage("sort \(word), -\(word)") == "sort \(word), \(word) desc")
    #expect(tree("\(word) | count") == "show \(word)\n  | count\n")
  }
}
