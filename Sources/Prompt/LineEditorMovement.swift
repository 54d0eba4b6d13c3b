import CLibedit
import Diagnostics

/// Moving by lines in an entry of several: Up and Down go to other entries only from its first and last line.
extension LineEditor {
  /// A key that `~/.editrc` gave another meaning keeps that.
  func bindMovement(_ editor: OpaquePointer) {
    let isVi = cle_is_vi(editor)
    let arrows = [("A", "almoner-up", "ed-prev-history"), ("B", "almoner-down", "ed-next-history")]
    for (letter, function, usual) in arrows {
      for lead in ["[", "O"] where binding(of: "\\e" + lead + letter, in: editor).contains(usual) {
        cle_bind(editor, isVi, "\\e" + lead + letter, function)
        // In vi mode Escape has already left for command mode when the rest of the key arrives.
        if isVi { cle_bind(editor, true, lead + letter, function) }
      }
    }
    if isVi {
      bindViKeys(editor)
    } else {
      bindEmacsKeys(editor)
    }
  }

  private func bindEmacsKeys(_ editor: OpaquePointer) {
    for key in ["\\e^M", "\\e^J"] { cle_bind(editor, false, key, "almoner-newline") }
    for key in ["^A", "\\e[H", "\\eOH"] where binding(of: key, in: editor).contains("ed-move-to-beg") {
      cle_bind(editor, false, key, "almoner-line-start")
    }
    for key in ["^E", "\\e[F", "\\eOF"] where binding(of: key, in: editor).contains("ed-move-to-end") {
      cle_bind(editor, false, key, "almoner-line-end")
    }
    for (key, function) in [
      ("\\e[1~", "almoner-line-start"), ("\\e[4~", "almoner-line-end"), ("\\e[3~", "ed-delete-next-char"),
      ("\\e[1;5C", "em-next-word"), ("\\e[1;5D", "ed-prev-word"),
    ] { cle_bind(editor, false, key, function) }
  }

  private func bindViKeys(_ editor: OpaquePointer) {
    for (key, function) in [
      ("[1~", "ed-move-to-beg"), ("[4~", "ed-move-to-end"), ("[3~", "ed-delete-next-char"),
      ("[1;5C", "vi-next-word"), ("[1;5D", "vi-prev-word"),
    ] { cle_bind(editor, true, key, function) }
  }

  private func binding(of key: String, in editor: OpaquePointer) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { text in
      guard let start = text.baseAddress else { return "" }
      cle_describe_binding(editor, key, start, text.count)
      return String(cString: start)
    }
  }

  func moveToLineStart() -> UInt8 {
    let line = textAroundCursor.before.unicodeScalars.reversed().prefix { $0 != "\n" }
    moveCursor(by: -line.count)
    return UInt8(CC_CURSOR)
  }

  func moveToLineEnd() -> UInt8 {
    let line = textAroundCursor.after.unicodeScalars.prefix { $0 != "\n" }
    moveCursor(by: line.count)
    return UInt8(CC_CURSOR)
  }

  func moveLine(by step: Int) -> UInt8 {
    let (before, after) = textAroundCursor
    let lines = (before + after).unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    let earlier = before.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    let row = earlier.count - 1
    let target = row + step
    guard lines.indices.contains(target) else {
      queued.append((step < 0 ? Command.older : .newer).rawValue)
      return UInt8(CC_NORM)
    }
    let column = indent(of: row) + TextWidth.of(String(earlier[row]))
    var reached = indent(of: target)
    var offset = 0
    for scalar in lines[target] {
      reached += TextWidth.of(String(scalar))
      guard reached <= column else { break }
      offset += 1
    }
    let passed = step < 0 ? lines[target..<row] : lines[row..<target]
    let between = passed.reduce(0) { $0 + $1.count + 1 }
    moveCursorAcrossLines(by: (step < 0 ? -between : between) + offset - earlier[row].count)
    return UInt8(CC_CURSOR)
  }

  private func indent(of row: Int) -> Int {
    row == 0 ? promptWidth : 0
  }
}
