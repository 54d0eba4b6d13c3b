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
    cle_signal_caught(SIGINT)
  }

  package static func reset() {
    cle_signal_forget(SIGINT)
  }
}
