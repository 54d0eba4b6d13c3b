/// What may be an error for some rows, and so may be computed for no others than those it was written for.
extension TypedExpression {
  package var mayFail: Bool {
    var found = false
    _ = mapped { part in
      switch part.kind {
      case .call(let function, _): found = found || function.mayFail
      case .aggregate(let aggregate): found = found || aggregate.mayFail
      case .constant, .scalar, .column, .field, .lookup, .conditional, .membership, .subquery: break
      }
      return part
    }
    return found
  }
}

extension Aggregate {
  /// Whether it may be an error, beside what it is computed from: too large, of several values or several currencies.
  package var mayFail: Bool {
    switch function {
    case .sum, .avg, .median, .stddev, .percentile, .only: true
    case .count, .share, .min, .max, .first, .last, .mode, .list, .any, .all, .exists: currency != nil
    }
  }
}

extension Function {
  /// Too large a result, a pattern that takes too long, a form that does not fit, amounts in different currencies.
  package var mayFail: Bool {
    switch self {
    case .add, .subtract, .multiply, .remainder, .negate, .shift, .addDurations, .subtractDurations, .scaleDuration,
      .abs, .round, .div, .matches, .matchesIgnoringCase, .replace, .padLeft, .format, .sameCurrency:
      true
    case .and, .or, .not, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .between, .inElements,
      .inList, .inPeriod, .isMissing, .isPresent, .containsText, .startsWith, .endsWith, .containsElement, .divide,
      .coalesce, .difference, .divideDurations, .year, .quarter, .month, .week, .day, .weekday, .monthOfYear, .age,
      .daysBetween, .monthsBetween, .start, .end, .dateOf, .datetimeOf, .inForce, .lastSpan, .nextSpan, .periodAround,
      .yearPeriod, .daysDuration, .monthsDuration, .clockDuration, .floor, .ceil, .sqrt, .ln, .exp, .pow, .least,
      .greatest, .bin, .length, .listLength, .lower, .upper, .trim, .left, .right, .substring, .split, .concat,
      .concatShowingMissing, .join, .fold, .similarity, .categoryRank, .textOf, .integerOf, .decimalOf, .floatOf,
      .parseDate, .firstElement, .sortedList, .list, .key, .pseudonym, .initials, .lastTwo:
      false
    }
  }
}
