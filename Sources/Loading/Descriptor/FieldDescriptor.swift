import Columns
import Diagnostics

/// One of a schema's fields.
struct FieldDescriptor {
  var name: String
  /// Nil: whatever the data says.
  var kind: FieldKind?
  var missingTexts: [String]?
  let label: LabelDescriptor
  /// What the field's schema says beside name and type.
  private let title: String?
  private let description: String?
  private let unit: FieldSchema.Unit?
  private let qualifier: String?
  private let categories: [String]?

  init(_ node: DescriptorNode) throws(Diagnostic) {
    name = try node.required("name").text()
    kind =
      try node.member("type").map { (type) throws(Diagnostic) in try Self.kind(type, node.text(of: "format")) } ?? nil
    missingTexts = try node.member("missingValues")?.labelledTexts()
    title = try node.text(of: "title")
    description = try node.text(of: "description")
    qualifier = try node.text(of: "almoner:qualifier")
    categories = try node.member("categories")?.labelledTexts()
    label = try LabelDescriptor(node)
    if let unit = try node.member("almoner:unit") {
      self.unit =
        if case .string(let text) = unit.value { .fixed(text) } else { .field(try unit.required("field").text()) }
    } else {
      unit = nil
    }
  }

  /// The type's kind; nil for types whose values may be of several.
  private static func kind(_ node: DescriptorNode, _ format: String?) throws(Diagnostic) -> FieldKind? {
    let isDefault = format == nil || format == "default"
    switch try node.text() {
    case "string", "time", "duration", "yearmonth": return .text
    case "number": return .decimal
    case "integer", "year": return .integer
    case "boolean": return .boolean
    // Other forms of dates stay texts.
    case "date": return isDefault ? .date : .text
    case "datetime": return isDefault ? .datetime : .text
    case "object": return .record
    case "array", "list": return .list
    case "any", "geopoint", "geojson": return nil
    case let other:
      throw node.failure(
        "is '\(other)', which is no type",
        help: ["types are: string, number, integer, boolean, date, datetime, object, array, any, …"])
    }
  }

  /// Of the values, where there is none to tell.
  var type: ValueType {
    switch kind ?? .unknown {
    case .boolean: .boolean
    case .integer: .integer
    case .decimal: .decimal
    case .float: .float
    case .date: .date
    case .datetime: .datetime
    case .unknown, .text, .mixed: .text
    case .list: .list(.text)
    case .record: .record
    }
  }

  func describe(_ field: inout FieldSchema) {
    field.title = title
    field.description = description
    field.unit = unit
    field.qualifier = qualifier
    field.categories = categories
  }
}
