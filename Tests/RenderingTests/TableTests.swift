import Columns
import Diagnostics
import Rendering
import Testing

@Suite struct TableTests {
  @Test func everything() throws {
    #expect(
      try render(children, .table) == """
        ┌──────────────────┬──────────────┬──────────────────────────────┬───────────────────┐
        │ name             │        given │ guardian                     │ needs             │
        ├──────────────────┼──────────────┼──────────────────────────────┼───────────────────┤
        │ 王芳             │ 1,234,567.50 │ relation: mother, phone: 138 │ soap, pads, large │
        │ Amina "Mina", jr │        -0.05 │ relation: aunt               │                   │
        │ ·                │            · │ ·                            │ ·                 │
        └──────────────────┴──────────────┴──────────────────────────────┴───────────────────┘
        3 rows

        """)
  }

  /// Digits are grouped from five on, and not in keys; floats stand with their points below each other.
  @Test func numbers() throws {
    let table = ResultTable(
      fields: [
        ResultField(name: "n", type: .integer, column: .integers([2023, -12345])),
        ResultField(name: "x", type: .float, column: .floats([0.25, 12345])),
        ResultField(name: "school", type: .reference(RelationID(0), key: .integer), column: .integers([10001, nil])),
        ResultField(name: "list", type: .list(.integer), column: .lists([0, 2, 2], .integers([10000, nil]))),
      ], count: 2)
    #expect(
      try render(table, .table) == """
        ┌─────────┬───────────┬────────┬──────────┐
        │       n │         x │ school │ list     │
        ├─────────┼───────────┼────────┼──────────┤
        │    2023 │      0.25 │  10001 │ 10000, · │
        │ -12,345 │ 12,345.0  │      · │          │
        └─────────┴───────────┴────────┴──────────┘
        2 rows

        """)
  }

  @Test func emptyAndSingular() throws {
    #expect(
      try render(ResultTable("name", .text, .texts([])), .table) == """
        ┌──────┐
        │ name │
        └──────┘
        no rows

        """)
    #expect(try render(ResultTable("n", .integer, .integers([1])), .table).hasSuffix("1 row\n"))
    #expect(try render(ResultTable(fields: [], count: 2), .table) == "2 rows\n")
  }

  @Test func firstAndLastRows() throws {
    let table = ResultTable("n", .integer, .integers((0..<9940).map { Int64($0) }))
    #expect(
      try render(table, .table, RenderingOptions(maximumRows: 3, unicode: false)) == """
        +------+
        |    n |
        +------+
        |    0 |
        |    1 |
        |    : |
        | 9939 |
        +------+
        9,940 rows (3 shown)

        """)
  }

  /// The widest give way first; numbers are never cut; what does not fit is named.
  @Test(arguments: [
    (
      60,
      """
      ┌────────┬─────────────────────┬──────────────┬────────────┐
      │ 姓名   │ remarks             │        given │ visited    │
      ├────────┼─────────────────────┼──────────────┼────────────┤
      │ 王小芳 │ 家访时爷爷奶奶都在… │ 1,234,567.50 │ 1970-01-01 │
      │ Amina  │ short               │         1.00 │ 1970-01-02 │
      └────────┴─────────────────────┴──────────────┴────────────┘
      2 rows

      """
    ),
    (
      40,
      """
      ┌────────┬──────────────┬──────────────┐
      │ 姓名   │ remarks      │        given │
      ├────────┼──────────────┼──────────────┤
      │ 王小芳 │ 家访时爷爷…  │ 1,234,567.50 │
      │ Amina  │ short        │         1.00 │
      └────────┴──────────────┴──────────────┘
      2 rows
      1 more column: visited

      """
    ),
    (
      20,
      """
      ┌────────┐
      │ 姓名   │
      ├────────┤
      │ 王小芳 │
      │ Amina  │
      └────────┘
      2 rows
      3 more columns:
        remarks, given,
        visited

      """
    ),
  ]) func fitting(width: Int, expected: String) throws {
    let table = ResultTable(
      fields: [
        ResultField(name: "姓名", type: .text, column: .texts(["王小芳", "Amina"])),
        ResultField(name: "remarks", type: .text, column: .texts(["家访时爷爷奶奶都在家，一切都好", "short"])),
        ResultField(name: "given", type: .decimal, column: .decimals([123_456_750, 100], scale: 2)),
        ResultField(name: "visited", type: .date, column: Column(.date(Vector([0, 1])))),
      ], count: 2)
    #expect(try render(table, .table, RenderingOptions(width: width)) == expected)
  }

  @Test(arguments: 1...30) func neverWiderThanTheTerminal(width: Int) throws {
    for line in try render(children, .table, RenderingOptions(width: max(width, 5))).split(separator: "\n")
    where "┌│└├".contains(line.prefix(1)) {
      #expect(TextWidth.of(String(line)) <= max(width, 5))
    }
  }

  @Test func floatsLoseTheirLastDigitsFirst() throws {
    let table = ResultTable("avg", .float, .floats([1234.0 / 3, 12.5]))
    #expect(
      try render(table, .table, RenderingOptions(unicode: false)) == """
        +----------+
        |      avg |
        +----------+
        | 411.3333 |
        |  12.5    |
        +----------+
        2 rows

        """)
    #expect(
      try render(table, .table, RenderingOptions(width: 11, unicode: false)) == """
        +---------+
        |     avg |
        +---------+
        | 411.... |
        |  12.5   |
        +---------+
        2 rows

        """)
  }

  /// What is in the data never reaches the terminal as a command.
  @Test func controlsAreEscaped() throws {
    let table = ResultTable("a\u{1B}b", .text, .texts(["\u{1B}[31m\r\n\t\u{9B}\u{7F}\u{202E}", "\u{0}"]))
    let text = try render(table, .table)
    #expect(text.contains("│ \\u{1B}[31m\\r\\n\\t\\u{9B}\\u{7F}\\u{202E} │"))
    #expect(text.contains("a\\u{1B}b") && text.contains("\\u{0}"))
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
  }

  @Test func colourIsAroundTheText() throws {
    let table = ResultTable("n", .text, .texts([nil, "ab"]))
    #expect(
      try render(table, .table, RenderingOptions(colour: true)) == """
        ┌────┐
        │ \u{1B}[1mn\u{1B}[0m  │
        ├────┤
        │ \u{1B}[2m·\u{1B}[0m  │
        │ ab │
        └────┘
        \u{1B}[2m2 rows\u{1B}[0m

        """)
  }

  /// One long value of a table that is not fitted does not pad every other row.
  @Test func longValuesStandOut() throws {
    let long = String(repeating: "x", count: 100_000)
    let text = try render(ResultTable("t", .text, .texts([long] + Array(repeating: "y", count: 100))), .table)
    #expect(text.contains(long))
    #expect(text.utf8.count < 200_000)
  }

  @Test func nestedParts() throws {
    let doses = ResultField(name: "doses", type: .list(.integer), column: .lists([0, 2, 2], .integers([5, 10_000])))
    let drugs = ResultTable(
      "drugs", .list(.record), .lists([0, 2, 2], .booleans([true, nil])), children: [doses])
    #expect(try render(drugs, .table).contains("│ (doses: (5, 10000)), (·) │"))
  }

  @Test func manyColumnsAreCounted() throws {
    let fields = (1...5000).map { ResultField(name: "c\($0)", type: .integer, column: .integers([1])) }
    let text = try render(ResultTable(fields: fields, count: 1), .table, RenderingOptions(width: 40))
    #expect(text.contains("\n4,993 more columns: c8, c9,") && text.hasSuffix("c27, …\n"))
  }

  @Test func markdown() throws {
    let table = ResultTable(
      fields: [
        ResultField(name: "a|b", type: .text, column: .texts(["x|y\nz", "*b* <i>", nil])),
        ResultField(name: "n", type: .integer, column: .integers([12345, nil, 1])),
      ], count: 3)
    #expect(
      try render(table, .markdown) == #"""
        | a\|b | n |
        | --- | --: |
        | x\|y<br>z | 12,345 |
        | \*b\* \<i> | · |
        | · | 1 |

        """#)
  }
}
