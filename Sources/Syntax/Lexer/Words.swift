/// Words that are never names in an expression; a field of such a name stands in backticks.
package enum ReservedWord: String, CaseIterable, Sendable {
  case and, or, not, `in`, `is`, missing, `true`, `false`, `if`, then, `else`, between, contains, starts, ends, matches
  case by, per, on, across, outer, today, ago

  static let named: [String: ReservedWord] = {
    var words = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
    words["null"] = .missing
    return words
  }()

  /// Whether the word is a value by itself.
  var isOperand: Bool {
    switch self {
    case .missing, .true, .false, .today, .ago: true
    case .and, .or, .not, .in, .is, .if, .then, .else, .between, .contains, .starts, .ends, .matches, .by, .per, .on,
      .across, .outer:
      false
    }
  }

  /// Whether a statement goes on where a line begins with the word. `not` does before `in`.
  var continuesLine: Bool {
    switch self {
    case .and, .or, .in, .is, .then, .else, .between, .contains, .starts, .ends, .matches, .by, .per, .on, .across: true
    case .not, .missing, .true, .false, .if, .outer, .today, .ago: false
    }
  }

  /// Whether the word can't be the last of a statement.
  var needsMore: Bool { !isOperand && self != .outer }
}

/// The words that begin a stage, and only there are words.
package enum StageWord: String, CaseIterable, Sendable {
  case `where`, search, derive, select, drop, rename, sort, take, skip, top, sample, summarize, count, distinct, join
  case union, unnest, pivot, describe, chart, save

  /// Whether the stage can't be the word alone.
  var needsMore: Bool {
    switch self {
    case .count, .distinct, .describe: false
    case .where, .search, .derive, .select, .drop, .rename, .sort, .take, .skip, .top, .sample, .summarize, .join,
      .union, .unnest, .pivot, .chart, .save:
      true
    }
  }
}

extension StageWord {
  /// Whether items with commas between them follow the word.
  var takesItems: Bool {
    switch self {
    case .derive, .select, .drop, .rename, .sort, .summarize, .distinct: true
    case .where, .search, .take, .skip, .top, .sample, .count, .join, .union, .unnest, .pivot, .describe, .chart, .save:
      false
    }
  }
}

/// The words that begin a statement, where what follows fits.
package enum StatementWord: String, CaseIterable, Sendable {
  case use, param, `let`, print, title, note, expect, explain, run
}

extension TimeUnit {
  private static let named: [String: TimeUnit] = {
    var units: [String: TimeUnit] = [:]
    for unit in allCases {
      units[unit.rawValue] = unit
      units[unit.rawValue + "s"] = unit
    }
    return units
  }()

  /// The unit of a word in the singular or the plural.
  init?(word: String) {
    guard let unit = Self.named[word] else { return nil }
    self = unit
  }
}
