import Columns
import Diagnostics
import Testing

@testable import Loading

/// Separated values: RFC 4180, what separates, names, and what cells read as.
@Suite struct DelimitedTests {
  private func dump(_ text: String, as name: String = "r.csv") throws -> [String] {
    try load(text, as: name).relations[0].dump
  }

  @Test(arguments: [
    ("a,b\n1,2\n", "1|2"), ("a,b\r\n1,2\r\n", "1|2"), ("a,b\r1,2\r", "1|2"), ("a,b\n1,2", "1|2"),
    ("\u{FEFF}a,b\n1,2\n", "1|2"),
    ("a;b\n1;2\n", "1|2"), ("a\tb\n1\t2\n", "1|2"), ("a|b\n1|2\n", "1|2"), ("\n\na,b\n\n1,2\n\n", "1|2"),
    ("\"a\",\"b\"\n\"1\",\"2\"\n", "1|2"), ("a,b\n1 , 2\n", "1|2"),
  ])
  func linesAndSeparators(_ text: String, _ expected: String) throws {
    let values = try load(text, as: "r.csv").relations[0]
    #expect(values.texts("a") + values.texts("b") == expected.split(separator: "|").map(String.init))
    #expect(values.type("a") == .integer)
  }

  @Test func quotes() throws {
    let text = "a,b\n\"x, y\",\"say \"\"hi\"\"\"\n\"two\nlines\",5\" pipe\n\"\"\"\"\"\",\"\r\n\"\n"
    #expect(try dump(text) == ["a text: x, y|two\nlines|\"\"", "b text: say \"hi\"|5\" pipe|\r\n"])
  }

  /// As spreadsheets take it from a first line.
  @Test(arguments: ["sep=;\n", "sep=;\r\n", "\"sep=;\"\n", "\u{FEFF}sep=;\n"])
  func aStatedSeparator(_ line: String) throws {
    #expect(try dump(line + "a,b;c\n1;2\n") == ["a,b integer: 1", "c integer: 2"])
  }

  @Test func linesOfEmptyCells() throws {
    let fixture = Fixture(["r.csv": "a,b\n1,2\n,\n\n,\"\"\n,3\n"])
    let loaded = try loadAll(fixture.folder)
    #expect(loaded.dataset.relations[0].dump == ["a integer: 1|·|·|·", "b integer: 2|·|·|3"])
    #expect(loaded.warnings.count == 1 && loaded.warnings[0].message.hasPrefix("r has 2 lines of empty cells"))
    #expect(loaded.warnings[0].excerpt?.line == 3)
  }

  @Test func namesOfFiles() throws {
    let fixture = Fixture(["A.CSV": "a,b\n1,2\n", "B.Json": "[]", "~$A.csv": "x", ".c.csv": "x", "c.txt": "a,b\n1,2\n"])
    #expect(try loadAll(fixture.folder).dataset.relations.map(\.schema.name) == ["A", "B"])
    #expect(try loadAll(fixture.folder + "/c.txt").dataset.relations.map(\.schema.name) == ["c"])
  }

  /// In a comma file a decimal comma is in quotes, in a semicolon file it is not: it separates nothing there.
  @Test func theSeparatorIsTheOneThatDividesEvenly() throws {
    #expect(try dump("a;b\n1,5;2\n3,25;4,5,6\n") == ["a decimal: 1.50|3.25", "b text: 2|4,5,6"])
    #expect(try dump("name\tnote\nA\tone, two\nB\tthree\n") == ["name text: A|B", "note text: one, two|three"])
    #expect(try dump("one\nx\ny\n") == ["one text: x|y"])
  }

