import Columns
import Diagnostics
import Glibc
import Loading
import Session

/// Measures what goes on inside the process, as its peers' libraries are measured:
///
/// - `LoadedBench ask FOLDER SECONDS < SCRIPTS`: questions at a loaded prompt, each time from the text of the question to the table in
///   memory, parsed, checked and planned anew. The scripts stand one after the other, each ended by a zero byte.
/// - `LoadedBench read FILE…`: from the text of a file to columns of all its fields, with one thread and with all.
///
/// Prints a line for each: the median, the least and the processor time of a run in milliseconds, and how many runs there were.
@main
enum LoadedBench {
  private static let fewest = 5
  private static let most = 2000

  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    MemoryLimit.keepFreedMemory()
    do {
      switch arguments.first {
      case "ask" where arguments.count == 3:
        guard let budget = Double(arguments[3]) else { fail("no number of seconds") }
        try ask(arguments[2], budget)
      case "read":
        for file in arguments.dropFirst() {
          for threads in [1, availableThreads] { try read(file, threads) }
        }
      default: fail("usage: LoadedBench ask FOLDER SECONDS < SCRIPTS, LoadedBench read FILE…")
      }
    } catch { fail(error.message) }
  }

  private static func ask(_ folder: String, _ budget: Double) throws(Diagnostic) {
    let session = Session()
    try session.open([folder])
    try session.load(mentionedIn: nil)
    session.options.showsNotes = false
    for text in readAll().split(separator: 0) {
      let script = SourceText(name: "script", text: String(decoding: text, as: UTF8.self))
      try measure(budget) { () throws(Diagnostic) in
        let outcome = try session.run(script) { event in
          if case .diagnostic(let diagnostic) = event { fail(diagnostic.message) }
        }
        if outcome != .good { fail("a script failed") }
      }
    }
  }

  private static func read(_ file: String, _ threads: Int) throws(Diagnostic) {
    try measure(1) { () throws(Diagnostic) in
      let reader = try DatasetReader(paths: [file], options: LoadingOptions(threads: threads))
      var dataset = reader.emptyDataset
      try reader.load(mentionedIn: nil, into: &dataset)
    }
  }

  /// The first run, which builds what is kept, is not counted.
  private static func measure(_ budget: Double, _ run: () throws(Diagnostic) -> Void) throws(Diagnostic) {
    var times: [Double] = []
    try run()
    let (start, processor) = (seconds(CLOCK_MONOTONIC), seconds(CLOCK_PROCESS_CPUTIME_ID))
    while times.count < fewest || (times.count < most && seconds(CLOCK_MONOTONIC) - start < budget) {
      let begin = seconds(CLOCK_MONOTONIC)
      try run()
      times.append(seconds(CLOCK_MONOTONIC) - begin)
    }
    let used = (seconds(CLOCK_PROCESS_CPUTIME_ID) - processor) / Double(times.count)
    times.sort()
    print(1e3 * times[times.count / 2], 1e3 * times[0], 1e3 * used, times.count)
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
      let count = Glibc.read(STDIN_FILENO, &buffer, buffer.count)
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
