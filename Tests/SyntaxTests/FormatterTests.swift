import Diagnostics
import Syntax
import Testing

struct FormatterTests {
  /// Formats, and checks that a second time changes nothing and that the tree is the same.
  private func formatted(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) -> String? {
    guard let once = Formatter.format(SourceText(name: "", text: text)) else { return nil }
    #expect(Formatter.format(SourceText(name: "", text: once)) == once, sourceLocation: sourceLocation)
    #expect(tree(once) == tree(text), sourceLocation: sourceLocation)
    return once
  }

  @Test(arguments: [
    ("a|count", "a | count\n"),
    ("a|where  b=1 and c<>null|>count", "a | where b == 1 and c != missing | count\n"),
    ("a|derive x=1 by y", "a | derive x = 1 per y\n"),
    ("a|derive x=-b- -1,y=f ( c,[ 1,2 ] )", "a | derive x = -b - -1, y = f(c, [1, 2])\n"),
    ("a|sort -b,-c desc|take (1+2)", "a | sort -b, -c desc | take (1 + 2)\n"),
    ("a|select *,b.*", "a | select *, b.*\n"),
    ("union|union ( a|count )", "union | union (a | count)\n"),
    ("print \"x {n :0.0} {f(\"y{ z }\")}\";title 'a'", "print \"x {n:0.0} {f(\"y{z}\")}\"\ntitle 'a'\n"),
    ("param  a :date=2023-q3", "param a: date = 2023-Q3\n"),
    ("let f ( a,b )=a+1_000", "let f(a, b) = a + 1_000\n"),
    ("expect \"a\" :no b|where c", "expect \"a\": no b | where c\n"),
    ("\n\n# c\na\n\n\n\nb # d  \n# e\nc", "# c\na\n\nb  # d\n# e\nc\n"),
    ("", ""), ("# only", "# only\n"), ("a; # b", "a  # b\n"), ("a;sort|count", "a\n; sort | count\n"),
  ])
  func oneLine(_ text: String, _ expected: String) { #expect(formatted(text) == expected) }

  @Test func eachStageOfALongPipelineHasALine() {
    #expect(
      formatted("children|where a|derive b=1|select c\nlet x=a|count|count|count") == """
        children
        | where a
        | derive b = 1
        | select c
        let x = a
          | count
          | count
          | count

        """)
  }

  @Test func longStagesGoOnOverLines() {
    let name = String(repeating: "n", count: 40)
    #expect(
      formatted("t | where \(name) and \(name) or f(a and b) and \(name) | select \(name), \(name), \(name), b") == """
        t
        | where \(name)
            and \(name)
            or f(a and b)
            and \(name)
        | select \(name), \(name),
            \(name), b

        """)
  }

  @Test func commentsStayWhereTheyAre() {
    #expect(
      formatted("t # a\n# b\n| where x # c\n  # d\n  and f(y, # e\nz)\n| # f\n count # g\n\n# h") == """
        t  # a
        # b
        | where x  # c
            # d
            and f(y,  # e
            z)
        |  # f
            count  # g

        # h

        """)
  }

  @Test func errorsAreLeftAlone() { #expect(formatted("t | where") == nil) }
}
