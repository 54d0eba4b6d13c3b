import Columns
import Plans

/// With which arguments each function is tried: random ones of a type, or constants out of a list.
enum Argument {
  case any(ValueType)
  case constant([Value])
}

struct FunctionCase {
  var arguments: [Argument]
  var type: ValueType

  init(_ types: [ValueType], _ type: ValueType) {
    arguments = types.map { .any($0) }
    self.type = type
  }

  init(_ arguments: [Argument], _ type: ValueType) {
    self.arguments = arguments
    self.type = type
  }
}

extension Function {
  private static let days = ValueType.duration(.days)
  private static let comparable: [ValueType] = [
    .boolean, .integer, .decimal, .float, .text, .date, .datetime, .period, days, .list(.text), .list(.integer),
  ]
  private static let units: [Value] = ["day", "week", "month", "quarter", "year"].map { .text($0) }

  /// No `default:`, so that a new function needs a case here.
  var cases: [FunctionCase] {
    switch self {
    case .and, .or:
      return [FunctionCase([.boolean, .boolean], .boolean), FunctionCase([.boolean, .boolean, .boolean], .boolean)]
    case .not: return [FunctionCase([.boolean], .boolean)]
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      return Self.comparable.map { FunctionCase([$0, $0], .boolean) } + Self.mixed.map { FunctionCase($0, .boolean) }
    case .between:
      return [.integer, .decimal, .text, .date, .float].map { FunctionCase([$0, $0, $0], .boolean) }
        + [FunctionCase([.decimal, .integer, .float], .boolean)]
    case .inElements:
      return Self.comparable.map { FunctionCase([$0, $0, $0, $0], .boolean) }
        + [FunctionCase([.integer, .decimal, .integer], .boolean), FunctionCase([.decimal, .integer], .boolean)]
    case .inList:
      return [FunctionCase([.text, .list(.text)], .boolean), FunctionCase([.decimal, .list(.integer)], .boolean)]
    case .containsElement: return [FunctionCase([.list(.text), .text], .boolean)]
    case .inPeriod: return [.date, .datetime, .period].map { FunctionCase([$0, .period], .boolean) }
    case .isMissing, .isPresent: return (Self.comparable + [.row(RelationID(0))]).map { FunctionCase([$0], .boolean) }
    case .containsText, .startsWith, .endsWith: return [FunctionCase([.text, .text], .boolean)]
    case .matches, .matchesIgnoringCase:
      return [FunctionCase([.any(.text), .constant([.text("^m.*k"), .text("[奶小]"), .text("")])], .boolean)]
    case .add, .subtract, .multiply, .remainder:
      return [
        FunctionCase([.integer, .integer], .integer), FunctionCase([.decimal, .decimal], .decimal),
        FunctionCase([.float, .float], .float), FunctionCase([.integer, .decimal], .decimal),
        FunctionCase([.decimal, .float], .float), FunctionCase([.integer, .integer], .decimal),
      ]
    case .divide: return Self.numberPairs.map { FunctionCase($0, .float) }
    case .div: return Self.numberPairs.map { FunctionCase($0, .integer) }
    case .bin: return [.integer, .decimal, .float].map { FunctionCase([$0, $0], $0) }
    case .negate: return [.integer, .decimal, .float, Self.days].map { FunctionCase([$0], $0) }
    case .abs: return [.integer, .decimal, .float].map { FunctionCase([$0], $0) }
    case .round:
      let digits = Argument.constant([-2, 0, 1, 2, 5].map { .integer($0) })
      return [.integer, .decimal, .float].map { FunctionCase([$0], .integer) } + [
        FunctionCase([.any(.integer), digits], .integer), FunctionCase([.any(.decimal), digits], .decimal),
        FunctionCase([.any(.float), digits], .decimal),
      ]
    case .floor, .ceil: return [.integer, .decimal, .float].map { FunctionCase([$0], .integer) }
    case .sqrt, .ln, .exp: return [.integer, .decimal, .float].map { FunctionCase([$0], .float) }
    case .pow: return Self.numberPairs.map { FunctionCase($0, .float) }
    case .coalesce:
      return Self.comparable.map { FunctionCase([$0, $0], $0) } + [FunctionCase([.integer, .decimal], .decimal)]
    case .sameCurrency:
      // Mostly of one currency, so that it does not fail.
      let one = Argument.constant([.text("CNY"), .missing])
      return [.integer, .decimal, .float].flatMap { type in
        [FunctionCase([type, .text, .text], type), FunctionCase([.any(type), one, one], type)]
      }
    case .least, .greatest:
      return [.integer, .text, .date].map { FunctionCase([$0, $0, $0], $0) } + [
        FunctionCase([.integer, .float], .float)
      ]
    default: return timeCases ?? textCases
    }
  }

