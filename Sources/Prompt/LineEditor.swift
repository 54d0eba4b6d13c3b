import CLibedit
import Diagnostics
import Glibc

/// What reading one statement came to.
package enum LineResult: Equatable, Sendable {
  /// A whole entry, without its last newline; it may span lines and may be blank.
  case statement(String)
  /// Ctrl-X Ctrl-E: what is typed so far is to be opened in an editor.
  case editing(String)
  /// Ctrl-C: what was typed is dropped.
  case interrupted
  /// Ctrl-D on an empty line, or the terminal is gone.
  case endOfInput
}

/// Edits one statement at a time on the terminal, by libedit in emacs or vi mode (`~/.editrc`).
///
/// libedit holds an entry of several lines as one buffer, so every line of it can be edited until it is accepted. Where
/// the terminal cannot place a cursor (`TERM=dumb`) or is none, lines are read plainly, with a continuation prompt.
/// Between two calls of ``readStatement(prompt:continuation:draft:)`` the terminal is in its usual mode. Use on one thread.
package final class LineEditor {
  /// One thing that Tab may insert.
  package struct Candidate: Equatable, Sendable {
    /// The text that takes the place of what is replaced.
    package var insertion: String
    /// How the list names it.
    package var display: String
    /// A word or two beside it in the list; may be empty.
    package var explanation: String

    package init(insertion: String, display: String, explanation: String) {
      self.insertion = insertion
      self.display = display
      self.explanation = explanation
    }
  }

  package struct Completion: Equatable, Sendable {
    /// So many UTF-8 bytes before the cursor are what the candidates replace.
    package var replacedUTF8: Int
    /// In the order in which they are listed.
    package var candidates: [Candidate]

    package init(replacedUTF8: Int, candidates: [Candidate]) {
      self.replacedUTF8 = replacedUTF8
      self.candidates = candidates
    }
  }

  /// All entries, the oldest first: those of earlier sessions, then those of this one.
  package private(set) var history: [String] = []

  let isOpen: (String) -> Bool
  let complete: (_ textBeforeCursor: String, _ textAfterCursor: String) -> Completion
  let usesColor: Bool
  let input: Int32 = STDIN_FILENO
  /// The error stream where that is a terminal: results keep standard output to themselves.
  let output: Int32 = isatty(STDERR_FILENO) == 1 ? STDERR_FILENO : STDOUT_FILENO
  var promptWidth = 0
  var wasInterrupted = false
  var wantsEditor = false
  /// Characters that libedit reads before any that is typed: our own commands.
  var queued: [Int32] = []
  /// Bytes that were read ahead and turned out not to begin a paste.
  var readAhead: [UInt8] = []
  var pasted = ""
  /// What is to be listed, and how many characters back the cursor goes after that.
  var candidates: [Candidate] = []
  var returnAfterListing = 0
  var secondStep = 0
  /// The width of the terminal when the entry was last drawn as a whole.
  var drawnColumns = 80
  private let file: HistoryFile?
  /// Nil where lines are read plainly.
  private(set) var editor: OpaquePointer?
  private var entries: OpaquePointer?

  /// - Parameters:
  ///   - programName: the prefix of lines in `~/.editrc` that are for this program only.
  ///   - historyPath: where entries are kept, or nil. Whatever is wrong with that file, the prompt goes on without it.
  ///   - usesColor: whether explanations in lists are dimmed.
  ///   - isOpen: whether the statement goes on after what is typed so far, so that Return begins another line.
  ///   - complete: what Tab may insert.
  package init(
    programName: String, historyPath: String?, usesColor: Bool = false, isOpen: @escaping (String) -> Bool,
    complete: @escaping (_ textBeforeCursor: String, _ textAfterCursor: String) -> Completion
  ) {
    self.isOpen = isOpen
    self.complete = complete
    self.usesColor = usesColor
    file = historyPath.map { HistoryFile(path: $0, limit: Self.historyLimit) }
    history = file?.load() ?? []
    Interrupt.install()
    if Self.canPlaceCursor(input: input, output: output) { start(programName) }
  }

  deinit { close() }

  private static let historyLimit = 10_000

  private static func canPlaceCursor(input: Int32, output: Int32) -> Bool {
    guard isatty(input) == 1, isatty(output) == 1, cle_use_utf8(), let terminal = getenv("TERM") else { return false }
    return !["", "dumb"].contains(String(cString: terminal))
  }

  private func start(_ programName: String) {
    guard let editor = cle_create(programName, input, output, Unmanaged.passUnretained(self).toOpaque()) else { return }
    self.editor = editor
    entries = cle_history_create(Int32(Self.historyLimit))
    if let entries { cle_history_attach(editor, entries) }
    for entry in history { cle_history_enter(entries, entry) }
    cle_source(editor)
    cle_make_raw_keys(editor)
    // Where libedit moves the rest of a row instead of writing it again, it miscounts double-width characters.
    for capability in ["ic", "im", "ei", "IC", "dc", "DC", "dm", "ed"] { cle_remove_capability(editor, capability) }
    bindKeys(editor)
    cle_signal_catch(SIGWINCH, false, false)
    cle_signal_catch(SIGCONT, false, false)
  }

  /// Whether lines are read plainly, so that nothing can be edited.
  var isPlain: Bool { editor == nil }

  /// One statement as the user typed it, who begins with `draft`. `prompt` may hold colours (`ESC[…m`); it should end in visible text, and so
  /// may `continuation`, which is shown only where lines are read plainly.
  package func readStatement(prompt: String, continuation: String, draft: String = "") -> LineResult {
    Interrupt.reset()
    guard let editor else { return readPlainly(prompt: prompt, continuation: continuation) }
    wasInterrupted = false
    wantsEditor = false
    pasted = draft
    queued = draft.isEmpty ? [] : [Command.paste.rawValue]
    promptWidth = TextWidth.of(TerminalText.removingColors(prompt))
    cle_set_prompt(editor, TerminalText.markingColors(prompt), TerminalText.colorMarker)
    drawnColumns = windowSize.columns
    cle_write(editor, "\u{1B}[?2004h")
    defer { cle_write(editor, "\u{1B}[?2004l") }
    guard let line = cle_read(editor) else {
      cle_write(editor, "\r\n")
      return .endOfInput
    }
    if wasInterrupted { return .interrupted }
    var text = String(cString: line)
    if text.unicodeScalars.last == "\n" { text.unicodeScalars.removeLast() }
    return wantsEditor ? .editing(text) : .statement(text)
  }

  /// Keeps an entry for this session and, at once, for those that start later. One that is blank or the same as the
  /// one before is not kept.
  package func addToHistory(_ entry: String) {
    let entry = TerminalText.trimmingEnd(entry)
    guard !entry.isEmpty, entry != history.last else { return }
    history.append(entry)
    if let entries { cle_history_enter(entries, entry) }
    file?.append(entry)
  }

  /// Gives the terminal back. Nothing can be edited afterwards; a second call does nothing.
  package func close() {
    if let editor { cle_end(editor) }
    if let entries { cle_history_end(entries) }
    editor = nil
    entries = nil
  }
}
