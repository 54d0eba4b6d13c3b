import Columns
import Diagnostics
import Glibc
import Session

/// Measures questions at a loaded prompt as its peers' libraries are measured: in the process, each time from the text of the question to
/// the table in memory, parsed, checked and planned anew. `LoadedBench FOLDER SECONDS < SCRIPTS`, the scripts one after the other, each
/// ended by a zero byte; prints of each the median, least and processor time of a run in milliseconds, and how many runs there were.
@main
enum LoadedBench {
  private static let fewest = 5
  private static let most = 2000

  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count == 3, let budget = Double(arguments[2]) else {
      fail("usage: LoadedBench FOLDER SECONDS < SCRIPTS")
    }
    let session = Session()
    do {
      try session.open(arguments[1])
      try session.load(mentionedIn: nil)
    } catch { fail(error.message) }
    session.options.showsNotes = false
    for script in readAll().split(separator: 0) {
      measure(SourceText(name: "script", text: String(decoding: script, as: UTF8.self)), session, budget)
    }
  }

  private static func measure(_ script: SourceText, _ session: Session, _ budget: Double) {
    var times: [Double] = []
    run(script, session)
    let (start, processor) = (seconds(CLOCK_MONOTONIC), seconds(CLOCK_PROCESS_CPUTIME_ID))
    while times.count < fewest || (times.count < most && seconds(CLOCK_MONOTONIC) - start < budget) {
      let begin = seconds(CLOCK_MONOTONIC)
      run(script, session)
      times.append(seconds(CLOCK_MONOTONIC) - begin)
    }
    let used = (seconds(CLOCK_PROCESS_CPUTIME_ID) - processor) / Double(times.count)
    times.sort()
    print(1e3 * times[times.count / 2], 1e3 * times[0], 1e3 * used, times.count)
  }

  private static func run(_ script: SourceText, _ session: Session) {
    do {
      let outcome = try session.run(script, continuing: true) { event in
        if case .diagnostic(let diagnostic) = event { fail(diagnostic.message) }
      }
      if outcome != .good { fail("a script failed") }
    } catch { fail(error.message) }
  }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func readAll() -> [UInt8] {
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      if count <= 0 { return text }
      text += buffer[..<count]
    }
  }

  private static func fail(_ message: String) -> Never {
    let line = "LoadedBench: \(message)\n"
    _ = line.utf8.withContiguousStorageIfAvailable { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    exit(1)
  }
}
