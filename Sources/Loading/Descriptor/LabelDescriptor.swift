import Columns
import Diagnostics

/// `almoner:sensitivity`, `almoner:attribute` and `almoner:mask` of a field.
struct LabelDescriptor {
  private var sensitivity: Sensitivity?
  private var attribute: Attribute?
  private var mask: Mask?

  init(_ field: DescriptorNode) throws(Diagnostic) {
    sensitivity = try field.member("almoner:sensitivity")?.sensitivity()
    attribute = try field.member("almoner:attribute")?.word(of: Attribute.self, "an attribute")
    mask = try field.member("almoner:mask")?.word(of: Mask.self, "a mask")
  }

  var isPresent: Bool { sensitivity != nil || attribute != nil || mask != nil }

  /// `ofPerson`: in a resource whose rows tell of persons, where forgetting a level never publishes; `isPersonKey`: the value names
  /// such a person.
  func label(ofPerson: Bool, type: ValueType, isPersonKey: Bool) -> Label {
    let level = sensitivity ?? (ofPerson || attribute == .direct || attribute == .sensitive ? .severe : .low)
    let usual: Mask =
      isPersonKey ? .pseudonym : [.date, .datetime].contains(type) && attribute == .quasi ? .year : .hidden
    return Label(level, attribute ?? .none, mask: mask ?? usual)
  }
}

extension DescriptorNode {
  func sensitivity() throws(Diagnostic) -> Sensitivity {
    let word = try text()
    guard let level = Sensitivity(word) else {
      throw failure(
        "is '\(word)', which is no level",
        help: ["levels are: " + Sensitivity.allCases.map(\.name).joined(separator: ", ")])
    }
    return level
  }

  func word<Words: RawRepresentable<String> & CaseIterable>(
    of words: Words.Type, _ what: String
  ) throws(Diagnostic) -> Words {
    let word = try text()
    guard let value = Words(rawValue: word) else {
      throw failure(
        "is '\(word)', which is not \(what)",
        help: ["write one of: " + words.allCases.map(\.rawValue).joined(separator: ", ")])
    }
    return value
  }

  /// `almoner:roles`: name → `{show, count, k, export}`.
  func roles() throws(Diagnostic) -> [Role] {
    guard case .object(let members) = value else { throw failure("must be an object, in { }") }
    var roles: [Role] = []
    for (name, value) in members {
      let role = DescriptorNode(value: value, path: path + "." + name, file: file, folder: folder, files: files)
      let least = try role.required("k")
      guard case .number(let text) = least.value, let k = Int(text), k >= 1 else {
        throw least.failure("must be a whole number from 1")
      }
      roles.append(
        Role(
          name, show: try role.required("show").sensitivity(), count: try role.required("count").sensitivity(),
          least: k, export: try role.required("export").sensitivity()))
    }
    if roles.isEmpty { throw failure("names no role") }
    return roles
  }
}
