/// A script as its statements, each a head and the stages after it, so that some can be left out.
struct RandomScript {
  struct Statement {
    /// `let girls = children`
    var head: String
    var stages: [String] = []
  }

  var statements: [Statement] = []
  /// What stands before each stage: on one line, on several, after a comment.
  var separator = " | "

  var text: String {
    statements.map { ([$0.head] + $0.stages).joined(separator: separator) + "\n" }.joined()
  }
}

/// Scripts that mean something over the programme's collections, by a seed: declarations, and a pipeline of any stages.
struct RandomScripts {
  typealias Kind = Programme.Kind
  typealias Field = Programme.Field

  var expressions: RandomExpressions
  private var script = RandomScript()
  var scope = Scope(fields: [], place: .rows)
  /// Named tables that kept the rows of a collection.
  private var related: [(name: String, origin: String, fields: [Field])] = []
  var lastNumber = 0

  init(seed: UInt64) { expressions = RandomExpressions(random: SplitMix(seed: seed)) }

  mutating func make() -> RandomScript {
    script.separator = pick([" | ", "\n| ", "\n  |", " # then | this\n| ", "|"])
    if chance(25) { addFunction() }
    if chance(25) { addScalar() }
    for _ in 0..<(chance(35) ? 1 + next(2) : 0) { addTable() }
    if chance(6) {
      let value = expressions.text(pick(RandomExpressions.plainKinds), Scope(fields: [], place: .nowhere), 3)
      // A line that begins with a minus would carry on the one before.
      script.statements.append(.init(head: value.hasPrefix("-") ? "(\(value))" : value))
    } else {
      var last = pipeline(stages: next(6))
      if chance(25) { last.stages += ending() } else if chance(10) { last.stages.append(chart()) }
      script.statements.append(last)
    }
    return script
  }

  mutating func next(_ bound: Int) -> Int { expressions.random.next(bound) }
  mutating func chance(_ percent: Int) -> Bool { expressions.random.chance(percent) }
  mutating func pick<T>(_ choices: [T]) -> T { expressions.random.pick(choices) }

  mutating func newName() -> String {
    lastNumber += 1
    return pick(["x", "`new name` ", "值", "y_"]).replacingLast(with: "\(lastNumber)")
  }

  // MARK: Declarations

  private mutating func addFunction() {
    let kinds = RandomExpressions.plainKinds.filter { !$0.isReference }
    let parameters = (0..<1 + next(2)).map { Field("p\($0)", pick(kinds)) }
    let result = pick(kinds)
    let body = Scope(fields: parameters, place: .barred)
    script.statements.append(
      .init(head: "let made(\(parameters.map(\.name).joined(separator: ", "))) = \(expressions.text(result, body, 2))"))
    expressions.functions.append(("made", parameters.map(\.kind), result))
  }

  private mutating func addScalar() {
    let kind = pick(RandomExpressions.plainKinds.filter { !$0.isReference })
    let value = expressions.make(kind, Scope(fields: [], place: .nowhere), 2)
    let type: String? =
      switch kind {
      case .boolean: "boolean"
      case .integer: "integer"
      case .decimal: "decimal"
      case .text: "text"
      case .date: "date"
      default: nil
      }
    if let type, chance(40) {
      script.statements.append(.init(head: "param given: \(type) = \(value.text)"))
      expressions.scalars.append(.init(text: "$given", kind: kind))
    } else {
      script.statements.append(.init(head: "let given = \(value.text)"))
      expressions.scalars.append(.init(text: "$given", kind: kind))
    }
  }

  private mutating func addTable() {
    lastNumber += 1
    let name = "t\(lastNumber)"
    var statement = pipeline(stages: 1 + next(3))
    statement.head = "let \(name) = " + statement.head
    script.statements.append(statement)
    expressions.tables.append((name, scope.fields))
    if let origin = scope.origin { related.append((name, origin, scope.fields)) }
  }

  // MARK: Pipelines

  private mutating func pipeline(stages: Int) -> RandomScript.Statement {
    let (name, fields) = pick(expressions.tables + [("children", Programme.fields(of: "children"))])
    scope = Scope(fields: fields, place: .rows)
    scope.origin = Programme.collection(name)?.name ?? related.first { $0.name == name }?.origin
    scope.related = related
    var statement = RandomScript.Statement(head: name)
    for _ in 0..<stages { statement.stages.append(stage()) }
    if statement.stages.isEmpty { statement.stages.append(take()) }
    return statement
  }

