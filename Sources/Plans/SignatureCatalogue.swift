import Columns

/// The functions of the language by name, in the order of the help.
extension Signature {
  package static let all: [Signature] = text + numbers + dates + conversions + lists + masks

  package static func named(_ name: String) -> Signature? { byName[name] }
  private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  private static let text: [Signature] = [
    one(
      "length", "length(text or list)", "how many characters, or elements", "length(\"你好\")",
      [
        gives(.integer, .length, .text), gives(.integer, .listLength, .list),
      ]),
    one("lower", "lower(text)", "in small letters", "lower(\"ABC\")", [gives(.text, .lower, .text)]),
    one("upper", "upper(text)", "in capitals", "upper(\"abc\")", [gives(.text, .upper, .text)]),
    one("trim", "trim(text)", "without blanks at both ends", "trim(\"  a \")", [gives(.text, .trim, .text)]),
    one(
      "left", "left(text, n)", "its first n characters", "left(\"Pengan\", 3)", [gives(.text, .left, .text, .integer)]),
    one(
      "right", "right(text, n)", "its last n characters", "right(\"Pengan\", 2)",
      [gives(.text, .right, .text, .integer)]),
    one(
      "substring", "substring(text, from, n)", "n characters from the one numbered from, counted from 1",
      "substring(\"Pengan\", 2, 3)",
      [
        gives(.text, .substring, .text, .integer, .integer)
      ]),
    one(
      "replace", "replace(text, what, by)", "with every what replaced", "replace(\"a-b\", \"-\", \" \")",
      [
        gives(.text, .replace, .text, .text, .text)
      ]),
    one(
      "split", "split(text, separator)", "its parts, a list", "split(\"a,b\", \",\")",
      [
        gives(.list(.text), .split, .text, .text)
      ]),
    Signature(
      name: "concat", syntax: "concat(a, b, …)", meaning: "the texts put together", example: "concat(\"a\", \"b\")",
      overloads: [Overload(parameters: [.text], function: .concat, result: { _ in .text }, isVariadic: true)]),
    one(
      "pad_left", "pad_left(text, width, fill)", "with fill in front until it is width characters long",
      "pad_left(\"7\", 3, \"0\")",
      [
        gives(.text, .padLeft, .text, .integer, .text)
      ]),
    one(
      "fold", "fold(text)", "small letters without accents, for comparing", "fold(\"Café\")",
      [gives(.text, .fold, .text)]),
    one(
      "similarity", "similarity(a, b)", "how alike two texts are, 0 to 1 (Jaro-Winkler)",
      "similarity(\"Besshut\", \"Beshute\")",
      [
        gives(.float, .similarity, .text, .text)
      ]),
    one(
      "format", "format(value, form)", "as text in a form: \"#,##0.00\", \"0.0%\", \"d MMM yyyy\"",
      "format(1234.5, \"#,##0.00\")",
      [
        gives(.text, .format, .any, .text)
      ]),
  ]

  private static let numbers: [Signature] = [
    one("abs", "abs(x)", "without its sign", "abs(-3)", [keeps(.abs, .number)]),
    one(
      "round", "round(x [, digits])", "rounded half away from zero; with digits a decimal", "round(3.516, 2)",
      [
        gives(.integer, .round, .number),
        Overload(
          parameters: [.number, .integer], function: .round, result: { $0[0].ofValue == .integer ? .integer : .decimal }
        ),
      ]),
    one("floor", "floor(x)", "the whole number not above it", "floor(3.7)", [gives(.integer, .floor, .number)]),
    one("ceil", "ceil(x)", "the whole number not below it", "ceil(3.2)", [gives(.integer, .ceil, .number)]),
    one("div", "div(a, b)", "the whole part of a / b", "div(17, 5)", [gives(.integer, .div, .number, .number)]),
    one("sqrt", "sqrt(x)", "square root", "sqrt(2)", [gives(.float, .sqrt, .number)]),
    one("ln", "ln(x)", "natural logarithm", "ln(10)", [gives(.float, .ln, .number)]),
    one("exp", "exp(x)", "e to the power of x", "exp(1)", [gives(.float, .exp, .number)]),
    one("pow", "pow(x, y)", "x to the power of y", "pow(2, 10)", [gives(.float, .pow, .number, .number)]),
    Signature(
      name: "least", syntax: "least(a, b, …)", meaning: "the least of them; missing ones are left out",
      example: "least(3, 1, 2)",
      overloads: [Overload(parameters: [.any, .same], function: .least, result: widest, isVariadic: true)]),
    Signature(
      name: "greatest", syntax: "greatest(a, b, …)", meaning: "the greatest of them; missing ones are left out",
      example: "greatest(3, 1, 2)",
      overloads: [Overload(parameters: [.any, .same], function: .greatest, result: widest, isVariadic: true)]),
    Signature(
      name: "bin", syntax: "bin(x, width)", meaning: "the lower edge of the bin of that width in which x lies",
      example: "bin(17, 5)",
      overloads: [Overload(parameters: [.number, .number], function: .bin, result: widest)]),
  ]

