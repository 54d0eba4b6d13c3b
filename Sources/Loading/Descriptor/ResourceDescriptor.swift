import Columns
import Diagnostics

/// One of a package's resources: a collection, with what is said of its fields and keys.
struct ResourceDescriptor {
  enum Content {
    /// Relative to the descriptor.
    case paths([String])
    /// A range of bytes in the descriptor.
    case inline(Range<Int>)
  }

  /// How the schema's fields stand to those of the data.
  enum FieldsMatch: String, CaseIterable {
    case exact, equal, subset, superset, partial
  }

  var name: String
  var content: Content
  var dialect: Dialect
  var fields: [FieldDescriptor] = []
  var missingTexts: [String] = []
  var primaryKey: [String] = []
  var uniqueKeys: [[String]] = []
  var foreignKeys: [ForeignKeyDescriptor] = []
  /// Nil where the schema does not say: then the data may have other fields too.
  var fieldsMatch: FieldsMatch?
  /// `almoner:subject`: each row tells of a person, so that a field without a label is severe; and the fields that name the person.
  var isOfPersons = false
  var subjectKey: [String] = []
  /// The schema as it is written, its own file read.
  private(set) var schema: JSONValue?

  init(_ node: DescriptorNode) throws(Diagnostic) {
    name = try node.required("name").text()
    content = try Self.content(node)
    dialect = try Dialect(node)
    guard let schema = try node.member("schema")?.resolved() else {
      try readSubject(node)
      return
    }
    self.schema = schema.value
    for element in try schema.member("fields")?.elements() ?? [] {
      let field = try FieldDescriptor(element)
      if fields.contains(where: { $0.name == field.name }) {
        throw element.failure("has the name '\(field.name)', as another field has")
      }
      fields.append(field)
    }
    dialect.fieldNames = fields.map(\.name)
    missingTexts = try schema.member("missingValues")?.labelledTexts() ?? []
    primaryKey = try schema.member("primaryKey")?.texts() ?? []
    for key in try schema.member("uniqueKeys")?.elements() ?? [] { uniqueKeys.append(try key.texts()) }
    for key in try schema.member("foreignKeys")?.elements() ?? [] {
      let foreignKey = try ForeignKeyDescriptor(key, of: name)
      if foreignKey.fields.count > 1, foreignKeys.contains(where: { $0.name == foreignKey.name }) {
        throw key.failure(
          "is followed as '\(foreignKey.name)', as another is", help: ["add \"almoner:name\": \"…\" to tell them apart"]
        )
      }
      foreignKeys.append(foreignKey)
    }
    try readSubject(node)
    fieldsMatch = try schema.member("fieldsMatch").map { (match) throws(Diagnostic) in try Self.fieldsMatch(match) }
  }

  var paths: [String] { if case .paths(let paths) = content { paths } else { [] } }

  /// A text or picture that somebody put beside the records: packages may hold any files.
  var isDocument: Bool {
    guard schema == nil, !paths.isEmpty else { return false }
    return paths.allSatisfy { path in
      let ending = path.split(separator: ".").last?.lowercased() ?? ""
      return Self.documents.contains(ending)
    }
  }

  private static let documents: Set<String> = [
    "pdf", "doc", "docx", "odt", "md", "html", "htm", "ppt", "pptx", "png", "jpg", "jpeg", "gif", "svg", "webp", "zip",
    "mp3",
    "mp4",
  ]

  private static func content(_ node: DescriptorNode) throws(Diagnostic) -> Content {
    if let data = node.value["data"], case .unread(let range) = data { return .inline(range) }
    // Version 0 wrote `url`.
    let url = try node.member("url")
    let paths = if let url, node.value["path"] == nil { url } else { try node.required("path") }
    let list = try paths.texts()
    if list.isEmpty { throw paths.failure("is empty") }
    return .paths(list)
  }

  /// Version 2 wrote a list of one at first.
  private static func fieldsMatch(_ node: DescriptorNode) throws(Diagnostic) -> FieldsMatch {
    let text = try node.texts().first ?? ""
    guard let match = FieldsMatch(rawValue: text) else {
      let names = FieldsMatch.allCases.map(\.rawValue).joined(separator: ", ")
      throw node.failure("is '\(text)'", help: ["it is one of: \(names)"])
    }
    return match
  }

  func rules(zoneMinutes: Int) -> FieldRules {
    let nullTexts = dialect.nullText.map { [$0] } ?? []
    var rules = FieldRules(missingTexts: missingTexts + nullTexts, zoneMinutes: zoneMinutes)
    for field in fields { field.addRules(to: &rules) }
    return rules
  }
}
