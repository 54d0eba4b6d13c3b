import Diagnostics

extension Parser {
  /// `expression` or `name = expression`.
  mutating func item() throws(Failure) -> Item {
    let name = try itemName()
    return Item(name: name, expression: try expression())
  }

  /// The name that an item begins with, where `=` follows it.
  private mutating func itemName() throws(Failure) -> Name? {
    guard token(after: 1).kind == .symbol(.assign) else { return nil }
    if case .reserved = current.kind { throw expected("a name", help: reservedHelp) }
    guard at(.name) || at(.quotedName) else { return nil }
    let name = takeName()
    advance()
    return name
  }

  mutating func items(selecting: Bool = false) throws(Failure) -> [Item] {
    var items: [Item] = []
    repeat { items.append(selecting ? try selected() : try item()) } while take(.comma)
    return items
  }

  mutating func expressions() throws(Failure) -> [Expression] {
    var expressions: [Expression] = []
    repeat { expressions.append(try expression()) } while take(.comma)
    return expressions
  }

  /// An item of `select`, where `*` and `school.*` may stand.
  private mutating func selected() throws(Failure) -> Item {
    if at(.star) { return Item(name: nil, expression: Expression(.all, advance().span)) }
    var item = try item()
    if item.name == nil, at(.dot), token(after: 1).kind == .symbol(.star) {
      advance()
      advance()
      item.expression = Expression(.allOf(item.expression), span(from: item.expression.span.start))
      try grow()
    }
    return item
  }

  mutating func renamings() throws(Failure) -> [Renaming] {
    var renamings: [Renaming] = []
    repeat {
      let new = try name("a new name")
      guard take(.assign) else {
        throw expected("'='", help: ["the new name comes first: rename new = old"])
      }
      renamings.append(Renaming(new: new, old: try expression()))
    } while take(.comma)
    return renamings
  }

  /// `per` and its keys; after `derive` also `by`.
  mutating func perKeys(orBy: Bool = false) throws(Failure) -> [Item] {
    if at(.by), !orBy {
      report(.foreignWord, "'by' is written 'per' here", at: current.span)
    } else if !at(.per), !at(.by) {
      return []
    }
    marks.spellings[advance().span.start] = ReservedWord.per.rawValue
    return try items()
  }

  mutating func sortClause() throws(Failure) -> [SortKey] {
    guard at(.name), current.text == "sort", token(after: 1).beginsOperand else { return [] }
    advance()
    return try sortKeys()
  }
}
