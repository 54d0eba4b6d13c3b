import Columns
import Diagnostics
import Plans

/// Plans made by a seed over the fixture: any operators in any order, with expressions over whatever columns there are by then.
struct RandomPlans {
  let fixture: Fixture
  var random: SplitMix
  private var nextColumn = 1
  /// Columns that can be read, with their types.
  private var scope: [(id: ColumnID, type: ValueType)] = []

  init(_ fixture: Fixture, seed: UInt64) {
    self.fixture = fixture
    random = SplitMix(state: seed)
  }

  mutating func plan() -> Plan {
    let source = [Fixture.schools, Fixture.children, Fixture.children, Fixture.visits, Fixture.picked][random.next(5)]
    var plan = Plan(source: source, row: ColumnID(0))
    scope = [(ColumnID(0), .row(source))]
    for _ in 0..<random.next(5) { plan.operators.append(operation()) }
    if random.next(6) == 0 { plan.operators += completed() }
    for index in 0..<1 + random.next(3) {
      plan.output.append(.init(name: "f\(index)", expression: expression(anyType(), 2)))
    }
    if plan.output.count > 1, random.next(4) == 0 { spread(&plan) }
    return plan
  }

  /// A crosstab of what is grouped by the keys and by what is spread.
  private mutating func spread(_ plan: inout Plan) {
    let cell = aggregate(.rows)
    let keys = plan.output.map { field in Computation(column(field.expression.type), field.expression) }
    let aggregation = Aggregation(column(cell.type), cell)
    plan.operators.append(.group(keys: keys, aggregates: [aggregation]))
    plan.output = keys.enumerated().map { number, key in
      .init(name: "k\(number)", expression: .column(key.column, key.expression.type))
    }
    plan.output.append(.init(name: "cell", expression: .column(aggregation.column, cell.type)))
    plan.pivot = Plan.PivotOutput(
      empty: random.next(2) == 0 || cell.type != .integer ? .missing : .integer(0), label: "cell")
  }

  private mutating func column(_ type: ValueType) -> ColumnID {
    nextColumn += 1
    scope.append((ColumnID(nextColumn), type))
    return ColumnID(nextColumn)
  }

  // MARK: Operators

  private mutating func operation() -> Operator {
    switch random.next(15) {
    case 0, 1: return .filter(expression(.boolean, 2))
    case 2:
      let value = expression(anyType(), 2)
      return .compute([Computation(column(value.type), value)])
    case 3: return .sort(sortKeys())
    case 4:
      return .limit(
        skip: random.next(2) == 0 ? nil : .integer(Int64(random.next(5))), take: .integer(Int64(random.next(20))))
    case 5:
      return .limitPer(take: .integer(Int64(random.next(4))), keys: keys(), sort: random.next(2) == 0 ? [] : sortKeys())
    case 6: return group()
    case 7:
      return window()
    case 8: return .distinct(keys: [expression(anyType(), 1)] + keys())
    case 9: return join()
    case 10: return window()
    case 11: return union()
    case 12: return .sample(count: .integer(Int64(random.next(12))), seed: UInt64(random.next(5)))
    default: return unnest()
    }
  }

  private mutating func keys() -> [TypedExpression] { (0..<random.next(3)).map { _ in expression(anyType(), 1) } }

  private mutating func sortKeys() -> [SortKey] {
    (0..<1 + random.next(2)).map { _ in
      SortKey(expression(anyType(), 1), descending: random.next(2) == 0, missingFirst: random.next(3) == 0)
    }
  }

  private mutating func group() -> Operator {
    let (keys, aggregates) = (keys(), aggregates(inGroup: true))
    scope = []
    let computations = keys.map { Computation(column($0.type), $0) }
    return .group(keys: computations, aggregates: added(aggregates))
  }

  private mutating func aggregates(inGroup: Bool) -> [Aggregate] {
    (0..<1 + random.next(3)).map { _ in aggregate(random.next(3) == 0 ? .rows : nil) }
  }

  private mutating func added(_ aggregates: [Aggregate]) -> [Aggregation] {
    aggregates.map { Aggregation(column($0.type), $0) }
  }

