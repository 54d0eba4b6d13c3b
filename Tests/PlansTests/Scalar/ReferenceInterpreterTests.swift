import Columns
import Diagnostics
import Plans
import Testing

/// Whole plans over three schools and five children, by hand.
@Suite struct ReferenceInterpreterTests {
  private static let schools = RelationID(0)
  private static let children = RelationID(1)
  private static let none = Span(0, 0)
  private let row = ColumnID(1)
  private let inner = ColumnID(2)

  private func dataset() throws -> Dataset {
    let schools = Relation(
      schema: RelationSchema(name: "schools", fields: [FieldSchema("id", .text), FieldSchema("places", .integer)]),
      count: 3,
      columns: [try Column(["A", "B", "C"], .text), try Column([30, 20, .missing], .integer)])
    let children = Relation(
      schema: RelationSchema(
        name: "children",
        fields: [FieldSchema("school", .text), FieldSchema("age", .integer), FieldSchema("needs", .list(.text))]),
      count: 5,
      columns: [
        try Column(["B", "A", "B", .missing, "Z"], .text), try Column([9, 7, .missing, 8, 7], .integer),
        try Column([.list(["soap", "pads"]), .list([]), .missing, .list(["soap"]), .list(["cup"])], .list(.text)),
      ])
    return Dataset(name: "records", relations: [schools, children], references: [])
  }

  private func node(_ kind: TypedExpression.Kind, _ type: ValueType) -> TypedExpression {
    TypedExpression(kind, type, Self.none)
  }
  private func constant(_ value: Value, _ type: ValueType) -> TypedExpression { node(.constant(value), type) }
  private func at(_ column: ColumnID, _ relation: RelationID) -> TypedExpression {
    node(.column(column), .row(relation))
  }
  private func child(_ field: Int, _ column: ColumnID? = nil) -> TypedExpression {
    node(.field(Self.children, field, row: at(column ?? row, Self.children)), [.text, .integer, .list(.text)][field])
  }
  private func school(_ field: Int, _ place: TypedExpression) -> TypedExpression {
    node(.field(Self.schools, field, row: place), [.text, .integer][field])
  }

  private func aggregate(
    _ function: AggregateFunction, _ argument: TypedExpression?, _ range: Aggregate.Range = .rows, sort: [SortKey] = [],
    as type: ValueType = .integer
  ) -> Aggregate {
    Aggregate(function, argument: argument, sort: sort, range: range, label: "", type: type, span: Self.none)
  }

  private func run(_ source: RelationID, _ operators: [Operator], _ output: [TypedExpression]) throws -> [[Value]] {
    let plan = Plan(
      source: source, row: row, operators: operators, output: output.map { Plan.OutputField(name: "", expression: $0) })
    return try ReferenceInterpreter(dataset: dataset()).run(plan)
  }

  private var visitsOfSchool: Aggregate.Range {
    .related(
      base: at(row, Self.schools), steps: [.reverse(relation: Self.children, fields: [0], to: Self.schools, keys: [0])],
      row: inner)
  }

  @Test func followsReferencesBothWays() throws {
    let place = node(.lookup(Self.schools, fields: [0], keys: [child(0)]), .row(Self.schools))
    #expect(try run(Self.children, [], [school(1, place)]) == [[20], [30], [20], [.missing], [.missing]])
    let count = node(.aggregate(aggregate(.count, nil, visitsOfSchool)), .integer)
    let ages = node(.aggregate(aggregate(.sum, child(1, inner), visitsOfSchool)), .integer)
    #expect(try run(Self.schools, [], [count, ages]) == [[1, 7], [2, 9], [0, 0]])
  }

