import CLibedit

/// The entry as libedit holds it. Positions and counts are Unicode scalars, as libedit's are.
extension LineEditor {
  /// The editor that a key function is called for.
  static func of(_ editor: OpaquePointer?) -> LineEditor? {
    guard let editor, let context = cle_context(editor) else { return nil }
    return Unmanaged<LineEditor>.fromOpaque(context).takeUnretainedValue()
  }

  var textAroundCursor: (before: String, after: String) {
    guard let info = editor.flatMap({ el_line($0) })?.pointee, let start = info.buffer, let cursor = info.cursor,
      let end = info.lastchar, start <= cursor, cursor <= end
    else { return ("", "") }
    let before = UnsafeRawBufferPointer(start: start, count: cursor - start)
    let after = UnsafeRawBufferPointer(start: cursor, count: end - cursor)
    return (String(decoding: before, as: UTF8.self), String(decoding: after, as: UTF8.self))
  }

  func insert(_ text: String) {
    if !text.isEmpty { el_insertstr(editor, text) }
  }

  func deleteBeforeCursor(_ scalars: Int) {
    if scalars > 0 { el_deletestr(editor, Int32(clamping: scalars)) }
  }

  func moveCursor(by scalars: Int) {
    _ = el_cursor(editor, Int32(clamping: scalars))
  }

  func moveCursorToEnd() {
    moveCursor(by: 1 << 24)
  }

  /// Moves to another line of the entry in two steps, by its start: where libedit moves a little forward in a row from
  /// the middle of a double-width character, it loses count of columns.
  func moveCursorAcrossLines(by scalars: Int) {
    let (before, after) = textAroundCursor
    let entry = Array((before + after).unicodeScalars)
    let target = min(max(before.unicodeScalars.count + scalars, 0), entry.count)
    let lineStart = (entry[..<target].lastIndex(of: "\n") ?? -1) + 1
    moveCursor(by: lineStart - before.unicodeScalars.count)
    secondStep = target - lineStart
    queued.append(Command.secondStep.rawValue)
  }

  func takeSecondStep() -> UInt8 {
    moveCursor(by: secondStep)
    return UInt8(CC_CURSOR)
  }
}
