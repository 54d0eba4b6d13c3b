import Diagnostics
import Syntax
import Testing

struct StatementEndTests {
  @Test(arguments: [
    "count(", "children |", "children | where", "f(a,", "let x =", "a and", "a not", "x starts with", "a +",
    "print \"abc",
    "print 'abc", "\"{a", "let x = if a then", "take 1 per", "t | summarize x by", "a &&",
  ])
  func open(_ text: String) { #expect(StatementEnd.isOpen(text)) }

  @Test(arguments: [
    "", "# note", "children", "children | count", "children | select *", "children | describe", "count(a)", "a)",
    "x is missing",
    "5 days ago", "print \"a\"", "children | distinct  # and so on |",
  ])
  func complete(_ text: String) { #expect(!StatementEnd.isOpen(text)) }

  @Test(arguments: [
    "| count", "- 1", "and b", "not in x", "by c", "per d", "sort -e", "on f", "across g", "with total", "then 1",
    "else 2", "?? 3",
  ])
  func carriedOn(_ line: String) {
    let source = SourceText(name: "", text: "a\n\n  # comment\n\(line)")
    #expect(Parser.parse(source).script.statements.count <= 1)
  }

  @Test(arguments: ["not x", "children", "(a)", "[1]", "\"t\"", "if a then b"])
  func begun(_ line: String) {
    #expect(Parser.parse(SourceText(name: "", text: "a\n\(line)")).script.statements.count == 2)
  }

  @Test func anUnclosedBracketDoesNotSwallowTheRest() {
    #expect(
      errors("t | where (a == 1\nprint 2 3\nt | drop ]") == [
        "E006 [(] '(' is not closed",
        "E003 [3] '3' is not expected here; a comma or an operator such as + or and may be missing before it",
        "E003 []] expected a value, not ']'",
      ])
  }
}
