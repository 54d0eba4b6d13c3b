import CLibedit
import Glibc

/// What wants the program to stop: Ctrl-C, the end of the terminal, the wish to end the program. The signal sets a flag that a query asks
/// for between its batches, and ends a call that waits. While a line is edited Ctrl-C is a key, see ``LineEditor``.
package enum Interrupt {
  /// From here on none of these ends the program at once, so that it leaves nothing half done behind.
  package static func install() {
    cle_signal_catch(SIGINT, true, false)
    // `nohup` has it ignored.
    if !cle_signal_ignored(SIGHUP) { cle_signal_catch(SIGHUP, true, false) }
    // Where nothing asks, the second one is not asked for.
    cle_signal_catch(SIGTERM, true, true)
  }

  /// Cheap enough to ask once a batch; from every thread.
  package static var isRequested: Bool {
    cle_signal_caught(SIGINT) || isLeaving
  }

  /// Whether the program is to end, not only what it does.
  static var isLeaving: Bool { leavingSignal != nil }

  package static var leavingSignal: Int32? { [SIGHUP, SIGTERM].first(where: cle_signal_caught) }

  package static func reset() {
    cle_signal_forget(SIGINT)
  }
}
