import Columns
import Plans

/// A rule that records are checked by, as a row of the check's table and a warning name it.
enum RecordRule {
  case constraint(FieldConstraint)
  /// A part of the primary key is missing.
  case keyMissing
  /// No two rows have the same.
  case unique
  /// The key is in the collection referred to.
  case reference(to: String)
  /// `a whole number`: the declared type.
  case type(String)

  /// `at most 9`, `in schools`.
  func text(zoneMinutes: Int) -> String {
    switch self {
    case .constraint(let constraint): constraint.text(zoneMinutes: zoneMinutes)
    case .keyMissing: "key required"
    case .unique: "unique"
    case .reference(let collection): "in \(collection)"
    case .type(let type): type
    }
  }

  /// `3 values of grade are not at most 9`.
  func summary(_ count: Int, _ field: String, zoneMinutes: Int) -> String {
    let number = grouped(count)
    let rows = count == 1 ? "1 row has" : "\(number) rows have"
    switch self {
    case .constraint(.required), .keyMissing: return "\(rows) no \(field)"
    case .constraint(.unique), .unique: return "\(rows) the \(field) of an earlier row"
    case .reference(let collection): return "\(rows) a \(field) that is not in \(collection)"
    case .constraint, .type:
      let values = count == 1 ? "1 value of \(field) is not" : "\(number) values of \(field) are not"
      return "\(values) \(text(zoneMinutes: zoneMinutes))"
    }
  }
}

extension FieldConstraint {
  /// So many values are listed of those that may be.
  private static let listed = 6

  fileprivate func text(zoneMinutes: Int) -> String {
    func shown(_ value: Value) -> String { value.plainText(zoneMinutes: zoneMinutes) }
    return switch self {
    case .required: "required"
    case .unique: "unique"
    case .atLeast(let value): "at least \(shown(value))"
    case .above(let value): "above \(shown(value))"
    case .atMost(let value): "at most \(shown(value))"
    case .below(let value): "below \(shown(value))"
    case .lengthAtLeast(let length): "at least \(length) long"
    case .lengthAtMost(let length): "at most \(length) long"
    case .pattern(let pattern): "of the pattern \(pattern)"
    case .form(let name, _): "of the form \(name)"
    case .oneOf(let values):
      "one of " + values.prefix(Self.listed).map(shown).joined(separator: ", ")
        + (values.count > Self.listed ? ", …" : "")
    }
  }

  /// The condition that is true of the rows which break it, `field` being the value; nil where no condition on one row tells.
  func violation(of field: TypedExpression) -> TypedExpression? {
    func condition(_ function: Function, _ arguments: TypedExpression...) -> TypedExpression {
      TypedExpression(.call(function, arguments), .boolean, field.span)
    }
    func constant(_ value: Value, _ type: ValueType) -> TypedExpression {
      TypedExpression(.constant(value), type, field.span)
    }
    func present(_ isWrong: TypedExpression) -> TypedExpression {
      condition(.and, condition(.isPresent, field), isWrong)
    }
    func compared(_ function: Function, _ value: Value) -> TypedExpression {
      condition(function, field, constant(value, value.literalType(like: field.type)))
    }
    func length(_ function: Function, _ length: Int) -> TypedExpression {
      let count = TypedExpression(
        .call(field.type.ofValue == .text ? .length : .listLength, [field]), .integer, field.span)
      return condition(function, count, constant(.integer(Int64(length)), .integer))
    }
    func unmatched(_ pattern: String) -> TypedExpression {
      present(condition(.not, condition(.matches, field, constant(.text("\\A(?:\(pattern))\\z"), .text))))
    }
    switch self {
    case .required: return condition(.isMissing, field)
    case .unique: return nil
    case .atLeast(let value): return compared(.less, value)
    case .above(let value): return compared(.lessOrEqual, value)
    case .atMost(let value): return compared(.greater, value)
    case .below(let value): return compared(.greaterOrEqual, value)
    case .lengthAtLeast(let count): return length(.less, count)
    case .lengthAtMost(let count): return length(.greater, count)
    case .pattern(let pattern), .form(_, let pattern): return unmatched(pattern)
    case .oneOf(let values):
      let elements = values.map { constant($0, $0.literalType(like: field.type)) }
      return present(
        condition(.not, TypedExpression(.call(.inElements, [field] + elements), .boolean, field.span)))
    }
  }
}

extension Value {
  /// The type of a literal beside a field: an integer may be compared with a decimal.
  fileprivate func literalType(like field: ValueType) -> ValueType {
    switch self {
    case .integer: .integer
    case .decimal: .decimal
    case .float: .float
    default: field.ofValue
    }
  }
}
