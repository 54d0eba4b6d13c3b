import Columns
import Diagnostics
import Plans
import Testing

@testable import Execution

/// Samples, crosstabs, periods without rows, currencies, descriptions: what random plans do not reach.
@Suite struct TableOperatorTests {
  let fixture = Fixture(seed: 5)
  let row = ColumnID(0)

  private func failure(_ plan: Plan) -> Diagnostic? {
    do throws(Diagnostic) { _ = try fixture.executor().run(plan) } catch { return error }
    return nil
  }

  private func visits(_ operators: [Operator], _ output: [Plan.OutputField]) -> Plan {
    Plan(source: Fixture.visits, row: row, operators: operators, output: output)
  }

  // MARK: Samples

  @Test func everyRowIsChosenAsOftenAsAnyOther() {
    var counts = [Int](repeating: 0, count: 20)
    for seed in 0..<4000 {
      let chosen = Sampling.rows(5, of: 20, seed: UInt64(seed))
      #expect(chosen.count == 5 && chosen == Array(Set(chosen)).sorted())
      for row in chosen { counts[Int(row)] += 1 }
    }
    // 1000 are expected; 27 is the standard deviation.
    #expect(counts.allSatisfy { abs($0 - 1000) < 140 }, "\(counts)")
  }

  @Test func aSampleIsNeverLargerThanTheTable() {
    #expect(Sampling.rows(9, of: 3, seed: 1) == [0, 1, 2])
    #expect(Sampling.rows(-1, of: 3, seed: 1) == [])
    #expect(Sampling.rows(4, of: 0, seed: 1) == [])
  }

  // MARK: Crosstabs

  @Test func columnsAreSortedMissingLastAndNamedApart() throws {
    let staff = fixture.field(Fixture.visits, "staff", row)
    let (key, across, cell) = (ColumnID(1), ColumnID(2), ColumnID(3))
    var plan = visits(
      [
        .group(
          keys: [Computation(key, fixture.field(Fixture.visits, "currency", row)), Computation(across, staff)],
          aggregates: [Aggregation(cell, aggregate(.count))])
      ], output(.column(key, .text), .column(across, .text), .column(cell, .integer)))
    plan.output[0].name = "Wang"
    plan.pivot = Plan.PivotOutput(empty: .integer(0), label: "cell")
    let table = try fixture.executor().run(plan)
    #expect(table.fields.map(\.name) == ["Wang", "Li", "Wang_2", "Zhaxi", "missing"])
    #expect(table.fields.dropFirst().allSatisfy { $0.column.presence == nil })
  }

  @Test func aThousandColumnsAreTheMost() {
    let fixture = Fixture(seed: 1, children: 3, visits: 1001)
    var plan = visits([], output(fixture.field(Fixture.visits, "id", row), .integer(1)))
    plan.pivot = Plan.PivotOutput(empty: .missing, label: "cell")
    #expect(throws: Diagnostic.self) { try fixture.executor().run(plan) }
    plan.operators = [.limit(skip: nil, take: .integer(1000))]
    #expect(throws: Never.self) { try fixture.executor().run(plan) }
  }

  // MARK: Periods

  @Test func aMillionPeriodsAreTheMost() {
    let (day, count) = (ColumnID(1), ColumnID(2))
    let ever = Period(first: -719_162, last: 2_932_896)
    let completion = PeriodCompletion(
      period: day, kind: .day, range: TypedExpression(.constant(.period(ever)), .period, somewhere), keys: [day],
      fill: [(count, .integer(0))])
    let plan = visits(
      [
        .group(
          keys: [Computation(day, fixture.field(Fixture.visits, "date", row))],
          aggregates: [Aggregation(count, aggregate(.count))]), .complete(completion),
      ], output(.column(count, .integer)))
    #expect(failure(plan)?.code == .outOfMemory)
  }

  // MARK: Currencies