  private mutating func window() -> Operator {
    let sort = random.next(3) == 0 ? [] : sortKeys()
    let (keys, aggregates) = (keys(), aggregates(inGroup: true))
    var functions: [WindowFunction] = []
    for _ in 0..<random.next(4) {
      switch random.next(5) {
      case 0: functions.append(.rowNumber)
      case 1: functions.append(.rank)
      case 2: functions.append(.shifted(expression(anyType(), 1), distance: random.next(5) - 2))
      default: functions.append(.running(aggregate(.rows)))
      }
    }
    return .window(
      WindowOperator(
        keys: keys, sort: sort, aggregates: added(aggregates),
        functions: functions.map { (column(type(of: $0)), $0) }))
  }

  private func type(of function: WindowFunction) -> ValueType {
    switch function {
    case .running(let aggregate): aggregate.type
    case .rowNumber, .rank: .integer
    case .shifted(let expression, _): expression.type
    }
  }

  private mutating func union() -> Operator {
    let table = [Fixture.children, Fixture.visits, Fixture.picked][random.next(3)]
    let before = scope
    let row = column(.row(table))
    let rightScope: [(id: ColumnID, type: ValueType)] = [(row, .row(table))]
    var columns: [(left: TypedExpression, right: TypedExpression)] = []
    for _ in 0..<1 + random.next(4) {
      let type = anyType()
      scope = before
      // An integer on one side of a decimal.
      let left = expression(type == .decimal && random.next(2) == 0 ? .integer : type, 1)
      scope = rightScope
      columns.append((left, expression(type, 1)))
    }
    for (id, type) in before where type == .row(table) {
      columns.append((.column(id, type), .column(row, type)))
    }
    scope = []
    return .union(
      UnionOperator(
        table: table, row: row,
        columns: columns.map { sides in (column(sides.right.type), sides.left, sides.right) }))
  }

  /// A group by periods with one other key, and the periods between.
  private mutating func completed() -> [Operator] {
    let kind: Period.Kind = [.year, .month, .week, .day][random.next(4)]
    let date = expression(.date, 1)
    let key: TypedExpression
    switch kind {
    case .year: key = .call(.year, .integer, date)
    case .month: key = .call(.month, .period, date)
    case .week: key = .call(.week, .period, date)
    default: key = date
    }
    var others = kind == .day || random.next(2) == 0 ? [] : [expression(.text, 0)]
    others.insert(key, at: random.next(others.count + 1))
    let aggregates = (0..<2).map { _ in aggregate(.rows) }
    scope = []
    let keys = others.map { Computation(column($0.type), $0) }
    let results = added(aggregates)
    guard let period = keys.first(where: { $0.expression.type == key.type })?.column else { return [] }
    let range = TypedExpression(
      .constant(.period(Period(.quarter, containing: 16_000 + random.next(300)))), .period, somewhere)
    let completion = PeriodCompletion(
      period: period, kind: kind, range: random.next(2) == 0 ? nil : range, keys: keys.map(\.column),
      fill: results.map { ($0.column, $0.aggregate.function == .count ? .integer(0) : .missing) })
    return [.group(keys: keys, aggregates: results), .complete(completion)]
  }

  private mutating func join() -> Operator {
    let table = [Fixture.children, Fixture.visits, Fixture.sponsors][random.next(3)]
    let key = expression(.integer, 1)
    let row = ColumnID(nextColumn + 1)
    let field =
      ["id", "grade", "minutes"].first {
        fixture.dataset[table].schema.index(ofField: $0) != nil && random.next(2) == 0
      } ?? "id"
    let tableKey = fixture.field(table, field, row)
    _ = column(.row(table))
    let residual = random.next(2) == 0 ? nil : Optional(expression(.boolean, 1))
    return .join(
      JoinOperator(
        kind: [.left, .inner, .full][random.next(3)], table: table, row: row, keys: [key], tableKeys: [tableKey],
        residual: residual))
  }

  private mutating func unnest() -> Operator {
    if random.next(2) == 0 {
      let list = expression(.list(.text), 1)
      return .unnestList(list, element: column(.text))
    }
    guard let (base, steps, target) = related(), let step = steps.first, steps.count == 1 else {
      return .filter(expression(.boolean, 1))
    }
    return .unnestRows(base: base, step: step, row: column(.row(target)))
  }

