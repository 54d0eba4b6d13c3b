import Columns
import Diagnostics
import Testing

@testable import Loading

@Suite struct ReferenceTests {
  private func describe(_ dataset: Dataset) -> [String] {
    dataset.references.map { reference in
      let (from, to) = (dataset[reference.from].schema, dataset[reference.to].schema)
      let fields = reference.fields.map { from.fields[$0].name }.joined(separator: "+")
      let keys = reference.keys.map { to.fields[$0].name }.joined(separator: "+")
      return "\(from.name).\(fields) \(reference.name) -> \(to.name).\(keys) \(reference.inverse)"
    }
  }

  @Test func inferred() throws {
    let fixture = Fixture([
      "children.json": #"[{"id":1,"school_id":7,"city_id":null,"nobody_id":3,"class_id":"x"}]"#,
      "schools.json": #"[{"id":7}]"#,
      "cities.json": #"[{"city_id":5}]"#, "classes.json": #"[{"id":5}]"#,
      "visits.json": #"[{"id":1,"child_id":1,"items":[{"school_id":7}]}]"#,
    ])
    let dataset = try loadAll(fixture.folder).dataset
    #expect(
      Set(describe(dataset)) == [
        "children.school_id school -> schools.id children", "children.city_id city -> cities.city_id children",
        "visits.child_id child -> children.id visits", "visits.items.school_id school -> schools.id visits.items",
      ])
    #expect(!dataset.references.map(\.isInferred).contains(false))
    let schools = dataset.relations.firstIndex { $0.schema.name == "schools" }
    #expect(
      dataset.relation("children")?.type("school_id") == schools.map { .reference(RelationID($0), key: .integer) })
    // A field without values takes the key's type.
    #expect(dataset.relation("children")?.type("city_id")?.ofValue == .integer)
    #expect(dataset.relation("children")?.schema.primaryKey == [0])
  }

  private static let package = #"""
    {"resources":[
      {"name":"transfers","data":[{"a":1,"to_id":2,"l":"x"}],"schema":{"foreignKeys":[
        {"fields":"a","reference":{"resource":"schools","fields":"id"}},
        {"fields":["to_id"],"reference":{"resource":"schools","fields":["id"]}, "almoner:inverse":"arrivals"},
        {"fields":"l","reference":{"resource":"schools","fields":"id"},"almoner:name":"wrong"}]}},
      {"name":"schools","data":[{"id":1,"parent":null,"code":1,"year":2020},{"id":2,"parent":1}],"schema":{"primaryKey":["id"],
        "foreignKeys":[{"fields":"parent","reference":{"resource":"","fields":"id"}},
          {"fields":["code","year"],"reference":{"fields":["id","parent"]},"almoner:name":"pair","almoner:inverse":"pairs"}]}},
      {"name":"other","data":[{"school_id":1}]}]}
    """#

  @Test func declared() throws {
    let fixture = Fixture(["datapackage.json": Self.package])
    let (dataset, warnings) = try loadAll(fixture.folder)
    #expect(
      describe(dataset) == [
        "transfers.a a -> schools.id transfers_a", "transfers.to_id to -> schools.id arrivals",
        "schools.parent parent -> schools.id schools_parent", "schools.code+year pair -> schools.id+parent pairs",
      ])
    #expect(!dataset.references.map(\.isInferred).contains(true))
    #expect(warnings.count == 1 && warnings[0].message.contains("'l' is text, 'id' is integer"))
  }

  /// A key of several fields without a name of its own is followed like the collection that it leads to, as long as that tells it.
  @Test func namesOfKeysOfSeveralFields() throws {
    func package(_ keys: String) -> String {
      #"""
      {"resources":[{"name":"a","data":[{"x":1,"y":2}],"schema":{"primaryKey":["x","y"]}},
        {"name":"b","data":[{"p":1,"q":2}],"schema":{"foreignKeys":[\#(keys)]}}]}
      """#
    }
    let key = #"{"fields":["p","q"],"reference":{"resource":"a","fields":["x","y"]}}"#
    let fixture = Fixture(["datapackage.json": package(key)])
    #expect(try describe(loadAll(fixture.folder).dataset) == ["b.p+q a -> a.x+y b"])
    let itself = #"{"fields":["p","q"],"reference":{"fields":["q","p"]}}"#
    for keys in [key + "," + key, itself] {
      let fixture = Fixture(["datapackage.json": package(keys)])
      let found = fault { _ = try loadAll(fixture.folder) }
      #expect(
        found?.code == .dataDescriptor && found?.help == ["add \"almoner:name\": \"…\""]
          || found?.help.first?.contains("tell them apart") == true)
    }
  }

  /// What a script mentions is read, and what its references lead to; numbers stay.
  @Test func onlyWhatIsMentionedIsRead() throws {
    let fixture = Fixture(["datapackage.json": Self.package])
    let reader = try DatasetReader(path: fixture.folder)
    #expect(reader.collectionNames == ["transfers", "schools", "other"])
    var dataset = reader.emptyDataset
    func names() -> [String] { dataset.relations.map(\.schema.name) }
    try reader.load(mentionedIn: ["id"], into: &dataset)
    #expect(names() == [])
    try reader.load(mentionedIn: ["other"], into: &dataset)
    #expect(names() == ["other"])
    try reader.load(mentionedIn: ["other", "to"], into: &dataset)
    #expect(names() == ["other", "schools"])
    try reader.load(mentionedIn: ["arrivals"], into: &dataset)
    #expect(names() == ["other", "schools", "transfers"])
    #expect(dataset.references.count == 4)
    #expect(dataset.relations[2].type("a") == .reference(RelationID(1), key: .integer))
  }

  @Test func inferredNamesLeadToCollections() throws {
    let fixture = Fixture([
      "children.json": #"[{"id":1,"school_id":7}]"#, "schools.json": #"[{"id":7}]"#, "visits.json": "[",
      "transfers.json": "[]",
    ])
    let reader = try DatasetReader(path: fixture.folder)
    var dataset = reader.emptyDataset
    try reader.load(mentionedIn: ["child", "school", "transfers_from_school"], into: &dataset)
    #expect(dataset.relations.map(\.schema.name) == ["children", "schools", "transfers"])
    // An error leaves everything as it was.
    #expect(fault { try reader.load(mentionedIn: nil, into: &dataset) }?.code == .dataSyntax)
    #expect(dataset.relations.count == 3 && dataset.references.count == 1)
  }
}