  @Test func kinds() throws {
    let text = """
      i,d,f,b,date,time,code,phone,t
      1,1.50,1e3,true,2023-09-01,2023-09-01T10:00:00Z,007,+86138,x
      -2,3,2.5,FALSE,,2023-09-01 11:00,12,5,
      """
    #expect(
      try dump(text) == [
        "i integer: 1|-2", "d decimal: 1.50|3.00", "f float: 1000.0|2.5", "b boolean: true|false",
        "date date: 2023-09-01|·",
        "time datetime: 2023-09-01T10:00:00Z|2023-09-01T11:00:00Z", "code text: 007|12", "phone text: +86138|5",
        "t text: x|·",
      ])
  }

  @Test func nothingAndEmptyText() throws {
    #expect(try dump("a,b\n\"\",1\n,2\nx,\n") == ["a text: |·|x", "b integer: 1|2|·"])
    #expect(try dump("a,b\n\"\",1\n,2\n") == ["a text: |·", "b integer: 1|2"])
    #expect(try dump("a,b\n\"  \",1\nx,\"  \"\n") == ["a text:   |x", "b integer: 1|·"])
    // Where everything is in quotes, they do not tell.
    #expect(try dump("\"a\",\"b\"\n\"\",\"1\"\n\"x\",\"\"\n") == ["a text: ·|x", "b integer: 1|·"])
    // A column alone has lines for what is missing.
    #expect(try dump("a\n1\n\n3\n") == ["a integer: 1|·|3"])
    #expect(try dump("a,b\n") == ["a text: ", "b text: "])
  }

  @Test func names() throws {
    let fixture = Fixture(["r.csv": "a,a,,a_2\n1,2,3,4\n"])
    let loaded = try loadAll(fixture.folder)
    #expect(loaded.dataset.relations[0].schema.fields.map(\.name) == ["a", "a_2", "column_3", "a_2_2"])
    #expect(loaded.warnings.map(\.code) == [.dataWarning])
    #expect(try dump("1,2\n3,4\n") == ["column_1 integer: 1|3", "column_2 integer: 2|4"])
  }

  /// A row of HXL tags is no row, and says what the fields are.
  @Test(arguments: [
    ("r.csv", "Region,Note,Reached\n#adm1+name,,#reached+f\nNorth,x,12\n"),
    ("r.json", ##"[["Region","Note","Reached"],["#adm1+name","","#reached+f"],["North","x",12]]"##),
  ])
  func tags(_ name: String, _ text: String) throws {
    let relation = try load(text, as: name).relations[0]
    #expect(relation.dump == ["Region text: North", "Note text: x", "Reached integer: 12"])
    #expect(relation.schema.fields.map(\.tag) == ["#adm1+name", nil, "#reached+f"])
    // Two rows of them are data.
    #expect(try dump("a,b\n#x,#y\n#x,#z\n") == ["a text: #x|#x", "b text: #y|#z"])
    #expect(try load(##"[["a","b"],["#x","#y"]]"##).relations[0].count == 0)
  }

  @Test(arguments: [
    ("a,b\n1\n", 2, Code.dataShape), ("a,b\n1,2,3\n", 2, .dataShape), ("a,b\n1,\"2\n3", 2, .dataSyntax),
    ("a,b\n1,2\n\"x\"y,2\n", 3, .dataSyntax), ("", 0, .dataShape), ("\n\n", 0, .dataShape),
  ])
  func faults(_ text: String, _ line: Int, _ code: Code) {
    let found = fault { _ = try load(text, as: "r.csv") }
    #expect(found?.code == code)
    #expect((found?.excerpt?.line ?? 0) == line)
  }

  /// Whatever is looked at of the beginning may end within a character.
  @Test(arguments: 0..<3) func longTextsOfLongCharacters(_ shift: Int) throws {
    let rows = (0..<9000).map { "\($0),王丽王丽王丽" }.joined(separator: "\n")
    let loaded = try load("id,name" + String(repeating: "x", count: shift) + "\n" + rows, as: "r.csv")
    #expect(loaded.relations[0].count == 9000)
  }

  @Test func otherEncodings() throws {
    #expect(fault { _ = try load([0xFF, 0xFE, 0x61, 0, 0x2C, 0, 0x62, 0], as: "r.csv") }?.code == .dataNotUTF8)
    #expect(
      fault { _ = try load([0x61, 0x2C, 0x62, 0x0A, 0xCD, 0xF5, 0x2C, 0x31], as: "r.csv") }?.code == .dataNotUTF8)
  }

  // MARK: Chunks

  private static func lines(_ quotedLineEnds: Bool) -> String {
    let rows = (0..<500).map { n in
      let note = n % 7 == 0 ? (quotedLineEnds ? "\"two\nlines, \(n)\"" : "\"a, \(n)\"") : n % 5 == 0 ? "" : "note \(n)"
      return "\(n),\(n < 300 ? "\(n)" : "\(n).5"),\(note),2023-01-\(10 + n % 20),\(n == 444 ? "x" : "1")"
    }
    return "id,amount,note,day,odd\n" + rows.joined(separator: "\n") + "\n"
  }

  @Test(arguments: [false, true], [100, 1000, 5000])
  func chunksAgreeWithTheWhole(_ quotedLineEnds: Bool, _ size: Int) throws {
    let text = Self.lines(quotedLineEnds)
    let whole = try load(text, as: "r.csv").relations[0]
    #expect(whole.count == 500)
    #expect(whole.type("odd") == .text && whole.type("amount") == .decimal && whole.type("day") == .date)
    for threads in [1, 2] {
      let parts = try load(text, as: "r.csv", options: LoadingOptions(threads: threads, chunkSize: size))
      #expect(parts.relations[0].dump == whole.dump)
    }
  }
}
