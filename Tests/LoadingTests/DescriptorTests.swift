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

  /// Texts that are written as the descriptor says, and the values they stand for.
  @Test(arguments: [
    (#""type":"number","decimalChar":",","groupChar":".""#, "1.234.567,80", "1234567.80"),
    (#""type":"number","decimalChar":",""#, "-,5", "-0.5"),
    (#""type":"number","bareNumber":false"#, "EUR 95.50", "95.50"),
    (#""type":"number","bareNumber":false"#, "Rs. -95%", "-95"), (#""type":"number","bareNumber":true"#, "1e3", "1000"),
    (#""type":"integer","groupChar":",""#, "1,234", "1234"), (#""type":"year""#, "", "·"),
    (#""type":"boolean","trueValues":["yes","y"],"falseValues":["no"]"#, "y", "true"),
    (#""type":"boolean","trueValues":["yes"]"#, "False", "false"),
    (#""type":"date","format":"%d/%m/%Y""#, "1/9/2023", "2023-09-01"),
    (#""type":"date","format":"fmt:%d.%m.%y""#, "01.09.70", "1970-09-01"),
    (#""type":"date","format":"%A, %B %d, %Y""#, "Friday, september 1, 2023", "2023-09-01"),
    (#""type":"date","format":"%Y%j""#, "2024366", "2024-12-31"),
    (#""type":"date","format":"%F""#, "2023-09-01", "2023-09-01"),
    (#""type":"date","format":"any""#, "2023-09-01", "2023-09-01"),
    (#""type":"datetime","format":"%d %b %Y %I:%M %p""#, "1 Sep 2023 12:05 am", "2023-09-01T00:05:00Z"),
    (
      #""type":"datetime","format":"%d/%m/%Y %H:%M:%S.%f %z""#, "01/09/2023 08:00:00.25 +0800",
      "2023-09-01T00:00:00.25Z"
    ),
    (#""type":"yearmonth""#, "2023-09", "2023-09"), (#""type":"time""#, "08:00:00", "08:00:00"),
    (#""type":"duration""#, "P3M", "P3M"), (#""type":"geopoint""#, "90.5, 45.5", "90.5, 45.5"),
    (#""type":"list""#, "a, b,c", "[a,b,c]"),
    (#""type":"list","itemType":"date","delimiter":"; ""#, "2023-09-01; 2023-09-02", "[2023-09-01,2023-09-02]"),
    (#""type":"list","itemType":"number""#, "1,2.50", "[1.00,2.50]"),
    (#""type":"list","itemType":"boolean""#, "true,0", "[true,false]"),
  ])
  func textsInTheirForm(_ field: String, _ text: String, _ value: String) throws {
    let cell = text.isEmpty ? "null" : "\"\(text)\""
    let rows = try package(#"{"fields":[{"name":"x",\#(field)}]}"#, #"[{"x":\#(cell)},{"x":null}]"#).dataset.relations[
      0]
    #expect(rows.texts("x") == [value, "·"])
  }

  @Test(arguments: [
    (#""type":"number","decimalChar":",""#, "1.5"), (#""type":"number","groupChar":",""#, "12 000"),
    (#""type":"number","bareNumber":false"#, "none"), (#""type":"integer","groupChar":",""#, "1.5"),
    (#""type":"boolean","trueValues":["yes"],"falseValues":["no"]"#, "true"),
    (#""type":"date","format":"%d/%m/%Y""#, "2023-09-01"), (#""type":"date","format":"%d/%m/%Y""#, "31/02/2023"),
    (#""type":"date","format":"%d/%m/%Y""#, "1/9/2023 "), (#""type":"date","format":"%d/%m/%Y %H""#, "01/09/2023 08"),
    (#""type":"datetime","format":"%H:%M""#, "24:00"), (#""type":"yearmonth""#, "2023-13"),
    (#""type":"list","itemType":"integer""#, "1,b"),
  ])
  func textsThatAreNotInTheirForm(_ field: String, _ text: String) throws {
    let found = fault { _ = try package(#"{"fields":[{"name":"x",\#(field)}]}"#, #"[{"x":"\#(text)"}]"#) }
    #expect(found?.code == .dataTypeMismatch)
  }

  @Test func constraints() throws {
    let (dataset, warnings) = try package(
      """
      {"fields":[{"name":"n","type":"integer","constraints":{"required":true,"minimum":1,"exclusiveMaximum":"10","enum":[1,2]}},
        {"name":"t","type":"string","format":"email","constraints":{"unique":true,"minLength":2,"maxLength":9,"pattern":"a.*"}},
        {"name":"d","type":"date","format":"%d/%m/%Y","constraints":{"minimum":"01/09/2023","maximum":"2023-09-30"}},
        {"name":"c","type":"string","categories":[{"value":"low","label":"Low"},"high"],"almoner:sensitivity":"high"},
        {"name":"k","type":"integer","categories":[1,{"value":"2","label":"two"}]},
        {"name":"bad","type":"integer","categories":["x"],"constraints":{"minimum":"x","pattern":"a","jsonSchema":{}}}],
       "primaryKey":["n","t"],"uniqueKeys":[["d"],["gone"]]}
      """, "[]")
    let schema = dataset.relations[0].schema
    #expect(
      schema.fields.map(\.constraints) == [
        [.required, .atLeast(.integer(1)), .below(.integer(10)), .oneOf([.integer(1), .integer(2)])],
        [
          .unique, .lengthAtLeast(2), .lengthAtMost(9), .pattern("a.*"),
          .form("email", pattern: #"[^@\s]+@[^@\s]+\.[^@\s]+"#),
        ],
        [.atLeast(.date(19601)), .atMost(.date(19630))], [.oneOf([.text("low"), .text("high")])],
        [.oneOf([.integer(1), .integer(2)])], [],
      ])
    #expect(schema.fields.map(\.label.sensitivity) == [.low, .low, .low, .high, .low, .low])
    #expect(schema.primaryKey == [0, 1] && schema.isKeyDeclared && schema.uniqueKeys == [[2]])
    #expect(
      warnings.map(\.message) == [
        "r: 'minimum' of bad is no integer", "r: the pattern of bad, which is integer, is not looked at",
        "r: 'jsonSchema' of bad is not looked at", "r: 'categories' of bad hold what is no integer",
        "the uniqueKeys of r is left out: it has no field 'gone'",
      ])
  }

  @Test func fieldsOfPersonsAreSevereUnlessLabelled() throws {
    let fixture = Fixture([
      "datapackage.json":
        #"{"resources":[{"name":"r","data":[{"a":1,"b":{"c":1}}],"almoner:subject":"person","schema":{"primaryKey":"a","fields":[{"name":"b","type":"object","almoner:sensitivity":"low"}]}}]}"#
    ])
    let fields = try loadAll(fixture.folder).dataset.relations[0].schema.fields
    #expect(fields.map(\.name) == ["b", "b.c", "a"] && fields.map(\.label.sensitivity) == [.low, .low, .severe])
  }

  @Test(arguments: [
    (
      "exact",
      ["r: no record has 'b', though fieldsMatch is exact", "r: the schema lacks 'c', though fieldsMatch is exact"]
    ),
    ("subset", ["r: no record has 'b', though fieldsMatch is subset"]),
    ("superset", ["r: the schema lacks 'c', though fieldsMatch is superset"]), ("partial", []),
  ])
  func fieldsMatch(_ match: String, _ expected: [String]) throws {
    let warnings = try package(
      #"{"fields":[{"name":"a"},{"name":"b"}],"fieldsMatch":"\#(match)"}"#, #"[{"a":1,"c":{"d":1}}]"#
    ).warnings
    #expect(warnings.map(\.message) == expected)
  }

  @Test func documentsAreNoCollections() throws {
    let fixture = Fixture([
      "datapackage.json": #"{"resources":[{"name":"guide","path":"guide.PDF"},{"name":"r","data":[{"x":1}]}]}"#
    ])
    #expect(try loadAll(fixture.folder).dataset.relations.map(\.schema.name) == ["r"])
  }

  @Test func schemasInFilesOfTheirOwn() throws {
    let fixture = Fixture([
      "datapackage.json":
        #"{"resources":[{"name":"r","path":"r.json","schema":"s.json","dialect":"d.json"}]}"#,
      "s.json": #"{"fields":[{"name":"x","type":"number"}]}"#, "d.json": #"{"property":"rows"}"#,
      "r.json": #"{"rows":[{"x":1}],"others":[{"x":2}]}"#,
    ])
    #expect(try loadAll(fixture.folder).dataset.relations[0].dump == ["x decimal: 1"])
    fixture.write(
      "datapackage.json", Array(#"{"resources":[{"name":"r","path":"r.json","schema":"/etc/passwd"}]}"#.utf8))
    #expect(fault { _ = try loadAll(fixture.folder) }?.code == .dataPathRefused)
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
    (
      #"{"resources":[{"name":"a","data":[],"schema":{"fields":[{"name":"x","type":"date","format":"%d/%Q"}]}}]}"#,
      "has the format '%d/%Q', in which %Q means nothing"
    ),
    (
      #"{"resources":[{"name":"a","data":[],"schema":{"fields":[{"name":"x","type":"list","itemType":"thing"}]}}]}"#,
      "itemType is 'thing'"
    ),
    (
      #"{"resources":[{"name":"a","data":[],"schema":{"fields":[{"name":"x","constraints":{"minLength":-1}}]}}]}"#,
      "minLength must be a whole number from 0"
    ),
    (
      #"{"resources":[{"name":"a","data":[],"schema":{"fields":[{"name":"x","constraints":{"required":"yes"}}]}}]}"#,
      "required must be true or false"
    ),
    (
      #"{"resources":[{"name":"a","data":[],"schema":{"fields":[{"name":"x","almoner:sensitivity":"secret"}]}}]}"#,
      "almoner:sensitivity is 'secret'"
    ),
    (#"{"resources":[{"name":"a","data":[],"schema":{"fields":[],"fieldsMatch":"some"}}]}"#, "fieldsMatch is 'some'"),
    (#"{"resources":[{"name":"a","format":"csv","data":"x,y\\n1,2"}]}"#, "the data of 'a' is a text"),
    (#"{"resources":[],"almoner:timezone":"Beijing"}"#, "almoner:timezone is 'Beijing'"),
  ])
  func descriptorErrorsNameThePlace(_ text: String, _ part: String) {
    let fixture = Fixture(["datapackage.json": text])
    let found = fault { _ = try loadAll(fixture.folder) }
    #expect(found?.code == .dataDescriptor)
    #expect(found?.message.contains(part) == true, "\(found?.message ?? "")")
  }
}
