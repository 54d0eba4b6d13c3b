/// An expression as text, and how tightly it binds.
struct Written {
  enum Level: Int { case conditional, or, and, not, comparison, coalesce, sum, product, sign, operand }

  var text: String
  var level: Level

  init(_ text: String, _ level: Level = .operand) { (self.text, self.level) = (text, level) }
}

/// Expressions of a wanted kind, made of what a scope offers.
struct RandomExpressions {
  typealias Kind = Programme.Kind
  typealias Level = Written.Level

  var random: SplitMix
  /// Functions of values that the script has declared.
  var functions: [(name: String, parameters: [Kind], result: Kind)] = []
  /// `$name`s that the script has declared.
  var scalars: [Scope.Path] = []
  /// Named tables and collections, for the right side of `in`.
  var tables: [(name: String, fields: [Programme.Field])] = Programme.collections.map { ($0.name, $0.fields) }

  static let plainKinds: [Kind] = [
    .boolean, .integer, .integer, .decimal, .decimal, .float, .text, .text, .date, .datetime, .period, .days, .money,
    .list(.text), .reference("schools"), .reference("sponsors"),
  ]
  static let orderedKinds: [Kind] = [.integer, .decimal, .float, .text, .date, .datetime, .period, .days, .money]

  /// A kind of which the scope can make an expression: references only where there are some.
  mutating func kind(for scope: Scope) -> Kind {
    let kind = random.pick(Self.plainKinds)
    guard kind.isReference else { return kind }
    return scope.paths.contains { $0.kind == kind } ? kind : .text
  }

  mutating func text(_ kind: Kind, _ scope: Scope, _ depth: Int = 2) -> String { make(kind, scope, depth).text }

  /// In brackets where it binds more loosely than the place wants, and now and then without need.
  mutating func part(_ kind: Kind, _ scope: Scope, _ depth: Int, _ level: Level) -> String {
    let made = make(kind, scope, depth)
    return made.level.rawValue >= level.rawValue && !random.chance(6) ? made.text : "(\(made.text))"
  }

  mutating func make(_ kind: Kind, _ scope: Scope, _ depth: Int) -> Written {
    guard depth > 0, !kind.isReference, random.chance(70) else { return leaf(kind, scope) }
    if random.chance(22), let made = general(kind, scope, depth - 1) { return made }
    if random.chance(30), let made = aggregate(kind, scope, depth - 1) { return made }
    return special(kind, scope, depth - 1) ?? leaf(kind, scope)
  }

  // MARK: Leaves

  mutating func leaf(_ kind: Kind, _ scope: Scope) -> Written {
    let paths = scope.paths.filter { $0.kind == kind } + scalars.filter { $0.kind == kind }
    if !paths.isEmpty, kind.isReference || !random.chance(14) { return Written(random.pick(paths).text) }
    return literal(kind)
  }

  mutating func literal(_ kind: Kind) -> Written {
    switch kind {
    case .boolean: return Written(random.pick(["true", "false"]))
    case .integer:
      let number = random.chance(2) ? "9_223_372_036_854_775_807" : "\(random.next(9))"
      return random.chance(12) ? Written("-" + number, .sign) : Written(number)
    case .decimal, .money:
      return Written(random.pick(["0.5", "2.50", "100.00", "0.001", "12.5", "99999999999999999999.99", "1_700.0"]))
    case .float: return Written(random.pick(["0.5e0", "2.5e1", "1e-1", "0e0"]))
    case .text: return Written(quoted(random.pick(RandomRecords.words + ["s", "%"])))
    case .date:
      return Written(
        random.chance(12) ? random.pick(["today", "60 days ago", "1 month ago"]) : random.pick(RandomRecords.days))
    case .datetime:
      return Written(random.pick(["2023-01-31T00:00", "2024-02-29T16:00:00Z", "2023-09-30T12:30:05+08:00"]))
    case .period:
      return Written(
        random.pick(["2023-Q1", "2023-Q4", "2023-01", "2024-02", "2023-W05", "2020-W53", "this month", "last quarter"]))
    case .days: return Written(random.pick(["60 days", "1 day", "2 weeks", "(3) days"]))
    case .list(let element):
      let count = random.next(4)
      return Written("[" + (0..<max(1, count)).map { _ in literal(element).text }.joined(separator: ", ") + "]")
    case .reference(let other):
      return Written(
        Programme.key(of: other) == .text ? quoted(random.pick(RandomRecords.schoolKeys)) : "\(1 + random.next(8))")
    case .record, .objects, .row: return Written("missing")
    }
  }

  /// As a text with escapes or as it stands.
  private mutating func quoted(_ json: String) -> String {
    let asItStands = json.filter { $0 != "\\" }
    return random.chance(70) ? "\"\(json)\"" : "'\(asItStands)'"
  }

