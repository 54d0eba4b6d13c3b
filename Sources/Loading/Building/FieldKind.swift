import Columns

/// What the values of a field are, as far as they were read.
enum FieldKind: UInt8 {
  /// No value yet.
  case unknown
  case boolean, integer, decimal, float, date, datetime
  /// A period; only where the descriptor declares it.
  case month
  case text
  case list, record
  /// Values of several kinds, or such as the columns do not hold: each as its JSON text.
  case mixed

  /// The kind that holds values of both. Numbers become wider, dates beside other text become text.
  func unified(_ other: FieldKind) -> FieldKind {
    if self == other || other == .unknown { return self }
    if self == .unknown { return other }
    switch (family, other.family) {
    case (.number, .number): return FieldKind(rawValue: max(rawValue, other.rawValue)) ?? .float
    case (.text, .text): return .text
    default: return .mixed
    }
  }

  /// Whether a builder of this kind can go on as `other` without reading its values again.
  func converts(to other: FieldKind) -> Bool {
    self == other || self == .unknown || (family == .number && other.family == .number && rawValue <= other.rawValue)
  }

  /// The kinds of value that JSON itself tells apart.
  enum Family: Int, CaseIterable {
    case boolean, number, text, list, record
  }

  var family: Family? {
    switch self {
    case .unknown, .mixed: nil
    case .boolean: .boolean
    case .integer, .decimal, .float: .number
    case .date, .datetime, .month, .text: .text
    case .list: .list
    case .record: .record
    }
  }

  /// Of the value that a message speaks of.
  var phrase: String {
    switch self {
    case .unknown: "missing"
    case .boolean: "true or false"
    case .integer: "a whole number"
    case .decimal: "a number"
    case .float: "a number with an exponent"
    case .date: "a date"
    case .datetime: "a date with a time"
    case .month: "a month"
    case .text, .mixed: "text"
    case .list: "a list"
    case .record: "an object"
    }
  }
}

/// What is settled about a field before its values are read.
struct FieldRule {
  var kind: FieldKind
  /// By the descriptor: a value of another kind is an error. Otherwise an earlier reading settled it.
  var isDeclared: Bool
  /// Texts that stand for a missing value; nil: those of the collection.
  var missingTexts: [String]?
  /// How its texts are written; nil where they are what they seem.
  var form: TextForm?
  /// Of decimals: an exponent is only a way of writing.
  var readsExponents = false
}

/// The rules of a collection's fields, by dotted path; `needs[]` are the elements of the list `needs`.
struct FieldRules {
  var byPath: [String: FieldRule] = [:]
  /// Texts that stand for a missing value.
  var missingTexts: [String] = []
  /// `almoner:timezone`, for datetimes that name no zone.
  var zoneMinutes = 0
  /// There is no such declaration: they are taken for UTC.
  var assumesZone = false
  /// The values come from cells: what is of several kinds is text.
  var valuesAreCells = false
  /// Values of another kind than declared are noted and taken for missing; otherwise the first ends the reading.
  var collectsMisfits = false
  /// The names by which fields are asked for; nil asks for all.
  var names: Set<String>?

  /// Whether nobody asks for a field of the records, and it is no key of a reference that its name may tell of. Of dotted names the
  /// first part counts.
  func leavesOut(_ name: String) -> Bool {
    guard let names, name != "id", !name.hasSuffix("_id"), byPath[name] == nil, missingTexts.isEmpty else {
      return false
    }
    return !names.contains(name) && !names.contains(String(name.prefix { $0 != "." && $0 != "/" }))
  }
}
