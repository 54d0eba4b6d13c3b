import Plans

/// What each function does to the labels of its arguments.
enum LabelEffect {
  /// The result bears the highest of them.
  case keeps
  /// So it does, and it is a measure of its argument, which may be added up and counted as that itself may.
  case measures
  /// It bears the highest, and there are values for which it fails, so that its failing would tell of them.
  case fails
  /// It bears the highest, and tells only whether there is a value.
  case presence
  /// The result tells nothing that the label of a person's key protects.
  case removes
}

extension Function {
  var labelEffect: LabelEffect {
    switch self {
    // A pseudonym is the same for the same value, and tells nothing else of it.
    case .pseudonym: .removes
    // A part, a condition or a computation tells of the whole, if only that it is missing.
    case .and, .or, .not, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .between, .inElements,
      .inList, .inPeriod, .containsText, .startsWith, .endsWith, .containsElement, .sameCurrency, .start, .end,
      .inForce,
      .lastSpan, .nextSpan, .difference, .periodAround, .yearPeriod, .daysDuration, .monthsDuration, .clockDuration,
      .divide,
      .divideDurations, .floor, .ceil, .sqrt, .ln, .exp, .pow, .least, .greatest, .bin, .length, .listLength, .lower,
      .upper, .trim, .left, .right, .substring, .split, .fold, .similarity, .categoryRank, .firstElement,
      .sortedList, .list, .initials, .lastTwo, .parseDate, .concat, .concatShowingMissing, .join, .key:
      .keeps
    case .year, .quarter, .month, .week, .day, .weekday, .monthOfYear, .age, .daysBetween, .monthsBetween, .dateOf,
      .datetimeOf, .coalesce, .textOf, .integerOf, .decimalOf, .floatOf:
      .measures
    case .isMissing, .isPresent: .presence
    // Too large a result, or a pattern that takes too long, is an error.
    case .add, .subtract, .multiply, .remainder, .negate, .shift, .addDurations, .subtractDurations,
      .scaleDuration, .abs, .round, .div, .matches, .matchesIgnoringCase, .replace, .padLeft, .format:
      .fails
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
