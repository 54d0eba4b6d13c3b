/// The collections of every random dataset. Rows differ by the seed, the schema stays, so that scripts can be typed as they are made.
enum Programme {
  /// What a name stands for in a script.
  indirect enum Kind: Hashable, Sendable {
    case boolean, integer, decimal, float, text, date, datetime, period, days
    /// A decimal with a currency.
    case money
    case list(Kind)
    /// To a collection: its value is the key.
    case reference(String)
    case record([Field])
    /// A list of objects.
    case objects([Field])
    /// A joined row, or an element of a list of objects: its fields, and the collection it comes from.
    case row([Field], origin: String?)
  }

  struct Field: Hashable, Sendable {
    /// As a script writes it.
    var name: String
    var kind: Kind
    /// How a reference is followed: `sponsor` of `sponsor_id`.
    var following: String?
    /// What the descriptor says of it beside its type.
    var property: String?

    init(_ name: String, _ kind: Kind, following: String? = nil, property: String? = nil) {
      (self.name, self.kind, self.following, self.property) = (name, kind, following, property)
    }
  }

  struct Collection: Sendable {
    var name: String
    var fields: [Field]
    /// What refers to it: the name of the inverse, and whose rows these are.
    var inverses: [(name: String, collection: String)]
  }

  static let collections: [Collection] = [
    Collection(
      name: "regions",
      fields: [
        Field("id", .text), Field("name", .text), Field("parent_id", .reference("regions"), following: "parent"),
      ],
      inverses: [("schools", "schools"), ("ancestors", "regions"), ("descendants", "regions")]),
    Collection(
      name: "schools",
      fields: [
        Field("id", .text), Field("name", .text), Field("region", .reference("regions")), Field("opened", .date),
        Field("budget", .decimal),
      ],
      inverses: [
        ("children", "children"), ("leaving", "transfers"),
        ("arriving", "transfers"),
      ]),
    Collection(
      name: "sponsors",
      fields: [Field("id", .integer), Field("name", .text), Field("since", .date), Field("pledge", .decimal)],
      inverses: [("children", "children"), ("gifts", "gifts")]),
    Collection(
      name: "gifts",
      fields: [
        Field("id", .integer), Field("sponsor_id", .reference("sponsors"), following: "sponsor"), Field("day", .date),
        Field("amount", .money, property: "\"almoner:unit\": {\"field\": \"currency\"}"), Field("currency", .text),
        Field("cost", .money, property: "\"almoner:unit\": \"CNY\""),
      ],
      inverses: []),
    Collection(
      name: "children",
      fields: [
        Field("id", .integer), Field("name", .text),
        Field("phase", .text, property: "\"categories\": [\"soap\", \"Li\", \"a-b\", \"\"]"),
        Field("grade", .integer), Field("weight", .float),
        Field("fee", .decimal), Field("born", .date), Field("seen_at", .datetime), Field("active", .boolean),
        Field("school", .reference("schools")), Field("sponsor_id", .reference("sponsors"), following: "sponsor"),
        Field("needs", .list(.text)), Field("marks", .list(.integer)),
        Field(
          "guardian", .record([Field("name", .text), Field("`phone number`", .text), Field("age", .integer)])),
        Field(
          "medications", .objects([Field("drug", .text), Field("dose", .integer), Field("`from`", .date)])),
      ],
      inverses: [("visits", "visits"), ("transfers", "transfers")]),
    Collection(
      name: "visits",
      fields: [
        Field("id", .integer), Field("child_id", .reference("children"), following: "child"), Field("`on`", .date),
        Field("minutes", .integer), Field("staff", .text), Field("score", .decimal),
      ],
      inverses: []),
    Collection(
      name: "transfers",
      fields: [
        Field("id", .integer), Field("child", .reference("children")), Field("from_school", .reference("schools")),
        Field("to_school", .reference("schools")), Field("date", .date),
      ],
      inverses: []),
  ]

  static func collection(_ name: String) -> Collection? { collections.first { $0.name == name } }
  static func fields(of name: String) -> [Field] { collection(name)?.fields ?? [] }
  /// The type of a collection's key.
  static func key(of name: String) -> Kind { fields(of: name).first?.kind ?? .text }

  /// Types are declared wherever a descriptor can, so that no rows or only missing values still have them.
  static let descriptor = """
    {"name": "random", "almoner:timezone": "+08:00", "resources": [\(collections.map(resource).joined(separator: ",\n"))]}
    """

  private static func resource(_ collection: Collection) -> String {
    let fields = collection.fields.map { field in
      "{\"name\": \"\(plain(field.name))\"" + (type(field.kind).map { ", \"type\": \"\($0)\"" } ?? "")
        + (field.property.map { ", " + $0 } ?? "") + "}"
    }
    let keys = collection.fields.compactMap { field -> String? in
      guard case .reference(let other) = field.kind else { return nil }
      let resource = other == collection.name ? "" : other
      let inverse = ["from_school": "leaving", "to_school": "arriving"][field.name]
      return "{\"fields\": [\"\(field.name)\"], \"reference\": {\"resource\": \"\(resource)\", \"fields\": [\"id\"]}"
        + (inverse.map { ", \"almoner:inverse\": \"\($0)\"" } ?? "") + "}"
    }
    return """
      {"name": "\(collection.name)", "path": "\(collection.name).json", "schema": {
        "fields": [\(fields.joined(separator: ", "))], "foreignKeys": [\(keys.joined(separator: ", "))]}}
      """
  }

  private static func type(_ kind: Kind) -> String? {
    switch kind {
    case .boolean: "boolean"
    case .integer: "integer"
    case .decimal, .money: "number"
    case .text: "string"
    case .date: "date"
    case .datetime: "datetime"
    case .list, .objects: "array"
    case .record: "object"
    case .reference(let other): type(key(of: other))
    // What the data says.
    case .float, .period, .days, .row: nil
    }
  }

  /// Without the backticks that a script needs.
  static func plain(_ name: String) -> String { name.filter { $0 != "`" } }
}
