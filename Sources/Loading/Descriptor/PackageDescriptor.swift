import Columns
import Diagnostics

/// A Frictionless Data Package, v1 or v2 (https://datapackage.org), with the properties of `almoner:`.
struct PackageDescriptor {
  var title: String?
  /// Minutes east of UTC.
  var zoneMinutes = 0
  var resources: [ResourceDescriptor] = []
  /// Empty where nothing bears a label.
  private(set) var roles: [Role] = []
  /// What pseudonyms are made with: as the descriptor says, else the descriptor itself.
  private(set) var secret = ""

  init(_ file: DataFile) throws(Diagnostic) {
    let value = try JSONValueParser.parse(file, leaving: "data")
    let node = DescriptorNode(value: value, path: "", file: file.name)
    title = try node.text(of: "title")
    if let zone = try node.member("almoner:timezone") { zoneMinutes = try Self.zone(zone) }
    for element in try node.required("resources").elements() {
      let resource = try ResourceDescriptor(element)
      if resources.contains(where: { $0.name == resource.name }) {
        throw element.failure("has the name '\(resource.name)', as another has")
      }
      resources.append(resource)
    }
    try checkForeignKeys(node)
    let declared = try node.member("almoner:roles")?.roles()
    roles = declared ?? (resources.contains(where: \.bearsLabels) ? Role.defaults : [])
    secret = try node.text(of: "almoner:secret") ?? Self.text(file, without: resources)
  }

  /// The descriptor without the records in it, which may change.
  private static func text(_ file: DataFile, without resources: [ResourceDescriptor]) -> String {
    var bytes = Array(file.bytes)
    let records = resources.compactMap { if case .inline(let range) = $0.content { range } else { nil } }
    for range in records.sorted(by: { $0.lowerBound > $1.lowerBound }) { bytes.removeSubrange(range) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The fields of a resource whose value names a person: its own key, and references to persons.
  func personKeys(of resource: ResourceDescriptor) -> Set<String> {
    var keys = Set(resource.subjectKey.map { [$0] } ?? [])
    for key in resource.foreignKeys where key.fields.count == 1 {
      if resources.contains(where: { $0.name == key.resource && $0.isOfPersons && $0.subjectKey == key.referenced[0] })
      {
        keys.insert(key.fields[0])
      }
    }
    return keys
  }

  /// Minutes of `+08:00`, or `Z`.
  private static func zone(_ node: DescriptorNode) throws(Diagnostic) -> Int {
    let text = try node.text()
    guard let instant = Instant.parse("2000-01-01T00:00:00" + text, zoneMinutes: 0), !text.isEmpty,
      let utc = Instant.parse("2000-01-01T00:00:00Z", zoneMinutes: 0)
    else { throw node.failure("is '\(text)', which is no offset such as +08:00") }
    return Int((utc - instant) / 60_000_000)
  }

  private func checkForeignKeys(_ node: DescriptorNode) throws(Diagnostic) {
    for resource in resources {
      for key in resource.foreignKeys where !resources.contains(where: { $0.name == key.resource }) {
        throw Diagnostic(
          .dataDescriptor,
          "\(node.file): a foreign key of '\(resource.name)' refers to '\(key.resource)', which is no resource",
          help: ["the resources are: " + resources.map(\.name).joined(separator: ", ")])
      }
    }
  }
}

struct ResourceDescriptor {
  enum Content {
    /// Relative to the descriptor.
    case paths([String])
    /// A range of bytes in the descriptor.
    case inline(Range<Int>)
  }

  var name: String
  var content: Content
  /// `dialect.property`: the member of an object that holds the records.
  var property: String?
  var fields: [FieldDescriptor] = []
  var missingTexts: [String] = []
  var primaryKey: [String] = []
  var foreignKeys: [ForeignKeyDescriptor] = []
  /// `almoner:subject: "person"`: each row tells of a person, whom the field `subjectKey` names.
  var isOfPersons = false
  var subjectKey: String?

  init(_ node: DescriptorNode) throws(Diagnostic) {
    name = try node.required("name").text()
    if let data = node.value["data"], case .unread(let range) = data {
      content = .inline(range)
    } else {
      let paths = try node.required("path")
      content = .paths(try paths.texts())
      if case .paths(let list) = content, list.isEmpty { throw paths.failure("is empty") }
    }
    if let dialect = try node.member("dialect"), case .object = dialect.value {
      property = try dialect.text(of: "property")
    }
    // A schema may also be the name of a file, which is not read.
    guard let schema = try node.member("schema") else {
      try readSubject(node)
      return
    }
    guard case .object = schema.value else {
      throw schema.failure("must be an object; schemas in files of their own are not read")
    }
    for element in try schema.member("fields")?.elements() ?? [] {
      let field = try FieldDescriptor(element)
      if fields.contains(where: { $0.name == field.name }) {
        throw element.failure("has the name '\(field.name)', as another field has")
      }
      fields.append(field)
    }
    missingTexts = try schema.member("missingValues")?.labelledTexts() ?? []
    primaryKey = try schema.member("primaryKey")?.texts() ?? []
    for key in try schema.member("foreignKeys")?.elements() ?? [] {
      foreignKeys.append(try ForeignKeyDescriptor(key, of: name))
    }
    try readSubject(node)
  }

  func rules(zoneMinutes: Int) -> FieldRules {
    var rules = FieldRules(missingTexts: missingTexts, zoneMinutes: zoneMinutes)
    for field in fields where field.kind != nil || field.missingTexts != nil {
      rules.byPath[field.name] = FieldRule(
        kind: field.kind ?? .unknown, isDeclared: field.kind != nil, missingTexts: field.missingTexts)
    }
    return rules
  }
}

struct ForeignKeyDescriptor {
  var fields: [String]
  var resource: String
  var referenced: [String]
  /// How it is followed.
  var name: String
  /// `almoner:inverse`
  var inverse: String?

  /// `owner` is the resource that has it.
  init(_ node: DescriptorNode, of owner: String) throws(Diagnostic) {
    fields = try node.required("fields").texts()
    let reference = try node.required("reference")
    // Absent (v2) or empty (v1): the resource itself.
    let resource = try reference.text(of: "resource") ?? ""
    self.resource = resource.isEmpty ? owner : resource
    referenced = try reference.required("fields").texts()
    guard let first = fields.first, fields.count == referenced.count else {
      throw node.failure("has \(fields.count) fields for \(referenced.count) of '\(self.resource)'")
    }
    if let name = try node.text(of: "almoner:name") {
      self.name = name
    } else if fields.count == 1 {
      name = ReferenceNames.name(ofField: first)
    } else {
      throw node.failure("is of several fields and needs a name", help: ["add \"almoner:name\": \"…\""])
    }
    inverse = try node.text(of: "almoner:inverse")
  }
}
