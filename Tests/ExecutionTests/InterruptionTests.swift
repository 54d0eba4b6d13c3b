import Columns
import Diagnostics
import Plans
import Synchronization
import Testing

@testable import Execution

/// Long work asks often whether it should stop: counted in rows, as times depend on the machine.
@Suite struct InterruptionTests {
  private static let count = 70_000
  /// No longer than some milliseconds of work.
  private static let rowsBetweenPolls = 1 << 14

  private func polls(_ body: (() throws(Diagnostic) -> Void) throws(Diagnostic) -> Void) throws -> Int {
    var polls = 0
    try body { () throws(Diagnostic) in polls += 1 }
    return polls
  }

  /// Keys of every kind that is numbered in its own way: close together, far apart, texts, of two columns.
  private static let keys: [[Column]] = {
    let near = Vector<Int64>(count: count) { target in for row in 0..<count { target[row] = Int64(row) } }
    let far = near.mapped { $0 &* 0x1E37_79B9_7F4A_7C15 }
    let bytes = ByteArena()
    let texts = near.mapped { bytes.copy("key \($0 % 30_000)") }
    let text = Column(.text(texts, Arena([bytes])))
    return [[Column(.integer(near))], [Column(.integer(far))], [text], [text, Column(.integer(far))]]
  }()

