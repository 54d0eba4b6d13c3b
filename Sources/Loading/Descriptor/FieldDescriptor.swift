import Columns
import Diagnostics

/// One of a schema's fields.
struct FieldDescriptor {
  var name: String
  /// Nil: whatever the data says.
  var kind: FieldKind?
  let label: LabelDescriptor
  /// Of the elements of a list.
  private var elementKind: FieldKind?
  private var form: TextForm?
  private let missingTexts: [String]?
  /// What the field's schema says beside name and type.
  private let title: String?
  private let description: String?
  private let unit: FieldSchema.Unit?
  private let qualifier: String?
  private let displayForm: String?
  /// `hxl:tag`.
  private let tag: String?
  /// All the values that there may be, in their order.
  private let categories: [String]?
  private let declaredType: String?
  private let constraints: ConstraintsDescriptor

  init(_ node: DescriptorNode) throws(Diagnostic) {
    name = try node.required("name").text()
    missingTexts = try node.member("missingValues")?.labelledTexts()
    title = try node.text(of: "title")
    description = try node.text(of: "description")
    qualifier = try node.text(of: "almoner:qualifier")
    displayForm = try node.text(of: "almoner:format")
    tag = try node.text(of: "hxl:tag")
    categories = try node.member("categories")?.labelledTexts()
    label = try LabelDescriptor(node)
    if let unit = try node.member("almoner:unit") {
      self.unit =
        if case .string(let text) = unit.value { .fixed(text) } else { .field(try unit.required("field").text()) }
    } else {
      unit = nil
    }
    let type = try FieldTypeDescriptor(node)
    (kind, elementKind, form, declaredType) = (type.kind, type.elementKind, type.form, type.untyped)
    constraints = try ConstraintsDescriptor(node.member("constraints"), formName: type.formName)
  }

  /// What is settled about the field, and about the elements of its lists, before its values are read.
  func addRules(to rules: inout FieldRules) {
    if kind != nil || missingTexts != nil {
      rules.byPath[name] = FieldRule(
        kind: kind ?? .unknown, isDeclared: kind != nil, missingTexts: missingTexts, form: form)
    }
    if let elementKind { rules.byPath[name + "[]"] = FieldRule(kind: elementKind, isDeclared: true) }
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
    case .month: .period
    case .unknown, .text, .mixed: .text
    case .list: .list(.text)
    case .record: .record
    }
  }

  /// Gives what is said of the field to its schema; constraints that make no sense of its type go to `warnings`, as what is wrong.
  func describe(_ field: inout FieldSchema, zoneMinutes: Int, warnings: inout [String]) {
    field.title = title
    field.description = description
    field.unit = unit
    field.qualifier = qualifier
    field.displayForm = displayForm
    field.tag = tag ?? field.tag
    field.categories = categories
    field.declaredType = declaredType
    field.constraints = constraints.constraints(of: field, form: form, zoneMinutes: zoneMinutes, warnings: &warnings)
    guard let categories else { return }
    let literals = ConstraintLiterals(type: field.type, form: form, zoneMinutes: zoneMinutes)
    let values = categories.compactMap { literals.value(.string($0)) }
    if values.count == categories.count {
      field.constraints.append(.oneOf(values))
    } else {
      warnings.append("'categories' of \(field.name) hold what is no \(field.type.name)")
    }
  }
}
