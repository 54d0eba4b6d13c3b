/// One value, for the places where there is one: literals, parameters, checks, the scalar evaluator and what is displayed.
/// Columns never hold these. Equality and order are those of one type; text compares by code points.
package enum Value: Sendable {
  case missing
  case boolean(Bool)
  case integer(Int64)
  case decimal(DecimalNumber)
  case float(Double)
  case text(String)
  /// Days since 1970-01-01.
  case date(Int)
  /// Microseconds since 1970-01-01T00:00Z.
  case datetime(Int64)
  case period(Period)
  case duration(Int64, DurationUnit)
  case list([Value])
  /// A row number of the relation that the type names.
  case row(Int)

  package var isMissing: Bool {
    if case .missing = self { return true }
    return false
  }
}

extension Value: Hashable {
  package static func == (left: Value, right: Value) -> Bool { compare(left, right) == 0 }

  package func hash(into hasher: inout Hasher) {
    switch self {
    case .missing: hasher.combine(0)
    case .boolean(let value): hasher.combine(value)
    case .integer(let value): DecimalNumber(Int128(value), scale: 0).hash(into: &hasher)
    case .decimal(let value): value.hash(into: &hasher)
    case .float(let value): hasher.combine(value)
    case .text(let value): for byte in value.utf8 { hasher.combine(byte) }
    case .date(let value): hasher.combine(value)
    case .datetime(let value), .duration(let value, _): hasher.combine(value)
    case .period(let value): hasher.combine(value.packed)
    case .list(let values): hasher.combine(values)
    case .row(let value): hasher.combine(value)
    }
  }

  /// Negative, zero or positive. Missing sorts after everything. Values of different types (which the checker excludes) order by
  /// type; integers and decimals compare exactly, with floats as floats. Every NaN is equal and the greatest number.
  package static func compare(_ left: Value, _ right: Value) -> Int {
    switch (left, right) {
    case (.missing, .missing): return 0
    case (.missing, _): return 1
    case (_, .missing): return -1
    case (.boolean(let a), .boolean(let b)): return three(a ? 1 : 0, b ? 1 : 0)
    case (.integer(let a), .integer(let b)): return three(a, b)
    case (.text(let a), .text(let b)): return compareText(a, b)
    case (.date(let a), .date(let b)): return three(a, b)
    case (.datetime(let a), .datetime(let b)): return three(a, b)
    case (.period(let a), .period(let b)): return three(a.packed, b.packed)
    case (.duration(let a, _), .duration(let b, _)): return three(a, b)
    case (.row(let a), .row(let b)): return three(a, b)
    case (.list(let a), .list(let b)):
      for (x, y) in zip(a, b) {
        let order = compare(x, y)
        if order != 0 { return order }
      }
      return three(a.count, b.count)
    case (.float, _), (_, .float):
      if let a = left.double, let b = right.double { return compareFloats(a, b) }
    default:
      if let a = left.exact, let b = right.exact { return DecimalNumber.compare(a, b) }
    }
    return three(left.rank, right.rank)
  }

  /// The order of floats used everywhere: by value, -0 equal to 0, NaN the greatest and equal to itself.
  package static func compareFloats(_ a: Double, _ b: Double) -> Int {
    if a < b { return -1 }
    if a > b { return 1 }
    if a == b { return 0 }
    return three(a.isNaN ? 1 : 0, b.isNaN ? 1 : 0)
  }

  /// By code points, as the order of UTF-8 bytes.
  package static func compareText(_ left: String, _ right: String) -> Int {
    var (left, right) = (left, right)
    return left.withUTF8 { a in
      right.withUTF8 { b in
        for index in 0..<min(a.count, b.count) where a[index] != b[index] { return three(a[index], b[index]) }
        return three(a.count, b.count)
      }
    }
  }

  private static func three<T: Comparable>(_ a: T, _ b: T) -> Int { a < b ? -1 : a == b ? 0 : 1 }

  /// An integer or decimal as an exact decimal.
  package var exact: DecimalNumber? {
    switch self {
    case .integer(let value): DecimalNumber(Int128(value), scale: 0)
    case .decimal(let value): value
    default: nil
    }
  }

  /// Any number as a float.
  package var double: Double? {
    switch self {
    case .float(let value): value
    default: exact?.double
    }
  }

  private var rank: Int {
    switch self {
    case .boolean: 0
    case .integer, .decimal, .float: 1
    case .text: 2
    case .date: 3
    case .datetime: 4
    case .period: 5
    case .duration: 6
    case .list: 7
    case .row: 8
    case .missing: 9
    }
  }
}
