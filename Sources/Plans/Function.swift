/// Everything that computes a value from values: operators and functions of the language, one case a meaning. `Analysis` picks the
/// case by the types of the arguments, so that each has one meaning: `date + duration` is `shift`, not `add`. Switched without
/// `default:` wherever it is switched, so that a new case does not compile until it has a type, a scalar meaning and a kernel.
///
/// Unless said otherwise a missing argument gives missing. Conditions (everything from `and` to `matches`, and `inForce`) are always
/// true or false. Floats that would be infinite or no number, and dates beyond the years 1 to 9999, are missing.
package enum Function: String, CaseIterable, Sendable {
  // MARK: Conditions
  /// A missing boolean counts as false in all three.
  case and, or, not
  /// Any one type on both sides (integers, decimals and floats mix). Two missing values are equal; an order with a missing side is false.
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  /// (x, low, high): both ends included; false where any is missing.
  case between
  /// (x, element…): x equals one of the rest; missing is never in.
  case inElements
  /// (x, list): x equals an element of a list value.
  case inList
  /// (date or datetime or period, period): lies wholly within.
  case inPeriod
  /// (x): is missing. For a row: there is none.
  case isMissing
  /// (x): the opposite.
  case isPresent
  /// (text, text), ignoring case: both sides in small letters. `containsElement` is (list, element), exact.
  case containsText, startsWith, endsWith, containsElement
  /// (text, regular expression as constant text): matches anywhere. `matchesIgnoringCase` ignores case.
  case matches, matchesIgnoringCase

  // MARK: Arithmetic
  /// Two numbers: integers give integers (overflow is an error), a decimal gives a decimal, a float a float.
  case add, subtract, multiply
  /// Two numbers: a float. Division by zero is missing.
  case divide
  /// Two numbers: the rest with the sign of the dividend; by zero missing.
  case remainder
  /// A number or duration.
  case negate
  /// (a, b): a, or b where a is missing; of one type.
  case coalesce

  /// (value, currency, currency): the value; E410 where both currencies are there and differ.
  case sameCurrency

  // MARK: Dates
  /// (date or datetime or period, duration): later by it. Months keep the day where it exists, else take the month's last. A period
  /// moves by whole steps of its own kind: months over a month, quarter or year period; days over a week or day period. Another step is
  /// an error. A span moves by any number of days.
  case shift
  /// (date, date): a duration in days. (datetime, datetime): a clock duration. First minus second.
  case difference
  /// Two durations of one unit.
  case addDurations, subtractDurations
  /// (duration, integer).
  case scaleDuration
  /// Two durations of one unit: how often the second goes into the first, a float. By none of it missing.
  case divideDurations
  /// (date or datetime): datetimes are reckoned in the dataset's zone, here and below. `quarter`, `month`, `week` give periods; `day` (of
  /// the month), `weekday` (1 Monday) and the others integers.
  case year, quarter, month, week, day, weekday, monthOfYear
  /// (birth, on): whole years, missing where `on` is before `birth`. Who is born on 29 February turns a year on 1 March.
  case age
  /// (from, to): whole days, whole months between two dates, negative where `to` is earlier. 31 January to 28 February is no month.
  case daysBetween, monthsBetween
  /// (period): its first and its last day.
  case start, end
  /// (datetime): its date. A date is its own.
  case dateOf
  /// (date): its midnight.
  case datetimeOf
  /// (from, to, on): both ends included, open where `to` is missing, false where `from` or `on` is.
  case inForce
  /// (today, n, unit: constant text, `day week month quarter year`): `last 60 days` is from the day after today − 60 days to today, `next 2 weeks` from tomorrow. Periods.
  case lastSpan, nextSpan
  /// (date, unit as above, integer): the period of that kind that holds the date, moved by so many: `last month` is −1.
  case periodAround
  /// (integer): a bare year as a period: `date in 2023`.
  case yearPeriod
  /// (integer): a duration of so many months, days or microseconds: years, quarters, weeks, hours and minutes already multiplied.
  case daysDuration, monthsDuration, clockDuration

  // MARK: Numbers
  case abs
  /// (x) or (x, digits): half away from zero. Integers stay integers, others with digits give decimals, without an integer. A float is
  /// rounded as its shortest text says.
  case round
  /// To integers.
  case floor, ceil
  /// (a, b): the whole part of a / b towards zero, an integer; by zero missing.
  case div
  /// Floats; outside their domain missing.
  case sqrt, ln, exp, pow
  /// Two or more of one type; missing ones are left out.
  case least, greatest
  /// (x, width): the lower edge of the bin of that width in which x lies; missing where the width is not above 0.
  case bin

  // MARK: Text
  /// Code points; of a list its elements.
  case length, listLength
  case lower, upper, trim
  /// (text, n); (text, from, n): code points, from 1.
  case left, right, substring
  /// (text, what, by): an empty `what` is nowhere.
  case replace
  /// (text, separator): a list; the text alone where the separator is empty.
  case split
  /// Any number of texts; `join` is (list, separator), missing elements left out.
  case concat, join
  /// (text, width, fill): a longer text stays as it is.
  case padLeft
  /// Case and accents removed.
  case fold
  /// (a, b): 0 to 1, Jaro-Winkler after `fold`.
  case similarity
  /// (text, list of texts): the place of the text in the list from 0, behind the last where it is not in it.
  case categoryRank
  /// (value, form): see `Form`.
  case format
  /// Any value as the text that CSV shows.
  case textOf
  /// Conversions from text or numbers; missing where they cannot: an integer of 12.5, a date of anything but `2023-09-01`.
  case integerOf, decimalOf, floatOf, parseDate
  /// (list)
  case firstElement, sortedList
  /// Values of one type as a list.
  case list
  /// (part…): the key of a reference by several fields, a list: each as its text where the list is of texts.
  case key
  /// A text whose missing parts show as `·`: (part…), each a text. For `print`, `title`, `note`.
  case concatShowingMissing

  // MARK: Masks
  /// (value, the dataset's secret): a text that stands for it, the same for the same value.
  case pseudonym
  /// (text): the first letter of each part; its last two digits.
  case initials, lastTwo
}
