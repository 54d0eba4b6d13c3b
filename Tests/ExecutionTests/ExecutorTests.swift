import Columns
import Diagnostics
import Plans
import Synchronization
import Testing

@testable import Execution

@Suite struct ExecutorTests {
  let fixture = Fixture(seed: 11)
  let row = ColumnID(0)

  private func children(_ operators: [Operator], _ output: [Plan.OutputField]) -> Plan {
    Plan(source: Fixture.children, row: row, operators: operators, output: output)
  }

  private func visits(_ function: AggregateFunction, _ name: String) -> Aggregate {
    let inner = ColumnID(5)
    return aggregate(
      function, fixture.field(Fixture.visits, name, inner),
      .related(
        base: .column(row, .row(Fixture.children)),
        steps: [fixture.reverse(Fixture.visits, "child_id", Fixture.children)],
        row: inner))
  }

  private func code(_ body: () throws(Diagnostic) -> Void) -> Code? {
    do throws(Diagnostic) { try body() } catch { return error.code }
    return nil
  }

  // MARK: Results

  @Test func listsOfObjectsAndRecordsHaveChildren() throws {
    let element = ColumnID(3)
    let output = [
      Plan.OutputField(
        name: "who", expression: fixture.field(Fixture.children, "active", row),
        children: [.init(name: "name", expression: fixture.field(Fixture.children, "name", row))]),
      Plan.OutputField(
        name: "medications", expression: .column(row, .row(Fixture.children)),
        children: [
          .init(name: "dose", expression: fixture.field(Fixture.medications, "dose", element)),
          .init(name: "of", expression: fixture.field(Fixture.children, "id", row)),
        ], elements: (Fixture.medications, element)),
    ]
    let plan = children([.sort([SortKey(fixture.field(Fixture.children, "name", row))])], output)
    let expected = try ReferenceInterpreter(dataset: fixture.dataset).run(plan)
    #expect(try rows(fixture.executor().run(plan)) == expected)
  }

  @Test func aNamedTableHasRowNumbersAndDottedNames() throws {
    var plan = children(
      [.limit(skip: .integer(1), take: .integer(2))],
      [
        Plan.OutputField(
          name: "who", expression: fixture.field(Fixture.children, "active", row),
          children: [.init(name: "id", expression: fixture.field(Fixture.children, "id", row))])
      ])
    plan.output.append(.init(name: "child", expression: .column(row, .row(Fixture.children))))
    let relation = try fixture.executor().relation(of: plan, name: "t")
    #expect(relation.schema.fields.map(\.name) == ["who", "who.id", "child"])
    #expect(relation.columns[2].rowNumbers.array == [1, 2])
  }

  @Test func subqueriesAreComputedOnce() throws {
    let count = ColumnID(7)
    let whole = Plan(
      source: Fixture.visits, row: ColumnID(6),
      operators: [.group(keys: [], aggregates: [Aggregation(count, aggregate(.count))])],
      output: output(.column(count, .integer)))
    let subquery = TypedExpression(.subquery(whole), .integer, somewhere)
    #expect(try fixture.executor().value(of: .call(.add, .integer, subquery, .integer(1))) == .integer(151))
    let plan = children(
      [.limit(skip: nil, take: .call(.subtract, .integer, subquery, .integer(147)))], output(subquery))
    #expect(try fixture.executor().run(plan).count == 3)
  }

