import Columns
import Diagnostics
import Glibc
import Loading
import Testing

/// Random scripts over random records: formatted they stay what they are, and the engine, optimised or not and on any threads, gives
/// what the row-by-row meaning gives. `ALMONER_SEED` and `ALMONER_CASES` choose others.
@Suite struct RandomScriptTests {
  private static let casesPerDataset = 25

  @Test func agree() async throws {
    let seed = Self.setting("ALMONER_SEED") ?? 1
    let cases = Int(Self.setting("ALMONER_CASES") ?? 5000)
    let datasets = (cases + Self.casesPerDataset - 1) / Self.casesPerDataset
    var total = Tally()
    await withTaskGroup(of: Tally.self) { group in
      for lane in 0..<2 {
        group.addTask {
          var tally = Tally()
          for number in stride(from: lane, to: datasets, by: 2) where tally.faults.count < 3 {
            tally.add(Self.tally(ofDataset: number, seed))
          }
          return tally
        }
      }
      for await tally in group { total.add(tally) }
    }
    print("random scripts: \(total) (seed \(seed))")
    for fault in total.faults { Issue.record("\(fault)") }
    // Most scripts mean something, and have rows to compare.
    #expect(total.unchecked * 10 < total.cases && total.filled * 3 > total.cases)
  }

  private static func setting(_ name: String) -> UInt64? {
    getenv(name).flatMap { UInt64(String(cString: $0)) }
  }

  private static func tally(ofDataset number: Int, _ seed: UInt64) -> Tally {
    var tally = Tally()
    let base = seed &* 1_000_003 &+ UInt64(number)
    let records = RandomRecords(seed: base)
    do {
      guard let folder = records.write() else { throw Diagnostic(.fileCannotBeRead, "no folder for the records") }
      defer { records.remove(folder) }
      let reader = try DatasetReader(path: folder)
      var dataset = reader.emptyDataset
      try reader.load(mentionedIn: nil, into: &dataset)
      let engines = Engines(dataset: dataset, today: CalendarDate.days(year: 2023, month: 9, day: 30))
      for place in 0..<casesPerDataset where tally.faults.isEmpty {
        var scripts = RandomScripts(seed: base &* 1009 &+ UInt64(place))
        let script = scripts.make()
        tally.add(engines.verdict(on: script.text), of: script, engines, records)
      }
    } catch { tally.faults.append("dataset \(number): \(error)") }
    return tally
  }
}

/// How the cases went.
private struct Tally: CustomStringConvertible {
  var cases = 0
  var unchecked = 0
  var failed = 0
  var filled = 0
  var faults: [String] = []

  var description: String {
    "\(cases) cases, \(filled) with rows, \(failed) ended by an error, \(unchecked) not checked, \(faults.count) wrong"
  }

  mutating func add(_ other: Tally) {
    cases += other.cases
    unchecked += other.unchecked
    failed += other.failed
    filled += other.filled
    faults += other.faults
  }

  mutating func add(_ verdict: Engines.Verdict, of script: RandomScript, _ engines: Engines, _ records: RandomRecords) {
    cases += 1
    switch verdict {
    case .unchecked(let messages):
      unchecked += 1
      if getenv("ALMONER_UNCHECKED") != nil { print("not checked: \(messages)\n\(script.text)") }
    case .agreed(let rows, let hasFailed):
      filled += rows > 0 ? 1 : 0
      failed += hasFailed ? 1 : 0
    case .differ(let fault):
      let (small, smallFault) = Self.shrunk(script, fault, engines)
      let data = records.files.map { "--- \($0.name)\n\($0.text)" }.joined(separator: "\n")
      faults.append("\(smallFault)\n\(small.text)\nof the script:\n\(script.text)\n\(data)")
    }
  }

  /// Without the stages and statements that the fault does not need.
  private static func shrunk(_ script: RandomScript, _ fault: String, _ engines: Engines) -> (RandomScript, String) {
    for statement in script.statements.indices {
      for stage in script.statements[statement].stages.indices {
        var smaller = script
        smaller.statements[statement].stages.remove(at: stage)
        if case .differ(let fault) = engines.verdict(on: smaller.text) { return shrunk(smaller, fault, engines) }
      }
      if statement + 1 < script.statements.count {
        var smaller = script
        smaller.statements.remove(at: statement)
        if case .differ(let fault) = engines.verdict(on: smaller.text) { return shrunk(smaller, fault, engines) }
      }
    }
    return (script, fault)
  }
}
