import Columns
import Diagnostics

extension ResourceDescriptor {
  /// Whether anything in it says how sensitive it is.
  var bearsLabels: Bool { isOfPersons || fields.contains { $0.label.isPresent } }

  /// The fields that name the person of whom a row tells: as declared, else the primary key.
  mutating func readSubject(_ node: DescriptorNode) throws(Diagnostic) {
    guard let subject = try node.member("almoner:subject") else { return }
    guard try subject.text() == "person" else { throw subject.failure("must be \"person\"") }
    isOfPersons = true
    if let key = try node.member("almoner:subjectKey") {
      subjectKey = try key.texts()
      // Rows without a person's name are no person's: a name that is misspelt would make all of them so.
      if let wrong = subjectKey.first(where: { name in !fields.isEmpty && !fields.contains { $0.name == name } }) {
        throw key.failure(
          "names '\(wrong)', which is no field of it",
          help: ["its fields: " + fields.map(\.name).joined(separator: ", ")])
      }
    } else {
      subjectKey = primaryKey
    }
    if subjectKey.isEmpty {
      throw node.failure(
        "tells of persons, and nothing says which field names them", help: ["add \"almoner:subjectKey\": \"…\""])
    }
  }

  /// Says of each field of a collection's drafts how sensitive it is. What is in an object or list is as sensitive as the whole, unless
  /// it is labelled itself. `personKeys` are the names of fields whose value names a person.
  func label(_ drafts: inout [RelationDraft], personKeys: Set<String>) {
    for draft in drafts.indices {
      let prefix = Self.path(of: draft, drafts)
      for index in drafts[draft].fields.indices {
        let field = drafts[draft].fields[index]
        drafts[draft].fields[index].label = label(
          ofPath: prefix + field.name, type: field.type, isPersonKey: prefix.isEmpty && personKeys.contains(field.name))
      }
    }
  }

  private func label(ofPath path: String, type: ValueType, isPersonKey: Bool) -> Label {
    var whole = path
    while true {
      if let field = fields.first(where: { $0.name == whole }) {
        return field.label.label(ofPerson: isOfPersons, type: type, isPersonKey: isPersonKey)
      }
      guard let dot = whole.lastIndex(of: ".") else { break }
      whole = String(whole[..<dot])
    }
    return Label(isOfPersons ? .severe : .low)
  }

  /// `medications.` for the elements of a list, with the lists in which it stands before it.
  private static func path(of draft: Int, _ drafts: [RelationDraft]) -> String {
    guard let parent = drafts[draft].parent else { return "" }
    return path(of: parent.draft, drafts) + parent.path + "."
  }
}
