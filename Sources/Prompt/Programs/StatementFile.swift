import Diagnostics
import Glibc
import Loading

/// A statement in a file of its own while the user's editor has it.
enum StatementFile {
  /// `$VISUAL`, `$EDITOR`, or the editor that is there.
  private static var editor: String? {
    ChildProgram.setting("VISUAL", "EDITOR")
      ?? ["sensible-editor", "editor", "nano", "vi"].first { ChildProgram.isInstalled($0) }
  }

  /// What the user made of the text; nil where the editor ended badly, so that nothing was decided.
  static func edited(_ text: String) throws(Diagnostic) -> String? {
    guard let editor else {
      throw Diagnostic(.usage, "there is no editor here", help: ["name one: export EDITOR=nano"])
    }
    var path = Array("\(ChildProgram.setting("TMPDIR") ?? "/tmp")/almoner-XXXXXX.dsl".utf8CString)
    let descriptor = mkstemps(&path, 4)
    let name = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard descriptor >= 0 else {
      throw Diagnostic(.outputFailed, "can't write '\(name)': \(String(cString: strerror(errno)))")
    }
    defer { unlink(name) }
    let bytes = Array((text + "\n").utf8)
    let isWritten = write(descriptor, bytes, bytes.count) == bytes.count
    close(descriptor)
    guard isWritten else {
      throw Diagnostic(.outputFailed, "can't write '\(name)': \(String(cString: strerror(errno)))")
    }
    guard let program = ChildProgram("\(editor) \"$1\"", argument: name), program.wait() else { return nil }
    return TerminalText.cleaningPaste(try ScriptFile.read(name).text)
  }
}
