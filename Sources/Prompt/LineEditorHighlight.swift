import CLibedit
import Diagnostics
import Glibc

/// Colours while typing. libedit knows none: before it waits for a key, an entry that is drawn in one row is written over with the same
/// characters in colour, and the cursor put back, so that libedit's picture of the screen stays true.
///
/// An entry of several rows stays plain, and so does whatever a terminal might give another width than libedit does: a cursor in the wrong
/// place would be worse than no colour.
extension LineEditor {
  func highlight() {
    // What is to be drawn anew is not where it was.
    let isMoved = cle_signal_caught(SIGCONT) || cle_signal_caught(SIGWINCH)
    guard usesColor, let editor, readAhead.isEmpty, !isMoved, !isInputWaiting else { return }
    let (before, after) = textAroundCursor
    let entry = before + after
    let columns = windowSize.columns
    guard !entry.isEmpty, columns == drawnColumns, promptWidth + TextWidth.of(entry) < columns,
      entry.unicodeScalars.allSatisfy(Self.hasCertainWidth)
    else { return }
    // ESC 7 and ESC 8 keep the cursor and bring it back.
    cle_write(editor, "\u{1B}7\r\u{1B}[\(promptWidth)C\(Highlighter.colored(entry))\u{1B}8")
  }

  /// Whoever types fast, or pastes, is not kept waiting for colours.
  private var isInputWaiting: Bool {
    var waiting = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, 0) != 0
  }

  /// ASCII, and letters of one or of two columns that neither join nor combine.
  private static func hasCertainWidth(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7F }
    return scalar.properties.isAlphabetic && scalar.properties.canonicalCombiningClass == .notReordered
      && !scalar.properties.isEmoji && Int(cle_width(scalar.value)) == TextWidth.of(scalar)
  }
}
