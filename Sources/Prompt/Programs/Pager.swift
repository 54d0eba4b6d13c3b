import Glibc

/// The program that shows what is longer than the screen: `$PAGER`, or less where that is not set.
struct Pager {
  /// What it shows is written there.
  let input: Int32
  private let program: ChildProgram

  /// Nil where the user wants none, and where there is none.
  static var command: String? {
    guard let set = getenv("PAGER").map({ String(cString: $0) }) else {
      return ChildProgram.isInstalled("less") ? "less" : nil
    }
    let command = TerminalText.trimmingEnd(set)
    return command.isEmpty || command == "cat" ? nil : command
  }

  /// less is to end by itself where all fits, to show colours, and to leave on the screen what it showed.
  init?(_ command: String) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    defer { close(ends[0]) }
    // The pager itself must not hold the end that is written to.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    guard let program = ChildProgram("LESS=${LESS-FRX}; export LESS; \(command)", input: ends[0]) else {
      close(ends[1])
      return nil
    }
    self.program = program
    input = ends[1]
  }

  /// Tells it that all is written and waits until the user has seen enough.
  func finish() {
    close(input)
    _ = program.wait()
  }
}