  // MARK: What every kind can be made of

  private mutating func general(_ kind: Kind, _ scope: Scope, _ depth: Int) -> Written? {
    switch random.next(5) {
    case 0:
      let head = "if \(text(.boolean, scope, depth)) then \(part(kind, scope, depth, .or))"
      return Written(random.chance(25) ? head : head + " else \(text(kind, scope, depth))", .conditional)
    case 1:
      let other = random.chance(10) ? "missing" : part(kind, scope, depth, .sum)
      return Written("\(part(kind, scope, depth, .sum)) ?? \(other)", .coalesce)
    case 2:
      guard let function = functions.filter({ $0.result == kind }).last else { return nil }
      let arguments = function.parameters.map { text($0, scope, depth) }
      return Written("\(function.name)(\(arguments.joined(separator: ", ")))")
    case 3:
      guard Self.orderedKinds.contains(kind) else { return nil }
      let arguments = (0..<2 + random.next(2)).map { _ in text(kind, scope, depth) }
      return Written("\(random.pick(["least", "greatest"]))(\(arguments.joined(separator: ", ")))")
    default:
      guard kind == .text || kind == .integer else { return nil }
      return Written("first(\(random.pick(["sorted", "sorted"]))(\(text(.list(kind), scope, depth))))")
    }
  }

  private mutating func special(_ kind: Kind, _ scope: Scope, _ depth: Int) -> Written? {
    switch kind {
    case .boolean: return condition(scope, depth)
    case .integer: return integer(scope, depth)
    case .decimal, .float: return number(kind, scope, depth)
    case .money: return money(scope, depth)
    case .text: return text(scope, depth)
    case .date, .datetime, .period, .days: return time(kind, scope, depth)
    case .list(let element): return list(element, scope, depth)
    case .reference, .record, .objects, .row: return nil
    }
  }

  // MARK: Conditions

  private mutating func condition(_ scope: Scope, _ depth: Int) -> Written {
    let kind = random.pick(Self.plainKinds)
    switch random.next(17) {
    case 0, 1: return Written("\(part(.boolean, scope, depth, .and)) and \(part(.boolean, scope, depth, .not))", .and)
    case 2: return Written("\(part(.boolean, scope, depth, .or)) or \(part(.boolean, scope, depth, .and))", .or)
    case 3: return Written("not \(part(.boolean, scope, depth, .not))", .not)
    case 4, 5:
      let right = random.chance(20) ? literal(kind).text : part(kind, scope, depth, .coalesce)
      return comparison(part(kind, scope, depth, .coalesce), random.pick(["==", "!="]), right)
    case 6, 7:
      let ordered = random.pick(Self.orderedKinds)
      let sign = random.pick(["<", "<=", ">", ">="])
      return comparison(part(ordered, scope, depth, .coalesce), sign, part(mixed(ordered), scope, depth, .coalesce))
    case 8:
      let ordered = random.pick(Self.orderedKinds)
      let ends = "\(part(ordered, scope, depth, .coalesce)) and \(part(ordered, scope, depth, .coalesce))"
      return comparison(part(ordered, scope, depth, .coalesce), "between", ends)
    case 9:
      let right = (0..<1 + random.next(3)).map { _ in text(kind, scope, depth - 1) }.joined(separator: ", ")
      return comparison(part(kind, scope, depth, .coalesce), random.pick(["in", "not in"]), "[\(right)]")
    case 10: return comparison(part(.date, scope, depth, .coalesce), "in", period(scope, depth))
    case 11: return comparison(part(kind, scope, depth, .coalesce), random.pick(["is", "is not"]), "missing")
    case 12, 13:
      let test = random.pick(["contains", "starts with", "ends with"])
      return comparison(part(.text, scope, depth, .coalesce), test, part(.text, scope, depth, .coalesce))
    case 14:
      return comparison(
        part(.text, scope, depth, .coalesce), "matches", random.pick(["/l/", "/^.丽/", "/LI$/i", "/[a-c]-?/", "/\\s/"]))
    case 15:
      return comparison(part(.list(.text), scope, depth, .coalesce), "contains", part(.text, scope, depth, .coalesce))
    default:
      return membership(scope, depth) ?? Written("in_force(\(text(.date, scope, depth)), \(text(.date, scope, depth)))")
    }
  }

  private func comparison(_ left: String, _ sign: String, _ right: String) -> Written {
    Written("\(left) \(sign) \(right)", .comparison)
  }

  private mutating func mixed(_ kind: Kind) -> Kind {
    [.integer, .decimal, .float].contains(kind) ? random.pick([.integer, .decimal, .float]) : kind
  }

