import CLibedit
import Glibc

/// Drawing again after something other than libedit changed the screen.
extension LineEditor {
  var windowSize: (columns: Int, rows: Int) {
    var columns: Int32 = 80
    var rows: Int32 = 24
    _ = cle_window_size(input, &columns, &rows)
    return (Int(columns), Int(rows))
  }

  /// Most terminals fit their rows to a new width and move the cursor with the text; from that follows how many rows
  /// above the cursor the entry begins now. Those that do not may keep a row of the old drawing.
  func redrawForNewSize() {
    guard let editor else { return }
    let (columns, rows) = windowSize
    guard columns >= Self.leastColumns else { return }
    let layout = EntryLayout(textAroundCursor.before, indent: promptWidth, columns: drawnColumns)
    let above = min(layout.rowsAboveCursor(in: columns), rows - 1)
    cle_write(editor, "\r" + (above > 0 ? "\u{1B}[\(above)A" : "") + "\u{1B}[J")
    drawnColumns = columns
    el_resize(editor)
    moveCursorAcrossLines(by: 0)
    cle_refresh(editor)
  }

  /// Ctrl-Z, which is a key while an entry is edited.
  func suspend() -> UInt8 {
    returnAfterListing = textAroundCursor.after.unicodeScalars.count
    moveCursorToEnd()
    queued.append(Command.suspend.rawValue)
    return UInt8(CC_CURSOR)
  }

  /// The cursor is at the end of the entry by now, so that the shell writes below it.
  func stop() -> UInt8 {
    guard let editor else { return UInt8(CC_ERROR) }
    cle_write(editor, "\u{1B}[?2004l\r\n")
    cle_leave_terminal(editor)
    kill(0, SIGTSTP)
    // Here somebody has let it go on.
    moveCursorAcrossLines(by: -returnAfterListing)
    return UInt8(CC_NORM)
  }

  /// After the program was stopped: the shell has set the terminal to its own mode.
  func resume() {
    guard let editor else { return }
    cle_prepare_terminal(editor)
    cle_write(editor, "\u{1B}[?2004h\r\n")
    moveCursorAcrossLines(by: 0)
    cle_refresh(editor)
  }
}
