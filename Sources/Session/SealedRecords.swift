import Diagnostics
import Loading
import Safeguarding

/// Sealed datasets, which open wherever another does.
enum SealedRecords {
  /// What the paths lead to: `opened` are the paths to open in `files`, where a sealed dataset is a folder in memory, or the one file that
  /// was sealed.
  static func open(
    _ paths: [String], options: Session.Options
  ) throws(Diagnostic) -> (opened: [String], files: RecordFiles) {
    let files = RecordFiles()
    var opened: [String] = []
    for path in paths {
      guard path != "-", SealedArchive.isSealed(path) else {
        opened.append(path)
        continue
      }
      let archive = try SealedArchive(
        path: path, name: path, passphrase: try options.passphrase("Passphrase of \(path): "), threads: options.threads)
      files.mount(archive.files, at: path, owner: archive)
      opened.append(archive.files.count == 1 ? "\(path)/\(archive.files[0].name)" : path)
    }
    return (opened, files)
  }
}
