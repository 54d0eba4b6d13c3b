import Columns
import Diagnostics

/// A Frictionless Data Package, v1 or v2 (https://datapackage.org), with the properties of `almoner:`.
struct PackageDescriptor {
  var title: String?
  /// `almoner:questions`.
  var questions: [String] = []
  /// `almoner:timezone`, in minutes east of UTC.
  var zoneMinutes: Int?
  var resources: [ResourceDescriptor] = []
  /// Empty where nothing bears a label.
  private(set) var roles: [Role] = []
  /// What pseudonyms are made with: as the descriptor says, else the descriptor itself.
  private(set) var secret = ""
  /// The whole of it, of which what has no meaning here is kept too.
  let value: JSONValue
  private let file: DataFile

  /// Paths in it are relative to `folder`.
  init(_ file: DataFile, folder: String, files: RecordFiles) throws(Diagnostic) {
    self.file = file
    value = try JSONValueParser.parse(file, leaving: "data")
    let node = DescriptorNode(value: value, path: "", file: file.name, folder: folder, files: files)
    title = try node.text(of: "title")
    questions = try node.member("almoner:questions")?.texts() ?? []
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
    var keys = Set(resource.subjectKey)
    for key in resource.foreignKeys where key.fields.count == 1 {
      if resources.contains(where: { $0.name == key.resource && $0.isOfPersons && $0.subjectKey == key.referenced }) {
        keys.insert(key.fields[0])
      }
    }
    return keys
  }

  /// The text of what was left unread.
  func text(_ range: Range<Int>) -> String { String(decoding: file.bytes[range], as: UTF8.self) }

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
