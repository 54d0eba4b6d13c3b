import Columns

/// Names of fields that a form of data brings with it, made such as a question would write them.
extension [RelationDraft] {
  /// Makes the members of the object `name` members of the records themselves, unless these have one of the name; GeoJSON's `type`,
  /// the same in every feature, goes. `self` are a collection and its lists of objects.
  mutating func lift(_ name: String) {
    let prefix = name + "."
    var taken = Set(self[0].fields.map(\.name))
    self[0].remove { $0.name == name && $0.type == .record || $0.name == "type" && $0.type == .text }
    taken.remove("type")
    rename { path in
      guard path.hasPrefix(prefix) else { return path }
      let short = String(path.dropFirst(prefix.count))
      return taken.insert(short).inserted ? short : path
    }
  }

  /// Writes `group/question`, as form tools export it, as the path `group.question`, and leaves out of a repeated group's fields
  /// what its own name says already. Names that are no such paths stay, and those that the descriptor knows as they are.
  mutating func useDots(except known: Set<String>) {
    var taken = Set(self[0].fields.map(\.name))
    var parents = [String](repeating: "", count: count)
    for index in indices.dropFirst() { parents[index] = self[index].parent?.path ?? "" }
    for index in indices.dropFirst() {
      let prefix = parents[index] + "/"
      let own = self[index].fields.map(\.name)
      for (field, name) in own.enumerated() where parents[index].contains("/") && name.hasPrefix(prefix) {
        let short = String(name.dropFirst(prefix.count))
        if !own.contains(short) { self[index].fields[field].name = short }
      }
    }
    rename { path in
      let parts = path.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count > 1, parts.allSatisfy(\.isPlainName), !known.contains(path) else { return path }
      let dotted = parts.joined(separator: ".")
      return taken.insert(dotted).inserted ? dotted : path
    }
  }

  /// Renames the collection's fields, and the paths of its lists.
  private mutating func rename(_ newName: (String) -> String) {
    let collection = self[0].name
    for field in self[0].fields.indices { self[0].fields[field].name = newName(self[0].fields[field].name) }
    for index in indices.dropFirst() {
      guard let parent = self[index].parent, parent.draft == 0 else { continue }
      let path = newName(parent.path)
      guard path != parent.path else { continue }
      let old = self[index].name
      self[index].parent?.path = path
      for other in indices.dropFirst(index) where self[other].name == old || self[other].name.hasPrefix(old + ".") {
        self[other].name = collection + "." + path + self[other].name.dropFirst(old.count)
      }
    }
  }
}

extension RelationDraft {
  fileprivate mutating func remove(where isUnwanted: (FieldSchema) -> Bool) {
    let kept = fields.indices.filter { !isUnwanted(fields[$0]) }
    (fields, columns) = (kept.map { fields[$0] }, kept.map { columns[$0] })
  }
}

extension Substring {
  /// Letters, digits and `_`, not beginning with a digit.
  fileprivate var isPlainName: Bool {
    guard let first, first.isLetter || first == "_" else { return false }
    return allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }
}
