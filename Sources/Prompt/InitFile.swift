import Diagnostics
import Glibc
import Loading
import Session
import Syntax

/// `init.dsl`: dot-commands, which are given when the prompt begins, and statements, which are run on the records that are opened.
struct InitFile {
  let parts: [EntryPart]

  /// Nil where the user has none.
  static func find() throws(Diagnostic) -> InitFile? {
    guard let path = OwnFile.path("init.dsl", in: "XDG_CONFIG_HOME", else: ".config"), access(path, F_OK) == 0 else {
      return nil
    }
    let parts = EntryPart.parts(of: try ScriptFile.read(path).text, named: path)
    return InitFile(parts: parts.flatMap(Self.singly))
  }

  /// Each statement by itself, so that one which fails keeps no other from its work.
  private static func singly(_ part: EntryPart) -> [EntryPart] {
    guard case .statements(let source) = part else { return [part] }
    let statements = Parser.parse(source).script.statements
    guard statements.count > 1 else { return [part] }
    return statements.map { statement in
      let bytes = source.text.utf8.enumerated().map { index, byte in
        (statement.span.start..<statement.span.end).contains(index) || byte == UInt8(ascii: "\n")
          ? byte : UInt8(ascii: " ")
      }
      return .statements(SourceText(name: source.name, text: String(decoding: bytes, as: UTF8.self)))
    }
  }
}
