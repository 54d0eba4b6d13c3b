import CLibedit
import Glibc

/// A program that has the terminal until it ends: a pager, an editor.
struct ChildProgram {
  private let process: pid_t

  /// Nil where it cannot be started. The shell reads `command`, in which `"$1"` is the argument.
  init?(_ command: String, argument: String? = nil, input: Int32 = STDIN_FILENO) {
    cle_signal_catch(SIGCHLD, false, false)
    process = cle_start(command, argument, input)
    if process < 0 { return nil }
  }

  /// Waits for its end. Whether it ended well. Where the terminal goes it is told so.
  func wait() -> Bool {
    var status: Int32 = 0
    while true {
      let ended = waitpid(process, &status, WNOHANG)
      if ended == process { return status == 0 }
      if ended < 0, errno != EINTR { return false }
      if Interrupt.isLeaving { kill(process, SIGHUP) }
      // Until a signal comes, such as that of its end.
      _ = cle_wait(-1, 1000)
    }
  }

  /// The value of the first of these variables that is set and not empty.
  static func setting(_ names: String...) -> String? {
    names.lazy.compactMap { name in getenv(name).map { String(cString: $0) } }.first { !$0.isEmpty }
  }

  static func isInstalled(_ program: String) -> Bool {
    (setting("PATH") ?? "/usr/bin:/bin").split(separator: ":").contains { access("\($0)/\(program)", X_OK) == 0 }
  }
}