  private func sum(isOfTotal: Bool) -> Plan {
    var sum = aggregate(.sum, fixture.field(Fixture.visits, "minutes", row))
    sum.currency = fixture.field(Fixture.visits, "staff", row)
    sum.remedy = .key(field: "staff")
    sum.isOfTotal = isOfTotal
    return visits(
      [.group(keys: [], aggregates: [Aggregation(ColumnID(1), sum)])], output(.column(ColumnID(1), .integer)))
  }

  @Test func severalCurrenciesAreCounted() throws {
    let error = try #require(failure(sum(isOfTotal: false)))
    #expect(error.code == .mixedCurrencies)
    #expect(error.help == ["keep them apart: summarize … by staff"])
    #expect(error.message.hasPrefix("sum(…) mixes ") && error.message.contains(" rows), "))
    #expect(try rows(fixture.executor().run(sum(isOfTotal: true))) == [[.missing]])
  }

  @Test func fourCurrenciesAreNamed() {
    let counts = [("CNY", 1812), ("USD", 37), ("EUR", 2), ("GBP", 2), ("NOK", 1), ("SEK", 1)]
    let aggregate = aggregate(.sum, .integer(1))
    func message(_ count: Int) -> String {
      aggregate.mixedCurrencies(counts.suffix(count).map { (currency: $0.0, rows: $0.1) }).message
    }
    #expect(message(6) == "sum(…) mixes CNY (1,812 rows), USD (37), EUR (2), GBP (2) and 2 more")
    #expect(message(2) == "sum(…) mixes NOK (1 row) and SEK (1)")
  }

  // MARK: Running

  @Test func listsOfEveryBeginningAreBounded() {
    let fixture = Fixture(seed: 1, children: 3, visits: 9000)
    let list = aggregate(.list, fixture.field(Fixture.visits, "id", row))
    let window = WindowOperator(keys: [], functions: [(ColumnID(1), .running(list))])
    let plan = visits([.window(window)], output(.column(ColumnID(1), .list(.integer))))
    let error = #expect(throws: Diagnostic.self) { try fixture.executor(morselSize: 1 << 14).run(plan) }
    #expect(error?.code == .outOfMemory)
  }

  @Test func whatIsMissingIsNotedOnce() throws {
    let notes = NoteCollector()
    let minutes = fixture.field(Fixture.visits, "minutes", row)
    let missing = (0..<fixture.dataset[Fixture.visits].count).count {
      fixture.dataset[Fixture.visits].columns[5].isMissing($0)
    }
    let functions: [(column: ColumnID, function: WindowFunction)] = [
      (ColumnID(1), .running(aggregate(.sum, minutes))), (ColumnID(2), .running(aggregate(.median, minutes))),
    ]
    let plan = visits(
      [.window(WindowOperator(keys: [], functions: functions))],
      output(.column(ColumnID(1), .integer), .column(ColumnID(2), .decimal)))
    _ = try fixture.executor(notes: notes).run(plan)
    #expect(
      notes.diagnostics.map(\.message)
        == ["\(missing) missing left out of median(…)", "\(missing) missing left out of sum(…)"])
  }

  // MARK: Descriptions

  @Test func histogramsHaveAHeightForWhatIsThere() {
    func text(_ values: [Double], isWhole: Bool = false) -> String? {
      Histogram(values.map { ($0, 1) }, isWhole: isWhole)?.text
    }
    #expect(text([]) == nil)
    #expect(text([3, 3, 3]) == "█")
    #expect(text([0, 1, 2, 3, 4, 5, 6, 7]) == "████████")
    #expect(text([1, 1, 1, 4], isWhole: true) == "█▁▁▄")
    #expect(text([-.greatestFiniteMagnitude, .greatestFiniteMagnitude]) == "█▁▁▁▁▁▁█")
    #expect(text([0, .leastNonzeroMagnitude]) == "█▁▁▁▁▁▁█")
  }
}
