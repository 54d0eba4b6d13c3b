import Columns
import Diagnostics
import Testing

@testable import Loading

/// What is found out about values without a schema, and what is said of it.
@Suite struct FindingTests {
  private func column(_ values: [String]) throws -> (dump: [String], warnings: [String]) {
    let fixture = Fixture(["r.json": "[" + values.map { "{\"d\":\"\($0)\"}" }.joined(separator: ",\n") + "]"])
    let loaded = try loadAll(fixture.folder)
    return (loaded.dataset.relations[0].dump, loaded.warnings.map(\.message))
  }

  @Test(arguments: [
    ["2023/9/1", "2023/12/31"], ["2023.9.1", "2023.10.01"], ["2023年9月1日", "2023年12月31日"],
    ["1 September 2023", "31 December 2023"], ["1 Sep 2023", "31 Dec 2023"],
    ["1-Sep-2023", "01-Dec-2023"], ["Sep 1, 2023", "Dec 31, 2023"], ["1/9/2023", "31/12/2023"],
    ["9/1/2023", "12/31/2023"], ["1.9.2023", "31.12.2023"],
  ])
  func otherFormsOfDates(_ values: [String]) throws {
    let found = try column(values)
    #expect(found.dump[0].hasPrefix("d date: 2023-09-01|2023-"))
    #expect(found.warnings.isEmpty)
  }

  @Test func datesThatMayBeTwoAreText() throws {
    let found = try column(["1/9/2023", "2/3/2023"])
    #expect(found.dump == ["d text: 1/9/2023|2/3/2023"])
    #expect(found.warnings.count == 1 && found.warnings[0].contains("whether the day or the month comes first"))
  }

  @Test(arguments: [
    ["1.2.3", "1.2.4"], ["2023-09", "2023-10"], ["May", "June"], ["1 May", "2 May"], ["12/2023", "1/2024"],
  ])
  func whatIsNoDate(_ values: [String]) throws {
    let found = try column(values)
    #expect(found.dump == ["d text: " + values.joined(separator: "|")])
    #expect(found.warnings.isEmpty)
  }

  @Test func aStrayValueIsSaid() throws {
    for values in [["2023-09-01", "2023-13-45", "2023-09-03"], ["n/a", "1 Sep 2023", "2 Sep 2023"]] {
      let found = try column(values)
      #expect(found.dump == ["d text: " + values.joined(separator: "|")])
      #expect(found.warnings == ["r.d holds dates, but 1 of its 3 values is not; so all are kept as text"])
    }
  }

  @Test func numbersThatChangeAFieldAreSaid() throws {
    let fixture = Fixture(["r.json": #"[{"a":1,"b":1},{"a":2.5,"b":12345678901234567890},{"a":1e2,"b":2}]"#])
    let loaded = try loadAll(fixture.folder)
    #expect(loaded.dataset.relations[0].dump == ["a float: 1.0|2.5|100.0", "b decimal: 1|12345678901234567890|2"])
    #expect(loaded.warnings.count == 2)
    #expect(
      loaded.dataset.relations[0].schema.fields.map(\.finding) == [
        "1 with an exponent, r.json line 1", "1 beyond 64 bits, r.json line 1",
      ])
    let all = Fixture(["r.json": #"[{"a":1e2},{"a":2e2}]"#])
    #expect(try loadAll(all.folder).warnings.isEmpty)
  }

  @Test func theZoneOfAllDatetimesIsTheDatasets() throws {
    func zone(_ values: [String]) throws -> Int {
      try load("[" + values.map { "{\"t\":\"\($0)\"}" }.joined(separator: ",") + "]").zoneMinutes
    }
    #expect(try zone(["2023-09-01T10:00:00+08:00", "2023-09-01T10:00+0800"]) == 480)
    #expect(try zone(["2023-09-01T10:00:00-05:30"]) == -330)
    #expect(try zone(["2023-09-01T10:00:00+08:00", "2023-09-01T10:00:00Z"]) == 0)
    #expect(try zone(["2023-09-01T10:00:00+08:00", "2023-09-01T10:00"]) == 0)
  }

  @Test func mixedArraysAreValues() throws {
    #expect(try load(#"[null, 1, "1", {}]"#).relations[0].dump == ["value text: ·|1|1|{}"])
    #expect(fault { _ = try load(#"[{"a":1}, 1]"#) }?.code == .dataShape)
  }
}
