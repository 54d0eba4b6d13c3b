import Columns
import Plans

extension Call {
  func comparison() -> Column? {
    if function == .between {
      guard let low = pair(.lessOrEqual, 1, 0), let high = pair(.lessOrEqual, 0, 2) else { return nil }
      return flags(Vector(count: count) { target in for row in 0..<count { target[row] = low[row] & high[row] } })
    }
    return pair(function, 0, 1).map { flags($0) }
  }

  /// One comparison of two arguments, missing ones as it says; nil where no typed loop fits.
  private func pair(_ function: Function, _ first: Int, _ second: Int) -> Vector<UInt8>? {
    var call = self
    call.function = function
    call.arguments = [arguments[first], arguments[second]]
    guard let compared = call.compared() else { return nil }
    return call.withMissing(compared)
  }

  /// Whatever stands at missing rows.
  private func compared() -> Vector<UInt8>? {
    if let a = days(0), let b = days(1) { return compare(a, b) }
    if let a = words(0), let b = words(1) { return compare(a, b) }
    if let a = mantissas(0), let b = mantissas(1) {
      if a.scale == b.scale { return compare(a.values, b.values) }
      let scale = max(a.scale, b.scale)
      if let a = narrow(a, to: scale), let b = narrow(b, to: scale) { return compare(a, b) }
      guard let a = rescaled(a, to: scale), let b = rescaled(b, to: scale) else { return nil }
      return compare(a, b)
    }
    if let codes = sameDictionary() { return compare(codes.0, codes.1) }
    if let a = texts(0), let b = texts(1) {
      return withExtendedLifetime((a.arena, b.arena)) { compare(a.values, b.values) }
    }
    guard isFloat(0) || isFloat(1), let a = doubles(0), let b = doubles(1) else { return nil }
    return compare(a.mapped(\.orderedBits), b.mapped(\.orderedBits))
  }

  /// Two columns of codes into one dictionary, for equality alone.
  private func sameDictionary() -> (Input<Int32>, Input<Int32>)? {
    guard function == .equal || function == .notEqual,
      case .column(let a, _) = arguments[0], case .dictionary(let codes, let dictionary) = a.values,
      case .column(let b, _) = arguments[1], case .dictionary(let others, let other) = b.values, dictionary === other
    else { return nil }
    return (.vector(codes), .vector(others))
  }

  func isFloat(_ index: Int) -> Bool {
    switch arguments[index] {
    case .column(let column, _): if case .float = column.values { true } else { false }
    case .constant(let value): if case .float = value { true } else { false }
    }
  }

  /// In 64 bits, where all fit.
  func narrow(_ number: (values: Input<Int64>, scale: Int), to scale: Int) -> Input<Int64>? {
    if scale == number.scale { return number.values }
    guard scale - number.scale <= 18 else { return nil }
    let factor = Int64(DecimalNumber.power(scale - number.scale))
    var overflowed: UInt8 = 0
    let result = number.values.mapped { (value: Int64) -> Int64 in
      let (product, overflow) = value.multipliedReportingOverflow(by: factor)
      overflowed |= bit(overflow)
      return product
    }
    return overflowed == 0 ? result : nil
  }

  /// In 128 bits, where eighteen more digits, and the sum of two such, always fit.
  func rescaled(_ number: (values: Input<Int64>, scale: Int), to scale: Int) -> Input<Int128>? {
    guard scale - number.scale <= 18 else { return nil }
    let factor = DecimalNumber.power(scale - number.scale)
    return number.values.mapped { Int128($0) * factor }
  }

  private func compare<T: Comparable>(_ a: Input<T>, _ b: Input<T>) -> Vector<UInt8> {
    switch function {
    case .equal: Input.combine(a, b, count: count) { bit($0 == $1) }
    case .notEqual: Input.combine(a, b, count: count) { bit($0 != $1) }
    case .less: Input.combine(a, b, count: count) { bit($0 < $1) }
    case .lessOrEqual: Input.combine(a, b, count: count) { bit($0 <= $1) }
    case .greater: Input.combine(a, b, count: count) { bit($0 > $1) }
    default: Input.combine(a, b, count: count) { bit($0 >= $1) }
    }
  }

  /// An order with a missing side is false; two missing values are equal, one is not.
  private func withMissing(_ flags: Vector<UInt8>) -> Vector<UInt8> {
    guard let both = presence() else { return flags }
    let isUnequal: UInt8 = function == .notEqual ? 1 : 0
    guard function == .equal || function == .notEqual, case .column(let a, _) = arguments[0],
      case .column(let b, _) = arguments[1], let first = a.presence, let second = b.presence
    else {
      return Vector(count: count) { target in
        for row in 0..<count { target[row] = flags[row] & both[row] | isUnequal & (1 - both[row]) }
      }
    }
    return Vector(count: count) { target in
      for row in 0..<count {
        let isOneMissing = first[row] ^ second[row]
        let whereMissing = isUnequal == 1 ? isOneMissing : 1 - isOneMissing
        target[row] = flags[row] & both[row] | whereMissing & (1 - both[row])
      }
    }
  }

  /// By the number of the value among the elements, which are looked up once a row: those that are written, or of a list that is one
  /// for all rows. To number so many for a few rows would take longer than to compare them.
  func inElements() throws(EvaluationFailure) -> Column? {
    guard case .column(let column, let columnType) = arguments[0] else { return nil }
    let elements: [Value]
    if function == .inList {
      guard case .list(let listed)? = arguments[1].constant else { return nil }
      elements = listed
    } else {
      elements = arguments.dropFirst().compactMap(\.constant)
      guard elements.count == arguments.count - 1 else { return nil }
    }
    guard elements.count / 64 < count, !columnType.isFloatLike,
      !elements.contains(where: { if case .float = $0 { true } else { false } })
    else { return nil }
    let isExact = columnType.ofValue == .integer && elements.contains { if case .decimal = $0 { true } else { false } }
    let numbering = GroupNumbering(
      [try Kernels.column(elements, isExact ? .decimal : columnType)], count: elements.count)
    return flags(numbering.find([column], count: count, missingMatches: false).mapped { bit($0 >= 0) })
  }
}

extension ValueType {
  /// Whose equality is not that of whole numbers or texts.
  fileprivate var isFloatLike: Bool {
    switch ofValue {
    case .float, .list, .unknown, .missing, .record: true
    default: false
    }
  }
}

/// A condition as a number, so that no loop branches on it.
@inline(__always)
func bit(_ condition: Bool) -> UInt8 { unsafeBitCast(condition, to: UInt8.self) }
