import Diagnostics

extension Parser {
  /// `agg([distinct] x [, argument] [where condition] [sort keys])`, being at its bracket.
  mutating func call(_ name: Name) throws(Failure) -> Expression {
    marks.callBrackets.insert(current.span.start)
    let call = try bracketed(by: .symbol(.closeParenthesis)) { parser throws(Failure) in
      try parser.arguments(of: name)
    }
    try grow()
    return Expression(.call(call), span(from: name.span.start))
  }

  private mutating func arguments(of name: Name) throws(Failure) -> Call {
    var call = Call(name: name, arguments: [])
    if at(.star), token(after: 1).kind == .symbol(.closeParenthesis) {
      report(.foreignWord, "this language says '\(name.text)()', without a star", at: current.span)
      advance()
    }
    call.distinct = take(word: "distinct") { $0.beginsOperand && $0.kind != .symbol(.minus) }
    if !at(.closeParenthesis), !atClause {
      repeat { call.arguments.append(try argument()) } while take(.comma)
    }
    while atClause {
      if take(word: "where") {
        let condition = try expression()
        if let earlier = call.condition {
          throw fail(
            .unexpectedToken, "there is a 'where' already", at: earlier.span, help: ["join the conditions with and"])
        }
        call.condition = condition
      } else {
        advance()
        call.sort += try sortKeys()
      }
    }
    return call
  }

  /// At `where` or `sort` of an aggregate; before an operator, comma or bracket they are fields.
  private var atClause: Bool {
    (current.isName("where") || current.isName("sort")) && token(after: 1).beginsOperand
  }

  /// An expression, or a pipeline of which the call's brackets are the brackets.
  private mutating func argument() throws(Failure) -> Expression {
    let pipeline = try pipeline(isArgument: true)
    return pipeline.stages.isEmpty ? pipeline.source : Expression(.pipeline(pipeline), pipeline.span)
  }

  /// `-date, name desc missing first`: a leading `-` is of the whole key.
  mutating func sortKeys() throws(Failure) -> [SortKey] {
    var keys: [SortKey] = []
    repeat {
      let negated = at(.minus)
      if negated { marks.prefixes.insert(advance().span.start) }
      var key = SortKey(try expression(), descending: negated)
      translateForeignDirection()
      if take(word: "desc") { key.descending = true }
      if at(.missing) {
        advance()
        if take(word: "first") {
          key.missingFirst = true
        } else if !take(word: "last") {
          throw expected("'first'", help: ["missing comes last unless 'missing first' is said"])
        }
      }
      keys.append(key)
    } while take(.comma)
    return keys
  }
}
