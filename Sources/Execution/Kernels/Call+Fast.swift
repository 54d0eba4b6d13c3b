import Columns
import Plans

extension Call {
  /// By a loop over typed values, where there is one for these arguments and nothing goes wrong on the way (overflow, a division by
  /// zero among floats); otherwise nil, and the scalar meaning decides.
  func fast() throws(EvaluationFailure) -> Column? {
    switch function {
    case .and, .or, .not: return logic()
    case .isMissing: return flags(presence().map { $0.mapped { 1 - $0 } } ?? Vector(repeating: 0, count: count))
    case .isPresent: return flags(presence() ?? Vector(repeating: 1, count: count))
    case .coalesce: return try coalesced()
    default: break
    }
    if arguments.contains(where: { $0.constant?.isMissing ?? false }) { return nil }
    switch function {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .between: return comparison()
    case .inElements, .inList: return try inElements()
    case .add, .subtract, .multiply, .divide, .remainder, .div, .negate, .abs, .round: return arithmetic()
    case .year, .quarter, .month, .week, .day, .weekday, .monthOfYear, .dateOf, .start, .end: return datePart()
    case .inPeriod: return inPeriod()
    case .shift, .difference, .daysBetween, .monthsBetween, .age: return dateArithmetic()
    case .containsText, .startsWith, .endsWith: return textTest()
    case .matches, .matchesIgnoringCase: return try matching()
    case .length: return length()
    case .lower, .fold: return lowered()
    case .concat: return concatenation()
    case .sameCurrency: return try inOneCurrency()
    default: return nil
    }
  }

  /// A condition's column: never missing.
  func flags(_ flags: Vector<UInt8>) -> Column { Column(.boolean(flags)) }

  /// A column that is missing where an argument is.
  func column(_ values: Column.Values) -> Column { Column(values, validity: presence()) }
}
