import Columns
import Diagnostics
import Testing

@testable import Loading

/// Reading of the records only the fields that somebody names: what is said of the others stays the same.
@Suite struct NamedFieldsTests {
  private func read(
    _ text: String, naming names: Set<String>, chunkSize: Int = 1 << 20, descriptor: String? = nil
  ) throws -> (rows: Relation?, warnings: [Diagnostic]) {
    var files = ["rows.ndjson": text]
    files["datapackage.json"] = descriptor
    let fixture = Fixture(files)
    let reader = try DatasetReader(
      path: fixture.folder, options: LoadingOptions(threads: 2, chunkSize: chunkSize))
    var dataset = reader.emptyDataset
    try reader.load(mentionedIn: names.union(["rows"]), fields: .named, into: &dataset)
    #expect(reader.leftFieldsOut)
    return (dataset.relation("rows"), reader.warnings)
  }

  private func lines(_ count: Int, _ line: (Int) -> String) -> String {
    (0..<count).map { line($0) + "\n" }.joined()
  }

  @Test func othersAreLeftOut() throws {
    let text = lines(40) {
      #"{"id":\#($0),"school_id":1,"a":"x\#($0)","b":[\#($0)],"c":{"d":1,"e":null},"f":2.5,"g":null}"#
    }
    for chunkSize in [64, 1 << 20] {
      let rows = try read(text, naming: ["a"], chunkSize: chunkSize).rows
      #expect(rows?.schema.fields.map(\.name) == ["id", "school_id", "a", "b", "c", "c.d", "c.e"])
      #expect(rows?.count == 40)
      #expect(rows?.texts("a").last == "x39")
      #expect(try read(text, naming: ["f"], chunkSize: chunkSize).rows?.texts("f").first == "2.5")
    }
    #expect(try read(#"{"a.b":1,"a.c":2,"x":3}"#, naming: ["a"]).rows?.schema.fields.map(\.name) == ["a.b", "a.c"])
  }

  @Test func listsThatComeLateAreKept() throws {
    let text = lines(30) { $0 < 20 ? #"{"n":1,"x":null}"# : #"{"n":1,"x":[1,2]}"# }
    #expect(
      try read(text, naming: ["n"], chunkSize: 100).rows?.texts("x").suffix(11) == ["·"]
        + Array(repeating: "[1,2]", count: 10))
  }

  @Test func warningsAreThoseOfTheWhole() throws {
    let mixed = lines(30) { $0 == 25 ? #"{"n":1,"x":"?"}"# : #"{"n":1,"x":7}"# }
    let other = lines(30) { $0 == 25 ? #"{"n":1,"x":{"y":1}}"# : #"{"n":1,"x":7}"# }
    let twice = lines(3) { _ in #"{"n":1,"x":7,"x":8}"# }
    for text in [mixed, other, twice] {
      for chunkSize in [100, 1 << 20] {
        let options = LoadingOptions(threads: 1, chunkSize: chunkSize)
        let fixture = Fixture(["rows.ndjson": text])
        let all = try loadAll(fixture.folder, options: options).warnings
        #expect(all.count == 1)
        #expect(try read(text, naming: ["n"], chunkSize: chunkSize).warnings.map(\.message) == all.map(\.message))
      }
    }
  }

  @Test func errorsAreThoseOfTheWhole() {
    for value in [#""\x""#, "01", "1e999", "tru", "[1", "\"\u{1}\"", "-"] {
      let text = #"{"n":1,"x":5}"# + "\n" + #"{"n":1,"x":\#(value)}"# + "\n"
      let whole = fault { _ = try load(text, as: "rows.ndjson") }
      let named = fault { _ = try read(text, naming: ["n"]) }
      #expect(whole != nil)
      #expect(named?.message == whole?.message)
      #expect(named?.excerpt?.line == whole?.excerpt?.line)
    }
  }

  @Test func whatTheDescriptorSpeaksOfIsRead() throws {
    let descriptor = #"""
      {"resources": [{"name": "rows", "path": "rows.ndjson", "schema": {
        "fields": [{"name": "sum", "almoner:unit": {"field": "money"}}, {"name": "money"}, {"name": "when", "type": "date"}],
        "primaryKey": "code"}}]}
      """#
    let text = #"{"code":"a","sum":5,"money":"CNY","when":"2023-09-01","rest":1}"#
    #expect(
      try read(text, naming: ["sum"], descriptor: descriptor).rows?.schema.fields.map(\.name)
        == ["sum", "money", "when", "code"])
    #expect(
      fault { _ = try read(#"{"code":"a","when":"?"}"#, naming: ["sum"], descriptor: descriptor) }?.code
        == .dataTypeMismatch)
  }
}