  // MARK: Aggregates

  /// Rows and ways from them to related ones, where a column of rows allows it.
  private mutating func related() -> (base: TypedExpression, steps: [Aggregate.Step], target: RelationID)? {
    let rows = scope.filter { if case .row = $0.type { true } else { false } }
    guard !rows.isEmpty else { return nil }
    let (id, type) = rows[random.next(rows.count)]
    guard case .row(let relation) = type else { return nil }
    let base = TypedExpression.column(id, type)
    let visits = fixture.reverse(Fixture.visits, "child_id", Fixture.children)
    switch relation {
    case Fixture.schools:
      let children = fixture.reverse(Fixture.children, "school_id", Fixture.schools)
      let ways: [([Aggregate.Step], RelationID)] = [
        ([children], Fixture.children), ([children, visits], Fixture.visits),
        (
          [children, .forward(relation: Fixture.children, fields: [7], to: Fixture.sponsors, keys: [0])],
          Fixture.sponsors
        ),
        ([children, .elements(relation: Fixture.medications)], Fixture.medications),
        ([children, .ancestors(relation: Fixture.children, fields: [10], keys: [0]), visits], Fixture.visits),
      ]
      let (steps, target) = ways[random.next(ways.count)]
      return (base, steps, target)
    case Fixture.children:
      let ways: [(Aggregate.Step, RelationID)] = [
        (visits, Fixture.visits), (.elements(relation: Fixture.medications), Fixture.medications),
        (.tableRows(relation: Fixture.picked, field: 0), Fixture.picked),
        (.ancestors(relation: Fixture.children, fields: [10], keys: [0]), Fixture.children),
        (.descendants(relation: Fixture.children, fields: [10], keys: [0]), Fixture.children),
      ]
      let (step, target) = ways[random.next(ways.count)]
      return (base, [step], target)
    case Fixture.visits:
      return (
        fixture.follow(fixture.field(Fixture.visits, "child_id", base), Fixture.children), [visits], Fixture.visits
      )
    default: return nil
    }
  }

  /// Over `range`, or else over related rows, elements of a list, or nothing but the rows.
  private mutating func aggregate(_ range: Aggregate.Range?) -> Aggregate {
    let outside = scope
    defer { scope = outside }
    var range = range
    if range == nil, random.next(4) > 0, let (base, steps, target) = related() {
      nextColumn += 1
      range = .related(base: base, steps: steps, row: ColumnID(nextColumn))
      scope = [(ColumnID(nextColumn), .row(target))]
    } else if range == nil {
      let list = expression(.list(.text), 0)
      nextColumn += 1
      range = .elements(list, element: ColumnID(nextColumn))
      scope = [(ColumnID(nextColumn), .text)]
    }
    return ranged(range ?? .rows)
  }

  private mutating func ranged(_ range: Aggregate.Range) -> Aggregate {
    let functions = AggregateFunction.allCases.filter { $0 != .only }
    let function = functions[random.next(functions.count)]
    let argument: TypedExpression?
    switch function {
    case .exists: argument = nil
    case .count: argument = random.next(2) == 0 ? nil : expression(anyType(), 1)
    case .sum, .avg, .stddev, .median, .percentile:
      argument = expression([.integer, .decimal, .float][random.next(3)], 1)
    case .share, .any, .all: argument = expression(.boolean, 1)
    case .min, .max: argument = expression([.integer, .text, .date, .decimal][random.next(4)], 1)
    case .first, .last, .only, .mode, .list:
      argument = expression([.integer, .text, .date, .decimal][random.next(4)], 1)
    }
    let p = TypedExpression(.constant(.decimal(DecimalNumber(Int128(random.next(11)), scale: 1))), .decimal, somewhere)
    var aggregate = ExecutionTests.aggregate(
      function, argument, range, distinct: argument != nil && random.next(4) == 0,
      where: random.next(2) == 0 ? nil : expression(.boolean, 1), sort: random.next(3) == 0 ? sortKeys() : [],
      p: function == .percentile ? p : nil)
    switch function {
    case .sum, .avg, .stddev, .median, .percentile, .min, .max:
      aggregate.currency = random.next(4) == 0 ? expression(.text, 0) : nil
      // Of random texts several are the rule. What nobody reads is not computed, unless it is such a check itself.
      if case .rows = range, random.next(4) == 0 {} else { aggregate.isOfTotal = aggregate.currency != nil }
    default: break
    }
    return aggregate
  }