  @Test(arguments: keys.indices) func numberingAsksOften(index: Int) throws {
    let columns = Self.keys[index]
    let expected = GroupNumbering(columns, count: Self.count)
    var numbering: GroupNumbering?
    let polls = try polls { (poll) throws(Diagnostic) in
      numbering = try GroupNumbering(columns, count: Self.count, checkpoint: poll)
    }
    #expect(polls >= Self.count / Self.rowsBetweenPolls)
    #expect(numbering?.groups.array == expected.groups.array)
    for last in [1, 3, polls] {
      var count = 0
      #expect(throws: Diagnostic.self) {
        _ = try GroupNumbering(columns, count: Self.count) { () throws(Diagnostic) in
          count += 1
          if count == last { throw Evaluator.stopped }
        }
      }
    }
  }

  /// One text may be matched, or filled, for long: the kernels look within a morsel.
  @Test func kernelsAskOften() throws {
    let rows = 1 << 14
    let bytes = ByteArena()
    let texts = Vector<TextView>(count: rows) { target in
      for row in 0..<rows { target[row] = bytes.copy("text \(row)") }
    }
    let column = Kernels.Operand.column(Column(.text(texts, Arena([bytes]))), .text)
    let calls: [(Function, [Value], ValueType)] = [
      (.matches, [.text("7$")], .boolean), (.padLeft, [.integer(12), .text("x")], .text),
    ]
    for (function, constants, type) in calls {
      var looks = 0
      func evaluate(_ look: @escaping () throws(EvaluationFailure) -> Void) throws {
        _ = try Kernels.evaluate(
          function, [column] + constants.map { .constant($0) }, as: type, count: rows, zoneMinutes: 0, checkpoint: look)
      }
      try evaluate { () throws(EvaluationFailure) in looks += 1 }
      #expect(looks >= rows / 256)
      #expect(throws: EvaluationFailure.self) {
        try evaluate { () throws(EvaluationFailure) in throw EvaluationFailure(.interrupted, "") }
      }
    }
  }

  @Test func crosstabsAskForEachColumn() throws {
    let fixture = Fixture(seed: 1, children: 3, visits: 1000)
    let row = ColumnID(0)
    var plan = Plan(
      source: Fixture.visits, row: row, output: output(fixture.field(Fixture.visits, "id", row), .integer(1)))
    func looks(_ plan: Plan) throws -> Int {
      let looks = Mutex(0)
      _ = try fixture.executor(
        morselSize: 1 << 14,
        shouldStop: {
          looks.withLock { $0 += 1 }; return false
        }
      ).run(plan)
      return looks.withLock { $0 }
    }
    let before = try looks(plan)
    plan.pivot = Plan.PivotOutput(empty: .missing, label: "cell")
    #expect(try looks(plan) >= before + 1000)
  }

  /// Each total's cells are looked at by themselves.
  @Test func withholdingAsksForEachTotal() throws {
    let cell = Withholding.Cell(
      value: ColumnID(1), shown: ColumnID(2), type: .integer, state: ColumnID(3), isCount: true,
      subjects: [Withholding.Subject(counted: .integer(1), all: nil, isSensitive: false)])
    let counts = (0..<2000).map { Withholding.Count(value: $0 % 9, persons: [($0 % 9, nil)]) }
    let withholding = Withholding(least: 5, cells: [cell], hasTotal: true)
    var states: [[Withheld]] = []
    let parts = (0..<2000).map { $0 / 2 }
    let polls = try polls { (poll) throws(Diagnostic) in
      states = try withholding.states([counts], parts: parts, checkpoint: poll)
    }
    #expect(polls >= 1000)
    #expect(states == withholding.states([counts], parts: parts))
  }

  /// The table of a large numbering grows in steps.
  @Test func growthAsksOften() throws {
    let count = 600_000
    let keys = Column(.integer(Vector<Int32>(0..<count).mapped { Int64($0) &* 0x1E37_79B9_7F4A_7C15 }))
    var groups = 0
    let polls = try polls { (poll) throws(Diagnostic) in
      groups = try GroupNumbering([keys], count: count, checkpoint: poll).count
    }
    #expect(groups == count)
    #expect(polls > count / GroupNumbering.pieceSize + 2)
  }

  @Test func sortingAndInvertingAskOften() throws {
    for column in Self.keys[0] + Self.keys[1] {
      let comparator = Comparator([Comparator.Key(column, descending: true)])
      let polls = try polls { (poll) throws(Diagnostic) in
        let order = try comparator.sorted(count: Self.count, checkpoint: poll)
        #expect((1..<Self.count).allSatisfy { comparator.compare(Int(order[$0 - 1]), Int(order[$0])) < 0 })
      }
      // A look before each of the passes over the rows, of which there are fewer for keys close together.
      #expect(polls >= 2)
    }
    let targets = Vector<Int32>(count: Self.count) { target in
      for row in 0..<Self.count { target[row] = Int32(row % 7) }
    }
    let polls = try polls { (poll) throws(Diagnostic) in
      _ = try RelatedRows(inverting: targets, count: 7, checkpoint: poll)
    }
    #expect(polls >= 2)
  }

  /// Whole plans, over relations of the fixture: at whichever look the wish to stop is found, it ends them.
  @Test func plansStopAtAnyLook() throws {
    let fixture = Fixture(seed: 3, children: 400, visits: 3000)
    let row = ColumnID(0)
    let key = fixture.field(Fixture.visits, "child_id", row)
    let latest = SortKey(fixture.field(Fixture.visits, "date", row))
    let count = Aggregation(ColumnID(2), aggregate(.count, key, .rows))
    let plans: [[Operator]] = [
      [.group(keys: [Computation(ColumnID(1), key)], aggregates: [count])], [.distinct(keys: [key])],
      [.sort([SortKey(key)])],
      [.limitPer(take: .integer(1), keys: [key], sort: [latest])],
    ]
    for operators in plans {
      let plan = Plan(
        source: Fixture.visits, row: row, operators: operators,
        output: [Plan.OutputField(name: "n", expression: .integer(1))])
      let looks = Mutex(0)
      _ = try fixture.executor(shouldStop: {
        looks.withLock { $0 += 1 }; return false
      }).run(plan)
      let total = looks.withLock { $0 }
      #expect(total > 10)
      for last in stride(from: 1, through: total, by: max(1, total / 25)) {
        let looks = Mutex(0)
        let executor = fixture.executor(shouldStop: {
          looks.withLock {
            $0 += 1; return $0 >= last
          }
        })
        #expect(throws: Diagnostic.self) { _ = try executor.run(plan) }
      }
    }
  }
}
