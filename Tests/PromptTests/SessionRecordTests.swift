import Diagnostics
import Session
import Testing

@testable import Prompt

/// What `.script` writes.
@Suite struct SessionRecordTests {
  private let folder = Records.root + "/Tests/GoldenTests"

  /// Written into another folder, the script still saves where the session did.
  private var here: String { RelativePath.text(to: ".", from: folder) }

  private func script(_ entries: String...) throws -> String {
    let session = try Records.small()
    var record = SessionRecord()
    record.begin(with: session)
    for entry in entries { record.add(SourceText(name: "<prompt>", text: entry)) }
    return record.script(in: folder, today: "2023-09-30")
  }

  /// The script without its first statement, which opens the records.
  private func rest(_ script: String) -> String {
    String(script.split(separator: "\n\n", maxSplits: 1)[1])
  }

  @Test func theLastResultIsWrittenOut() throws {
    #expect(
      rest(try script("children", "| where grade > 3\n| count")) == "children\n\nchildren\n| where grade > 3\n| count\n"
    )
    #expect(rest(try script("children", "it | count")) == "children\n\nchildren | count\n")
    #expect(
      rest(try script("children | take 2", "count(it)", "it | count"))
        == "children | take 2\n\nlet result1 = children | take 2\ncount(result1)\n\nresult1 | count\n")
    #expect(
      rest(try script("children | save \"a.csv\"", "| count"))
        == "children | save \"\(here)/a.csv\"\n\nchildren\n| count\n")
    #expect(rest(try script("children", "count(it)")) == "children\n\ncount(children)\n")
    #expect(
      rest(try script("children | select it = name | where it.x == 1; 1 + 1"))
        == "children | select it = name | where it.x == 1\n1 + 1\n")
  }

  @Test func whatIsNamedTwiceGetsAnotherName() throws {
    #expect(
      rest(
        try script("let n = 5", "$n", "let n = $n + 1", "$n + $n", "let t = children", "let t = t | take 1", "count(t)")
      )
        == "let n = 5\n\n$n\n\nlet n_2 = $n + 1\n\n$n_2 + $n_2\n\nlet t = children\n\nlet t_2 = t | take 1\n\ncount(t_2)\n"
    )
    #expect(
      rest(try script("let t = children", "let t = visits", "t | select t = id | where x.t == t"))
        == "let t = children\n\nlet t_2 = visits\n\nt_2 | select t = id | where x.t == t_2\n")
  }

  @Test func aValueAndAFieldMayHaveOneName() throws {
    #expect(
      rest(try script("let grade = 5", "let grade = 6", "children | where grade < $grade | count"))
        == "let grade = 5\n\nlet grade_2 = 6\n\nchildren | where grade < $grade_2 | count\n")
    #expect(
      rest(try script("let f(x) = x", "let f(x) = 2 * x", "f(1)"))
        == "let f(x) = x\n\nlet f_2(x) = 2 * x\n\nf_2(1)\n")
  }

  @Test func everyResultHasANameOfItsOwn() throws {
    #expect(
      rest(try script("visits | take 1", "count(it); children | take 1; count(it)", "let result1_2 = 5; $result1_2"))
        == """
        visits | take 1

        let result1 = visits | take 1
        count(result1)
        children | take 1
        let result1_2 = children | take 1
        count(result1_2)

        let result1_2_2 = 5
        $result1_2_2

        """)
  }

  @Test func picturesAndTotalsAreNotCarriedOn() throws {
    #expect(
      rest(try script("children | chart bar name, grade", "| save \"a.svg\"", "| take 1", "it | count"))
        .replacing(here + "/", with: "")
          == """
          children | chart bar name, grade

          children | chart bar name, grade
          | save "a.svg"

          children
          | take 1

          children
          | take 1 | count

          """)
    #expect(
      rest(try script("children | summarize n = count() by sex with total | sort -n", "| where n > 1", "count(it)"))
        == """
        children | summarize n = count() by sex with total | sort -n

        children | summarize n = count() by sex | sort -n
        | where n > 1

        let result2 = children | summarize n = count() by sex | sort -n
        | where n > 1
        count(result2)

        """)
    #expect(
      rest(try script("children | count by sex with total", "count(it)", "it | chart bar sex, count"))
        == """
        children | count by sex with total

        let result1 = children | count by sex
        count(result1)

        result1 | chart bar sex, count

        """)
  }

  @Test func ofACrosstabTheRowsAreCarriedOn() throws {
    #expect(
      rest(
        try script(
          "children | pivot count() across sex by grade, every month(birth_date) with total | sort grade", "| take 1")
      )
      .hasSuffix(
        "\n\nchildren | summarize cell = count() by grade, every month(birth_date), sex | sort grade\n| take 1\n"))
    #expect(
      rest(try script("visits | pivot n = sum(minutes) across month(date) by child.name", "| where cell > 9"))
        .hasSuffix("visits | summarize cell = sum(minutes) by child.name, `across` = month(date)\n| where cell > 9\n"))
  }

  @Test func aScriptOnItsOwnTermsIsRun() throws {
    var record = SessionRecord()
    let source = SourceText(
      name: "reports/a.dsl", text: "param d: date = today\nparam t: text\nparam n: integer = 1\n1")
    record.add(running: source, parameters: ["d": "2023-09-01", "t": "a \"b\""])
    record.add(running: SourceText(name: "b.dsl", text: "1"), parameters: [:])
    #expect(
      record.script(in: "", today: nil)
        == "run \"reports/a.dsl\" with d = 2023-09-01, t = \"a \\\"b\\\"\"\n\nrun \"b.dsl\"\n")
  }

  @Test func parametersKeepTheirValues() throws {
    var record = SessionRecord()
    let source = SourceText(name: "reports/a.dsl", text: "param d: date = today \"day\"\nparam t: text\nrun \"b.dsl\"")
    record.add(source, parameters: ["d": "2023-09-01", "t": "a \"b\" {c}"])
    #expect(
      record.script(in: "", today: nil)
        == "param d: date = 2023-09-01 \"day\"\nparam t: text = \"a \\\"b\\\" \\{c}\"\nrun \"reports/b.dsl\"\n")
  }

  @Test func theRecordsAreNamedFromTheScript() throws {
    let session = try Records.small()
    var record = SessionRecord()
    record.begin(with: session)
    #expect(record.isEmpty)
    record.add(SourceText(name: "<prompt>", text: "use \"elsewhere\""))
    #expect(record.isEmpty)
    // An absolute path stays; one that was relative is made so from the script's folder.
    #expect(record.script(in: folder, today: nil) == "use \"\(session.dataset.name)\"\n")
    #expect(RelativePath.text(to: ".", from: "..").hasSuffix("/..") == false)
    #expect(RelativePath.text(to: "nowhere/at/all", from: "") == "nowhere/at/all")
  }

  @Test func whatIsWrittenRuns() throws {
    let text = try script(
      "let least = 5", "children | where grade >= $least", "| count by school.name with total", "count(it)",
      "it | sort -count", "let grade = 5", "$grade", "let grade = 6",
      "children | where grade < $grade | chart bar name, grade",
      "count(it); children | take 1; count(it)", "| select name",
      "visits | pivot count() across month(date) by child.name",
      "| where cell > 0 | select `across`, cell")
    let outcome = try Session().run(SourceText(name: folder + "/session.dsl", text: text)) { event in
      if case .diagnostic(let diagnostic) = event { Issue.record("\(diagnostic.message)") }
    }
    #expect(outcome == .good, "\(text)")
  }
}