  /// One child with more visits than a piece holds, among others, so that pieces and batches end within rows and between them.
  @Test func hotKeysAreAggregatedInPieces() throws {
    let keys = (0..<3).flatMap { key in Array(repeating: Int64(key), count: [200_000, 150_000, 5][key]) }
    let visits = [Column(.integer(Vector(keys))), Column(.integer(Vector((0..<keys.count).map { Int64($0) })))]
    let fields = [FieldSchema("c", .integer), FieldSchema("n", .integer)]
    var dataset = fixture.dataset
    dataset.relations = [
      Fixture.relation("c", [("id", .integer)], (0..<4).map { [.integer($0)] }),
      Relation(schema: RelationSchema(name: "v", fields: fields), count: keys.count, columns: visits),
    ]
    let inner = ColumnID(1)
    let step = Aggregate.Step.reverse(relation: RelationID(1), fields: [0], to: RelationID(0), keys: [0])
    let range = Aggregate.Range.related(base: .column(row, .row(RelationID(0))), steps: [step], row: inner)
    let number = TypedExpression(
      .field(RelationID(1), 1, row: .column(inner, .row(RelationID(1)))), .integer, somewhere)
    let big = TypedExpression.call(.greaterOrEqual, .boolean, number, .integer(100_000))
    let plan = Plan(
      source: RelationID(0), row: row,
      output: output(
        .aggregate(aggregate(.sum, number, range, where: big)), .aggregate(aggregate(.last, number, range)),
        .aggregate(aggregate(.count, nil, range))))
    let executor = Executor(
      dataset: dataset, indexes: IndexStore(), threads: 2, shouldStop: { false }, notes: NoteCollector())
    #expect(
      try rows(executor.run(plan)) == [
        [.integer(14_999_950_000), .integer(199_999), .integer(200_000)],
        [.integer(41_249_925_000), .integer(349_999), .integer(150_000)],
        [.integer(1_750_010), .integer(350_004), .integer(5)],
        [.integer(0), .missing, .integer(0)],
      ])
  }

  // MARK: Failures

  @Test func failuresHaveTheirCodes() throws {
    let executor = fixture.executor()
    let huge = TypedExpression.integer(.max)
    let sum = ColumnID(4)
    let plan = children(
      [.group(keys: [], aggregates: [Aggregation(sum, aggregate(.sum, huge))])], output(.column(sum, .integer)))
    #expect(code { () throws(Diagnostic) in _ = try executor.run(plan) } == .integerOverflow)
    let only = children([], output(.aggregate(visits(.only, "id"))))
    #expect(code { () throws(Diagnostic) in _ = try executor.run(only) } == .severalValues)
    let never = Plan(source: RelationID(-7), row: row, operators: [.limit(skip: nil, take: .integer(1))])
    #expect(code { () throws(Diagnostic) in _ = try executor.run(never) } == .unknownCollection)
  }

  /// What fails is the same for any number of threads: that of the first row.
  @Test(arguments: [1, 2, 4]) func theFirstFailureIsReported(threads: Int) {
    let id = fixture.field(Fixture.children, "id", row)
    let far = TypedExpression(.call(.add, [.call(.multiply, .integer, id, .integer(.max)), id]), .integer, Span(3, 4))
    let plan = children([], output(far))
    for _ in 0..<20 {
      let executor = fixture.executor(threads: threads, morselSize: 1)
      do throws(Diagnostic) {
        _ = try executor.run(plan)
        Issue.record("no failure")
      } catch { #expect(error.span == Span(3, 4)) }
    }
  }

  @Test func stopsWhenToldTo() {
    let asked = Atomic<Int>(0)
    let plan = children(
      [.sort([SortKey(fixture.field(Fixture.children, "name", row))])], output(.aggregate(visits(.max, "date"))))
    for limit in 0..<5 {
      asked.store(0, ordering: .relaxed)
      let executor = fixture.executor(threads: 2) { asked.add(1, ordering: .relaxed).newValue > limit }
      #expect(code { () throws(Diagnostic) in _ = try executor.run(plan) } == .interrupted)
    }
  }

  // MARK: Notes

  private func notes(_ plan: Plan) throws -> [String] {
    let notes = NoteCollector()
    _ = try fixture.executor(threads: 2, notes: notes).run(plan)
    return notes.diagnostics.map { "\($0.code.rawValue) \($0.message)" }
  }

  @Test func missingValuesAndDanglingKeysAreNoted() throws {
    let fees = (0..<60).filter { fixture.dataset[Fixture.children].columns[3].isMissing($0) }.count
    let sum = ColumnID(4)
    let fee = fixture.field(Fixture.children, "fee", row)
    let total = children(
      [.group(keys: [], aggregates: [Aggregation(sum, aggregate(.sum, fee))])], output(.column(sum, .decimal)))
    #expect(try notes(total) == ["N001 \(fees) missing left out of sum(…)"])
    let school = fixture.follow(fixture.field(Fixture.children, "school_id", row), Fixture.schools)
    let names = children(
      [], output(fixture.field(Fixture.schools, "name", school), fixture.field(Fixture.schools, "county", school)))
    let keys = fixture.dataset[Fixture.children].columns[6]
    let dangling = (0..<60).filter { [.integer(6), .integer(7)].contains(keys.value($0, .integer)) }.count
    #expect(try notes(names) == ["N003 \(dangling) rows of children have a school_id that is not in schools"])
  }

  @Test func multipliedAndRemovedRowsAreNoted() throws {
    let visit = ColumnID(2)
    let join = JoinOperator(
      kind: .inner, table: Fixture.visits, row: visit, keys: [fixture.field(Fixture.children, "id", row)],
      tableKeys: [fixture.field(Fixture.visits, "child_id", visit)], residual: nil)
    let plan = children([.join(join)], output(fixture.field(Fixture.visits, "id", visit)))
    let count = try fixture.executor().run(plan).count
    #expect(try notes(plan) == ["N005 60 rows became \(count)"])
    let none = children(
      [.filter(.call(.less, .boolean, fixture.field(Fixture.children, "id", row), .integer(0)))],
      output(fixture.field(Fixture.children, "id", row)))
    #expect(try notes(none) == ["N004 no rows: this removed all 60 rows that were left"])
  }

  /// With a limit a plan may stop when enough rows have come out: what did not run is not told of.
  @Test func ofAPartNoTotalsAreNoted() throws {
    let visit = ColumnID(2)
    let id = fixture.field(Fixture.children, "id", row)
    let join = JoinOperator(
      kind: .left, table: Fixture.visits, row: visit, keys: [id],
      tableKeys: [fixture.field(Fixture.visits, "child_id", visit)], residual: nil)
    let two = Operator.limit(skip: nil, take: .integer(2))
    let all = Operator.filter(.call(.greaterOrEqual, .boolean, id, .integer(0)))
    let several = ["N005 some rows have several matches, and become as many rows"]
    let visitID = fixture.field(Fixture.visits, "id", visit)
    #expect(try notes(children([.join(join), two], output(visitID))) == several)
    #expect(try notes(children([all, .join(join), two], output(visitID))) == several)
    // Of all rows that take part, a limit that none are left out by changes nothing.
    let many = Operator.limit(skip: nil, take: .integer(1000))
    #expect(
      try notes(children([all, .join(join), many], output(visitID))).first?.hasPrefix("N005 60 rows became") == true)
    let late = Operator.filter(.call(.greaterOrEqual, .boolean, id, .integer(20)))
    let none = Operator.limit(skip: nil, take: .integer(0))
    #expect(try notes(children([late, none], output(id))) == ["N004 no rows: this takes none"])
  }

  /// What rows are sorted by is computed once, however often it is looked at.
  @Test func missingValuesOfSortKeysAreNotedOnce() throws {
    let minutes = fixture.dataset[Fixture.visits].columns[5]
    let keys = fixture.dataset[Fixture.visits].columns[1]
    let missing = (0..<150).filter {
      if minutes.isMissing($0), case .integer(let child) = keys.value($0, .integer) { child < 60 } else { false }
    }.count
    let expected = ["N001 \(missing) missing left out of sum(…)"]
    let sort = [SortKey(.aggregate(visits(.sum, "minutes")), descending: true)]
    let id = output(fixture.field(Fixture.children, "id", row))
    func leftOut(_ plan: Plan) throws -> [String] { try notes(plan).filter { $0.hasPrefix("N001") } }
    #expect(try leftOut(children([.sort(sort), .limit(skip: nil, take: .integer(3))], id)) == expected)
    let (rank, number) = (ColumnID(7), ColumnID(8))
    let windows: [Operator] = [
      .window(WindowOperator(keys: [], sort: sort, functions: [(rank, .rank)])),
      .window(WindowOperator(keys: [], sort: sort, functions: [(number, .rowNumber)])),
    ]
    let plan = children(windows, output(.column(rank, .integer), .column(number, .integer)))
    #expect(try leftOut(plan) == expected)
    #expect(try rows(fixture.executor().run(plan)) == ReferenceInterpreter(dataset: fixture.dataset).run(plan))
  }

  @Test func nothingIsLookedForThatNobodyHears() throws {
    let county = fixture.field(Fixture.schools, "county", row)
    let plan = Plan(
      source: Fixture.schools, row: row, operators: [.filter(.call(.equal, .boolean, county, .text("Pengam")))],
      output: output(county))
    let notes = NoteCollector(isHeard: false)
    #expect(try fixture.executor(notes: notes).run(plan).count == 0)
    #expect(notes.diagnostics.isEmpty)
  }

  @Test func theNearestTextIsNoted() throws {
    let county = fixture.field(Fixture.schools, "county", row)
    let plan = Plan(
      source: Fixture.schools, row: row, operators: [.filter(.call(.equal, .boolean, county, .text("Pengam")))],
      output: output(county))
    let column = fixture.dataset[Fixture.schools].columns[2]
    let count = (0..<6).filter { column.value($0, .text) == .text("Pengan") }.count
    #expect(
      try notes(plan) == ["N004 no county is \"Pengam\"; nearest: \"Pengan\" (\(count) \(count == 1 ? "row" : "rows"))"]
    )
  }

  @Test func figuresThatAreNotExactAreNoted() throws {
    var dataset = fixture.dataset
    let values: [[Value]] = [
      [.integer(1), .text("exact")], [.integer(2), .text("more than")], [.missing, .text("more than")],
      [.integer(3), .missing],
    ]
    let plain = Fixture.relation("figures", [("n", .integer), ("quality", .text)], values)
    var schema = plain.schema
    schema.fields[0].qualifier = "quality"
    dataset.relations[0] = Relation(schema: schema, count: 4, columns: plain.columns)
    let (number, sum) = (
      TypedExpression(.field(RelationID(0), 0, row: .column(row, .row(RelationID(0)))), .integer, somewhere),
      ColumnID(1)
    )
    let plan = Plan(
      source: RelationID(0), row: row,
      operators: [.group(keys: [], aggregates: [Aggregation(sum, aggregate(.sum, number))])],
      output: output(.column(sum, .integer)))
    let notes = NoteCollector()
    _ = try Executor(dataset: dataset, indexes: IndexStore(), threads: 1, shouldStop: { false }, notes: notes).run(plan)
    #expect(
      notes.diagnostics.map(\.message) == ["1 missing left out of sum(…)", "includes 1 figure marked \"more than\""])
  }

  @Test func indexesOfATableComputedAnewAreForgotten() throws {
    let indexes = IndexStore()
    let (base, inner) = (TypedExpression.column(row, .row(Fixture.children)), ColumnID(1))
    let range = Aggregate.Range.related(base: base, steps: [.tableRows(relation: Fixture.picked, field: 0)], row: inner)
    let plan = children([.limit(skip: nil, take: .integer(1))], output(.aggregate(aggregate(.count, nil, range))))
    var dataset = fixture.dataset
    for count in [2, 3] {
      dataset.named[Fixture.picked] = Fixture.relation(
        "picked", [("child", .row(Fixture.children))], Array(repeating: [.row(0)], count: count))
      indexes.drop(Fixture.picked)
      let executor = Executor(
        dataset: dataset, indexes: indexes, threads: 1, shouldStop: { false }, notes: NoteCollector())
      #expect(try rows(executor.run(plan)) == [[.integer(Int64(count))]])
    }
  }
}
