import CLibedit

/// The keys that are ours, whatever `~/.editrc` says of them, and the functions behind them.
extension LineEditor {
  /// A key function may not call libedit's own: it queues one of these characters, which is bound to that. They are C1
  /// controls, which no keyboard sends; ``nextCharacter()`` drops them from what is typed.
  enum Command: Int32, CaseIterable {
    case older = 0x9A
    case newer, list, paste, secondStep, accept, suspend

    var function: String {
      switch self {
      case .older: "ed-prev-history"
      case .newer: "ed-next-history"
      case .list: "almoner-list"
      case .paste: "almoner-paste"
      case .secondStep: "almoner-second-step"
      case .accept: "ed-newline"
      case .suspend: "almoner-stop"
      }
    }
  }

  func bindKeys(_ editor: OpaquePointer) {
    cle_set_reader(editor) { editor, character in
      let next = LineEditor.of(editor)?.nextCharacter()
      character?.pointee = next ?? 0
      return next == nil ? 0 : 1
    }
    addFunctions(editor)
    for isCommandMode in [false, true] {
      for command in Command.allCases {
        cle_bind(editor, isCommandMode, "\\" + String(command.rawValue, radix: 8), command.function)
      }
      for key in ["^M", "^J"] {
        cle_bind(editor, isCommandMode, key, isCommandMode ? "almoner-command-return" : "almoner-return")
      }
      cle_bind(editor, isCommandMode, "^C", "almoner-cancel")
      cle_bind(editor, isCommandMode, "^D", "almoner-delete-or-leave")
      cle_bind(editor, isCommandMode, "^Z", "almoner-suspend")
      cle_bind(editor, isCommandMode, "^R", "em-inc-search-prev")
      cle_bind(editor, isCommandMode, "^X^E", "almoner-edit")
    }
    cle_bind(editor, false, "^I", "almoner-complete")
    bindMovement(editor)
  }

  private func addFunctions(_ editor: OpaquePointer) {
    cle_add_function(editor, "almoner-return") { editor, _ in LineEditor.of(editor)?.pressReturn() ?? 0 }
    cle_add_function(editor, "almoner-command-return") { editor, _ in LineEditor.of(editor)?.pressCommandReturn() ?? 0 }
    cle_add_function(editor, "almoner-newline") { editor, _ in LineEditor.of(editor)?.insertNewline() ?? 0 }
    cle_add_function(editor, "almoner-cancel") { editor, _ in LineEditor.of(editor)?.cancel() ?? 0 }
    cle_add_function(editor, "almoner-delete-or-leave") { editor, _ in LineEditor.of(editor)?.deleteOrLeave() ?? 0 }
    cle_add_function(editor, "almoner-suspend") { editor, _ in LineEditor.of(editor)?.suspend() ?? 0 }
    cle_add_function(editor, "almoner-stop") { editor, _ in LineEditor.of(editor)?.stop() ?? 0 }
    cle_add_function(editor, "almoner-edit") { editor, _ in LineEditor.of(editor)?.openEditor() ?? 0 }
    cle_add_function(editor, "almoner-complete") { editor, _ in LineEditor.of(editor)?.pressTab() ?? 0 }
    cle_add_function(editor, "almoner-list") { editor, _ in LineEditor.of(editor)?.listCandidates() ?? 0 }
    cle_add_function(editor, "almoner-paste") { editor, _ in LineEditor.of(editor)?.insertPasted() ?? 0 }
    cle_add_function(editor, "almoner-second-step") { editor, _ in LineEditor.of(editor)?.takeSecondStep() ?? 0 }
    cle_add_function(editor, "almoner-line-start") { editor, _ in LineEditor.of(editor)?.moveToLineStart() ?? 0 }
    cle_add_function(editor, "almoner-line-end") { editor, _ in LineEditor.of(editor)?.moveToLineEnd() ?? 0 }
    cle_add_function(editor, "almoner-up") { editor, _ in LineEditor.of(editor)?.moveLine(by: -1) ?? 0 }
    cle_add_function(editor, "almoner-down") { editor, _ in LineEditor.of(editor)?.moveLine(by: 1) ?? 0 }
  }

  func pressReturn() -> UInt8 {
    let (before, after) = textAroundCursor
    if after.isEmpty, before.unicodeScalars.last == "\\" {
      deleteBeforeCursor(1)
      return insertNewline()
    }
    // A second Return at the end always runs, so that an open bracket or quote cannot hold the user.
    let isBlankLine = after.isEmpty && TerminalText.endsInBlankLine(before)
    return !isBlankLine && isOpen(before + after) ? insertNewline() : accept()
  }

  /// In vi's command mode the cursor is on the last character, not after it.
  private func pressCommandReturn() -> UInt8 {
    let (before, after) = textAroundCursor
    guard isOpen(before + after) else { return accept() }
    moveCursorToEnd()
    queued.append(Int32(UInt8(ascii: "A")))
    return insertNewline()
  }

  private func insertNewline() -> UInt8 {
    insert("\n")
    return UInt8(CC_REFRESH)
  }

  /// libedit leaves the cursor on its row when a key function of ours ends the entry, so its own does.
  private func accept() -> UInt8 {
    moveCursorToEnd()
    queued.append(Command.accept.rawValue)
    return UInt8(CC_CURSOR)
  }

  private func openEditor() -> UInt8 {
    wantsEditor = true
    return accept()
  }

  private func cancel() -> UInt8 {
    wasInterrupted = true
    moveCursorToEnd()
    insert("^C")
    queued = [Command.accept.rawValue]
    return UInt8(CC_REFRESH)
  }

  private func deleteOrLeave() -> UInt8 {
    let (before, after) = textAroundCursor
    if before.isEmpty, after.isEmpty { return UInt8(CC_EOF) }
    guard !after.isEmpty else { return UInt8(CC_ERROR) }
    moveCursor(by: 1)
    deleteBeforeCursor(1)
    return UInt8(CC_REFRESH)
  }

  private func insertPasted() -> UInt8 {
    insert(pasted)
    pasted = ""
    return UInt8(CC_REFRESH)
  }
}
