import Diagnostics

/// One of a schema's foreign keys.
struct ForeignKeyDescriptor {
  var fields: [String]
  var resource: String
  var referenced: [String]
  /// How it is followed: as declared, like its field, or, of several fields, like the collection that it leads to.
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
    } else if self.resource != owner {
      name = self.resource
    } else {
      throw node.failure(
        "is of several fields of one collection and needs a name", help: ["add \"almoner:name\": \"…\""])
    }
    inverse = try node.text(of: "almoner:inverse")
  }
}
