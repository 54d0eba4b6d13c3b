import CLibedit

/// Tab: as much as all candidates share is inserted; when that is nothing more, they are listed below the entry.
extension LineEditor {
  func pressTab() -> UInt8 {
    let (before, after) = textAroundCursor
    let completion = complete(before, after)
    guard let first = completion.candidates.first else { return UInt8(CC_ERROR) }
    let replaced = String(decoding: before.utf8.suffix(max(completion.replacedUTF8, 0)), as: UTF8.self)
    if completion.candidates.count == 1 {
      replace(replaced, with: first.insertion)
      return UInt8(CC_REFRESH)
    }
    let shared = TerminalText.commonPrefix(of: completion.candidates.map(\.insertion))
    // A shorter one comes of candidates that match in another way than by their beginning.
    if shared.utf8.count > replaced.utf8.count {
      replace(replaced, with: shared)
      return UInt8(CC_REFRESH)
    }
    candidates = completion.candidates
    returnAfterListing = after.unicodeScalars.count
    moveCursorToEnd()
    queued.append(Command.list.rawValue)
    return UInt8(CC_CURSOR)
  }

  private func replace(_ text: String, with other: String) {
    deleteBeforeCursor(text.unicodeScalars.count)
    insert(other)
  }

  /// The cursor is at the end of the entry by now, so that the list does not overwrite rows of it.
  func listCandidates() -> UInt8 {
    guard let editor else { return UInt8(CC_ERROR) }
    let (columns, rows) = windowSize
    let list = CandidateList(candidates, columns: columns, rows: min(40, max(5, rows - 4)), usesColor: usesColor)
    cle_write(editor, "\r\n" + list.lines.map { $0 + "\r\n" }.joined())
    candidates = []
    moveCursorAcrossLines(by: -returnAfterListing)
    cle_refresh(editor)
    return UInt8(CC_NORM)
  }
}
