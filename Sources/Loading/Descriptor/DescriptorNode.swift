import Diagnostics

/// A value of the descriptor with its place, `resources[2].schema`, for messages.
struct DescriptorNode {
  let value: JSONValue
  let path: String
  let file: String
  /// To which paths are relative.
  let folder: String
  let files: RecordFiles

  /// Nil where the member is absent or null.
  func member(_ name: String) throws(Diagnostic) -> DescriptorNode? {
    guard case .object = value else { throw failure("must be an object, in { }") }
    guard let member = value[name] else { return nil }
    if case .null = member { return nil }
    return DescriptorNode(
      value: member, path: path.isEmpty ? name : path + "." + name, file: file, folder: folder, files: files)
  }

  func required(_ name: String) throws(Diagnostic) -> DescriptorNode {
    guard let member = try member(name) else { throw failure("has no '\(name)'") }
    return member
  }

  func elements() throws(Diagnostic) -> [DescriptorNode] {
    guard case .array(let values) = value else { throw failure("must be a list, in [ ]") }
    return values.enumerated().map {
      DescriptorNode(value: $1, path: path + "[\($0)]", file: file, folder: folder, files: files)
    }
  }

  func text() throws(Diagnostic) -> String {
    guard case .string(let text) = value else { throw failure("must be a text, in quotes") }
    return text
  }

  /// One text or a list of them.
  func texts() throws(Diagnostic) -> [String] {
    if case .string(let text) = value { return [text] }
    var texts: [String] = []
    for element in try elements() { texts.append(try element.text()) }
    return texts
  }

  func boolean() throws(Diagnostic) -> Bool {
    guard case .boolean(let value) = value else { throw failure("must be true or false") }
    return value
  }

  /// A whole number from 0.
  func count() throws(Diagnostic) -> Int {
    guard case .number(let text) = value, let count = Int(text), count >= 0 else {
      throw failure("must be a whole number from 0")
    }
    return count
  }

  /// Itself, or what the file holds that it names: a schema may stand in a file of its own.
  func resolved() throws(Diagnostic) -> DescriptorNode {
    guard case .string(let name) = value else { return self }
    let file = try files.open(try files.resolve(name, in: folder), name: name)
    return DescriptorNode(
      value: try JSONValueParser.parse(file, leaving: nil), path: "", file: name, folder: folder, files: files)
  }

  /// The text of a member that may be absent.
  func text(of name: String) throws(Diagnostic) -> String? { try member(name)?.text() }

  /// A list of texts, or of objects with a `value` (Frictionless v2 allows labels beside them).
  func labelledTexts() throws(Diagnostic) -> [String] {
    var texts: [String] = []
    for element in try elements() {
      let value = if case .object = element.value { try element.required("value") } else { element }
      switch value.value {
      case .string(let text), .number(let text): texts.append(text)
      case .null, .boolean, .array, .object, .unread: throw value.failure("must be a text or a number")
      }
    }
    return texts
  }

  func failure(_ what: String, help: [String] = []) -> Diagnostic {
    Diagnostic(.dataDescriptor, "\(file): \(path.isEmpty ? "the descriptor" : path) \(what)", help: help)
  }
}