  private mutating func membership(_ scope: Scope, _ depth: Int) -> Written? {
    // A name that means a row's own related rows or a field is another thing.
    let hidden = Set(scope.fields.flatMap { [$0.name, $0.following ?? $0.name] } + (scope.prefix.map { [$0] } ?? []))
    let (table, fields) = random.pick(tables)
    guard !hidden.contains(table) else { return nil }
    let columns = Scope(fields: fields, place: .nowhere).paths.filter { path in
      switch path.kind {
      case .list, .money: false
      default: true
      }
    }
    guard !columns.isEmpty else { return nil }
    let column = random.pick(columns)
    return comparison(
      part(column.kind, scope, depth, .coalesce), random.pick(["in", "not in"]), "\(table).\(column.text)")
  }

  private mutating func period(_ scope: Scope, _ depth: Int) -> String {
    random.chance(50)
      ? part(.period, scope, depth, .coalesce)
      : random.pick(["2023", "last 60 days", "next 2 weeks", "this year", "last (3 * 30) days", "2023-W39"])
  }

  // MARK: Numbers

  private mutating func integer(_ scope: Scope, _ depth: Int) -> Written {
    switch random.next(10) {
    case 0, 1: return arithmetic(.integer, .integer, scope, depth)
    case 2: return Written("div(\(text(mixed(.integer), scope, depth)), \(text(.integer, scope, depth)))")
    case 3: return Written("length(\(text(random.pick([.text, .list(.text)]), scope, depth)))")
    case 4: return Written("\(random.pick(["year", "day", "weekday", "month_of_year"]))(\(text(.date, scope, depth)))")
    case 5:
      let function = random.pick(["age", "days_between", "months_between"])
      return Written("\(function)(\(text(.date, scope, depth)), \(text(.date, scope, depth)))")
    case 6: return Written("\(random.pick(["floor", "ceil", "round"]))(\(text(.decimal, scope, depth)))")
    case 7: return Written("integer(\(text(random.pick([.text, .decimal, .float]), scope, depth)))")
    case 8: return Written("abs(\(text(.integer, scope, depth)))")
    default: return Written("-\(part(.integer, scope, depth, .sign))", .sign)
    }
  }

  private mutating func number(_ kind: Kind, _ scope: Scope, _ depth: Int) -> Written {
    if kind == .float, random.chance(50) {
      switch random.next(6) {
      case 4: return Written("\(part(.money, scope, depth, .product)) / \(part(.money, scope, depth, .sign))", .product)
      case 5: return Written("\(part(.days, scope, depth, .product)) / \(part(.days, scope, depth, .sign))", .product)
      case 0:
        return Written("\(part(.integer, scope, depth, .product)) / \(part(.decimal, scope, depth, .sign))", .product)
      case 1: return Written("sqrt(\(text(.decimal, scope, depth)))")
      case 2: return Written("similarity(\(text(.text, scope, depth)), \(text(.text, scope, depth)))")
      default: return Written("float(\(text(random.pick([.integer, .decimal, .text]), scope, depth)))")
      }
    }
    switch random.next(6) {
    case 0, 1: return arithmetic(kind, kind == .float ? mixed(kind) : random.pick([.integer, .decimal]), scope, depth)
    case 2 where kind == .decimal:
      return Written("round(\(text(random.pick([.decimal, .float]), scope, depth)), \(random.next(4)))")
    case 3 where kind == .decimal: return Written("decimal(\(text(random.pick([.integer, .text]), scope, depth)))")
    case 4 where kind == .decimal:
      return Written("bin(\(text(.decimal, scope, depth)), \(random.pick(["5", "0.25", "10.0"])))")
    case 5: return Written("abs(\(text(kind, scope, depth)))")
    default: return Written("-\(part(kind, scope, depth, .sign))", .sign)
    }
  }

  private mutating func money(_ scope: Scope, _ depth: Int) -> Written {
    switch random.next(5) {
    case 0, 1:
      let right = part(random.pick([.money, .money, .decimal]), scope, depth, .product)
      return Written("\(part(.money, scope, depth, .sum)) \(random.pick(["+", "-"])) \(right)", .sum)
    case 2: return Written("\(part(.money, scope, depth, .product)) * \(part(.integer, scope, depth, .sign))", .product)
    case 3: return Written("round(\(text(.money, scope, depth)), 1)")
    default: return Written("-\(part(.money, scope, depth, .sign))", .sign)
    }
  }

