import Diagnostics
import Session
import Testing

@testable import Prompt

/// What `.script` writes.
@Suite struct SessionRecordTests {
  private let folder = Records.root + "/Tests/GoldenTests"

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
    // Written into another folder, the script still saves where the session did.
    let here = RelativePath.text(to: ".", from: folder)
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
      "let least = 5", "children | where grade >= $least", "| count by school.name", "count(it)", "it | sort -count")
    let outcome = try Session().run(SourceText(name: folder + "/session.dsl", text: text)) { event in
      if case .diagnostic(let diagnostic) = event { Issue.record("\(diagnostic.message)") }
    }
    #expect(outcome == .good, "\(text)")
  }
}
