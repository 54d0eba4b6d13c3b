import Diagnostics

/// Completion candidates in columns, read downwards, each with its explanation.
struct CandidateList {
  /// Without line ends; none is wider than the terminal.
  let lines: [String]

  private static let gap = 3

  init(_ candidates: [LineEditor.Candidate], columns: Int, rows: Int, usesColor: Bool) {
    let names = candidates.map { TerminalText.visible($0.display) }
    let notes = candidates.map { TerminalText.visible($0.explanation) }
    // One column is left free: a terminal may wrap when its last is written.
    let room = max(columns - 1, 1)
    let widestName = names.map { TextWidth.of($0) }.max() ?? 0
    let widestNote = notes.map { TextWidth.of($0) }.max() ?? 0
    let nameWidth = min(widestName, room)
    let noteWidth = widestNote == 0 ? 0 : min(widestNote, max(room - nameWidth - 2, 0))
    let cellWidth = nameWidth + (noteWidth == 0 ? 0 : noteWidth + 2)
    let across = max((room + Self.gap) / (cellWidth + Self.gap), 1)
    let shown = min(candidates.count, across * rows)
    let down = (shown + across - 1) / across
    let cells = (0..<shown).map { index in
      let name = TerminalText.fitting(names[index], in: nameWidth)
      let note = noteWidth == 0 ? "" : TerminalText.fitting(notes[index], in: noteWidth)
      return note.isEmpty ? name : name + "  " + (usesColor ? "\u{1B}[2m\(note)\u{1B}[0m" : note)
    }
    var lines = (0..<down).map { row in
      let line = stride(from: row, to: shown, by: down).map { cells[$0] }
      return TerminalText.trimmingEnd(line.joined(separator: String(repeating: " ", count: Self.gap)))
    }
    if shown < candidates.count { lines.append("… \(candidates.count - shown) more") }
    self.lines = lines
  }
}
