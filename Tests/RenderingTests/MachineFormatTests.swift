import Columns
import Rendering
import Testing

@Suite struct MachineFormatTests {
  @Test func csv() throws {
    #expect(
      try render(children, .csv) == #"""
        name,given,guardian,needs
        王芳,1234567.50,"{""relation"":""mother"",""phone"":""138""}","[""soap"",""pads, large""]"
        "Amina ""Mina"", jr",-0.05,"{""relation"":""aunt"",""phone"":null}",[]
        ,,,[null]

        """#)
  }

  @Test func tsv() throws {
    let table = ResultTable("a\tb", .text, .texts(["x\ty\nz\\\r", "", "\"q\""]))
    #expect(try render(table, .tsv) == "\"a\tb\"\n\"x\ty\nz\\\r\"\n\"\"\n\"\"\"q\"\"\"\n")
  }

  @Test func json() throws {
    #expect(
      try render(children, .json) == #"""
        [
        {"name":"王芳","given":1234567.50,"guardian":{"relation":"mother","phone":"138"},"needs":["soap","pads, large"]},
        {"name":"Amina \"Mina\", jr","given":-0.05,"guardian":{"relation":"aunt","phone":null},"needs":[]},
        {"name":null,"given":null,"guardian":null,"needs":[null]}
        ]

        """#)
    #expect(try render(ResultTable(fields: children.fields, count: 0), .json) == "[]\n")
  }

  @Test func ndjsonEscapesControls() throws {
    let table = ResultTable("te\"xt", .text, .texts(["\u{1}\u{8}\u{C}\n\r\t\\ \u{7F}é\u{2028}"]))
    #expect(
      try render(table, .ndjson) == "{\"te\\\"xt\":\"\\u0001\\b\\f\\n\\r\\t\\\\ \u{7F}é\u{2028}\"}\n")
  }

  @Test func listsOfRecordsBecomeArraysOfObjects() throws {
    let doses = ResultField(name: "dose", type: .decimal, column: .decimals([15, 20, nil], scale: 1))
    let table = ResultTable(
      "medications", .list(.record), .lists([0, 2, 2, 3], .booleans([true, true, true])), children: [doses])
    #expect(
      try render(table, .ndjson) == """
        {"medications":[{"dose":1.5},{"dose":2.0}]}
        {"medications":[]}
        {"medications":[{"dose":null}]}

        """)
  }

  /// An empty text is told from a missing value, and a line is never empty.
  @Test func csvMissingAndEmpty() throws {
    #expect(
      try render(ResultTable("a", .text, .texts(["", nil, "\n", " x "])), .csv) == "a\n\"\"\n\"\"\n\"\n\"\n x \n")
    let two = ResultTable(
      fields: ["a", "b"].map { ResultField(name: $0, type: .text, column: .texts([nil, ""])) }, count: 2)
    #expect(try render(two, .csv) == "a,b\n,\n\"\",\"\"\n")
  }

  /// A dictionary with more entries than rows is not escaped beforehand.
  @Test func largeDictionaries() throws {
    #expect(try render(ResultTable("d", .text, .dictionary(["a", "b,c", "d"], [1])), .csv) == "d\n\"b,c\"\n")
  }

  @Test(arguments: [
    (
      ValueType.integer, Column.integers([.min, .max, 9_007_199_254_740_993]),
      "-9223372036854775808 9223372036854775807 9007199254740993"
    ),
    (.decimal, Column.decimals([0, 5, -1_234, .min], scale: 3), "0.000 0.005 -1.234 -9223372036854775.808"),
    (.decimal, Column.decimals([7, -7], scale: 0), "7 -7"),
    (.decimal, Column.decimals([7], scale: 19), "0.0000000000000000007"),
    (
      .decimal, Column(.wideDecimal(Vector([DecimalNumber.limit, -DecimalNumber.limit]), scale: 2)),
      "999999999999999999999999999999999999.99 -999999999999999999999999999999999999.99"
    ),
    (
      .decimal, Column(.wideDecimal(Vector([DecimalNumber.limit, -1]), scale: 38)),
      "0.99999999999999999999999999999999999999 -0.00000000000000000000000000000000000001"
    ),
    (.decimal, Column(.wideDecimal(Vector([DecimalNumber.limit]), scale: 0)), "99999999999999999999999999999999999999"),
    (.float, Column.floats([0.1, 100, 1e20, .nan, .infinity, -.infinity]), "0.1 100.0 1e+20 NaN Infinity -Infinity"),
    (.boolean, Column.booleans([true, false]), "true false"),
    (.date, Column(.date(Vector([0, -1, 19_601]))), "1970-01-01 1969-12-31 2023-09-01"),
    (.period, Column(.period(Vector([Period(.quarter, containing: 19_601).packed]))), "2023-Q3"),
    (.duration(.days), Column(.duration(Vector([60, 1, -1]))), "60 days/1 day/-1 day"),
    (.duration(.months), Column(.duration(Vector([3]))), "3 months"),
    (
      .duration(.clock),
      Column(.duration(Vector([9_000_000_000, 3_660_000_000, -61_500_000, 1_000_000, 0, 3_600_000_000]))),
      "2 hours 30 minutes/1 hour 1 minute/-1 minute 1.5 seconds/1 second/0 minutes/1 hour"
    ),
    (.reference(RelationID(0), key: .integer), Column.integers([10_001]), "10001"),
  ]) func plainValues(type: ValueType, column: Column, expected: String) throws {
    let separator: Character = expected.contains("/") ? "/" : type == .duration(.months) ? "/" : " "
    let lines = try render(ResultTable("x", type, column), .csv).split(separator: "\n").dropFirst()
    #expect(lines.elementsEqual(expected.split(separator: separator)))
  }

  @Test func jsonHasNoNumberForSomeFloats() throws {
    let table = ResultTable("x", .float, .floats([.nan, .infinity, 2.5, nil]))
    #expect(try render(table, .ndjson) == "{\"x\":null}\n{\"x\":null}\n{\"x\":2.5}\n{\"x\":null}\n")
  }

  @Test func datetimesBearTheZone() throws {
    let table = ResultTable("t", .datetime, Column(.datetime(Vector([0, -1, 1_693_578_605_500_000]))))
    #expect(
      try render(table, .csv) == "t\n1970-01-01T00:00:00Z\n1969-12-31T23:59:59.999999Z\n2023-09-01T14:30:05.5Z\n")
    #expect(
      try render(table, .ndjson, RenderingOptions(zoneMinutes: -210)) == """
        {"t":"1969-12-31T20:30:00-03:30"}
        {"t":"1969-12-31T20:29:59.999999-03:30"}
        {"t":"2023-09-01T11:00:05.5-03:30"}

        """)
    #expect(try render(ResultTable("t", .datetime, Column(.datetime(Vector([.min, .max])))), .csv).utf8.count > 20)
  }

  @Test func formatsByFileName() {
    #expect(OutputFormat(fileName: "out/a.b.CSV") == .csv)
    #expect(OutputFormat(fileName: "a.jsonl") == .ndjson)
    #expect(OutputFormat(fileName: "a.md") == .markdown)
    #expect(OutputFormat(fileName: "csv") == nil)
    #expect(OutputFormat(fileName: "a.pdf") == nil)
  }
}
