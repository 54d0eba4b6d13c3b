import Diagnostics

extension Parser {
  /// `n by x [per keys]`.
  mutating func top() throws(Failure) -> Stage.Kind {
    let count = try expression()
    guard take(.by) else { throw expected("'by'", help: ["write: top 5 by amount"]) }
    let measure = try expression()
    passTopDirection()
    return .top(count, by: measure, per: try perKeys())
  }

  /// `school, month = month(date), every month(date) in 2023`.
  mutating func groupKeys() throws(Failure) -> [GroupKey] {
    var keys: [GroupKey] = []
    repeat {
      // `every` may stand before the key's name or after it.
      var isEvery = takeEvery()
      let named = (at(.name) || at(.quotedName)) && token(after: 1).kind == .symbol(.assign)
      let name = named ? takeName() : nil
      if named { advance() }
      if takeEvery() { isEvery = true }
      // What follows `in` bounds the periods; it is no part of the key.
      let expression = try expression(isEvery ? .coalesce : .or)
      let range = isEvery && take(.in) ? try self.expression(.coalesce) : nil
      keys.append(GroupKey(Item(name: name, expression: expression), isEvery: isEvery, range: range))
    } while take(.comma)
    return keys
  }

  private mutating func takeEvery() -> Bool {
    take(word: "every") { $0.kind == .name || $0.kind == .quotedName }
  }

  mutating func total() throws(Failure) -> Bool {
    guard take(word: "with") else { return false }
    guard take(word: "total") else { throw expected("'total'", help: ["write: summarize … by … with total"]) }
    return true
  }

  /// `[inner|full] [name =] table on keys or condition`.
  mutating func join() throws(Failure) -> Join {
    let follows: (Token) -> Bool = {
      $0.kind == .name || $0.kind == .quotedName || $0.kind == .symbol(.openParenthesis)
    }
    translateJoinWord()
    let kind: Join.Kind =
      take(word: "inner", before: follows) ? .inner : take(word: "full", before: follows) ? .full : .left
    var name: Name?
    if token(after: 1).kind == .symbol(.assign), at(.name) || at(.quotedName) {
      name = takeName()
      advance()
    }
    let table = try table()
    guard take(.on) else {
      throw expected("'on'", help: ["say which fields match: join budgets on item"])
    }
    return Join(kind: kind, name: name, table: table, on: try expressions())
  }

  /// A table inside a stage: a name, or a pipeline in parentheses.
  mutating func table() throws(Failure) -> Pipeline {
    guard at(.name) || at(.quotedName) || at(.openParenthesis) else {
      throw expected("the name of a table, or a pipeline in ( )")
    }
    let source = try operand()
    if case .pipeline(let pipeline) = source.kind { return pipeline }
    return Pipeline(source: source, stages: [], span: source.span)
  }

  /// `aggregate across expression [in values] by keys [with total]`.
  mutating func pivot() throws(Failure) -> Pivot {
    let example = "write: pivot count() across month(date) by school"
    let aggregate = try item()
    guard take(.across) else { throw expected("'across'", help: [example]) }
    let across = try expression(.coalesce)
    let values = take(.in) ? try expression(.coalesce) : nil
    guard take(.by) else { throw expected("'by'", help: [example]) }
    let keys = try groupKeys()
    return Pivot(aggregate: aggregate, across: across, values: values, by: keys, total: try total())
  }

  /// `bar|line|histogram x[, y] [per z] [title "…"]`.
  mutating func chart() throws(Failure) -> Chart {
    guard at(.name), let kind = Chart.Kind(rawValue: current.text) else {
      throw expected("bar, line or histogram", help: ["write: chart bar school, n"])
    }
    advance()
    var chart = Chart(kind: kind, x: try expression())
    if take(.comma) { chart.y = try expression() }
    if take(.per) { chart.per = try expression() }
    if take(word: "title") { chart.title = try textExpression("a title") }
    return chart
  }
}
