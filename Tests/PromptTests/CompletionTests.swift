import Diagnostics
import Glibc
import Session
import Testing

@testable import Prompt

/// What Tab offers where the cursor stands, at the end of a text.
@Suite struct CompletionTests {
  let session: Session

  init() throws { session = try Records.small() }

  private func offered(_ before: String, _ after: String = "") -> [String] {
    Completer(session: session).complete(before, after).candidates.map(\.display)
  }

  /// The text with the only candidate in place.
  private func completed(_ before: String, _ after: String = "") -> String? {
    let completion = Completer(session: session).complete(before, after)
    guard let only = completion.candidates.first, completion.candidates.count == 1 else { return nil }
    return String(decoding: before.utf8.dropLast(completion.replacedUTF8), as: UTF8.self) + only.insertion
  }

  private func run(_ text: String) throws {
    let outcome = try session.run(SourceText(name: "<prompt>", text: text), continuing: true) { _ in }
    #expect(outcome == .good, "\(text)")
  }

  @Test func stagesComeAfterABar() {
    #expect(completed("children | sel") == "children | select ")
    #expect(completed("children\n| where grade > 3\n| summ") == "children\n| where grade > 3\n| summarize ")
    #expect(offered("children | ").contains("chart"))
    #expect(offered("children | chart ") == ["bar", "line", "histogram"])
    #expect(completed("children | chart b") == "children | chart bar ")
    #expect(offered("children | chart bar sex ti") == ["title"])
    #expect(offered("children | chart bar sex, grade pe") == ["per"])
    #expect(offered("children | s") == ["search", "select", "sort", "skip", "sample", "summarize", "save"])
    #expect(completed("children | pi") == "children | pivot ")
    #expect(completed("children | desc") == "children | describe")
  }

  @Test func fieldsAreThoseOfTheTableAtThatStage() {
    #expect(offered("children | select bi") == ["birth_date", "bin(x, width)"])
    #expect(offered("children | select name, grade | where ") == ["name", "grade"])
    #expect(offered("children | summarize n = count() by sex | sort ") == ["sex", "n"])
    #expect(offered("children | select name, born = birth_date | drop ") == ["name", "born"])
    #expect(offered("children | select name | rename who = ") == ["name"])
    #expect(offered("children | unnest ").sorted() == ["distributions", "medications", "needs", "transfers", "visits"])
  }

