import Diagnostics
import Testing

struct RenderingTests {
  private let renderer = DiagnosticRenderer()

  @Test func theWrongNameWithASuggestion() {
    let source = SourceText(name: "q3.dsl", text: "children\n| where guardain.phone is missing\n")
    let diagnostic = Diagnostic(
      .unknownField, "children has no field 'guardain'", at: Span(17, 25), caption: "did you mean 'guardian'?",
      help: ["children has: id, name"], in: source)
    #expect(
      renderer.text(diagnostic) == """
        error[E101]: children has no field 'guardain'
          q3.dsl:2:9
        2 | | where guardain.phone is missing
          |         ^^^^^^^^ did you mean 'guardian'?
          = children has: id, name

        """)
  }

  @Test func labelsBeneath() {
    let source = SourceText(name: "q", text: "t\n\n| where visited > \"september\"")
    let diagnostic = Diagnostic(
      .incomparable, "can't compare a date with text", at: Span(21, 32), caption: "text",
      labels: [Diagnostic.Label(Span(11, 18), "date")], help: ["for a month write: visited in 2023-09"], in: source)
    #expect(
      renderer.text(diagnostic) == """
        error[E202]: can't compare a date with text
          q:3:19
        3 | | where visited > "september"
          |         -------   ^^^^^^^^^^^ text
          |         date
          = for a month write: visited in 2023-09

        """)
  }

  @Test func labelsOnOtherLines() {
    let source = SourceText(name: "q", text: "a" + String(repeating: "\n", count: 8) + "b\nc")
    let diagnostic = Diagnostic(
      .duplicateName, "two", at: Span(11, 12), labels: [Diagnostic.Label(Span(0, 1), "first")], in: source)
    #expect(
      renderer.text(diagnostic)
        == """
        error[E106]: two
           q:10:1
         1 | a
           | - first
        ...
        10 | c
           | ^

        """)
  }

  @Test func wideCharactersAndTabs() {
    let source = SourceText(name: "q", text: "\t\"你好é\" + x")
    let diagnostic = Diagnostic(.unknownField, "no x", at: Span(14, 15), in: source)
    #expect(
      renderer.text(diagnostic) == """
        error[E101]: no x
          q:1:10
        1 |     "你好é" + x
          |               ^

        """)
  }

  @Test func longLinesAreCut() {
    let text = String(repeating: "a", count: 1_000_000) + " + ! + " + String(repeating: "b", count: 1_000_000)
    let diagnostic = Diagnostic(
      .unexpectedToken, "m", at: Span(1_000_003, 1_000_004), in: SourceText(name: "q", text: text))
    let lines = DiagnosticRenderer(width: 20).text(diagnostic).split(separator: "\n")
    #expect(lines[2...] == ["1 | …a + ! + bbbbbb…", "  |      ^"])
  }

  @Test func controlCharactersDoNotReachTheTerminal() {
    let diagnostic = Diagnostic(
      .unexpectedCharacter, "m", at: Span(1, 2), in: SourceText(name: "q", text: "a\u{1B}[2Jb"))
    #expect(!renderer.text(diagnostic).unicodeScalars.contains("\u{1B}"))
  }

  @Test func dataErrors() {
    let excerpt = DataExcerpt(
      file: "children.json", line: 118, column: 27, text: "{\"id\": \"你\" \"grade\": 4}", caret: 11)
    let diagnostic = Diagnostic(.dataSyntax, "expected ',' or '}' after a member", excerpt: excerpt)
    #expect(
      renderer.text(diagnostic) == """
        error[D003]: children.json:118:27: expected ',' or '}' after a member
            {"id": "你" "grade": 4}
                        ^

        """)
  }

  @Test func notesAndMessagesWithoutAPlace() {
    #expect(renderer.text(Diagnostic(.noteMultiplied, "40 rows became 312")) == "note: 40 rows became 312\n")
    #expect(
      renderer.text(Diagnostic(.mixedCurrencies, "mixed", help: ["keep them apart"]))
        == "error[E410]: mixed\n  = keep them apart\n")
  }

  @Test func colour() {
    let text = DiagnosticRenderer(isColored: true).text(
      Diagnostic(.unused, "m", at: Span(0, 1), in: SourceText(name: "q", text: "a")))
    #expect(text.hasPrefix("\u{1B}[1;33mwarning[W001]\u{1B}[0m: m\n"))
    #expect(text.contains("\u{1B}[1;33m^\u{1B}[0m"))
  }

  @Test func json() {
    let source = SourceText(name: "a\"b.dsl", text: "你 x\ny")
    let diagnostic = Diagnostic(.unknownField, "no\n", at: Span(4, 7), caption: "c", help: ["h"], in: source)
    #expect(
      diagnostic.json
        == #"{"code":"E101","severity":"error","message":"no\n","file":"a\"b.dsl","line":1,"column":3,"#
        + #""endLine":2,"endColumn":2,"caption":"c","help":["h"]}"#)
  }
}