  private mutating func stage() -> String {
    switch next(22) {
    case 0, 1, 2: return "where " + expressions.text(.boolean, scope, 3)
    case 3, 4: return derive()
    case 5: return select()
    case 6: return dropOrRename()
    case 7: return "sort " + sortKeys()
    case 8: return take()
    case 9: return chance(50) ? "skip \(next(5))" : search()
    case 10, 11: return summarize()
    case 12: return count()
    case 13: return chance(40) ? "distinct" : distinctItems()
    case 14, 15: return join()
    case 16: return inOrder()
    case 17: return union()
    case 18: return pivotListed()
    case 19: return "sample \(next(12))"
    case 20: return everyPeriod()
    default: return unnest()
    }
  }

  /// A picture changes nothing about the rows.
  private mutating func chart() -> String {
    if chance(25) { return "chart histogram " + expressions.text(pick([.integer, .decimal, .date]), scope, 1) }
    let y = chance(40) ? "" : ", " + expressions.text(pick([.integer, .decimal]), scope, 1)
    let per = chance(30) ? " per " + expressions.text(pick([.text, .boolean]), scope, 1) : ""
    return "chart \(pick(["bar", "line"])) \(expressions.text(pick([.text, .date]), scope, 1))\(y)\(per)"
  }

  mutating func sortKeys() -> String {
    (0..<1 + next(2)).map { _ in
      let key = expressions.part(pick(RandomExpressions.orderedKinds), scope, 1, .operand)
      return (chance(35) ? "-" : "") + key + (chance(10) ? " desc" : "") + (chance(20) ? " missing first" : "")
    }.joined(separator: ", ")
  }

  private var singleFields: [Field] {
    scope.fields.filter { field in
      switch field.kind {
      case .row, .objects, .record, .list: false
      default: true
      }
    }
  }

  /// Keys by their name, and with what is computed for them.
  mutating func keys(_ most: Int) -> (text: String, fields: [Field]) {
    var (texts, fields): ([String], [Field]) = ([], [])
    for _ in 0..<1 + next(most) {
      let paths = scope.paths.filter { path in
        if case .list = path.kind { return false }
        return !fields.contains { $0.name == path.text }
      }
      if !paths.isEmpty, chance(65) {
        let path = pick(paths)
        texts.append(path.text)
        fields.append(named(path))
      } else {
        let kind = pick(RandomExpressions.orderedKinds)
        let name = newName()
        texts.append("\(name) = \(expressions.text(kind, scope, 1))")
        fields.append(Field(name, kind))
      }
    }
    return (texts.joined(separator: ", "), fields)
  }

  func named(_ path: Scope.Path) -> Field {
    scope.fields.first { $0.name == path.text } ?? Field(path.text, path.kind)
  }

  // MARK: Stages

  private mutating func derive() -> String {
    var parts: [String] = []
    let per = chance(25) ? " per " + keys(2).text : ""
    for _ in 0..<1 + next(2) {
      let kind = expressions.kind(for: scope)
      let replaced = singleFields.filter { $0.following == nil && !$0.name.contains(".") }
      let name = chance(25) && !replaced.isEmpty ? pick(replaced).name : newName()
      parts.append("\(name) = \(expressions.text(kind, scope, 3))")
      set(Field(name, kind))
    }
    return "derive " + parts.joined(separator: ", ") + per
  }

  /// What goes row by row in an order.
  private mutating func inOrder() -> String {
    let per = chance(50) ? " per " + keys(1).text : ""
    let kind = pick([.integer, .decimal, .text, .date, .money] as [Kind])
    // Nothing that could fail: whether a value that no row looks back at is computed is open.
    let value = expressions.text(kind, scope.insideRows, 0)
    let isNumber = kind == .integer || kind == .decimal || kind == .money
    let made =
      switch next(6) {
      case 0: "previous(\(value))"
      case 1: "next(\(value), \(1 + next(3)))"
      case 2: isNumber ? "running(sum(\(value)))" : "running(max(\(value)))"
      case 3: "running(last(\(value)))"
      case 4: kind == .integer ? "rank()" : "first(\(value))"
      default: kind == .integer ? "row_number()" : "last(\(value))"
      }
    let text = "derive x = \(made)\(per) sort " + sortKeys()
    set(Field("x", kind))
    return text
  }

  /// Rows of a table whose fields of the same names are of the same kinds.
  private mutating func union() -> String {
    let isPlain = singleFields.count == scope.fields.count
    let tables = expressions.tables.filter { table in
      table.fields.allSatisfy { field in
        switch field.kind {
        case .row, .objects, .record, .list: return false
        default: break
        }
        return scope.fields.allSatisfy { $0.name != field.name || $0 == field }
      }
    }
    guard isPlain, !tables.isEmpty else { return take() }
    let table = pick(tables)
    for field in table.fields where !scope.fields.contains(field) { scope.fields.append(field) }
    scope.origin = nil
    return "union \(table.name)"
  }

