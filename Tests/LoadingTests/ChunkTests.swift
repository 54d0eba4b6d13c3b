import Columns
import Diagnostics
import Testing

@testable import Loading

/// What is read depends neither on where a text is divided nor on the number of threads.
@Suite struct ChunkTests {
  /// Records whose kinds, scales and fields change along the way.
  private static let records: [String] = (0..<400).map { n in
    var members = ["\"id\":\(n)", "\"t\":\"w\(n % 5)\"", "\"u\":\"unique \(n) \\u00e9\""]
    if n % 3 != 0 { members.append("\"amount\":\(n < 200 ? "\(n)" : "\(n).\(n % 10)5")") }
    if n > 250 { members.insert("\"late\":\(n == 300 ? "\"x\"" : "\(n)")", at: 1) }
    members.append("\"when\":\"2023-01-\(n == 390 ? "soon" : "10")\"")
    members.append("\"g\":\(n % 4 == 0 ? "null" : "{\"phone\":\"\(n)\",\"n\":[\(n),\(n + 1)]}")")
    members.append(
      "\"m\":[\((0..<(n % 3)).map { "{\"id\":\(n),\"dose\":\($0)\($0 == 1 ? ".5" : "")}" }.joined(separator: ","))]")
    members.append("\"big\":\(n == 350 ? "123456789012345678901234567890" : "1")")
    return "{" + members.joined(separator: ",") + "}"
  }

  private static let layouts: [(name: String, text: String)] = [
    ("r.ndjson", records.joined(separator: "\n")),
    ("r.json", "[" + records.joined(separator: ",") + "]"),
    ("r.json", "[\n" + records.joined(separator: ",\n") + "\n]\n"),
    (
      "r.json",
      "[\n  " + records.map { $0.split(separator: ",").joined(separator: ",\n    ") }.joined(separator: ",\n  ") + "\n]"
    ),
    ("r.json", "{\"r\": [" + records.joined(separator: " , ") + "]}"),
  ]

  @Test(arguments: 0..<5, [200, 1000, 7777])
  func chunksAgreeWithTheWhole(_ layout: Int, _ size: Int) throws {
    let (name, text) = Self.layouts[layout]
    let whole = try load(text, as: name)
    for threads in [1, 2] {
      let parts = try load(text, as: name, options: LoadingOptions(threads: threads, chunkSize: size))
      #expect(parts.relations.map(\.schema.name) == whole.relations.map(\.schema.name))
      for (part, relation) in zip(parts.relations, whole.relations) {
        #expect(part.dump == relation.dump)
        #expect(part.parentOffsets?.array == relation.parentOffsets?.array)
      }
    }
    #expect(whole.relations[0].count == 400)
  }

  /// Records that lie on several lines are no NDJSON, and yet are read rightly.
  @Test func wrongDivisionsAreFound() throws {
    let text = Self.records.map { $0.split(separator: ",").joined(separator: ",\n") }.joined(separator: "\n")
    let parts = try load(text, as: "r.json", options: LoadingOptions(threads: 2, chunkSize: 300))
    #expect(parts.relations[0].dump == (try load(text, as: "r.json")).relations[0].dump)
  }

  /// Both were found by the fuzzers: what is no blank of JSON before a record, and cells of blanks before and after the first text.
  @Test func whatStandsWhereATextIsDivided() throws {
    let options = LoadingOptions(threads: 1, chunkSize: 24)
    let text = #"[{"t":"30/9/2023"},{"t":"30/9/2023"},"# + "\u{7}\0\0" + #"{"t":"5%"},{"t":"5%"}]"#
    #expect(fault { _ = try load(text, options: options) }?.message == fault { _ = try load(text) }?.message)
    #expect(fault { _ = try load(text, options: options) } != nil)
    let cells = "i\n\n   \nx\n   \n" + String(repeating: "   \n", count: 20) + "\"  \"\n y\n"
    let whole = try load(cells, as: "r.csv").relations[0]
    #expect(try load(cells, as: "r.csv", options: options).relations[0].dump == whole.dump)
    #expect(whole.texts("i").filter { $0 != "·" } == ["x", "  ", " y"])
  }

  @Test func faultsHaveTheSamePlace() throws {
    var records = Self.records
    records[311] += "x"
    for (name, text) in [
      ("r.ndjson", records.joined(separator: "\n")), ("r.json", "[" + records.joined(separator: ",\n") + "]"),
    ] {
      let whole = fault { _ = try load(text, as: name) }
      let parts = fault { _ = try load(text, as: name, options: LoadingOptions(threads: 2, chunkSize: 500)) }
      #expect(whole?.excerpt?.line == 312)
      #expect(whole?.excerpt == parts?.excerpt)
      #expect(whole?.message == parts?.message)
    }
  }

  @Test func stops() throws {
    let fixture = Fixture(["r.ndjson": Self.records.joined(separator: "\n")])
    let reader = try DatasetReader(
      path: fixture.folder + "/r.ndjson", options: LoadingOptions(threads: 2, chunkSize: 500))
    var dataset = reader.emptyDataset
    #expect(fault { try reader.load(mentionedIn: nil, into: &dataset, shouldStop: { true }) }?.code == .interrupted)
    #expect(dataset.relations.isEmpty)
    try reader.load(mentionedIn: nil, into: &dataset)
    #expect(dataset.relations.count == 2)
  }
}
