import Diagnostics
import Syntax
import Testing

struct LexerTests {
  private func kinds(_ text: String) -> [Token.Kind] {
    Lexer.tokens(of: SourceText(name: "", text: text)).tokens.map(\.kind)
  }

  @Test func tokensHaveKindsAndExactSpans() {
    let source = SourceText(name: "", text: "#!x\nприют.имя >= $n # c\n`a b` != 'é'")
    let lexed = Lexer.tokens(of: source)
    #expect(
      lexed.tokens.map { source.slice($0.span) } == ["приют", ".", "имя", ">=", "$n", "`a b`", "!=", "'é'", ""])
    #expect(lexed.tokens.map(\.beginsLine) == [true, false, false, false, false, true, false, false, false])
    #expect(lexed.comments.map(source.slice) == ["#!x", "# c"])
    #expect(lexed.tokens[5].text == "a b" && lexed.tokens[4].text == "n")
  }

  @Test(arguments: [
    ("1_700", Token.Kind.integer), ("15582.50", .decimal), ("2.5e3", .float), ("2e-3", .float),
    ("2023-09-01", .date), ("2023-09-01T14:30", .datetime), ("2023-09-01T14:30:05Z", .datetime),
    ("2023-09-01T14:30:05+08:00", .datetime), ("2023-Q3", .quarter), ("2023-09", .month), ("2023-W36", .week),
    ("2020-W53", .week), ("2024-02-29", .date), ("'a{b}'", .rawText),
    ("/a\\/b/i", .regularExpression(ignoresCase: true)),
    ("null", .reserved(.missing)), ("|>", .symbol(.pipe)), ("<>", .symbol(.notEqual)), ("`in`", .quotedName),
  ])
  func oneToken(_ text: String, _ kind: Token.Kind) { #expect(kinds(text) == [kind, .end]) }

  @Test func slashDividesAfterAValue() {
    #expect(kinds("a / b / c").filter { $0 == .symbol(.slash) }.count == 2)
    #expect(kinds("a matches /b/").contains(.regularExpression(ignoresCase: false)))
  }

  @Test func textsNest() {
    let inner: [Token.Kind] = [.textStart, .textPart, .interpolationStart, .name, .interpolationEnd, .textEnd]
    #expect(
      kinds("\"a{f(\"b{c}\"):0.0%}\"") == [
        .textStart, .textPart, .interpolationStart, .name, .symbol(.openParenthesis),
      ] + inner + [.symbol(.closeParenthesis), .interpolationForm, .interpolationEnd, .textEnd, .end])
  }

  @Test func escapesAreDecoded() {
    #expect(expression(#""a\n\t\\\"\{\u{4F60}""#) == #""a\n"# + "\t" + #"\\\"{你""#)
    #expect(expression(#"'C:\temp\\ \' {x}'"#) == #""C:\\temp\\ ' {x}""#)
  }

  @Test(arguments: [
    (
      "print 2023-45",
      "E005 [2023-45] 2023-45 is no month: they are 2023-01 to 2023-12; "
        + "for a subtraction write spaces: 2023 - 45"
    ),
    (
      "print 2023-9",
      "E005 [2023-9] 2023-9 is no month: they are 2023-01 to 2023-12; "
        + "for a subtraction write spaces: 2023 - 9"
    ),
    ("print 2023-02-29", "E005 [2023-02-29] 2023-02-29 is no day of the calendar: write as in 2023-09-01"),
    ("print 2023-Q5", "E005 [2023-Q5] 2023-Q5 is no quarter: they are 2023-Q1 to 2023-Q4"),
    ("print 2023-W53", "E005 [2023-W53] 2023-W53 is no week: they are 2023-W01 to 2023-W52, in some years W53"),
    ("print 60days", "E005 [60days] a space is missing between the number and its unit; write 60 days"),
    (
      "print 2nd",
      "E005 [2nd] '2nd' is neither a number nor a name; "
        + "a name that begins with a digit stands in backticks: `2nd`"
    ),
    ("print 9223372036854775808", "E005 [9223372036854775808] an integer goes up to 9223372036854775807"),
    (
      "print \"a\\q\"",
      "E005 [\\q] '\\q' means nothing in a text; write \\\\ for a backslash, or the text in '…', "
        + "where it stands for itself"
    ),
    ("print “a” ", "E001 [“a”] a text stands in straight quotes; write \"a\""),
    ("print f（1)", "E001 [（] '（' is not the sign meant here; write ("),
    (
      "print a \u{0}\u{1}",
      "E001 [\u{0}\u{1}] a control character (U+0000) can't stand here; "
        + "remove it, or put it in a text: \"…\""
    ),
    ("print 'abc", "E002 ['abc] this text is not closed; end it with '"),
    (
      "t | where a matches /b",
      "E002 [/b] this regular expression is not closed; "
        + "end it with /, or to divide, write a value before the /"
    ),
    ("t | drop `a", "E002 [`a] this name is not closed; end it with ` on the same line"),
  ])
  func invalidLiterals(_ text: String, _ message: String) { #expect(errors(text) == [message]) }

  @Test func aTextMayRunOverLinesAndAnUnclosedOneEndsWithItsLine() {
    #expect(tree("note \"one\ntwo\"") == "note \"one\\ntwo\"\n")
    #expect(
      errors("print \"abc\nprint 'x'\nprint \"def\" y") == [
        "E002 [\"abc] this text is not closed; end it with \"",
        "E003 [y] 'y' is not expected here; a comma or an operator such as + or and may be missing before it",
      ])
  }
}