  @Test func groupsSortedByKeysWithMissingLast() throws {
    let (key, count, oldest) = (ColumnID(5), ColumnID(6), ColumnID(7))
    let group = Operator.group(
      keys: [Computation(key, child(0))],
      aggregates: [Aggregation(count, aggregate(.count, nil)), Aggregation(oldest, aggregate(.max, child(1)))])
    let output = [key, count, oldest].map { node(.column($0), .unknown) }
    #expect(
      try run(Self.children, [group], output) == [["A", 1, 7], ["B", 2, 9], ["Z", 1, 7], [.missing, 1, 8]])
    let nobody = Operator.filter(constant(false, .boolean))
    let total = Operator.group(keys: [], aggregates: [Aggregation(count, aggregate(.count, nil))])
    #expect(try run(Self.children, [nobody, total], [output[1]]) == [[0]])
  }

  @Test func windowsLimitsAndDistinct() throws {
    let total = ColumnID(5)
    let window = Operator.window(
      WindowOperator(keys: [child(0)], aggregates: [Aggregation(total, aggregate(.count, nil))]))
    #expect(try run(Self.children, [window], [node(.column(total), .integer)]) == [[2], [1], [2], [1], [1]])
    let youngest = [SortKey(child(1))]
    let one = constant(1, .integer)
    #expect(
      try run(
        Self.children, [.limitPer(take: one, keys: [child(0)], sort: [SortKey(child(1), missingFirst: true)])],
        [child(0), child(1)])
        == [["B", .missing], ["A", 7], [.missing, 8], ["Z", 7]])
    #expect(
      try run(Self.children, [.sort(youngest), .limit(skip: one, take: nil)], [child(0)]) == [
        ["Z"], [.missing], ["B"], ["B"],
      ])
    #expect(
      try run(Self.children, [.distinct(keys: [child(1)])], [child(1), child(0)]) == [
        [7, "A"], [8, .missing], [9, "B"], [.missing, "B"],
      ])
  }

  @Test(
    arguments: [
      (JoinOperator.Kind.inner, [["B", 20], ["A", 30], ["B", 20]]),
      (.left, [["B", 20], ["A", 30], ["B", 20], [.missing, .missing], ["Z", .missing]]),
      (.full, [["B", 20], ["A", 30], ["B", 20], [.missing, .missing], ["Z", .missing], [.missing, .missing]]),
    ] as [(JoinOperator.Kind, [[Value]])])
  func joins(kind: JoinOperator.Kind, expected: [[Value]]) throws {
    let other = ColumnID(5)
    let join = JoinOperator(
      kind: kind, table: Self.schools, row: other, keys: [child(0)], tableKeys: [school(0, at(other, Self.schools))],
      residual: nil)
    #expect(try run(Self.children, [.join(join)], [child(0), school(1, at(other, Self.schools))]) == expected)
  }

  @Test func listsAndMembership() throws {
    let element = ColumnID(5)
    #expect(
      try run(Self.children, [.unnestList(child(2), element: element)], [node(.column(element), .text)]) == [
        ["soap"], ["pads"], ["soap"], ["cup"],
      ])
    let soap = node(
      .aggregate(aggregate(.count, node(.column(element), .text), .elements(child(2), element: element))), .integer)
    #expect(try run(Self.children, [], [soap]) == [[2], [0], [0], [1], [1]])
    let used = node(
      .membership(school(0, at(row, Self.schools)), Self.children, row: inner, key: child(0, inner)), .boolean)
    #expect(try run(Self.schools, [.filter(used)], [school(0, at(row, Self.schools))]) == [["A"], ["B"]])
  }

  @Test func whatIsDecidedCannotFail() throws {
    let overflow = node(.call(.add, [constant(.integer(.max), .integer), constant(1, .integer)]), .integer)
    let isLarge = node(.call(.greater, [overflow, constant(0, .integer)]), .boolean)
    let evaluator = ScalarEvaluator(dataset: try dataset())
    #expect(try evaluator.evaluate(node(.call(.or, [constant(true, .boolean), isLarge]), .boolean)) == true)
    #expect(throws: Diagnostic.self) {
      try evaluator.evaluate(node(.call(.and, [constant(true, .boolean), isLarge]), .boolean))
    }
    let choice = node(.conditional(constant(.missing, .boolean), then: overflow, else: constant(2, .integer)), .decimal)
    #expect(try evaluator.evaluate(choice).plainText(zoneMinutes: 0) == "2")
  }
}