  // MARK: Expressions

  private mutating func anyType() -> ValueType {
    [.boolean, .integer, .decimal, .float, .text, .date, .integer, .text][random.next(8)]
  }

  private mutating func expression(_ type: ValueType, _ depth: Int) -> TypedExpression {
    if depth > 0, random.next(2) == 0, let made = composed(type, depth - 1) { return made }
    var leaves = scope.filter { $0.type == type }.map { TypedExpression.column($0.id, $0.type) }
    for (id, own) in scope {
      guard case .row(let relation) = own else { continue }
      leaves += fields(of: relation, type, .column(id, own))
      if relation == Fixture.children {
        let key = fixture.field(Fixture.children, random.next(2) == 0 ? "school_id" : "id", id)
        leaves += fields(of: Fixture.schools, type, fixture.follow(key, Fixture.schools))
        leaves += fields(
          of: Fixture.sponsors, type,
          fixture.follow(fixture.field(Fixture.children, "sponsor_id", id), Fixture.sponsors))
      }
    }
    return leaves.isEmpty || random.next(8) == 0 ? constant(type) : leaves[random.next(leaves.count)]
  }

  private func fields(of relation: RelationID, _ type: ValueType, _ row: TypedExpression) -> [TypedExpression] {
    fixture.dataset[relation].schema.fields.filter { $0.type == type }.map { fixture.field(relation, $0.name, row) }
  }

  private mutating func composed(_ type: ValueType, _ depth: Int) -> TypedExpression? {
    if random.next(3) == 0 {
      let made = aggregate(nil)
      if made.type == type { return .aggregate(made) }
    }
    if random.next(4) == 0 {
      let parts = (expression(.boolean, depth), expression(type, depth), expression(type, depth))
      return TypedExpression(.conditional(parts.0, then: parts.1, else: parts.2), type, somewhere)
    }
    switch type {
    case .boolean: return condition(depth)
    case .integer, .decimal, .float:
      return .call([.add, .subtract][random.next(2)], type, expression(type, depth), expression(type, depth))
    case .text: return .call(.concat, .text, expression(.text, depth), expression(.text, depth))
    case .date:
      return .call(.sameCurrency, .date, expression(.date, depth), .text("CNY"), .text("CNY"))
    default: return nil
    }
  }

  private mutating func condition(_ depth: Int) -> TypedExpression {
    let type = anyType()
    switch random.next(5) {
    case 0:
      return .call([.and, .or][random.next(2)], .boolean, expression(.boolean, depth), expression(.boolean, depth))
    case 1: return .call([.isMissing, .isPresent][random.next(2)], .boolean, expression(type, depth))
    case 2:
      nextColumn += 1
      let row = ColumnID(nextColumn)
      let kind = TypedExpression.Kind.membership(
        expression(.integer, depth), Fixture.visits, row: row, key: fixture.field(Fixture.visits, "minutes", row))
      return TypedExpression(kind, .boolean, somewhere)
    default:
      return .call(
        [.equal, .less, .greaterOrEqual][random.next(3)], .boolean, expression(type, depth), expression(type, depth))
    }
  }

  private mutating func constant(_ type: ValueType) -> TypedExpression {
    let value: Value
    switch type {
    case .boolean: value = .boolean(random.next(2) == 0)
    case .integer: value = .integer(Int64(random.next(9)))
    case .decimal: value = .decimal(DecimalNumber(Int128(random.next(900)), scale: random.next(3)))
    case .float: value = .float(Double(random.next(80)) / 8)
    case .text: value = .text(["Li", "soap", "child 3"][random.next(3)])
    case .date: value = .date(16_000 + random.next(300))
    case .list: value = .list([.text("soap"), .text("pads"), .text("soap")])
    default: value = .missing
    }
    return TypedExpression(.constant(value), type, somewhere)
  }
}
