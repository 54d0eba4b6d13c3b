import Testing

@testable import Prompt

@Suite struct HighlighterTests {
  @Test func wordsTextsAndNumbersHaveColours() {
    #expect(
      Highlighter.colored("children | where name == \"王\" and grade > 3 # all")
        == "children | \u{1B}[1mwhere\u{1B}[0m name == \u{1B}[32m\"\u{1B}[0m\u{1B}[32m王\u{1B}[0m\u{1B}[32m\"\u{1B}[0m "
        + "\u{1B}[1mand\u{1B}[0m grade > \u{1B}[36m3\u{1B}[0m\u{1B}[2m # all\u{1B}[0m")
    #expect(Highlighter.colored(".help where") == "\u{1B}[1m.help where\u{1B}[0m")
    #expect(Highlighter.colored("let where = 1").hasPrefix("\u{1B}[1mlet\u{1B}[0m where = "))
  }

  /// Whatever is typed, colours change none of its characters.
  @Test func theTextStays() {
    let texts = [
      "", " ", "children", "children | where name == \"Wa", "x == 'it", "print \"a {count(x", "{\"{", "/a", "`odd na",
      "$", "$a",
      "2023-09", "2023-Q", "1_", "=== && ||", "#", "# comment", "a;;b", "“quoted”", "王丽 | 王",
      "children | count by every ", "..",
      ".5", "\\", "it | where x matches /[a-/i", "let f(x) = x ?? missing", "\"\\u{4F60}\"", "\"{n:#,##0.00}\"",
    ]
    for text in texts { #expect(TerminalText.removingColors(Highlighter.colored(text)) == text) }
  }
}
