import Diagnostics

/// How strongly operators bind, loosest first.
enum Binding: Int {
  case or, and, not, comparison, coalesce, sum, product, operand

  /// The binding that the right side of a left-associative operator must have.
  var tighter: Binding { Binding(rawValue: rawValue + 1) ?? .operand }
}

extension Parser {
  /// An expression of operators that bind at least as `minimum`.
  mutating func expression(_ minimum: Binding = .or) throws(Failure) -> Expression {
    let outer = height
    height = 0
    defer { height = max(outer, height) }
    var left = try prefixed()
    var compared = false
    while true {
      translateForeignOperator()
      guard let binding = infixBinding, binding.rawValue >= minimum.rawValue else { return left }
      if binding == .comparison {
        if compared { throw chained() }
        compared = true
        left = try comparison(left)
      } else {
        guard let sign = infixOperator else { return left }
        let operatorSpan = advance().span
        let right = try expression(binding.tighter)
        left = Expression(
          .binary(sign, left, right, operatorSpan: operatorSpan), left.span.joined(right.span))
      }
      try grow()
    }
  }

  private mutating func chained() -> Failure {
    fail(
      .unexpectedToken, "two comparisons can't follow one another",
      help: ["join them with and: a < b and b < c", "or write: x between a and b"])
  }

  /// `not`, `-`, or an operand.
  private mutating func prefixed() throws(Failure) -> Expression {
    try enter()
    defer { nesting -= 1 }
    let start = current.span.start
    translateForeignPrefix()
    if take(.not) {
      let operand = try expression(.comparison)
      try grow()
      return Expression(.unary(.not, operand), span(from: start))
    }
    if at(.minus) {
      marks.prefixes.insert(advance().span.start)
      let operand = try prefixed()
      try grow()
      return Expression(.unary(.negate, operand), span(from: start))
    }
    return try operand()
  }

  private var infixBinding: Binding? {
    switch current.kind {
    case .reserved(.or): .or
    case .reserved(.and): .and
    case .reserved(.in), .reserved(.between), .reserved(.is), .reserved(.contains), .reserved(.starts),
      .reserved(.ends), .reserved(.matches):
      .comparison
    case .reserved(.not): token(after: 1).kind == .reserved(.in) ? .comparison : nil
    case .symbol(.equal), .symbol(.assign), .symbol(.notEqual), .symbol(.less), .symbol(.lessOrEqual),
      .symbol(.greater), .symbol(.greaterOrEqual):
      .comparison
    case .symbol(.coalesce): .coalesce
    case .symbol(.plus), .symbol(.minus): .sum
    case .symbol(.star), .symbol(.slash), .symbol(.percent): .product
    default: nil
    }
  }

  /// The operator that is one token.
  private var infixOperator: BinaryOperator? {
    switch current.kind {
    case .symbol(.assign): .equal
    case .symbol(let symbol): BinaryOperator(rawValue: symbol.rawValue)
    case .reserved(let word): BinaryOperator(rawValue: word.rawValue)
    default: nil
    }
  }

  // MARK: Comparisons

  private mutating func comparison(_ left: Expression) throws(Failure) -> Expression {
    let token = current
    switch token.kind {
    case .reserved(.is): return try isMissing(left)
    case .reserved(.between):
      advance()
      let low = try expression(.coalesce)
      guard take(.and) else { throw expected("'and'", help: ["write: x between 1 and 5"]) }
      let high = try expression(.coalesce)
      return Expression(.between(left, low: low, high: high), left.span.joined(high.span))
    case .reserved(.not), .reserved(.in): return try membership(left)
    case .reserved(.starts), .reserved(.ends):
      advance()
      guard take(word: "with") else { throw expected("'with'", help: ["write: name \(token.text) with \"…\""]) }
      return try comparison(
        left, token.text == "starts" ? .startsWith : .endsWith, token.span.joined(span(from: lastEnd)))
    default:
      guard let sign = infixOperator else { throw unexpected() }
      advance()
      if token.kind == .symbol(.assign) { marks.spellings[token.span.start] = sign.rawValue }
      return try comparison(left, sign, token.span)
    }
  }

  private mutating func comparison(
    _ left: Expression, _ sign: BinaryOperator, _ operatorSpan: Span
  ) throws(Failure) -> Expression {
    let right = try expression(.coalesce)
    return Expression(.binary(sign, left, right, operatorSpan: operatorSpan), left.span.joined(right.span))
  }

  private mutating func isMissing(_ left: Expression) throws(Failure) -> Expression {
    advance()
    let negated = take(.not)
    translateForeignMissing()
    guard take(.missing) else {
      throw expected("'missing'", help: ["to compare values write \(negated ? "!=" : "==")"])
    }
    return Expression(.isMissing(left, negated: negated), span(from: left.span.start))
  }

  private mutating func membership(_ left: Expression) throws(Failure) -> Expression {
    let start = current.span
    let negated = take(.not)
    let operatorSpan = start.joined(advance().span)
    let right = try expression(.coalesce)
    return Expression(
      .binary(negated ? .notIn : .in, left, right, operatorSpan: operatorSpan), left.span.joined(right.span))
  }
}
