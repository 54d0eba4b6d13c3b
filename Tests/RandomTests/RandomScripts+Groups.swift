/// Stages that group: `summarize`, `count`, `distinct`, crosstabs, totals and periods without rows.
extension RandomScripts {
  mutating func summarize() -> String {
    summarize(by: chance(75) ? keys(2) : ("", []))
  }

  private mutating func summarize(by keys: (String, [Field])) -> String {
    var group = Scope(fields: keys.1, place: .group)
    var rows = scope
    rows.place = .group
    group.groupRows = [rows]
    var (texts, fields): ([String], [Field]) = ([], keys.1)
    for _ in 0..<1 + next(3) {
      let kind = expressions.kind(for: rows)
      guard let first = expressions.aggregate(kind, group, 2) else { continue }
      let name = newName()
      let isNumber = kind == .integer || kind == .decimal
      let more = isNumber && chance(25) ? " - " + expressions.part(kind, group, 1, .product) : ""
      texts.append("\(name) = \(first.text)" + more)
      fields.append(Field(name, kind))
    }
    if texts.isEmpty {
      texts.append("count()")
      fields.append(Field("count", .integer))
    }
    ended(with: fields)
    return "summarize " + texts.joined(separator: ", ") + (keys.0.isEmpty ? "" : " by " + keys.0)
  }

  mutating func count() -> String {
    var keys = chance(80) ? keys(2) : ("", [])
    if keys.1.contains(where: { $0.name == "count" }) { keys = ("", []) }
    ended(with: keys.1 + [Field("count", .integer)])
    return "count" + (keys.0.isEmpty ? "" : " by " + keys.0)
  }

  mutating func distinctItems() -> String {
    let keys = keys(3)
    ended(with: keys.fields)
    return "distinct " + keys.text
  }

  // MARK: Periods

  /// With a key that gives a row to each period without rows too.
  mutating func everyPeriod() -> String {
    let keys = everyKeys()
    if chance(40), !keys.fields.contains(where: { $0.name == "count" }) {
      ended(with: keys.fields + [Field("count", .integer)])
      return "count by " + keys.text
    }
    return summarize(by: (keys.text, keys.fields))
  }

  private mutating func everyKeys() -> (text: String, fields: [Field]) {
    let name = newName()
    let (function, kind) = pick([("month", Kind.period), ("quarter", .period), ("year", .integer), ("week", .period)])
    let date = expressions.text(.date, scope, chance(70) ? 0 : 2)
    var every = "every \(name) = \(function)(\(date))"
    if chance(40) { every += " in " + pick(["2023", "2023-Q3", "this year", "last 90 days"]) }
    if chance(50) { return (every, [Field(name, kind)]) }
    let other = keys(1)
    return chance(50)
      ? (other.text + ", " + every, other.fields + [Field(name, kind)])
      : (every + ", " + other.text, [Field(name, kind)] + other.fields)
  }

  // MARK: Crosstabs

  /// What is counted or computed in each cell, and its kind.
  private mutating func cell() -> (text: String, kind: Kind) {
    let kind = pick([Kind.integer, .integer, .decimal, .float, .boolean, .date, .money])
    var rows = scope
    rows.place = .group
    var group = Scope(fields: [], place: .group)
    group.groupRows = [rows]
    guard let made = expressions.aggregate(kind, group, 1) else { return ("count()", .integer) }
    return (made.text, kind)
  }

  private mutating func pivot(values: [String], _ across: String, total: Bool) -> (
    text: String, kind: Kind, keys: [Field]
  ) {
    let cell = cell()
    let keys = chance(15) ? everyKeys() : keys(2)
    let listed = values.isEmpty ? "" : " in [" + values.joined(separator: ", ") + "]"
    let text = "pivot \(cell.text) across \(across)\(listed) by \(keys.text)" + (total ? " with total" : "")
    return (text, cell.kind, keys.fields)
  }

  mutating func pivotListed() -> String {
    let (kind, values) = pick([
      (Kind.text, ["Li", "王丽", "soap"]), (.integer, ["1", "2", "7"]), (.boolean, ["true", "false"]),
    ])
    let written = values.map { kind == .text ? "\"\($0)\"" : $0 }
    let made = pivot(values: written, expressions.part(kind, scope, 1, .sum), total: false)
    let taken = made.keys.contains { field in values.contains(Programme.plain(field.name)) }
    ended(with: made.keys + (taken ? [] : values.map { Field("`\($0)`", made.kind) }))
    return made.text
  }

  // MARK: What only sort may follow

  /// Stages whose columns or last row can only be shown.
  mutating func ending() -> [String] {
    var stages: [String]
    var names: [String]
    switch next(5) {
    case 0:
      stages = ["describe"]
      names = ["field", "missing", "most_frequent"].map { "`\($0)`" }
    case 1, 2:
      let kind = pick([Kind.text, .integer, .boolean, .date])
      let made = pivot(values: [], expressions.part(kind, scope, 1, .sum), total: chance(40))
      (stages, names) = ([made.text], made.keys.map(\.name))
    case 3:
      let text = summarize()
      (stages, names) = ([text + " with total"], scope.fields.map(\.name))
    default:
      let text = count()
      (stages, names) = ([text + " with total"], scope.fields.map(\.name))
    }
    if chance(40), !names.isEmpty { stages.append("sort \(chance(50) ? "-" : "")\(pick(names))") }
    return stages
  }
}
