import Diagnostics
import Glibc
import Loading
import Rendering
import Safeguarding
import Session

/// `almoner seal` and `almoner unseal`.
package enum SealingCommand {
  package typealias Question = (_ question: String, _ twice: Bool) throws(Diagnostic) -> Passphrase

  /// Encrypts the files that a dataset is made of into one. They must open as records, so that nothing is sealed that cannot be used.
  package static func seal(
    _ dataset: String, into path: String, ask: Question, presenter: Presenter,
    isInterrupted: @escaping @Sendable () -> Bool
  ) throws(Diagnostic) {
    if SealedArchive.isSealed(dataset) { throw Diagnostic(.usage, "\(dataset) is sealed already") }
    if dataset == "-" { throw Diagnostic(.usage, "name the file or folder that is to be sealed") }
    let files = try DatasetReader(path: dataset).openFiles()
    guard access(path, F_OK) != 0 else {
      throw Diagnostic(.fileExists, "'\(path)' is already there", help: ["name another, or take it away first"])
    }
    let passphrase = try ask("Passphrase for \(path): ", true)
    var writer = try SealedWriter(path: path, replacing: false, passphrase: passphrase, isInterrupted: isInterrupted)
    let table = SealedArchive.table(of: files.map { SealedArchive.File(name: $0.name, size: $0.bytes.count) })
    try writer.append(table)
    for file in files {
      try writer.append(file.bytes)
      try writer.append([UInt8](repeating: 0, count: SealedArchive.padding))
      if let change = file.change { throw change }
    }
    try writer.commit()
    let size = files.reduce(0) { $0 + $1.bytes.count }
    try presenter.write(
      """
      sealed \(files.count == 1 ? "1 file" : "\(files.count) files") (\(size) bytes) of \(dataset) into \(path)
      The files themselves are still there. Without the passphrase nobody opens what is sealed, you neither.

      """)
  }

  /// Writes the files of a sealed dataset into a new folder.
  package static func unseal(
    _ path: String, into folder: String, ask: Question, presenter: Presenter
  ) throws(Diagnostic) {
    guard SealedArchive.isSealed(path) else {
      throw Diagnostic(.dataShape, "\(path) is not a sealed dataset", help: ["almoner seal makes one"])
    }
    let archive = try SealedArchive(
      path: path, name: path, passphrase: try ask("Passphrase of \(path): ", false), threads: 2)
    try Unsealer.write(archive, to: folder)
    let count = archive.files.count
    try presenter.write("wrote \(count == 1 ? "1 file" : "\(count) files") into \(folder), readable to you alone\n")
  }
}
