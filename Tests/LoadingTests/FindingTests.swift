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

  @Test(arguments: [
    ["1/9/2023 14:05", "31/12/2023 7:30"], ["9/1/2023 14:05:00", "12/31/2023 07:30:00"],
    ["9/1/2023 2:05 PM", "12/31/2023 7:30 AM"], ["9/1/2023, 2:05:00 PM", "12/31/2023, 7:30:00 AM"],
    ["1 Sep 2023 14:05", "31 Dec 2023 07:30"], ["2023/9/1 14:05", "2023/12/31 7:30"],
  ])
  func otherFormsOfDatesWithTimes(_ values: [String]) throws {
    let found = try column(values)
    #expect(found.dump == ["d datetime: 2023-09-01T14:05:00Z|2023-12-31T07:30:00Z"])
    #expect(found.warnings.isEmpty)
  }

  @Test(arguments: [
    (["1/9/2023", "2/3/2023"], "whether the day or the month comes first"),
    (["1/9/2023 10:00", "2/3/2023 11:00"], "whether the day or the month comes first"),
    (["30/9/23", "1/10/23"], "years of two digits"), (["30.09.23", "01.10.23"], "years of two digits"),
    (["5%", "7.5%"], "numbers with % beside them"), (["$5.00", "$1,200.50"], "numbers with $ beside them"),
    (["5 EUR", "7 EUR"], "numbers with EUR beside them"),
  ])
  func whatMayBeTwoIsText(_ values: [String], _ what: String) throws {
    let found = try column(values)
    #expect(found.dump == ["d text: " + values.joined(separator: "|")])
    #expect(found.warnings.count == 1 && found.warnings[0].contains(what))
  }

  /// Of cells; a comma tells decimals where it separates nothing.
  @Test(arguments: [
    (["2,5", "3,25"], ";", "decimal: 2.50|3.25"), (["1.234,50", "2,5"], ";", "decimal: 1234.50|2.50"),
    (["1 234,5", "-7"], "\t", "decimal: 1234.5|-7.0"), (["1,234.50", "2,000"], ",", "decimal: 1234.50|2000.00"),
    (["1'234.5", "0.25"], ",", "decimal: 1234.50|0.25"),
    (["1.234.567.890.123.456.789,5", "1"], ";", "decimal: 1234567890123456789.5|1.0"),
    // Lists, codes and versions.
    (["1,2", "4,5,6"], ";", "text: 1,2|4,5,6"), (["01,5", "02,5"], ";", "text: 01,5|02,5"),
    (["1.2.3", "1.2.4"], ";", "text: 1.2.3|1.2.4"),
    (["12 34", "1 2"], ";", "text: 12 34|1 2"), (["1234,5,", "1,5"], ";", "text: 1234,5,|1,5"),
  ])
  func otherFormsOfNumbers(_ values: [String], _ separator: String, _ expected: String) throws {
    let rows = values.map { "x\(separator)\"\($0)\"\n" }.joined()
    let fixture = Fixture(["r.csv": "a\(separator)d\n" + rows])
    let loaded = try loadAll(fixture.folder)
    #expect(loaded.dataset.relations[0].dump[1] == "d " + expected)
    #expect(loaded.warnings.isEmpty)
  }

  @Test(arguments: [
    (["1,234", "2,500"], ";"), (["100,200", "300,400"], ","), (["1,5", "2,5"], ","), (["100 200", "300 400"], ","),
  ])
  func numbersThatMayBeListsAreText(_ values: [String], _ separator: String) throws {
    let rows = values.map { "x\(separator)\"\($0)\"\n" }.joined()
    let fixture = Fixture(["r.csv": "a\(separator)d\n" + rows])
    let loaded = try loadAll(fixture.folder)
    #expect(loaded.dataset.relations[0].dump[1] == "d text: " + values.joined(separator: "|"))
    #expect(loaded.warnings.count == 1 && loaded.warnings[0].message.contains("whether decimals or thousands follow"))
  }

  @Test func datesBesideDatesWithTimesAreSaid() throws {
    let found = try column(["2023-09-01", "2023-09-01T10:00:00Z"])
    #expect(found.dump == ["d text: 2023-09-01|2023-09-01T10:00:00Z"])
    #expect(found.warnings == ["r.d holds dates, but 1 of its 2 values is not; so all are kept as text"])
  }

  /// No digit is lost without a word.
  @Test(arguments: [
    (["0.1234567890123456789012345678901234567890"], "with an exponent or more than 38 digits; 1 is rounded"),
    (["12345678901234567890123456789012345", "0.1234567"], "together have more than 38 digits; 1 is rounded"),
    (["9007199254740993", "1e3", "2e3"], "1 is rounded"), (["0.123456789012345678", "1e3", "2e3"], "1 is rounded"),
    (["0.1", "2", "1e-300"], "1 of its 3 numbers is written with an exponent"),
    (["1e3", "2e-7", "0.12345678901234566", "9007199254740992"], ""),
  ])
  func digitsThatAreLostAreSaid(_ numbers: [String], _ what: String) throws {
    let fixture = Fixture(["r.json": "[" + numbers.map { "{\"n\":\($0)}" }.joined(separator: ",") + "]"])
    let warnings = try loadAll(fixture.folder).warnings.map(\.message)
    #expect(what.isEmpty ? warnings.isEmpty : warnings.count == 1 && warnings[0].contains(what))
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
    let fixture = Fixture(["r.json": #"[{"a":1,"b":1},{"a":2.5,"b":12345678901234567890},{"a":1e-300,"b":2}]"#])
    let loaded = try loadAll(fixture.folder)
    #expect(loaded.dataset.relations[0].dump == ["a float: 1.0|2.5|1e-300", "b decimal: 1|12345678901234567890|2"])
    #expect(loaded.warnings.count == 2)
    #expect(
      loaded.dataset.relations[0].schema.fields.map(\.finding) == [
        "1 with an exponent, r.json line 1", "1 beyond 64 bits, r.json line 1",
      ])
    let all = Fixture(["r.json": #"[{"a":1e2},{"a":2e2}]"#])
    #expect(try loadAll(all.folder).warnings.isEmpty)
  }

  /// Programs write 0.00001 as 1e-05: among decimals it is one, wherever it stands, also in lists and objects.
  @Test func anExponentAmongDecimalsIsAWayOfWriting() throws {
    let rows = (0..<40).map { n in
      "{\"a\":\(n == 17 ? "1e-05" : "\(n).5"),\"b\":{\"c\":[\(n),2,\(n == 9 ? "3E2" : "3")]}}"
    }
    let text = "[" + rows.joined(separator: ",\n") + "]"
    for options in [LoadingOptions(threads: 1), LoadingOptions(threads: 2, chunkSize: 100)] {
      let relation = try load(text, options: options).relations[0]
      #expect(
        relation.type("a") == .decimal && relation.texts("a")[17] == "0.00001" && relation.texts("a")[3] == "3.50000")
      #expect(relation.type("b.c") == .list(.decimal) && relation.texts("b.c")[9] == "[9,2,300]")
    }
    let cells = try load("a,b\n" + rows.indices.map { "\($0 == 30 ? "2e3" : "1"),x\n" }.joined(), as: "r.csv")
      .relations[0]
    #expect(cells.type("a") == .decimal && cells.texts("a")[30] == "2000")
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

  @Test func whatNamesNoZoneIsSaid() throws {
    func found(_ values: [String], _ descriptor: String = "") throws -> (
      findings: [String?], assumes: Bool, warnings: Int
    ) {
      let fixture = Fixture(["r.json": "[" + values.map { "{\"t\":\"\($0)\"}" }.joined(separator: ",") + "]"])
      if !descriptor.isEmpty { fixture.write("datapackage.json", Array(descriptor.utf8)) }
      let loaded = try loadAll(fixture.folder)
      return (
        loaded.dataset.relations[0].schema.fields.map(\.finding), loaded.dataset.assumesZone, loaded.warnings.count
      )
    }
    #expect(try found(["2023-09-01T10:00"]) == (["names no zone, taken for UTC"], true, 0))
    #expect(try found(["9/30/2023 10:00"]) == (["written 9/30/2023 10:00; names no zone, taken for UTC"], true, 0))
    #expect(try found(["2023-09-01T10:00", "2023-09-01T10:00Z"]) == (["some name no zone, taken for UTC"], true, 1))
    #expect(try found(["2023-09-01T10:00Z"]) == ([nil], false, 0))
    let zone = #"{"almoner:timezone":"+08:00","resources":[{"name":"r","path":"r.json"}]}"#
    #expect(try found(["2023-09-01T10:00"], zone) == ([nil], false, 0))
  }

  @Test func mixedArraysAreValues() throws {
    #expect(try load(#"[null, 1, "1", {}]"#).relations[0].dump == ["value text: ·|1|1|{}"])
    #expect(fault { _ = try load(#"[{"a":1}, 1]"#) }?.code == .dataShape)
  }
}