  private static let mixed: [[ValueType]] = [[.integer, .decimal], [.decimal, .float], [.float, .integer]]
  private static let numberPairs: [[ValueType]] = [
    [.integer, .integer], [.decimal, .integer], [.float, .decimal], [.decimal, .decimal],
  ]

  private var timeCases: [FunctionCase]? {
    switch self {
    case .shift:
      return [
        FunctionCase([.date, Self.days], .date), FunctionCase([.date, .duration(.months)], .date),
        FunctionCase([.datetime, .duration(.clock)], .datetime),
        FunctionCase([.datetime, .duration(.months)], .datetime),
        FunctionCase([.any(.period), .constant([.duration(12, .months)])], .period),
      ]
    case .difference:
      return [FunctionCase([.date, .date], Self.days), FunctionCase([.datetime, .datetime], .duration(.clock))]
    case .addDurations, .subtractDurations: return [FunctionCase([Self.days, Self.days], Self.days)]
    case .divideDurations: return [FunctionCase([Self.days, Self.days], .float)]
    case .scaleDuration: return [FunctionCase([Self.days, .integer], Self.days)]
    case .year, .day, .weekday, .monthOfYear: return [.date, .datetime].map { FunctionCase([$0], .integer) }
    case .quarter, .month, .week: return [.date, .datetime].map { FunctionCase([$0], .period) }
    case .age, .daysBetween, .monthsBetween:
      return [FunctionCase([.date, .date], .integer), FunctionCase([.date, .datetime], .integer)]
    case .start, .end: return [FunctionCase([.period], .date)]
    case .dateOf: return [.date, .datetime].map { FunctionCase([$0], .date) }
    case .datetimeOf: return [.date, .datetime].map { FunctionCase([$0], .datetime) }
    case .inForce:
      return [FunctionCase([.date, .date, .date], .boolean), FunctionCase([.datetime, .date, .datetime], .boolean)]
    case .lastSpan, .nextSpan: return [FunctionCase([.any(.date), .any(.integer), .constant(Self.units)], .period)]
    case .periodAround: return [FunctionCase([.any(.date), .constant(Self.units), .any(.integer)], .period)]
    case .yearPeriod: return [FunctionCase([.integer], .period)]
    case .daysDuration: return [FunctionCase([.integer], Self.days)]
    case .monthsDuration: return [FunctionCase([.integer], .duration(.months))]
    case .clockDuration: return [FunctionCase([.integer], .duration(.clock))]
    default: return nil
    }
  }

  private var textCases: [FunctionCase] {
    switch self {
    case .length: [FunctionCase([.text], .integer)]
    case .listLength: [FunctionCase([.list(.text)], .integer)]
    case .lower, .upper, .trim, .fold: [FunctionCase([.text], .text)]
    case .left, .right: [FunctionCase([.text, .integer], .text)]
    case .substring: [FunctionCase([.text, .integer, .integer], .text)]
    case .replace: [FunctionCase([.text, .text, .text], .text)]
    case .split: [FunctionCase([.text, .text], .list(.text))]
    case .concat, .concatShowingMissing: [FunctionCase([.text, .text, .text], .text)]
    case .join: [FunctionCase([.list(.text), .text], .text), FunctionCase([.list(.integer), .text], .text)]
    case .pseudonym:
      [.text, .integer, .date].map { FunctionCase([.any($0), .constant([.text("secret"), .text("")])], .text) }
    case .initials: [FunctionCase([.text], .text)]
    case .lastTwo: [FunctionCase([.text], .text), FunctionCase([.integer], .text)]
    case .padLeft: [FunctionCase([.text, .integer, .text], .text)]
    case .similarity: [FunctionCase([.text, .text], .float)]
    case .categoryRank: [FunctionCase([.text, .list(.text)], .integer)]
    case .format:
      [
        FunctionCase([.any(.decimal), .constant([.text("#,##0.00"), .text("0.0%")])], .text),
        FunctionCase([.any(.date), .constant([.text("d MMM yyyy")])], .text),
      ]
    case .textOf: Self.comparable.map { FunctionCase([$0], .text) }
    case .integerOf: [.text, .decimal, .float].map { FunctionCase([$0], .integer) }
    case .decimalOf: [.text, .integer, .float].map { FunctionCase([$0], .decimal) }
    case .floatOf: [.text, .integer, .decimal].map { FunctionCase([$0], .float) }
    case .parseDate: [FunctionCase([.text], .date)]
    case .firstElement: [FunctionCase([.list(.text)], .text)]
    case .sortedList: [FunctionCase([.list(.integer)], .list(.integer))]
    case .list: [FunctionCase([.text, .text], .list(.text))]
    case .key: [FunctionCase([.text, .date], .list(.text)), FunctionCase([.integer, .integer], .list(.integer))]
    default: []
    }
  }
}
