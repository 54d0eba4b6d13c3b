import Columns
import Diagnostics
import Testing

@testable import Loading

/// What a resource says of how its separated values are written.
@Suite struct DialectTests {
  private func read(
    _ text: String, _ resource: String
  ) throws -> (dump: [String], warnings: [String]) {
    let fixture = Fixture([
      "r.csv": text, "datapackage.json": #"{"resources":[{"name":"r","path":"r.csv",\#(resource)}]}"#,
    ])
    let loaded = try loadAll(fixture.folder)
    return (loaded.dataset.relations[0].dump, loaded.warnings.map(\.message))
  }

  @Test(arguments: [
    (#""headerRows":[2]"#, "Report\na,b\n1,2\n"), (#""headerRows":[1,2],"headerJoin":"""#, ",b\na,\n1,2\n"),
    (#""headerRows":[2],"commentRows":[3]"#, "Report\na,b\n(m),(kg)\n1,2\n"),
    (#""commentRows":[1]"#, "Report\na,b\n1,2\n"),
    (##""commentChar":"#""##, "# x\na,b\n#1,1\n1,2\n# \"\n#"), (#""skipInitialSpace":true"#, "a, b\n1, \"2\"\n"),
    (#""lineTerminator":"\r\n""#, "a,b\r\n1,2\r\n"), (#""nullSequence":"\\N""#, "a,b\n1,2\n"),
    (#""delimiter":"^","csvddfVersion":1.2,"doubleQuote":true,"quoteChar":"\"""#, "a^b\n1^2\n"),
  ])
  func theSameTable(_ dialect: String, _ text: String) throws {
    #expect(try read(text, #""dialect":{\#(dialect)}"#) == (["a integer: 1", "b integer: 2"], []))
  }

  @Test func whatStandsForNothing() throws {
    #expect(
      try read("a,b\n1,\\N\n\\N,x\n", #""dialect":{"nullSequence":"\\N"}"#).dump == ["a integer: 1|·", "b text: ·|x"])
    #expect(try read("a,b\nx, y\n", #""dialect":{"skipInitialSpace":true}"#).dump == ["a text: x", "b text: y"])
  }

  @Test(arguments: [
    #""quoteChar":"'""#, #""escapeChar":"\\""#, #""doubleQuote":false"#, #""lineTerminator":";""#, #""headerRows":[0]"#,
    #""commentRows":"1""#, #""commentChar":"//""#, #""delimiter":"\r""#, #""commentRows":[5]"#,
  ])
  func whatIsNotReadIsRefused(_ dialect: String) {
    let found = fault { _ = try read("a,b\n1,2\n3,4\n5,6\n7,8\n", #""dialect":{\#(dialect)}"#) }
    #expect(found?.code == .dataDescriptor)
  }

  /// Lines that are comments count where a message names a line, and are no rows where a problem is placed.
  @Test func placesBesideComments() throws {
    let found = fault { _ = try read("#\na,b\n#\n1\n", ##""dialect":{"commentChar":"#"}"##) }
    #expect(found?.code == .dataShape && found?.excerpt?.line == 4)
    let fixture = Fixture([
      "r.csv": "#\na,b\n1,2\n#\n\n3,4\n",
      "datapackage.json": ##"{"resources":[{"name":"r","path":"r.csv","dialect":{"commentChar":"#"}}]}"##,
    ])
    let reader = try DatasetReader(path: fixture.folder)
    #expect(reader.places(of: [0, 1], in: "r").mapValues(\.line) == [0: 3, 1: 6])
  }

  /// Without a line of names the columns are the schema's fields, in their order.
  @Test func namesOfTheSchema() throws {
    let fields = #""schema":{"fields":[{"name":"id","type":"string"},{"name":"n","type":"integer"}]}"#
    let rows = ["id text: 1|3", "n integer: 2|4"]
    #expect(try read("1,2\n3,4\n", #""dialect":{"header":false},\#(fields)"#) == (rows, []))
    #expect(try read("1,2\n3,4\n", #""dialect":{"headerRows":[]},\#(fields)"#) == (rows, []))
    let guessed = try read("1,2\n3,4\n", fields)
    #expect(
      guessed.dump == rows
        && guessed.warnings == ["r.csv has no line with names; its columns are the schema's fields in their order"])
    let more = try read("1,2,x\n", #""dialect":{"header":false},\#(fields)"#)
    #expect(more.dump == ["id text: 1", "n integer: 2", "column_3 text: x"])
    #expect(more.warnings == ["r.csv has 3 columns, but the schema 2 fields"])
  }

  @Test func aColumnThatIsNotThereIsSaid() throws {
    let found = try read("id,count\n1,2\n", #""schema":{"fields":[{"name":"id"},{"name":"n","type":"integer"}]}"#)
    #expect(found.dump == ["id integer: 1", "n integer: ·", "count integer: 2"])
    #expect(found.warnings == ["r: no column is called 'n', as the schema says; all values are missing"])
  }

  @Test func booleansOfDigits() throws {
    let field = #""schema":{"fields":[{"name":"b","type":"boolean"},{"name":"n"}]}"#
    #expect(try read("b,n\n1,1\n0,2\ntrue,3\n", field).dump == ["b boolean: true|false|true", "n integer: 1|2|3"])
    #expect(fault { _ = try read("b,n\n2,1\n", field) }?.code == .dataTypeMismatch)
  }
}
