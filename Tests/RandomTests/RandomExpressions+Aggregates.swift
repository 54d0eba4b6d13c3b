/// Aggregates in their full form, over whatever the place allows.
extension RandomExpressions {
  private enum Range {
    case rows(Scope)
    case many(Scope.Many, Scope)
    case elements(String, Kind, Scope)
  }

  mutating func aggregate(_ kind: Kind, _ scope: Scope, _ depth: Int) -> Written? {
    let rows = scope.groupRows.first ?? scope
    guard scope.place != .barred, let range = range(rows) else { return nil }
    switch range {
    case .rows(let inner): return aggregate(kind, inner, depth, self: nil)
    case .many(let many, let inner): return aggregate(kind, inner, depth, self: many.text)
    case .elements(let path, let element, let inner): return elements(kind, path, element, inner, depth)
    }
  }

  private mutating func range(_ scope: Scope) -> Range? {
    if scope.place == .nowhere {
      let (name, fields) = random.pick(tables)
      let many = Scope.Many(text: name, fields: fields, origin: Programme.collection(name)?.name)
      var inner = Scope(fields: fields, origin: many.origin, place: .inner)
      inner.prefix = name
      return .many(many, inner)
    }
    let lists = scope.paths.filter { if case .list = $0.kind { !$0.text.hasPrefix("$") } else { false } }
    if !lists.isEmpty, scope.place != .group, random.chance(15) {
      let list = random.pick(lists)
      if case .list(let element) = list.kind {
        return .elements(list.text, element, scope.inside(list: list.text, element))
      }
    }
    let manies = scope.manies
    if !manies.isEmpty, scope.place == .inner || random.chance(45) {
      let many = random.pick(manies)
      return .many(many, scope.inside(many))
    }
    return scope.place == .inner ? nil : .rows(scope.insideRows)
  }

  /// `path`: how the rows are reached, nil for the rows at hand. Its argument then has to name it.
  private mutating func aggregate(_ kind: Kind, _ inner: Scope, _ depth: Int, self path: String?) -> Written? {
    guard let (function, wanted) = function(giving: kind) else { return nil }
    if function == "exists" {
      guard let path else { return nil }
      return Written("exists(\(path)\(tail(inner, depth, sorts: false)))")
    }
    if function == "count", random.chance(50) {
      return Written("count(\(path ?? "")\(path == nil ? "" : tail(inner, depth, sorts: false)))")
    }
    var argument: String
    if let path {
      let own = Scope(fields: inner.fields, place: .inner).paths.filter { $0.kind == wanted }
      guard !own.isEmpty else { return nil }
      argument = path + "." + random.pick(own).text
      if random.chance(25), [.integer, .decimal, .float, .money].contains(wanted) {
        let wanted = wanted == .money ? Kind.integer : wanted
        argument += " \(random.pick(["+", "*"])) " + part(wanted, inner, depth, .sign)
      }
    } else {
      argument = text(wanted, inner, depth)
    }
    let isDistinct = random.chance(15) && !argument.hasPrefix("-") && !["share", "any", "all"].contains(function)
    let parameter = function == "percentile" ? ", \(random.pick(["0", "0.9", "0.25", "1"]))" : ""
    return Written(
      "\(function)(\(isDistinct ? "distinct " : "")\(argument)\(parameter)\(tail(inner, depth, sorts: true)))")
  }

  private mutating func elements(_ kind: Kind, _ path: String, _ element: Kind, _ inner: Scope, _ depth: Int)
    -> Written?
  {
    guard let (function, wanted) = function(giving: kind),
      wanted == element || function == "count" || function == "exists"
    else { return nil }
    return Written("\(function)(\(path)\(function == "percentile" ? ", 0.5" : "")\(tail(inner, depth, sorts: true)))")
  }

  private mutating func tail(_ inner: Scope, _ depth: Int, sorts: Bool) -> String {
    var result = random.chance(35) ? " where " + text(.boolean, inner, depth) : ""
    if sorts, random.chance(25) {
      result += " sort \(random.chance(40) ? "-" : "")" + part(random.pick(Self.orderedKinds), inner, 0, .operand)
      if random.chance(20) { result += " missing first" }
    }
    return result
  }

  /// A function that gives this kind, and the kind of its argument.
  private mutating func function(giving kind: Kind) -> (name: String, argument: Kind)? {
    let choosing = ["first", "last", "mode"] + (random.chance(10) ? ["only"] : [])
    switch kind {
    case .boolean: return (random.pick(["any", "all", "exists"]), .boolean)
    case .integer:
      if random.chance(45) {
        return ("count", random.pick(Self.plainKinds.filter { if case .list = $0 { false } else { true } }))
      }
      return (random.pick(["sum", "min", "max"] + choosing), .integer)
    case .decimal:
      if random.chance(30) { return (random.pick(["median", "percentile"]), random.pick([.integer, .decimal])) }
      return (random.pick(["sum", "sum", "min", "max"] + choosing), .decimal)
    case .money:
      return (random.pick(["sum", "sum", "min", "max", "median"] + choosing), .money)
    case .float:
      if random.chance(40) { return (random.pick(["avg", "stddev"]), random.pick([.integer, .decimal, .float])) }
      return random.chance(30)
        ? ("share", .boolean) : (random.pick(["sum", "min", "max", "median"] + choosing), .float)
    case .text, .date, .datetime, .period, .reference: return (random.pick(["min", "max"] + choosing), kind)
    case .days: return (random.pick(["sum", "min", "max"] + choosing), kind)
    case .list(let element): return ("list", element)
    case .record, .objects, .row: return nil
    }
  }
}
