import Foundation
import Glibc

/// The program `almoner` as it was built beside this test bundle.
enum Program {
  struct Outcome {
    var output: String
    var messages: String
    var exit: Int32
  }

  /// Seconds after which a run is ended, with exit 124.
  static let patience = "60"

  /// Runs the program in `folder`, its output going to files there, and waits for its end.
  static func run(_ arguments: [String], in folder: URL) throws -> Outcome {
    let bundle = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let program = URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("almoner").path
    let words = ["env", "-i", "-C", folder.path] + environment + ["timeout", patience, program] + arguments
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for (descriptor, name) in [(Int32(1), ".output"), (2, ".messages")] {
      let file = folder.appendingPathComponent(name).path
      posix_spawn_file_actions_addopen(&actions, descriptor, file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    }
    var pointers = words.map { strdup($0) } + [nil]
    defer { pointers.forEach { free($0) } }
    var process = pid_t()
    let failure = posix_spawnp(&process, "env", &actions, nil, &pointers, environ)
    guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .ENOENT) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    return Outcome(
      output: try text(folder, ".output"), messages: try text(folder, ".messages"),
      exit: status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f))
  }

  /// The same for everybody: no settings of the user, no colour, UTF-8.
  private static let environment = [
    "PATH=\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")", "HOME=/nonexistent", "LANG=C.UTF-8",
    "TZ=UTC", "XDG_STATE_HOME=\(FileManager.default.temporaryDirectory.path)/almoner-tests-\(getpid())",
    // 2023-09-30T12:00:00Z, at which reports are made.
    "NO_COLOR=1", "SOURCE_DATE_EPOCH=1696075200",
  ]

  private static func text(_ folder: URL, _ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
  }
}