  private static let dates: [Signature] = [
    one("year", "year(date)", "its year, an integer", "year(2023-09-01)", [gives(.integer, .year, .dateOrDatetime)]),
    one(
      "quarter", "quarter(date)", "its quarter, a period", "quarter(2023-09-01)",
      [gives(.period, .quarter, .dateOrDatetime)]),
    one("month", "month(date)", "its month, a period", "month(2023-09-01)", [gives(.period, .month, .dateOrDatetime)]),
    one("week", "week(date)", "its ISO week, a period", "week(2023-09-01)", [gives(.period, .week, .dateOrDatetime)]),
    one(
      "day", "day(date)", "its day of the month, 1 to 31", "day(2023-09-01)", [gives(.integer, .day, .dateOrDatetime)]),
    one(
      "weekday", "weekday(date)", "1 (Monday) to 7", "weekday(2023-09-01)", [gives(.integer, .weekday, .dateOrDatetime)]
    ),
    one(
      "month_of_year", "month_of_year(date)", "1 to 12", "month_of_year(2023-09-01)",
      [
        gives(.integer, .monthOfYear, .dateOrDatetime)
      ]),
    one(
      "age", "age(birth [, on])", "whole years, today where on is left out", "age(2012-03-04)",
      [
        Overload(parameters: [.dateOrDatetime], function: .age, result: { _ in .integer }, appended: .today),
        gives(.integer, .age, .dateOrDatetime, .dateOrDatetime),
      ]),
    one(
      "days_between", "days_between(from, to)", "whole days", "days_between(2023-09-01, 2023-09-30)",
      [
        gives(.integer, .daysBetween, .dateOrDatetime, .dateOrDatetime)
      ]),
    one(
      "months_between", "months_between(from, to)", "whole months", "months_between(2023-01-31, 2023-09-30)",
      [
        gives(.integer, .monthsBetween, .dateOrDatetime, .dateOrDatetime)
      ]),
    one("start", "start(period)", "its first day", "start(2023-Q3)", [gives(.date, .start, .period)]),
    one("end", "end(period)", "its last day", "end(2023-Q3)", [gives(.date, .end, .period)]),
    one(
      "date", "date(datetime or text)", "the day; missing where the text is none", "date(\"2023-09-01\")",
      [
        gives(.date, .dateOf, .dateOrDatetime), gives(.date, .parseDate, .text),
      ]),
    one(
      "datetime", "datetime(date)", "its midnight", "datetime(2023-09-01)",
      [gives(.datetime, .datetimeOf, .dateOrDatetime)]),
    one(
      "in_force", "in_force(from, to [, on])", "whether on lies within, both ends included; open where to is missing",
      "in_force(2023-01-01, missing)",
      [
        Overload(
          parameters: [.dateOrDatetime, .dateOrDatetime], function: .inForce, result: { _ in .boolean },
          appended: .today),
        gives(.boolean, .inForce, .dateOrDatetime, .dateOrDatetime, .dateOrDatetime),
      ]),
  ]

  private static let conversions: [Signature] = [
    one("text", "text(value)", "as text", "text(12.50)", [gives(.text, .textOf, .any)]),
    one(
      "integer", "integer(value)", "a whole number; missing where it is none", "integer(\"12\")",
      [
        gives(.integer, .integerOf, .text), gives(.integer, .integerOf, .number),
      ]),
    one(
      "decimal", "decimal(value)", "an exact decimal; missing where it is none", "decimal(\"12.50\")",
      [
        gives(.decimal, .decimalOf, .text), gives(.decimal, .decimalOf, .number),
      ]),
    one(
      "float", "float(value)", "a float; missing where it is none", "float(\"2.5e3\")",
      [
        gives(.float, .floatOf, .text), gives(.float, .floatOf, .number),
      ]),
  ]

  private static let masks: [Signature] = [
    Signature(
      name: "pseudonym", syntax: "pseudonym(value)",
      meaning: "a text that stands for the value, the same each time, and does not tell it",
      example: "visits | select who = pseudonym(child), minutes | take 3",
      overloads: [Overload(parameters: [.any], function: .pseudonym, result: { _ in .text }, appended: .secret)])
  ]

  private static let lists: [Signature] = [
    one(
      "join", "join(list, separator)", "the elements as one text", "join([\"a\", \"b\"], \", \")",
      [
        gives(.text, .join, .list, .text)
      ]),
    Signature(
      name: "sorted", syntax: "sorted(list)", meaning: "the elements in order",
      example: "join(sorted([\"b\", \"a\"]), \" \")",
      overloads: [Overload(parameters: [.list], function: .sortedList, result: { $0[0].ofValue })]),
  ]

  /// `first` of a list value; of anything else `first` is an aggregate.
  package static let firstOfList = Signature(
    name: "first", syntax: "first(list)", meaning: "its first element", example: "first(split(\"a,b\", \",\"))",
    overloads: [
      Overload(
        parameters: [.list], function: .firstElement,
        result: { types in
          if case .list(let element) = types[0].ofValue { return element }
          return .unknown
        })
    ])

  /// The widest of the arguments' types, as arithmetic mixes them.
  private static let widest: @Sendable ([ValueType]) -> ValueType = { types in
    let types = types.map(\.ofValue).filter { $0 != .missing && $0 != .unknown }
    if types.contains(.float) { return .float }
    if types.contains(.decimal) { return .decimal }
    return types.first ?? .missing
  }

  private static func one(
    _ name: String, _ syntax: String, _ meaning: String, _ example: String, _ overloads: [Overload]
  ) -> Signature {
    Signature(name: name, syntax: syntax, meaning: meaning, example: example, overloads: overloads)
  }

  private static func gives(_ type: ValueType, _ function: Function, _ parameters: Parameter...) -> Overload {
    Overload(parameters: parameters, function: function, result: { _ in type })
  }

  private static func keeps(_ function: Function, _ parameters: Parameter...) -> Overload {
    Overload(parameters: parameters, function: function, result: { $0[0].ofValue })
  }
}
