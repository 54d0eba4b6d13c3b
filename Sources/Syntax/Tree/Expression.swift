import Diagnostics

package struct Expression: Sendable {
  package var kind: Kind
  package var span: Span

  package init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }

  package indirect enum Kind: Sendable {
    case missing
    case boolean(Bool)
    /// Digits without `_`, a leading `-` never among them.
    case integer(Int64)
    /// A number with a point and no exponent: its exact digits.
    case decimal(String)
    case float(Double)
    case text(TextTemplate)
    case regularExpression(pattern: String, ignoresCase: Bool)
    /// Days since 1970-01-01.
    case date(year: Int, month: Int, day: Int)
    /// As written, ISO 8601 with or without seconds and zone, valid.
    case datetime(String)
    case period(PeriodLiteral)
    case today
    /// `60 days`, `1 year`; the unit in the singular. The number is an integer literal, `$n` or a bracketed expression.
    case duration(Expression, TimeUnit)
    /// `60 days ago`: the operand is a `duration`.
    case ago(Expression)
    /// `last 60 days`, `next $n weeks`.
    case relativeSpan(Direction, Expression, TimeUnit)
    /// `this month`, `last year`, `next quarter`.
    case relativePeriod(Direction, TimeUnit)
    case list([Expression])
    case name(Name)
    /// `$since`, without its `$`.
    case parameter(Name)
    case member(Expression, Name)
    /// `*` in `select`.
    case all
    /// `school.*` in `select`.
    case allOf(Expression)
    case call(Call)
    case unary(UnaryOperator, Expression)
    case binary(BinaryOperator, Expression, Expression, operatorSpan: Span)
    case isMissing(Expression, negated: Bool)
    case between(Expression, low: Expression, high: Expression)
    case conditional(Expression, then: Expression, else: Expression?)
    /// Brackets as written: `(a + b) * c`. The formatter keeps them.
    case parenthesised(Expression)
    /// A pipeline in brackets, where a table may stand inside an expression or as a source.
    case pipeline(Pipeline)
    /// `search "wang li"` where a pipeline begins: the rows of all collections in which the words are found.
    case search(Text)
    /// What did not parse; an error was reported.
    case invalid
  }
}

/// A call of a function or an aggregate: `agg([distinct] x [, argument] [where condition] [sort keys])`.
package struct Call: Sendable {
  package var name: Name
  package var distinct: Bool
  package var arguments: [Expression]
  package var condition: Expression?
  package var sort: [SortKey]

  package init(
    name: Name, distinct: Bool = false, arguments: [Expression], condition: Expression? = nil, sort: [SortKey] = []
  ) {
    self.name = name
    self.distinct = distinct
    self.arguments = arguments
    self.condition = condition
    self.sort = sort
  }
}

/// A text with its `{expression}` parts. `isRaw` where it was written in `'…'`.
package struct TextTemplate: Sendable {
  package enum Part: Sendable {
    case literal(String)
    /// An expression and, after `:`, the form of `{n:#,##0.00}`.
    case expression(Expression, form: String?)
  }
  package var parts: [Part]
  package var isRaw: Bool

  package init(parts: [Part], isRaw: Bool) {
    self.parts = parts
    self.isRaw = isRaw
  }

  /// The text where it holds no expression.
  package var plain: String? {
    var text = ""
    for part in parts {
      guard case .literal(let literal) = part else { return nil }
      text += literal
    }
    return text
  }
}

package enum PeriodLiteral: Hashable, Sendable {
  case quarter(year: Int, quarter: Int)
  case month(year: Int, month: Int)
  case week(year: Int, week: Int)
}

package enum Direction: String, Sendable { case last, this, next }

package enum TimeUnit: String, CaseIterable, Sendable {
  case year, quarter, month, week, day, hour, minute
}

package enum UnaryOperator: String, Sendable {
  case not
  case negate = "-"
}

package enum BinaryOperator: String, Sendable {
  case or, and
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case `in`
  case notIn = "not in"
  case contains
  case startsWith = "starts with"
  case endsWith = "ends with"
  case matches
  case coalesce = "??"
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
}