  private mutating func set(_ field: Field) {
    if let place = scope.fields.firstIndex(where: { $0.name == field.name }) {
      scope.fields[place] = field
    } else {
      scope.fields.append(field)
    }
  }

  private mutating func select() -> String {
    var (texts, fields): ([String], [Field]) = ([], [])
    if chance(12) {
      texts.append("*")
      fields = scope.fields
    }
    for _ in 0..<1 + next(4) {
      let paths = scope.paths.filter { path in !fields.contains { $0.name == path.text || $0.following == path.text } }
      let lists = scope.fields.filter { field in
        if case .objects = field.kind { return !fields.contains { $0.name == field.name } }
        return false
      }
      if !lists.isEmpty, chance(15) {
        let list = pick(lists)
        texts.append(list.name)
        fields.append(list)
      } else if !paths.isEmpty, chance(60) {
        let path = pick(paths)
        texts.append(path.text)
        fields.append(named(path))
      } else {
        let (kind, name) = (expressions.kind(for: scope), newName())
        texts.append("\(name) = \(expressions.text(kind, scope, 2))")
        fields.append(Field(name, kind))
      }
    }
    ended(with: fields)
    return "select " + texts.joined(separator: ", ")
  }

  mutating func ended(with fields: [Field]) {
    scope.fields = fields
    scope.origin = nil
  }

  private mutating func dropOrRename() -> String {
    guard scope.fields.count > 1 else { return take() }
    let place = next(scope.fields.count)
    let name = scope.fields[place].name
    if chance(50) {
      // What a dotted field hides comes to light again, so only what nothing is named under goes.
      scope.fields.remove(at: place)
      return "drop " + name
    }
    if case .objects = scope.fields[place].kind { return take() }
    let new = newName()
    scope.fields[place].name = new
    scope.fields[place].following = nil
    return "rename \(new) = \(name)"
  }

  private mutating func take() -> String {
    let per = chance(40) ? " per " + keys(1).text : ""
    if chance(30) {
      return "top \(next(6)) by \(expressions.part(pick(RandomExpressions.orderedKinds), scope, 1, .coalesce))" + per
    }
    return "take \(next(9))" + per + (chance(50) ? " sort " + sortKeys() : "")
  }

  private mutating func search() -> String {
    let hasText = scope.fields.contains { $0.kind == .text }
    return hasText ? "search \"\(pick(["li", "wang LI", "王", "e", "s a"]))\"" : "skip \(next(3))"
  }

  private mutating func join() -> String {
    let (table, fields) = pick(expressions.tables)
    let own = scope.paths
    let joined = Scope(fields: fields, place: .nowhere).paths.filter { path in
      switch path.kind {
      case .list, .boolean, .float, .money: false
      default: own.contains { $0.kind == path.kind }
      }
    }
    guard !joined.isEmpty else { return take() }
    lastNumber += 1
    let name = "j\(lastNumber)"
    let key = pick(joined)
    let left = pick(own.filter { $0.kind == key.kind }).text
    var on = chance(50) ? "\(name).\(key.text) == \(left)" : "\(left) == \(name).\(key.text)"
    let kind = pick(["", "", "inner ", "inner ", "full "])
    scope.fields.append(Field(name, .row(fields, origin: Programme.collection(table)?.name)))
    if chance(20) {
      var both = scope
      both.place = .inner
      on += " and " + expressions.part(.boolean, both, 1, .not)
    }
    let written =
      chance(15) ? "(\(table) | where \(expressions.text(.boolean, Scope(fields: fields, place: .rows), 1)))" : table
    return "join \(kind)\(name) = \(written) on \(on)"
  }

  private mutating func unnest() -> String {
    let lists = scope.fields.indices.filter { index in
      switch scope.fields[index].kind {
      case .list, .objects: true
      default: false
      }
    }
    guard !lists.isEmpty else { return "where " + expressions.text(.boolean, scope, 2) }
    let place = pick(Array(lists))
    let list = scope.fields[place]
    let name = newName()
    switch list.kind {
    case .list(let element): scope.fields[place] = Field(name, element)
    case .objects(let fields):
      scope.fields[place] = Field(name, .row(fields, origin: nil))
    default: break
    }
    return "unnest \(list.name) as \(name)"
  }
}

extension String {
  /// A stem with a number: "x" gives "x1", and "`new name` " "`new name 1`".
  fileprivate func replacingLast(with number: String) -> String {
    hasPrefix("`") ? String(dropLast(2)) + " " + number + "`" : self + number
  }
}
