import Columns
import Diagnostics
import Testing

@testable import Loading

@Suite struct FieldTypeTests {
  /// One field `x` of these values: its type's name and what is read.
  private func read(_ values: String...) throws -> String {
    let dataset = try load("[" + values.map { "{\"x\":\($0)}" }.joined(separator: ",") + "]")
    return dataset.relations.first?.dump.first ?? "no field"
  }

  @Test func numbers() throws {
    #expect(try read("1", "-20", "9223372036854775807") == "x integer: 1|-20|9223372036854775807")
    #expect(try read("1", "2.50", "-0.1") == "x decimal: 1.00|2.50|-0.10")
    #expect(try read("100.00", "15582.5") == "x decimal: 100.00|15582.50")
    #expect(try read("1", "9223372036854775808") == "x decimal: 1|9223372036854775808")
    #expect(
      try read("1.5", "99999999999999999999999999999999999") == "x decimal: 1.5|99999999999999999999999999999999999.0")
    #expect(try read("1.25", "12345678901234567890123456789012345678") == "x float: 1.25|1.2345678901234568e+37")
    #expect(try read("1", "2.5e3", "0.1") == "x decimal: 1.0|2500.0|0.1")
    #expect(try read("1", "2.5e3", "1e-1") == "x float: 1.0|2500.0|0.1")
    #expect(try read("12345678901234567890123456789012345678901") == "x float: 1.2345678901234568e+40")
    #expect(try read("9000000000000000000", "0.001") == "x decimal: 9000000000000000000.000|0.001")
  }

  @Test func others() throws {
    #expect(try read("true", "null", "false") == "x boolean: true|·|false")
    #expect(try read("null", "\"2024-02-29\"", "null") == "x date: ·|2024-02-29|·")
    #expect(try read("\"2024-02-29\"", "\"2023-02-29\"") == "x text: 2024-02-29|2023-02-29")
    #expect(try read("\"2023-09-01\"", "\"soon\"") == "x text: 2023-09-01|soon")
    #expect(
      try read("\"2023-09-01T14:30\"", "\"2023-09-01T14:30:05.25+08:00\"")
        == "x datetime: 2023-09-01T14:30:00Z|2023-09-01T06:30:05.25Z")
    #expect(try read("\"a\\u00e9\\n\"", "\"\"", "\"a\"") == "x text: aé\n||a")
    #expect(try read("null", "null") == "x text: ·|·")
    #expect(try read("[]", "[1,null,2.5]", "null") == "x list of decimal: []|[1.0,·,2.5]|·")
    #expect(try read("[[1],[]]", "[]") == "x list of list of integer: [[1],[]]|[]")
    #expect(try read("[\"a\",1]", "[]") == "x list of text: [a,1]|[]")
  }

  @Test func absentKeysAreMissing() throws {
    let rows = try load(#"[{}, {"b":1}, {"a":2,"c":true}, {}]"#).relations[0]
    #expect(rows.dump == ["b integer: ·|1|·|·", "a integer: ·|·|2|·", "c boolean: ·|·|true|·"])
  }

  @Test func mixedKindsBecomeText() throws {
    let fixture = Fixture(["r.json": "[{\"x\":1.50},\n{\"x\":\"a\"},\n{\"x\":{\"b\": [1]}},\n{\"x\":2},{\"x\":null}]"])
    let (dataset, warnings) = try loadAll(fixture.folder + "/r.json")
    #expect(dataset.relations[0].dump == [#"x text: 1.50|a|{"b": [1]}|2|·"#])
    #expect(warnings.count == 1)
    #expect(warnings[0].message.contains("2 numbers, 1 text, 1 object"))
    #expect(warnings[0].excerpt?.line == 3)
  }

  @Test func nestedObjects() throws {
    let rows = try load(#"[{"g":{"n":"A","p":null}},{"g":null},{},{"g":{"p":"1","q":{"r":2}}}]"#).relations[0]
    #expect(
      rows.dump == [
        "g record: true|·|·|true", "g.n text: A|·|·|·", "g.p text: ·|·|·|1", "g.q record: ·|·|·|true",
        "g.q.r integer: ·|·|·|2",
      ])
  }

  @Test func listsOfObjects() throws {
    let dataset = try load(
      #"[{"id":1,"m":[{"d":1,"t":[{"h":8}]},{"d":2}]},{"id":2,"m":[]},{"id":3},{"id":4,"m":[{"d":3,"t":[{"h":9},{"h":10}]}]}]"#
    )
    #expect(dataset.relations.map(\.schema.name) == ["rows", "rows.m", "rows.m.t"])
    #expect(dataset.relations[0].dump == ["id integer: 1|2|3|4"])
    #expect(dataset.relations[1].dump == ["d integer: 1|2|3"])
    #expect(dataset.relations[1].parentOffsets?.array == [0, 2, 2, 2, 3])
    #expect(dataset.relations[1].schema.parent?.relation.number == 0)
    #expect(dataset.relations[1].schema.parent?.path == "m")
    #expect(dataset.relations[2].parentOffsets?.array == [0, 1, 1, 3])
    #expect(dataset.relations[2].schema.parent?.relation.number == 1)
  }

  @Test func duplicateKeysTakeTheLast() throws {
    let fixture = Fixture(["r.json": #"[{"a":"x","b":[1,2],"a":"y","b":[3]},{"a":"z","a":null,"b":[{}],"b":[4]}]"#])
    let (dataset, warnings) = try loadAll(fixture.folder + "/r.json")
    #expect(dataset.relations[0].texts("a") == ["y", "·"])
    #expect(warnings.first?.message.contains("4 in all") == true)
  }

  @Test func namesMayBeEscapedOrOdd() throws {
    let rows = try load(#"[{"n\u0061me":1,"a b":2,"a\",\"b":3},{"name":4,"a b":5,"a\",\"b":6}]"#).relations[0]
    #expect(rows.dump == ["name integer: 1|4", "a b integer: 2|5", #"a","b integer: 3|6"#])
    #expect(fault { _ = try load(#"[{"a\",\"b":3},{"a","b":6}]"#) }?.code == .dataSyntax)
  }

  /// Distinct texts beyond what a dictionary holds, and few: the values are the same.
  @Test func dictionaries() throws {
    let many = try load(
      (0..<70_000).map { "{\"x\":\"t\($0)\",\"y\":\"v\($0 % 7)\"}" }.joined(separator: "\n"), as: "r.ndjson")
    let rows = many.relations[0]
    #expect(rows.texts("x").last == "t69999")
    #expect(rows.texts("y").suffix(3) == ["v4", "v5", "v6"] || rows.texts("y").last == "v\(69_999 % 7)")
    if case .text = rows.columns[0].values {} else { Issue.record("nearly unique texts are views") }
    if case .dictionary(_, let dictionary) = rows.columns[1].values {
      #expect(dictionary.count == 7)
    } else {
      Issue.record("few texts have a dictionary")
    }
  }

  /// Columns of such texts would be thousands of times as large as they are.
  @Test func refusesNamesThatAreData() {
    let names = (0..<20_000).map { "{\"k\($0)\":1}" }
    #expect(fault { _ = try load(names.joined(separator: "\n"), as: "r.ndjson") }?.code == .dataTooLarge)
    let wide = "{" + (0..<1000).map { "\"k\($0)\":1" }.joined(separator: ",") + "}"
    let sparse = [wide] + Array(repeating: "{}", count: 100_000) + [wide]
    #expect(fault { _ = try load(sparse.joined(separator: "\n"), as: "r.ndjson") }?.code == .dataTooLarge)
  }
}
