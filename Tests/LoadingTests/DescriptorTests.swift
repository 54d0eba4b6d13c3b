import Columns
import Diagnostics
import Glibc
import Testing

@testable import Loading

@Suite struct DescriptorTests {
  /// A package with one resource `r` of this schema over these rows.
  private func package(_ schema: String, _ rows: String, extra: String = "") throws -> (
    dataset: Dataset, warnings: [Diagnostic]
  ) {
    let fixture = Fixture([
      "datapackage.json": #"{"resources":[{"name":"r","data":\#(rows),"schema":\#(schema)}]\#(extra)}"#
    ])
    return try loadAll(fixture.folder)
  }

  @Test func fieldsAreBoundAndOrdered() throws {
    let rows = try package(
      """
      {"fields":[{"name":"id","type":"string"},{"name":"amount","type":"number","almoner:unit":{"field":"currency"}},
        {"name":"gone","type":"date","title":"Left"},{"name":"g","type":"object"},{"name":"n","type":"integer",
        "almoner:qualifier":"q"},{"name":"level","type":"string","categories":[{"value":"low"},"high"]}],"primaryKey":"id"}
      """,
      #"[{"x":1,"level":"low","g":{"a":1},"amount":5,"id":"A"},{"id":"B","n":3,"amount":1.5e3}]"#
    ).dataset.relations[0]
    #expect(
      rows.dump == [
        "id text: A|B", "amount decimal: 5|1500", "gone date: ·|·", "g record: true|·", "g.a integer: 1|·",
        "n integer: ·|3",
        "level text: low|·", "x integer: 1|·",
      ])
    #expect(rows.schema.primaryKey == [0])
    #expect(rows.schema.fields[1].unit == .field("currency"))
    #expect(rows.schema.fields[2].title == "Left")
    #expect(rows.schema.fields[5].qualifier == "q")
    #expect(rows.schema.fields[6].categories == ["low", "high"])
  }

  @Test(arguments: [
    ("integer", "\"5\""), ("integer", "1.5"), ("string", "5"), ("date", "\"2023-13-01\""), ("date", "5"),
    ("number", "\"x\""),
    ("boolean", "0"), ("object", "[]"), ("array", "{}"), ("datetime", "\"2023-09-01\""),
    ("integer", "99999999999999999999"),
  ])
  func valuesThatDoNotFitAreErrors(_ type: String, _ value: String) throws {
    let found = fault {
      _ = try package(#"{"fields":[{"name":"x","type":"\#(type)"}]}"#, "[{\"x\":null},\n{\"x\":\(value)}]")
    }
    #expect(found?.code == .dataTypeMismatch)
    #expect(found?.excerpt?.line == 2 && found?.excerpt?.column == 6)
  }

  @Test func missingValues() throws {
    let rows = try package(
      #"{"fields":[{"name":"a","type":"integer"},{"name":"b","missingValues":["-"]}],"missingValues":["","N/A"]}"#,
      #"[{"a":"","b":"-","c":"N/A"},{"a":1,"b":"","c":"x"}]"#
    ).dataset.relations[0]
    #expect(rows.dump == ["a integer: ·|1", "b text: ·|", "c text: ·|x"])
  }

  @Test func zones() throws {
    let (dataset, _) = try package(
      #"{"fields":[{"name":"at","type":"datetime"}]}"#, #"[{"at":"2023-09-01T08:00"}]"#,
      extra: #","almoner:timezone":"+08:00","title":"T""#)
    #expect(dataset.zoneMinutes == 480 && dataset.title == "T")
    #expect(dataset.relations[0].texts("at") == ["2023-09-01T00:00:00Z"])
  }

  @Test func pathsAndProperties() throws {
    let fixture = Fixture([
      "datapackage.json": #"""
      {"resources":[{"name":"a","path":["one.json","two.ndjson"]},{"name":"b","path":"w.json","dialect":{"property":"rows"}}]}
      """#,
      "one.json": #"[{"x":1}]"#, "two.ndjson": "{\"x\":2.5}\n{\"y\":\"t\"}",
      "w.json": #"{"other":[{"z":0}],"rows":[{"z":1}]}"#,
    ])
    let dataset = try loadAll(fixture.folder + "/datapackage.json").dataset
    #expect(dataset.relation("a")?.dump == ["x decimal: 1.0|2.5|·", "y text: ·|·|t"])
    #expect(dataset.relation("b")?.dump == ["z integer: 1"])
  }

  @Test(arguments: ["/etc/passwd", "../x.json", "a/../../x.json", "https://example.org/x.json", "link.json"])
  func pathsOutsideAreRefused(_ path: String) {
    let fixture = Fixture(["datapackage.json": #"{"resources":[{"name":"a","path":"\#(path)"}]}"#])
    symlink("/etc/passwd", fixture.folder + "/link.json")
    #expect(fault { _ = try loadAll(fixture.folder) }?.code == .dataPathRefused)
  }

  @Test(arguments: [
    (#"{}"#, "has no 'resources'"), (#"{"resources":{}}"#, "resources must be a list"),
    (#"{"resources":[{"path":"x"}]}"#, "resources[0] has no 'name'"),
    (#"{"resources":[{"name":"a"}]}"#, "resources[0] has no 'path'"),
    (
      #"{"resources":[{"name":"a","data":[],"schema":{"fields":[{"name":"x","type":"strin"}]}}]}"#,
      "fields[0].type is 'strin'"
    ),
    (
      #"{"resources":[{"name":"a","data":[],"schema":{"fields":[{"name":5}]}}]}"#,
      "resources[0].schema.fields[0].name must be a text"
    ),
    (
      #"{"resources":[{"name":"a","data":[],"schema":{"foreignKeys":[{"fields":"x","reference":{"resource":"z","fields":"y"}}]}}]}"#,
      "refers to 'z'"
    ),
    (#"{"resources":[],"almoner:timezone":"Beijing"}"#, "almoner:timezone is 'Beijing'"),
  ])
  func descriptorErrorsNameThePlace(_ text: String, _ part: String) {
    let fixture = Fixture(["datapackage.json": text])
    let found = fault { _ = try loadAll(fixture.folder) }
    #expect(found?.code == .dataDescriptor)
    #expect(found?.message.contains(part) == true, "\(found?.message ?? "")")
  }
}
