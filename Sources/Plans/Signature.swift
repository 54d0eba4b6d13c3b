import Columns

/// How a function is called: what the checker, the help and completion know of it.
package struct Signature: Sendable {
  package var name: String
  /// `round(x [, digits])`
  package var syntax: String
  /// One line.
  package var meaning: String
  /// An expression that the sample records answer.
  package var example: String
  package var overloads: [Overload]

  package struct Overload: Sendable {
    package var parameters: [Parameter]
    package var function: Function
    /// Given the arguments' types, all of which fit.
    package var result: @Sendable ([ValueType]) -> ValueType
    /// The last parameter may come any number of times.
    package var isVariadic = false
    package var appended: Appended?
  }

  /// What follows the arguments that are written.
  package enum Appended: Sendable {
    /// The `on` that was left out.
    case today
    /// The dataset's, for pseudonyms.
    case secret
  }

  /// What an argument must be.
  package enum Parameter: Sendable {
    case text, integer, number, date, datetime, dateOrDatetime, period, list, textList, any
    /// Of the first argument's type.
    case same

    package func accepts(_ type: ValueType, first: ValueType) -> Bool {
      let type = type.ofValue
      if type == .unknown || type == .missing { return true }
      switch self {
      case .text: return type == .text
      case .integer: return type == .integer
      case .number: return type.isNumber
      case .date: return type == .date
      case .datetime: return type == .datetime
      case .dateOrDatetime: return type == .date || type == .datetime
      case .period: return type == .period
      case .list:
        if case .list = type { return true }
        return false
      case .textList: return type == .list(.text)
      case .same:
        let first = first.ofValue
        return first == type || (first.isNumber && type.isNumber) || first == .unknown || first == .missing
      case .any:
        if case .row = type { return false }
        return type != .record
      }
    }

    /// For messages.
    package var name: String {
      switch self {
      case .text: "text"
      case .integer: "an integer"
      case .number: "a number"
      case .date: "a date"
      case .datetime: "a date and time"
      case .dateOrDatetime: "a date"
      case .period: "a period"
      case .list: "a list"
      case .textList: "a list of texts"
      case .same: "a value of the first one's type"
      case .any: "a value"
      }
    }
  }
}