  private mutating func arithmetic(_ left: Kind, _ right: Kind, _ scope: Scope, _ depth: Int) -> Written {
    if random.chance(60) {
      return Written(
        "\(part(left, scope, depth, .sum)) \(random.pick(["+", "-"])) \(part(right, scope, depth, .product))", .sum)
    }
    return Written(
      "\(part(left, scope, depth, .product)) \(random.pick(["*", "*", "%"])) \(part(right, scope, depth, .sign))",
      .product)
  }

  // MARK: Texts and lists

  private mutating func text(_ scope: Scope, _ depth: Int) -> Written {
    let one = text(.text, scope, depth)
    switch random.next(11) {
    case 0: return Written("\(random.pick(["upper", "lower", "trim", "fold"]))(\(one))")
    case 1: return Written("\(random.pick(["left", "right"]))(\(one), \(text(.integer, scope, 0)))")
    case 2: return Written("substring(\(one), \(text(.integer, scope, 0)), \(random.next(4)))")
    case 3: return Written("replace(\(one), \(text(.text, scope, 0)), \(literal(.text).text))")
    case 4: return Written("concat(\(one), \(text(.text, scope, depth)))")
    case 5: return Written("pad_left(\(one), \(random.next(6)), \"0\")")
    case 6: return Written("text(\(shown(scope, depth)))")
    case 7: return Written("join(\(text(.list(random.pick([.text, .integer])), scope, depth)), \", \")")
    case 8:
      let form = random.pick([
        ("integer", "#,##0"), ("decimal", "#,##0.00"), ("decimal", "0.0%"), ("date", "d MMM yyyy"),
        ("date", "yyyy/MM/dd"),
      ])
      let kind: Kind = form.0 == "integer" ? .integer : form.0 == "decimal" ? .decimal : .date
      return random.chance(50)
        ? Written("format(\(text(kind, scope, depth)), \"\(form.1)\")")
        : Written("\"{\(text(kind, scope, 0)):\(form.1)}\"")
    default:
      return Written(
        "\"\(random.pick(["", "a ", "王\\n"])){\(shown(scope, depth))}-{\(one)}\"")
    }
  }

  /// What is shown as text; decimals in a form, as how many zeros end one is a matter of the whole column.
  private mutating func shown(_ scope: Scope, _ depth: Int) -> String {
    let kind = random.pick(Self.plainKinds)
    let made = text(kind, scope, depth)
    return kind == .decimal || kind == .money ? "format(\(made), \"0.000\")" : made
  }

  private mutating func list(_ element: Kind, _ scope: Scope, _ depth: Int) -> Written {
    if element == .text, random.chance(30) {
      return Written("split(\(text(.text, scope, depth)), \(literal(.text).text))")
    }
    if random.chance(40) { return Written("sorted(\(text(.list(element), scope, depth)))") }
    return Written(
      "[" + (0..<1 + random.next(3)).map { _ in text(element, scope, depth) }.joined(separator: ", ") + "]")
  }

  // MARK: Time

  private mutating func time(_ kind: Kind, _ scope: Scope, _ depth: Int) -> Written {
    switch (kind, random.next(4)) {
    case (.date, 0): return Written("\(random.pick(["start", "end"]))(\(text(.period, scope, depth)))")
    case (.date, 1): return Written("date(\(text(random.pick([.text, .datetime]), scope, depth)))")
    case (.date, _):
      let step =
        random.chance(50)
        ? part(.days, scope, depth, .product) : "\(random.next(15)) \(random.pick(["months", "quarters", "years"]))"
      return Written("\(part(.date, scope, depth, .sum)) \(random.pick(["+", "-"])) \(step)", .sum)
    case (.datetime, 0): return Written("datetime(\(text(.date, scope, depth)))")
    case (.datetime, _):
      return Written(
        "\(part(.datetime, scope, depth, .sum)) + \(random.next(30)) \(random.pick(["hours", "minutes", "days", "months"]))",
        .sum)
    case (.period, 0):
      return Written(
        "month(\(text(.date, scope, depth))) - \(random.next(14)) \(random.pick(["months", "years"]))", .sum)
    case (.period, 1): return Written("week(\(text(.date, scope, depth))) + \(random.next(60)) weeks", .sum)
    case (.period, _):
      return Written(
        "\(random.pick(["month", "quarter", "week"]))(\(text(random.pick([.date, .datetime]), scope, depth)))")
    case (_, 0): return Written("\(random.next(5)) * \(part(.days, scope, depth, .sign))", .product)
    case (_, 1): return Written("\(part(.days, scope, depth, .sum)) + \(part(.days, scope, depth, .product))", .sum)
    default: return Written("\(part(.date, scope, depth, .sum)) - \(part(.date, scope, depth, .product))", .sum)
    }
  }
}

extension Programme.Kind {
  var isReference: Bool { if case .reference = self { true } else { false } }
}
