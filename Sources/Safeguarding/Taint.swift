import Columns
import Diagnostics
import Plans

/// What a value, or the choice of rows, was computed from: labels travel (rule 2).
struct Taint: Sendable {
  /// The highest level of all that was read.
  var level = Sensitivity.low
  /// The fields above what the role may be shown of one person.
  private(set) var secrets: [Secret] = []

  init(level: Sensitivity = .low, secrets: [Secret] = []) {
    self.level = level
    self.secrets = secrets
  }

  mutating func add(_ other: Taint) {
    level = max(level, other.level)
    for secret in other.secrets where !secrets.contains(where: { $0.isSame(as: secret) }) { secrets.append(secret) }
  }

  static func + (left: Taint, right: Taint) -> Taint {
    var result = left
    result.add(right)
    return result
  }

  /// With the persons of its fields expressed otherwise.
  func mappingPersons(_ change: (TypedExpression) -> TypedExpression?) -> Taint {
    var result = Taint(level: level)
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
    case .constant, .scalar, .call, .conditional, .membership, .aggregate, .subquery: nil
    }
  }
}
