import Columns
import Plans

/// An argument as typed values: one a row, or one for all.
enum Input<Element: BitwiseCopyable & Sendable> {
  case vector(Vector<Element>)
  case constant(Element)

  @inline(__always)
  func mapped<Result>(_ transform: (Element) -> Result) -> Input<Result> {
    switch self {
    case .vector(let vector): .vector(vector.mapped(transform))
    case .constant(let value): .constant(transform(value))
    }
  }

  /// `body` of each row's values, in a loop of its own for each shape of arguments.
  @inline(__always)
  static func combine<Other, Result>(
    _ a: Input<Element>, _ b: Input<Other>, count: Int, _ body: (Element, Other) -> Result
  ) -> Vector<Result> {
    Vector(count: count) { target in
      switch (a, b) {
      case (.vector(let a), .vector(let b)): for row in 0..<count { target[row] = body(a[row], b[row]) }
      case (.vector(let a), .constant(let b)): for row in 0..<count { target[row] = body(a[row], b) }
      case (.constant(let a), .vector(let b)): for row in 0..<count { target[row] = body(a, b[row]) }
      case (.constant(let a), .constant(let b)): for row in 0..<count { target[row] = body(a, b) }
      }
    }
  }
}

extension Call {
  /// One byte a row, 1 where no column among the arguments is missing; nil where none ever is.
  func presence() -> Vector<UInt8>? {
    var result: Vector<UInt8>?
    for case .column(let column, _) in arguments {
      guard let own = column.presence else { continue }
      guard let before = result else {
        result = own
        continue
      }
      result = Vector(count: count) { target in for row in 0..<count { target[row] = before[row] & own[row] } }
    }
    return result
  }

  /// An argument as whole numbers of 64 bits, where that is what its values are, each of the same meaning whatever the column: not
  /// decimals, whose scales differ.
  func words(_ index: Int) -> Input<Int64>? {
    switch arguments[index] {
    case .column(let column, _):
      switch column.values {
      case .boolean(let vector): return .vector(vector.mapped { Int64($0) })
      case .integer(let vector), .datetime(let vector), .period(let vector), .duration(let vector):
        return .vector(vector)
      case .rows(let vector): return .vector(vector.mapped { Int64($0) })
      default: return nil
      }
    case .constant(let value):
      switch value {
      case .boolean(let value): return .constant(value ? 1 : 0)
      case .integer(let value), .datetime(let value), .duration(let value, _): return .constant(value)
      case .period(let period): return .constant(period.packed)
      default: return nil
      }
    }
  }

  /// An argument as days.
  func days(_ index: Int) -> Input<Int32>? {
    switch arguments[index] {
    case .column(let column, _):
      if case .date(let vector) = column.values { return .vector(vector) }
      return nil
    case .constant(let value):
      if case .date(let days) = value { return .constant(Int32(clamping: days)) }
      return nil
    }
  }

  /// Days too of datetimes, in the dataset's zone.
  func localDays(_ index: Int) -> Input<Int32>? {
    guard case .column(let column, _) = arguments[index], case .datetime(let instants) = column.values else {
      return days(index)
    }
    let shift = Int64(zoneMinutes) * 60_000_000
    return .vector(
      instants.mapped { instant in
        let local = instant &+ shift
        let (day, rest) = local.quotientAndRemainder(dividingBy: Instant.microsecondsPerDay)
        return Int32(truncatingIfNeeded: rest < 0 ? day - 1 : day)
      })
  }

  /// An integer or narrow decimal argument as mantissas of one scale.
  func mantissas(_ index: Int) -> (values: Input<Int64>, scale: Int)? {
    switch arguments[index] {
    case .column(let column, _):
      switch column.values {
      case .integer(let vector): return (.vector(vector), 0)
      case .decimal(let vector, let scale): return (.vector(vector), scale)
      default: return nil
      }
    case .constant(let value):
      guard let exact = value.exact, let mantissa = Int64(exactly: exact.mantissa) else { return nil }
      return (.constant(mantissa), exact.scale)
    }
  }

  /// A number as floats, each rounded once.
  func doubles(_ index: Int) -> Input<Double>? {
    switch arguments[index] {
    case .column(let column, _):
      switch column.values {
      case .float, .integer, .decimal, .wideDecimal: return .vector(column.doubles)
      default: return nil
      }
    case .constant(let value): return value.double.map { .constant($0) }
    }
  }

  /// A text argument; the second value keeps what a constant's view looks at.
  func texts(_ index: Int) -> (values: Input<TextView>, arena: Arena)? {
    switch arguments[index] {
    case .column(let column, _): return column.textViews.map { (.vector($0.views), $0.arena) }
    case .constant(let value):
      guard case .text(let text) = value else { return nil }
      let bytes = ByteArena()
      return (.constant(bytes.copy(text)), Arena([bytes]))
    }
  }
}
