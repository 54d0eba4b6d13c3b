import Columns
import Plans

extension Call {
  func arithmetic() -> Column? {
    if function == .divide { return division() }
    if function == .round { return rounded() }
    if function == .negate || function == .abs { return signed() }
    switch type.ofValue {
    case .integer: return integers()
    case .decimal: return decimals()
    case .float: return floats()
    default: return nil
    }
  }

  private func integers() -> Column? {
    guard isInteger(0), isInteger(1), let a = words(0), let b = words(1) else { return nil }
    let result: Vector<Int64>?
    switch function {
    case .add: result = checked(a, b) { $0.addingReportingOverflow($1) }
    case .subtract: result = checked(a, b) { $0.subtractingReportingOverflow($1) }
    case .multiply: result = checked(a, b) { $0.multipliedReportingOverflow(by: $1) }
    case .remainder, .div:
      // By zero it would be missing: only a divisor known not to be.
      guard case .constant(let divisor) = b, divisor > 0 else { return nil }
      let isRest = function == .remainder
      result = Input.combine(a, b, count: count) { isRest ? $0 % $1 : $0 / $1 }
    default: return nil
    }
    return result.map { column(.integer($0)) }
  }

  /// Nil where any row overflows.
  @inline(__always)
  private func checked(
    _ a: Input<Int64>, _ b: Input<Int64>, _ body: (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
  ) -> Vector<Int64>? {
    var overflowed: UInt8 = 0
    let result = Input.combine(a, b, count: count) { (a: Int64, b: Int64) -> Int64 in
      let (value, overflow) = body(a, b)
      overflowed |= bit(overflow)
      return value
    }
    return overflowed == 0 ? result : nil
  }

  private func decimals() -> Column? {
    guard let a = mantissas(0), let b = mantissas(1) else { return nil }
    let scale = function == .multiply ? a.scale + b.scale : max(a.scale, b.scale)
    guard scale <= DecimalNumber.maximumDigits else { return nil }
    if function == .multiply {
      if let narrow = checked(a.values, b.values, { $0.multipliedReportingOverflow(by: $1) }) {
        return column(.decimal(narrow, scale: scale))
      }
      return column(
        .decimals(Input.combine(a.values, b.values, count: count) { Int128($0) * Int128($1) }, scale: scale))
    }
    guard function == .add || function == .subtract else { return nil }
    let isSum = function == .add
    if let x = narrow(a, to: scale), let y = narrow(b, to: scale),
      let narrow = checked(
        x, y, { isSum ? $0.addingReportingOverflow($1) : $0.subtractingReportingOverflow($1) })
    {
      return column(.decimal(narrow, scale: scale))
    }
    guard let x = rescaled(a, to: scale), let y = rescaled(b, to: scale) else { return nil }
    let result = Input.combine(x, y, count: count) { isSum ? $0 + $1 : $0 - $1 }
    for row in 0..<count where result[row].magnitude > DecimalNumber.limit.magnitude { return nil }
    return column(.decimals(result, scale: scale))
  }

  private func floats() -> Column? {
    guard let a = doubles(0), let b = doubles(1) else { return nil }
    let result: Vector<Double>
    switch function {
    case .add: result = Input.combine(a, b, count: count) { $0 + $1 }
    case .subtract: result = Input.combine(a, b, count: count) { $0 - $1 }
    case .multiply: result = Input.combine(a, b, count: count) { $0 * $1 }
    default: return nil
    }
    return finite(result)
  }

  private func division() -> Column? {
    guard let a = doubles(0), let b = doubles(1) else { return nil }
    return finite(Input.combine(a, b, count: count) { $0 / $1 })
  }

  /// Missing where a value is infinite or no number.
  private func finite(_ values: Vector<Double>) -> Column {
    var isFinite: UInt8 = 1
    for row in 0..<count { isFinite &= bit(values[row].isFinite) }
    if isFinite == 1 { return column(.float(values)) }
    let present = presence()
    return Column(
      .float(values),
      validity: Column.validity(count: count) { values[$0].isFinite && (present?[$0] ?? 1) == 1 })
  }

  private func signed() -> Column? {
    guard case .column(let column, _) = arguments[0] else { return nil }
    let isAbs = function == .abs
    func apply(_ vector: Vector<Int64>) -> Vector<Int64>? {
      var least = Int64.max
      let result = vector.mapped { value in
        least = min(least, value)
        return isAbs && value >= 0 ? value : 0 &- value
      }
      return least == .min ? nil : result
    }
    switch column.values {
    case .integer(let vector): return apply(vector).map { self.column(.integer($0)) }
    case .decimal(let vector, let scale): return apply(vector).map { self.column(.decimal($0, scale: scale)) }
    case .duration(let vector): return apply(vector).map { self.column(.duration($0)) }
    case .float(let vector): return self.column(.float(vector.mapped { isAbs ? $0.magnitude : -$0 }))
    default: return nil
    }
  }

  /// Narrow decimals half away from zero to a constant number of digits.
  private func rounded() -> Column? {
    var digits = 0
    if arguments.count > 1 {
      guard case .integer(let constant) = arguments[1].constant, constant >= 0, constant <= 38 else { return nil }
      digits = Int(constant)
    }
    guard case .column(let column, _) = arguments[0], case .decimal(let vector, let scale) = column.values,
      scale - digits <= 18
    else { return nil }
    if digits >= scale { return arguments.count > 1 ? column : self.column(.integer(vector)) }
    let unit = Int64(DecimalNumber.power(scale - digits))
    let half = unit / 2
    let result = vector.mapped { (value: Int64) -> Int64 in
      let (quotient, rest) = value.quotientAndRemainder(dividingBy: unit)
      return quotient + (rest >= half ? 1 : rest <= -half ? -1 : 0)
    }
    return self.column(arguments.count > 1 ? .decimal(result, scale: digits) : .integer(result))
  }

  private func isInteger(_ index: Int) -> Bool {
    switch arguments[index] {
    case .column(let column, _): if case .integer = column.values { true } else { false }
    case .constant(let value): if case .integer = value { true } else { false }
    }
  }
}
