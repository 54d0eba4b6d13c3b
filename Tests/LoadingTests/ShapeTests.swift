import Columns
import Diagnostics
import Testing

@testable import Loading

/// What a file or folder holds, and where errors in it stand.
@Suite struct ShapeTests {
  private func names(_ text: String, _ name: String = "file.json") throws -> [String] {
    try load(text, as: name).relations.map { "\($0.schema.name) \($0.count)" }
  }

  @Test func topLevels() throws {
    #expect(try names(#"{"a":[{"x":1}],"b":[],"c":[{"y":1},{"y":2}]}"#) == ["a 1", "b 0", "c 2"])
    #expect(try names(#"{"count":2,"results":[{"x":1}]}"#) == ["results 1"])
    #expect(try names(#"{"a":1,"b":{"c":[1]}}"#) == ["file 1"])
    #expect(try names(#"[{"x":1},{"x":2}]"#) == ["file 2"])
    #expect(try names("{\"x\":1}\n{\"x\":2}\n\n") == ["file 2"])
    #expect(try names("{\"x\":[{}]}", "lines.ndjson") == ["lines 1", "lines.x 1"])
    #expect(try names("[]") == ["file 0"])
    #expect(try load("[1,2,null]").relations[0].dump == ["value integer: 1|2|·"])
    #expect(try load("[{\"a\":1},null]").relations[0].dump == ["a integer: 1|·"])
  }

  /// The properties of a feature are its fields, in a collection, a list, lines, or alone.
  @Test(arguments: [
    (#"{"type":"FeatureCollection","features":[@,@]}"#, "f.json"), ("[@,@]", "f.json"), ("@\n@\n", "f.geojson"),
    ("@\n@\n", "f.ndjson"),
  ])
  func features(_ form: String, _ name: String) throws {
    let feature =
      #"{"type":"Feature","properties":{"n":1,"list":[{"x":1}]},"geometry":{"type":"Point","coordinates":[1,2]}}"#
    let text = String(form.split(separator: "@", omittingEmptySubsequences: false).joined(separator: feature))
    let relations = try load(text, as: name).relations
    #expect(relations[0].count == 2 && relations[0].texts("n") == ["1", "1"] && relations[0].type("type") == nil)
    #expect(relations[1].schema.name == "f.list")
    #expect(try load(feature, as: "f.json").relations[0].texts("n") == ["1"])
  }

  @Test func folders() throws {
    let fixture = Fixture([
      "children.json": #"[{"id":1}]"#, "visits.ndjson": "{\"id\":1}\n", "notes.txt": "?",
      "wrapped.json": #"{"rows":[{"a":1}]}"#,
    ])
    #expect(try loadAll(fixture.folder).dataset.relations.map(\.schema.name) == ["children", "visits", "wrapped"])
    #expect(fault { _ = try loadAll(Fixture().folder) }?.code == .dataCannotBeRead)
    #expect(fault { _ = try loadAll("/no/such/file.json") }?.code == .dataCannotBeRead)
  }

  @Test func emptyAndUnshapedFiles() {
    #expect(fault { _ = try load("") }?.code == .dataShape)
    #expect(fault { _ = try load(" \n") }?.code == .dataShape)
    #expect(fault { _ = try load(#"[{"a":1}, 5]"#) }?.code == .dataShape)
  }

  @Test func places() {
    let syntax = fault { _ = try load("[\n{\"id\": \"C1\", \"name\": \"é…\" \"grade\": 4}]", as: "children.json") }
    #expect(syntax?.code == .dataSyntax)
    #expect(syntax?.message == "expected ',' or '}' after a member")
    #expect(
      syntax?.excerpt
        == DataExcerpt(
          file: "children.json", line: 2, column: 27, text: "{\"id\": \"C1\", \"name\": \"é…\" \"grade\": 4}]",
          caret: 26))
    let long = "[{\"a\":\"" + String(repeating: "é", count: 5000) + "\",\"b\":tru}]"
    let cut = fault { _ = try load(long) }?.excerpt
    #expect(cut?.column == 5014)
    #expect(cut.map { $0.text.count < 130 && Array($0.text)[$0.caret...].starts(with: "tru}]") } == true)
  }
}
