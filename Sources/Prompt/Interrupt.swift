import CLibedit
import Glibc

/// Ctrl-C while a query runs: the signal sets a flag that the query asks for between its batches.
/// While a line is edited Ctrl-C is a key, see ``LineEditor``.
package enum Interrupt {
  /// From here on SIGINT no longer ends the program.
  package static func install() {
    cle_signal_catch(SIGINT)
  }

  /// Cheap enough to ask once a batch; from every thread.
  package static var isRequested: Bool {
    cle_signal_caught(SIGINT) || isLeaving
  }

  /// From here on the end of the terminal, and the wish to end the program, let it end what it does and leave.
  static func installLeaving() {
    for signal in leaving { cle_signal_catch(signal) }
  }

  /// Whether the prompt is to leave.
  static var isLeaving: Bool { leaving.contains(where: cle_signal_caught) }

  private static let leaving = [SIGHUP, SIGTERM]

  package static func reset() {
    cle_signal_forget(SIGINT)
  }
}
