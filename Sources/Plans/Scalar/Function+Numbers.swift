import Columns
import Glibc

/// Arithmetic and functions of numbers. Integers compute as integers, a decimal makes it decimals, a float floats.
extension Function {
  func number(_ arguments: [Value], _ type: ValueType) throws(EvaluationFailure) -> Value {
    switch self {
    case .add, .subtract, .multiply, .remainder, .div, .bin:
      return try binary(arguments[0], arguments[1], type)
    case .divide:
      guard let a = arguments[0].double, let b = arguments[1].double, b != 0 else { return .missing }
      return .finite(a / b)
    case .pow:
      guard let a = arguments[0].double, let b = arguments[1].double else { return .missing }
      return .finite(Glibc.pow(a, b))
    case .sqrt, .ln, .exp:
      guard let x = arguments[0].double else { return .missing }
      return .finite(self == .sqrt ? x.squareRoot() : self == .ln ? log(x) : Glibc.exp(x))
    case .negate, .abs: return try signed(arguments[0])
    case .round: return try rounded(arguments[0], digits: arguments.count > 1 ? arguments[1] : nil)
    case .floor: return try whole(arguments[0], .down)
    case .ceil: return try whole(arguments[0], .up)
    default: return .missing
    }
  }

  private func binary(_ a: Value, _ b: Value, _ type: ValueType) throws(EvaluationFailure) -> Value {
    switch (a, b) {
    case (.integer(let a), .integer(let b)) where type.ofValue != .decimal && type.ofValue != .float:
      return try integers(a, b)
    case (.float, _), (_, .float): break
    default:
      if type.ofValue != .float || self == .div, let a = a.exact, let b = b.exact { return try decimals(a, b) }
    }
    guard let a = a.double, let b = b.double else { return .missing }
    return try floats(a, b)
  }

  private func integers(_ a: Int64, _ b: Int64) throws(EvaluationFailure) -> Value {
    let result: (partialValue: Int64, overflow: Bool)
    switch self {
    case .add: result = a.addingReportingOverflow(b)
    case .subtract: result = a.subtractingReportingOverflow(b)
    case .multiply: result = a.multipliedReportingOverflow(by: b)
    case .remainder where b != 0: result = (a.remainderReportingOverflow(dividingBy: b).partialValue, false)
    case .div where b != 0: result = a.dividedReportingOverflow(by: b)
    case .bin where b > 0:
      let rest = a % b
      result = a.subtractingReportingOverflow(rest < 0 ? rest + b : rest)
    default: return .missing
    }
    if result.overflow { throw .integerTooLarge }
    return .integer(result.partialValue)
  }

  private func floats(_ a: Double, _ b: Double) throws(EvaluationFailure) -> Value {
    switch self {
    case .add: return .finite(a + b)
    case .subtract: return .finite(a - b)
    case .multiply: return .finite(a * b)
    case .remainder: return .finite(fmod(a, b))
    case .bin: return b > 0 ? .finite((a / b).rounded(.down) * b) : .missing
    case .div:
      if b == 0 { return .missing }
      guard let whole = Int64(exactly: (a / b).rounded(.towardZero)) else { throw .integerTooLarge }
      return .integer(whole)
    default: return .missing
    }
  }

  private func decimals(_ a: DecimalNumber, _ b: DecimalNumber) throws(EvaluationFailure) -> Value {
    switch self {
    case .add: return .decimal(try a.plus(b))
    case .subtract: return .decimal(try a.plus(b.negated))
    case .multiply: return .decimal(try a.times(b))
    default: break
    }
    guard let (x, y, scale) = DecimalNumber.aligned(a, b) else { throw .decimalTooLong }
    switch self {
    case .remainder: return y == 0 ? .missing : .decimal(DecimalNumber(x % y, scale: scale))
    case .div:
      if y == 0 { return .missing }
      guard let whole = Int64(exactly: x / y) else { throw .integerTooLarge }
      return .integer(whole)
    case .bin:
      if y <= 0 { return .missing }
      let rest = DecimalNumber(x % y, scale: scale)
      let edge = try DecimalNumber(x, scale: scale).plus(rest.negated)
      return .decimal(rest.mantissa < 0 ? try edge.plus(DecimalNumber(-y, scale: scale)) : edge)
    default: return .missing
    }
  }

  /// `negate` and `abs`.
  private func signed(_ value: Value) throws(EvaluationFailure) -> Value {
    func apply(_ x: Int64) throws(EvaluationFailure) -> Int64 {
      if self == .abs && x >= 0 { return x }
      if x == .min { throw .integerTooLarge }
      return -x
    }
    switch value {
    case .integer(let x): return .integer(try apply(x))
    case .duration(let x, let unit): return .duration(try apply(x), unit)
    case .decimal(let x):
      return .decimal(self == .abs && x.mantissa >= 0 ? x : x.negated)
    case .float(let x): return .float(self == .abs ? x.magnitude : -x)
    default: return .missing
    }
  }

  /// Half away from zero: to an integer, or with digits to a decimal, where integers stay integers.
  private func rounded(_ value: Value, digits: Value?) throws(EvaluationFailure) -> Value {
    guard let digits else { return try whole(value, .toNearestOrAwayFromZero) }
    guard case .integer(let digits) = digits else { return .missing }
    guard let exact = value.exact ?? value.double.flatMap({ DecimalNumber(shortest: $0) }) else {
      throw .decimalTooLong
    }
    let result = try exact.halfAwayFromZero(digits: Int(clamping: digits))
    guard case .integer = value else { return .decimal(result) }
    guard let integer = Int64(exactly: result.mantissa) else { throw .integerTooLarge }
    return .integer(integer)
  }

  private func whole(_ value: Value, _ rule: FloatingPointRoundingRule) throws(EvaluationFailure) -> Value {
    let result: Int64?
    switch value {
    case .integer(let x): result = x
    case .float(let x): result = Int64(exactly: x.rounded(rule))
    case .decimal(let x):
      let unit = DecimalNumber.power(x.scale)
      let (quotient, rest) = x.mantissa.quotientAndRemainder(dividingBy: unit)
      switch rule {
      case .down: result = Int64(exactly: rest < 0 ? quotient - 1 : quotient)
      case .up: result = Int64(exactly: rest > 0 ? quotient + 1 : quotient)
      default: result = Int64(exactly: x.rounded(to: 0).mantissa)
      }
    default: return .missing
    }
    guard let result else { throw .integerTooLarge }
    return .integer(result)
  }
}
