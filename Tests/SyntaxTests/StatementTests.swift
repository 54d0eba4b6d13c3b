import Diagnostics
import Syntax
import Testing

struct StatementTests {
  @Test(arguments: [
    ("children", "show children\n"),
    ("count(children)", "show (count children)\n"),
    ("use \"records\"", "use \"records\"\n"),
    (
      "use 'r' as programme for \"monthly visits\" on 2023-09-30",
      "use \"r\" as programme for \"monthly visits\" on 2023-9-30\n"
    ),
    ("param since: date = start(this month) \"first day\"", "param since date = (start (this month)) \"first day\"\n"),
    ("param n: integer", "param n integer\n"),
    ("let cutoff = today - 60 days", "let cutoff (- today (day 60))\n"),
    ("let unseen = children | where a", "let unseen children\n  | where a\n"),
    (
      "let band(grade, x) = if grade <= 3 then \"lower\" else \"upper\"",
      "let band(grade x) (if (<= grade 3) \"lower\" \"upper\")\n"
    ),
    ("print \"a {b}\"; title 'c'; note \"d\"", "print (text \"a \" {b})\ntitle \"c\"\nnote \"d\"\n"),
    ("expect \"l\": count(a) == 0", "expect \"l\" (== (count a) 0)\n"),
    ("expect \"l\": no children | where a", "expect \"l\" no children\n  | where a\n"),
    ("expect \"l\": no == 1", "expect \"l\" (== no 1)\n"),
    ("explain children | count", "explain children\n  | count\n"),
    ("run \"other.dsl\"", "run \"other.dsl\"\n"),
    (
      "run \"other.dsl\" with since = 2023-09-01, n = 1 + 1",
      "run \"other.dsl\" with (= since 2023-9-1) (= n (+ 1 1))\n"
    ),
    (
      "note | count\nrun\ntitle.x\nuse - 1",
      "show note\n  | count\nshow run\nshow title.x\nshow (- use 1)\n"
    ),
    ("(children | where a) | count", "show {children | where a}\n  | count\n"),
    ("", ""), ("# only a comment", ""), (";;\n;", ""),
  ])
  func statements(_ text: String, _ dump: String) { #expect(tree(text) == dump) }

  @Test func aLeadingPipeCarriesOnTheLastResult() {
    let source = SourceText(name: "", text: "| count")
    let (script, diagnostics) = Parser.parse(source, continuing: true)
    #expect(dump(script) == "show it\n  | count\n")
    #expect(diagnostics.isEmpty)
    #expect(
      errors("| count") == [
        "E003 [|] a table is missing before the first '|'; begin with the name of a table: children | …"
      ])
  }

  @Test func spansAreExact() {
    let source = SourceText(name: "", text: "t  | where (a.b) > f(c)  # end\n | sort  -x\n")
    let script = Parser.parse(source).script
    guard case .show(let pipeline)? = script.statements.first?.kind,
      case .where(let condition)? = pipeline.stages.first?.kind,
      case .binary(_, let left, let right, let sign) = condition.kind
    else {
      Issue.record("another tree")
      return
    }
    #expect(pipeline.stages.map { source.slice($0.span) } == ["where (a.b) > f(c)", "sort  -x"])
    #expect([condition.span, left.span, right.span, sign].map(source.slice) == ["(a.b) > f(c)", "(a.b)", "f(c)", ">"])
    #expect(source.slice(script.statements[0].span) == source.slice(pipeline.span))
  }
}
