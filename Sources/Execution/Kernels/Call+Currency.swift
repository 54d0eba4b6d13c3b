import Columns
import Plans

extension Call {
  /// The amounts as they are, once no two currencies that are there differ where an amount is.
  func inOneCurrency() throws(EvaluationFailure) -> Column? {
    guard case .column(let amounts, let own) = arguments[0], own.ofValue == type.ofValue else { return nil }
    guard let first = texts(1), let second = texts(2) else { return nil }
    let presence = presence()
    for row in 0..<count where presence?[row] != 0 {
      let (a, b) = (first.values[row], second.values[row])
      if a.start != b.start && a != b { throw .mixing(a.string, b.string) }
    }
    return amounts
  }
}

extension Input {
  @inline(__always)
  fileprivate subscript(row: Int) -> Element {
    switch self {
    case .vector(let vector): vector[row]
    case .constant(let value): value
    }
  }
}
