import Columns
import Diagnostics

/// The keys of a collection: those that the descriptor declares, or `id`.
struct DeclaredKeys {
  /// Indices of fields; empty where there is none.
  private(set) var primaryKey: [Int] = []
  private(set) var isDeclared = false
  private(set) var uniqueKeys: [[Int]] = []
  /// Of keys that name no field.
  private(set) var warnings: [Diagnostic] = []

  init(_ schema: RelationSchema, _ resource: ResourceDescriptor?) {
    let declared = resource?.primaryKey ?? []
    if declared.isEmpty {
      primaryKey = schema.index(ofField: "id").map { [$0] } ?? []
    } else if let key = fields(declared, "primaryKey", schema) {
      primaryKey = key
      isDeclared = true
    }
    for key in resource?.uniqueKeys ?? [] {
      if let key = fields(key, "uniqueKeys", schema) { uniqueKeys.append(key) }
    }
  }

  private mutating func fields(_ names: [String], _ property: String, _ schema: RelationSchema) -> [Int]? {
    let indices = names.compactMap { schema.index(ofField: $0) }
    guard indices.count == names.count, !indices.isEmpty else {
      let lacking = names.first { schema.index(ofField: $0) == nil } ?? ""
      warnings.append(
        Diagnostic(
          .dataWarning, "the \(property) of \(schema.name) is left out: it has no field '\(lacking)'",
          help: ["correct it in datapackage.json"]))
      return nil
    }
    return indices
  }
}
