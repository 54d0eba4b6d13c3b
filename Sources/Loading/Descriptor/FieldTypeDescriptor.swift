import Diagnostics

/// A field's `type` and `format`, and how its texts are written (Table Schema v2, "Field Types"). Types are mapped to the columns that
/// there are; of the others the texts are kept.
struct FieldTypeDescriptor {
  /// Nil for types whose values may be of several kinds.
  private(set) var kind: FieldKind?
  /// Of a list's elements, by `itemType`.
  private(set) var elementKind: FieldKind?
  private(set) var form: TextForm?
  /// The type's name where no column has it.
  private(set) var untyped: String?
  /// A form that texts must have, such as `email`.
  private(set) var formName: String?

  /// Of a field.
  init(_ node: DescriptorNode) throws(Diagnostic) {
    guard let type = try node.member("type") else { return }
    let format = try Self.format(of: node)
    switch try type.text() {
    case "string":
      kind = .text
      formName = format
    case "number":
      kind = try node.text(of: "almoner:type") == "float" ? .float : .decimal
      form = try Self.numberForm(node)
    case "integer", "year":
      kind = .integer
      form = try Self.numberForm(node)
    case "boolean":
      kind = .boolean
      form = try Self.booleanForm(node)
    case "date": try setTime(.date, format, node)
    case "datetime": try setTime(.datetime, format, node)
    case "yearmonth": try setTime(.month, "%Y-%m", node)
    case "time", "duration":
      kind = .text
      untyped = try type.text()
    case "object": kind = .record
    case "array": kind = .list
    case "list":
      kind = .list
      form = .list(separator: try node.text(of: "delimiter") ?? ",")
      elementKind = try node.member("itemType").map { (item) throws(Diagnostic) in try Self.elementKind(item) }
    case "any", "geojson": break
    case "geopoint": if format == nil { kind = .text }
    case let other:
      throw type.failure(
        "is '\(other)', which is no type",
        help: [
          "types are: string, number, integer, boolean, date, datetime, year, yearmonth, time, duration",
          "and list, array, object, geopoint, geojson, any",
        ])
    }
  }

  /// Nil for the default; `fmt:` is how version 0 began patterns.
  private static func format(of node: DescriptorNode) throws(Diagnostic) -> String? {
    guard let text = try node.text(of: "format"), text != "default" else { return nil }
    return text.hasPrefix("fmt:") ? String(text.dropFirst(4)) : text
  }

  /// `any` leaves it to the data.
  private mutating func setTime(_ kind: FieldKind, _ format: String?, _ node: DescriptorNode) throws(Diagnostic) {
    guard format != "any" else { return }
    self.kind = kind
    guard let format else { return }
    do throws(TimePattern.UnknownDirective) { form = .time(try TimePattern(format)) } catch {
      throw node.failure(
        "has the format '\(format)', in which \(error.letter) means nothing",
        help: ["patterns are written as %d/%m/%Y or %Y-%m-%d %H:%M"])
    }
  }

  /// Nil where the descriptor says nothing of it: then numbers are JSON's.
  private static func numberForm(_ node: DescriptorNode) throws(Diagnostic) -> TextForm? {
    let (decimal, group) = (try node.text(of: "decimalChar"), try node.text(of: "groupChar"))
    let bare = try node.member("bareNumber")
    guard decimal != nil || group != nil || bare != nil else { return nil }
    var form = NumberForm()
    if let decimal { form.decimalMark = Array(decimal.utf8) }
    if let group { form.groupMark = Array(group.utf8) }
    if let bare { form.isBare = try bare.boolean() }
    guard !form.decimalMark.isEmpty, form.decimalMark != form.groupMark else {
      throw node.failure("needs a decimalChar that is not its groupChar")
    }
    return .number(form)
  }

  private static func booleanForm(_ node: DescriptorNode) throws(Diagnostic) -> TextForm? {
    let (trues, falses) = (try node.member("trueValues"), try node.member("falseValues"))
    guard trues != nil || falses != nil else { return nil }
    return .boolean(
      trues: try trues?.texts() ?? ["true", "True", "TRUE", "1"],
      falses: try falses?.texts() ?? ["false", "False", "FALSE", "0"])
  }

  private static func elementKind(_ node: DescriptorNode) throws(Diagnostic) -> FieldKind {
    switch try node.text() {
    case "string", "time": return .text
    case "integer": return .integer
    case "number": return .decimal
    case "boolean": return .boolean
    case "date": return .date
    case "datetime": return .datetime
    case let other:
      throw node.failure(
        "is '\(other)', which is no type of an element",
        help: ["they are: string, integer, number, boolean, date, datetime, time"])
    }
  }
}
