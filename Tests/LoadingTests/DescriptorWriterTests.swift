import Columns
import Diagnostics
import Testing

@testable import Loading

/// What `almoner schema --json` writes opens, beside the data, to the schema from which it was written.
@Suite struct DescriptorWriterTests {
  private static let datasets: [[String: String]] = [
    [
      "schools.json":
        #"[{"id":1,"name":"A","place":{"lat":1.5,"on":"2023-09-01"}},{"id":2,"at":"2023-09-01T08:00:00+08:00"}]"#,
      "children.ndjson":
        #"{"id":"C1","school_id":1,"ok":true,"f":1e3,"n":12345678901234567890.5,"tags":["a"],"e":null,"any":1}"# + "\n"
        + #"{"id":"C2","school_id":2,"any":"x","doses":[{"drug_id":"D1","n":1}],"mother_id":"C1","child_id":"C1"}"#,
      "drugs.json": #"[{"id":"D1"}]"#, "numbers.json": "[1,2,3]", "none.json": "[]",
      "twice.json": #"[{"id":1},{"id":1}]"#, "lists.json": #"[{"l":[1,"a"],"m":[[1],[2]],"p":{"q":[{"r":1}]}}]"#,
    ],
    ["all.json": #"{"schools":[{"id":1,"a b":"\u4f60\n"}],"children":[{"id":1,"school_id":1}],"left":5}"#],
    ["one.json": #"[{"id":1,"x":"2023-09-01"},{"id":2}]"#],
    [
      "written.csv":
        "sep=;\nRegion;Reached;On;At\n#adm1;#reached+f;;\nN;1.234,5;30.9.2023;30.9.2023 10:30\nS;2;1.10.2023;1.10.2023 8:00\n"
    ],
  ]

  @Test(arguments: datasets) func opensToTheSameSchema(_ files: [String: String]) throws {
    let fixture = Fixture(files)
    let only = files.count == 1 ? files.keys.first.map { "/" + $0 } ?? "" : ""
    let (before, text) = try described(fixture.folder + only)
    fixture.write("datapackage.json", Array(text.utf8))
    let (after, again) = try described(fixture.folder)
    #expect(Self.summary(before) == Self.summary(after))
    #expect(again.split(separator: "\n").dropFirst(3) == text.split(separator: "\n").dropFirst(3))
  }

  @Test func whatADescriptorSaysIsKept() throws {
    let descriptor = #"""
      {"name":"x","custom":{"a":[1,2.50,null]},"almoner:timezone":"+08:00","resources":[
       {"name":"r","data":[{"id":1,"t":"2023-09-01","n":2}],"hxl:tag":"+r","licence":"x","schema":{"sch":7,"fields":[{"name":"id","hxl:tag":"+id","custom":[1,{"b":null}]},
        {"name":"t","type":"string","example":"x","rdfType":"http://example.org"}],"missingValues":["-"]}},
       {"name":"s","path":"s.json"}]}
      """#
    let fixture = Fixture(["datapackage.json": descriptor, "s.json": "[]"])
    let text = try described(fixture.folder).text
    fixture.write("written.json", Array(text.utf8))
    for part in [
      #""custom": { "a": [1, 2.50, null] }"#,
      #"{ "name": "id", "hxl:tag": "+id", "custom": [1, { "b": null }], "type": "integer" }"#,
      #""hxl:tag": "+r""#, #""licence": "x""#, #""sch": 7"#,
      #"{ "name": "t", "type": "string", "example": "x", "rdfType": "http://example.org" }"#,
      #"{ "name": "n", "type": "integer" }"#,
      #""data": [{"id":1,"t":"2023-09-01","n":2}]"#, #""primaryKey": ["id"]"#, #""missingValues": ["-"]"#,
      #""path": "s.json""#,
    ] { #expect(text.contains(part), "\(part) is not in \(text)") }
  }

  private func described(_ path: String) throws -> (dataset: Dataset, text: String) {
    let reader = try DatasetReader(path: path, options: LoadingOptions(threads: 1))
    var dataset = reader.emptyDataset
    try reader.load(mentionedIn: nil, into: &dataset)
    return (dataset, try reader.descriptor(of: dataset))
  }

  /// Everything but the order of collections' fields, and which references were inferred.
  private static func summary(_ dataset: Dataset) -> [String] {
    dataset.relations.map { relation in
      let fields = relation.schema.fields.map { "\($0.name) \($0.type) \($0.tag ?? "")" }.sorted()
      return
        "\(relation.schema.name) \(relation.count) \(relation.schema.primaryKey.map { relation.schema.fields[$0].name }) \(fields)"
    }.sorted()
      + dataset.references.map { reference in
        "\(dataset[reference.from].schema.name).\(reference.name) -> \(dataset[reference.to].schema.name) \(reference.inverse)"
      }.sorted()
  }
}
