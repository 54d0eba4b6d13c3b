import Plans

/// What each function does to the labels of its arguments.
enum LabelEffect {
  /// The result bears the highest of them.
  case keeps
  /// The result tells nothing that the arguments' labels protect.
  case removes
}

extension Function {
  var labelEffect: LabelEffect {
    switch self {
    // A pseudonym is the same for the same value, and tells nothing else of it.
    case .pseudonym: .removes
    // A part, a condition or a computation tells of the whole, if only that it is missing.
    case .and, .or, .not, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .between, .inElements,
      .inList, .inPeriod, .isMissing, .isPresent, .containsText, .startsWith, .endsWith, .containsElement, .matches,
      .matchesIgnoringCase, .add, .subtract, .multiply, .divide, .remainder, .negate, .coalesce, .sameCurrency, .shift,
      .difference, .addDurations, .subtractDurations, .scaleDuration, .divideDurations, .year, .quarter, .month, .week,
      .day, .weekday,
      .monthOfYear, .age, .daysBetween, .monthsBetween, .start, .end, .dateOf, .datetimeOf, .inForce, .lastSpan,
      .nextSpan, .periodAround, .yearPeriod, .daysDuration, .monthsDuration, .clockDuration, .abs, .round, .floor,
      .ceil, .div, .sqrt, .ln, .exp, .pow, .least, .greatest, .bin, .length, .listLength, .lower, .upper, .trim, .left,
      .right, .substring, .replace, .split, .concat, .join, .padLeft, .fold, .similarity, .categoryRank, .format,
      .textOf, .integerOf, .decimalOf, .floatOf, .parseDate, .firstElement, .sortedList, .list, .key,
      .concatShowingMissing,
      .initials, .lastTwo:
      .keeps
    }
  }
}

extension AggregateFunction {
  /// Whether its value is that of one of the rows, and so of one person, however many there are.
  var isOfOneRow: Bool {
    switch self {
    case .min, .max, .median, .percentile, .first, .last, .only, .mode, .list: true
    case .count, .sum, .avg, .stddev, .share, .any, .all, .exists: false
    }
  }

  /// Whether its argument divides the rows into those for which it is true and the others.
  var isOfCondition: Bool {
    switch self {
    case .share, .any, .all, .exists: true
    case .count, .sum, .avg, .min, .max, .median, .stddev, .percentile, .first, .last, .only, .mode, .list: false
    }
  }
}
