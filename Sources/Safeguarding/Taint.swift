import Columns
import Diagnostics
import Plans

/// What a value, or the choice of rows, was computed from: labels travel (rule 2).
struct Taint: Sendable {
  /// The highest level of all that was read.
  var level = Sensitivity.low
  /// The fields above what the role may be shown of one person.
  private(set) var secrets: [Secret] = []
  /// Of one value: what it was made of.
  var source = Source.none

  /// Out of how much a value was made. What combines several fields, or picks persons by one, can carry what is in single records
  /// through numbers of many: `sum(if id == "C05" then fee else 0)`.
  enum Source: Equatable, Sendable {
    /// Nothing that differs from row to row.
    case none
    /// One field, as it is or as a measure of it: its year, the age at a day.
    case field(String)
    /// One field, in any way.
    case computed(String)
    case mixed

    static func + (left: Source, right: Source) -> Source {
      switch (left, right) {
      case (.none, let other), (let other, .none): return other
      case (.field(let one), .field(let other)) where one == other: return left
      case (.field(let one), .computed(let other)), (.computed(let one), .field(let other)),
        (.computed(let one), .computed(let other)):
        return one == other ? .computed(one) : .mixed
      case (.field, .field), (.mixed, _), (_, .mixed): return .mixed
      }
    }

    /// After a computation that is no measure.
    var computed: Source {
      if case .field(let name) = self { return .computed(name) }
      return self
    }
  }

  init(level: Sensitivity = .low, secrets: [Secret] = [], source: Source = .none) {
    self.level = level
    self.secrets = secrets
    self.source = source
  }

  mutating func add(_ other: Taint) {
    level = max(level, other.level)
    source = source + other.source
    for secret in other.secrets {
      guard let place = secrets.firstIndex(where: { $0.isSame(as: secret) }) else {
        secrets.append(secret)
        continue
      }
      if secret.isValue { secrets[place].isValue = true }
    }
  }

  func from(_ source: Source) -> Taint {
    var result = self
    result.source = source
    return result
  }

  /// Where only what the fields lead to is used, or whether there is anything in them.
  var withoutValues: Taint {
    var result = Taint(level: level, source: source)
    for var secret in secrets {
      secret.isValue = false
      result.secrets.append(secret)
    }
    return result
  }

  static func + (left: Taint, right: Taint) -> Taint {
    var result = left
    result.add(right)
    return result
  }

  /// With the persons of its fields expressed otherwise.
  func mappingPersons(_ change: (TypedExpression) -> TypedExpression?) -> Taint {
    var result = Taint(level: level, source: source)
    for var secret in secrets {
      secret.person = secret.person.flatMap(change)
      result.add(Taint(level: level, secrets: [secret]))
    }
    return result
  }
}

/// A field that was read and of which the role may not be shown single values.
struct Secret: Sendable {
  /// `children.birth_date`.
  var field: String
  var label: Label
  /// Where it was read.
  var span: Span
  /// Whose it is, over the rows at hand; nil where that cannot be told.
  var person: TypedExpression?
  /// Whether the value itself is used, and not only what it leads to or whether there is one.
  var isValue = true

  func isSame(as other: Secret) -> Bool {
    field == other.field && person?.readText == other.person?.readText
  }

  var isSensitive: Bool { label.attribute == .sensitive }
}

extension TypedExpression {
  /// The same for two expressions that read the same; nil for what is no plain read.
  var readText: String? {
    switch kind {
    case .column(let id): "#\(id.number)"
    case .field(let relation, let index, let row): row.readText.map { "\($0).\(relation.number):\(index)" }
    case .lookup(let relation, let fields, let keys):
      "\(relation.number)\(fields)[\(keys.map { $0.readText ?? "?" }.joined(separator: ","))]"
    // A person whom several fields name.
    case .call(.concat, let parts), .call(.textOf, let parts):
      parts.filter { if case .constant = $0.kind { false } else { true } }
        .reduce("") { text, part in text.flatMap { text in part.readText.map { text + "," + $0 } } }
    case .constant, .scalar, .call, .conditional, .membership, .aggregate, .subquery: nil
    }
  }
}
