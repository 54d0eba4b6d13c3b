import Loading
import Rendering
import Syntax

extension Session {
  /// What a report says of a script that was checked, and of the records that were read for it.
  func origin(of checked: CheckedScript) -> ScriptOrigin {
    var uses: [Use] = []
    for case .use(let use) in checked.script.statements.map(\.kind) { uses.append(use) }
    let source = checked.source
    return ScriptOrigin(
      script: source.name, text: source.name == "<command>" ? source.text : nil,
      scriptSHA256: SHA256.hex(of: source.utf8), dataset: reader == nil ? nil : dataset.name,
      datasetTitle: dataset.title,
      // They are of what the role may not see, too.
      files: (seesEverything ? reader?.fileHashes ?? [] : []).map {
        ScriptOrigin.RecordFile(name: $0.name, sha256: $0.sha256)
      },
      today: today,
      role: role?.name ?? uses.compactMap(\.role?.text).last.map { "\($0) (the records bear no labels)" },
      purpose: purpose)
  }
}
