import Columns
import Diagnostics
import Plans
import Testing

@testable import Execution

@Suite struct RandomPlanTests {
  /// One thread and two, with morsels of a few rows, against the row-by-row meaning.
  @Test(arguments: 0..<40) func matchTheReference(seed: Int) {
    let fixture = Fixture(seed: UInt64(seed), children: 4 + seed / 2, visits: 2 * seed)
    let reference = ReferenceInterpreter(dataset: fixture.dataset)
    var plans = RandomPlans(fixture, seed: UInt64(seed) &* 7919)
    var filled = 0
    for number in 0..<25 {
      let plan = plans.plan()
      let expected = Result { () throws(Diagnostic) in try reference.run(plan) }
      for (threads, size) in [(1, 1 << 14), (2, 7)] {
        let executor = fixture.executor(threads: threads, morselSize: size)
        let actual = Result { () throws(Diagnostic) in rows(try executor.run(plan)) }
        switch (expected, actual) {
        case (.success(let expected), .success(let actual)):
          filled += expected.isEmpty ? 0 : 1
          #expect(actual == expected, "seed \(seed), plan \(number), \(threads) threads: \(plan)")
          if actual != expected { return }
        case (.failure(let expected), .failure(let actual)): #expect(actual.code == expected.code)
        case (.success, .failure(let error)): Issue.record("seed \(seed), plan \(number): \(error) in \(plan)")
        case (.failure(let error), .success): Issue.record("seed \(seed), plan \(number): not \(error) in \(plan)")
        }
      }
    }
    // Most have rows to compare.
    #expect(filled > 20)
  }
}