  @Test func pathsFollowReferences() {
    #expect(offered("children | select school.co") == ["county_id", "county"])
    #expect(completed("children | select school.county.prov") == "children | select school.county.province")
    #expect(offered("children | where guardian.") == ["name", "relation", "phone"])
    #expect(
      completed("children | select name, school.name | sort school.n")
        == "children | select name, school.name | sort school.name")
    #expect(offered("children | select grade.").isEmpty)
    #expect(offered("children | select nowhere.").isEmpty)
  }

  @Test func aggregatesKnowTheirRows() {
    #expect(offered("children | derive n = count(vis") == ["visits"])
    #expect(offered("children | derive n = count(visits where da").contains("date"))
    #expect(completed("schools | derive n = max(children.vis") == "schools | derive n = max(children.visits")
    #expect(
      completed("schools | derive n = max(children.visits.min") == "schools | derive n = max(children.visits.minutes")
    #expect(offered("children | where exists(visits where outer.gra") == ["grade"])
    #expect(offered("children | derive n = sum(medications.") == ["name", "dose"])
    #expect(offered("count(children where gra") == ["grade"])
    #expect(offered("children | summarize a = avg(wei") == ["weight"])
    #expect(offered("children | summarize ").contains("count([distinct] [x] [where CONDITION])"))
  }

  @Test func tablesAndStatementsBegin() throws {
    #expect(completed("distr") == "distributions")
    try run("let older = children | where grade > 3")
    #expect(completed("old") == "older")
    #expect(offered("let n = chi") == ["children"])
    #expect(completed("children\nexp") == nil)
    #expect(offered("children\nexp") == ["expect", "explain", "exp(x)"])
    #expect(offered("children | join x = loc") == ["locations"])
    #expect(offered("children | join ite") == ["items"])
    #expect(completed("children | union loc") == "children | union locations")
    #expect(offered("children | where id in vis").contains("visits"))
    #expect(completed("children | where id in visits.chi") == nil)
    #expect(offered("children | where id in visits.chi") == ["child_id", "child"])
    try run("children | where grade > 3 | select name, grade")
    #expect(offered("it | select ") == ["name", "grade"])
    #expect(offered("| select ") == ["name", "grade"])
  }

  @Test func parametersAndFunctions() throws {
    try run("let cutoff = 5")
    #expect(completed("children | where grade > $cu") == "children | where grade > $cutoff")
    #expect(completed("children | derive a = days_b") == "children | derive a = days_between(")
    #expect(completed("children | derive a = days_b", "(a, b)") == "children | derive a = days_between")
    #expect(offered("param since: da") == ["date", "datetime"])
    #expect(offered("let ").isEmpty)
  }

  @Test func clausesFollowValues() {
    #expect(offered("children | summarize count() b") == ["by", "between"])
    #expect(offered("children | take 5 p") == ["per"])
    #expect(offered("children | where grade i") == ["in", "is missing", "is not missing"])
    #expect(offered("visits | where date in last 60 d") == ["days"])
    #expect(offered("children | derive n = count(visits wh") == ["where"])
  }

  @Test func totalsAndPeriodsStandWithTheirStages() {
    #expect(completed("children | count b") == "children | count by ")
    #expect(completed("visits | count by ev") == "visits | count by every ")
    #expect(completed("visits | summarize count() by staff, ev") == "visits | summarize count() by staff, every ")
    #expect(completed("visits | count by every da") == nil)
    #expect(offered("visits | count by every mont").contains("month(date)"))
    #expect(!offered("visits | summarize ev").contains("every"))
    #expect(completed("visits | summarize count() by kind wi") == "visits | summarize count() by kind with total ")
    #expect(completed("visits | summarize count() by kind with t") == "visits | summarize count() by kind with total ")
    #expect(offered("visits | where minutes wi").isEmpty)
    #expect(completed("visits | pivot count() ac") == "visits | pivot count() across ")
    #expect(
      completed("visits | pivot count() across kind by staff w")
        == "visits | pivot count() across kind by staff with total ")
  }

  @Test func orderFunctionsStandInDerive() {
    #expect(completed("visits | derive n = row") == "visits | derive n = row_number(")
    #expect(completed("visits | derive n = runn", "(") == "visits | derive n = running")
    #expect(offered("visits | derive n = row_number() so") == ["sort"])
    #expect(offered("visits | where row").isEmpty)
    #expect(offered("visits | derive n = count(visits where row").isEmpty)
  }

  @Test func valuesOfATextField() {
    #expect(completed("locations | where province == \"Si") == "locations | where province == \"Sichuan\"")
    #expect(
      completed("children | where school.name == \"Chan") == "children | where school.name == \"Changyuan Primary\"")
    #expect(
      completed("children | where school.county.province in ['Sichuan', 'xin")
        == "children | where school.county.province in ['Sichuan', 'Xinjiang'")
    #expect(completed("children | where name == \"王", "\"") == "children | where name == \"王丽")
    #expect(
      completed("children | where exists(visits where staff != \"Me")
        == "children | where exists(visits where staff != \"Mei\"")
    #expect(offered("children | where grade == \"").isEmpty)
    #expect(offered("children | where name contains \"").isEmpty)
    #expect(offered("print \"chi").isEmpty)
    #expect(offered("print \"{count(chi") == ["children"])
  }

  @Test func filesAndDotCommands() {
    let data = Records.root + "/Tests/GoldenTests/Data/"
    #expect(completed("use \"" + data + "chil") == "use \"" + data + "children.json\"")
    #expect(completed(".open " + Records.root + "/sampl") == ".open " + Records.root + "/samples/")
    #expect(completed(".coll") == ".collections ")
    #expect(completed(".fields spo") == ".fields sponsors")
    #expect(completed(".format nd") == ".format ndjson")
    #expect(
      completed(".run " + Records.root + "/samples/scripts/visits-overdue.dsl d")
        == ".run " + Records.root + "/samples/scripts/visits-overdue.dsl days=")
    #expect(offered(".output repl").first == "replace")
    #expect(offered(".pager ") == ["on", "off"])
    #expect(completed(".help summ") == ".help summarize")
    #expect(offered(".timer ") == ["on", "off"])
    #expect(offered(".nowhere x").isEmpty)
  }

  @Test func whatCannotBeCompletedIsLeftAlone() {
    for text in [
      "", "children | where grade > 12", "# chil", "children | take 6", "children | where name == 'x' \"", "((((",
      "] ) }", "|||", "$",
      "`", "children | where name matches /a", "\"{", "\"{\"{", "children | where (", "let f(x",
      "children | select *, ", "outer.", ".", "..",
      "children | derive x = if ", "children | where birth_date between ", "count(", "count(distinct ",
      "\u{0}\u{1F600}",
      String(repeating: "(", count: 3000), String(repeating: "a.", count: 3000),
    ] {
      _ = offered(text)
      _ = offered(text, text)
    }
  }

  @Test func itIsQuick() throws {
    let session = try Records.samples()
    let text =
      "children | where school.county.province == \"Sichuan\" | derive n = count(visits where date in 2023-09 and st"
    let start = ContinuousClock().now
    for _ in 0..<20 { _ = Completer(session: session).complete(text, "") }
    // 20 ms each in a release build; a debug build of a busy machine is given more.
    #expect(ContinuousClock().now - start < .seconds(2))
  }
}
