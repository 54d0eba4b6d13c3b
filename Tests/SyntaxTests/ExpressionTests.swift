import Syntax
import Testing

struct ExpressionTests {
  @Test(arguments: [
    ("1 + 2 * -3 - 4 / x % 5", "(- (+ 1 (* 2 (- 3))) (% (/ 4 x) 5))"),
    ("a or b and not c == d ?? e + 1", "(or a (and b (not (== c (?? d (+ e 1))))))"),
    ("not not a", "(not (not a))"),
    ("a = b", "(== a b)"),
    ("a <> b", "(!= a b)"),
    ("a.b.c >= `x y`.d", "(>= a.b.c x y.d)"),
    ("a in [1, 2] or b not in kits.child", "(or (in a [1 2]) (not in b kits.child))"),
    ("a between 1 and 2 and b", "(and (between a 1 2) b)"),
    ("a is missing and b is not null", "(and (is-missing a) (is-not-missing b))"),
    (
      "a contains \"x\" or a starts with \"y\" or a ends with \"z\"",
      "(or (or (contains a \"x\") (starts with a \"y\")) (ends with a \"z\"))"
    ),
    ("a matches /milk.*powder/i", "(matches a /milk.*powder/i)"),
    ("if a then b else if c then d", "(if a b (if c d))"),
    ("(a + b) * 1_000", "(* ((+ a b)) 1000)"),
    ("true and false or missing", "(or (and true false) missing)"),
    ("outer.name == name", "(== outer.name name)"),
    ("[]", "[]"),
  ])
  func operators(_ text: String, _ dump: String) { #expect(expression(text) == dump) }

  @Test(arguments: [
    ("today - 60 days", "(- today (day 60))"),
    ("60 days ago", "(ago (day 60))"),
    ("$n months ago", "(ago (month $n))"),
    ("(a + 1) weeks", "(week ((+ a 1)))"),
    ("d in last 60 days", "(in d (last day 60))"),
    ("d in next $n weeks", "(in d (next week $n))"),
    ("d in last (n + 1) months", "(in d (last month ((+ n 1))))"),
    (
      "d in this month or d in last year or d in next quarter",
      "(or (or (in d (this month)) (in d (last year))) (in d (next quarter)))"
    ),
    ("last(x) + next + this.last", "(+ (+ (last x) next) this.last)"),
    (
      "d in 2023 and d in 2023-Q3 and d in 2023-09 and d in 2023-W36",
      "(and (and (and (in d 2023) (in d 2023-Q3)) (in d 2023-M9)) (in d 2023-W36))"
    ),
    ("2023-09-01 < 2023-09-01T14:30:05Z", "(< 2023-9-1 2023-09-01T14:30:05Z)"),
  ])
  func times(_ text: String, _ dump: String) { #expect(expression(text) == dump) }

  @Test(arguments: [
    ("count()", "(count)"),
    ("count(distinct x)", "(count distinct x)"),
    ("count(distinct)", "(count distinct)"),
    ("sum(donations.amount where date in 2023)", "(sum donations.amount where (in date 2023))"),
    ("count(where x > 3)", "(count where (> x 3))"),
    ("last(visits.staff.name where a sort date, -b)", "(last visits.staff.name where a sort date, b desc)"),
    ("percentile(x, 0.9)", "(percentile x 0.9)"),
    ("count(where)", "(count where)"),
    ("sum(sort + where)", "(sum (+ sort where))"),
    ("count((t | where a))", "(count {t | where a})"),
    ("count(t | where a | distinct)", "(count {t | where a | distinct})"),
    ("running(sum(x))", "(running (sum x))"),
  ])
  func calls(_ text: String, _ dump: String) { #expect(expression(text) == dump) }

  @Test(arguments: [
    ("\"\"", "\"\""),
    ("\"a } b\"", "\"a } b\""),
    ("\"{n:#,##0.00} of {f(\"x{y}\")}\"", "(text {n:#,##0.00} \" of \" {(f (text \"x\" {y}))})"),
    ("'{raw}'", "\"{raw}\""),
  ])
  func texts(_ text: String, _ dump: String) { #expect(expression(text) == dump) }
}
