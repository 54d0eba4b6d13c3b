import Diagnostics
import Session
import Testing

@testable import Prompt

@Suite struct ManualTests {
  /// The examples of a page: what is indented by four spaces, a blank line between two.
  private static func examples(in text: String) -> [String] {
    var examples: [[Substring]] = [[]]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("    ") {
        examples[examples.count - 1].append(line.dropFirst(4))
      } else {
        examples.append([])
      }
    }
    return examples.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
  }

  @Test func everyExampleRunsOnTheSampleRecords() throws {
    let session = try Records.samples()
    session.options.datasetPaths = session.paths
    var count = 0
    // The tutorial is typed at a prompt, by TerminalTests.
    for text in [Manual.overview] + Manual.pages.filter({ $0.name != "tutorial" }).map(\.text) {
      for example in Self.examples(in: text) {
        count += 1
        var told: [String] = []
        // A page that saves a file does so beside the script.
        let source = SourceText(name: "/tmp/example.dsl", text: example)
        let outcome = try session.run(source, continuing: true) { event in
          if case .diagnostic(let diagnostic) = event, diagnostic.severity == .error { told.append(diagnostic.message) }
          if case .failed(let label, _, _) = event { told.append("failed: " + label) }
        }
        #expect(outcome == .good, "\(example)\n\(told)")
      }
    }
    #expect(count > 120)
  }

  @Test func pagesFitATerminal() {
    for text in [Manual.overview] + Manual.pages.map(\.text) {
      for line in text.split(separator: "\n") { #expect(TextWidth.of(String(line)) <= 120, "\(line)") }
      #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n"), "\(text)")
    }
  }

  @Test func pagesAreFoundByName() throws {
    #expect(Manual.text(for: "") == Manual.overview)
    #expect(try #require(Manual.text(for: "WHERE")).contains("| where CONDITION"))
    #expect(try #require(Manual.text(for: "| where")).contains("| where CONDITION"))
    #expect(try #require(Manual.text(for: "open")).contains(".open PATH"))
    #expect(try #require(Manual.text(for: "e101")).contains("E101"))
    // A stage and an aggregate.
    let count = try #require(Manual.text(for: "count"))
    #expect(count.contains("| count") && count.contains("count([distinct]"))
    #expect(Manual.text(for: "roles") == Manual.text(for: "safeguarding"))
    #expect(Manual.text(for: "|") == Manual.text(for: "stages"))
    #expect(Manual.text(for: "==") == Manual.text(for: "operators"))
    #expect(try #require(Manual.text(for: ".exit")).contains(".quit"))
    #expect(Manual.text(for: "sumarize") == nil)
    #expect(Manual.nearest(to: "sumarize") == ["summarize"])
  }

  @Test func everyCodeHasAPage() {
    for code in Code.allCases { #expect(Manual.text(for: code.rawValue) != nil) }
  }
}
