import Diagnostics
import Glibc
import Rendering

/// Writes the files of a sealed dataset into a new folder that its owner alone can enter. The folder appears whole or not at all.
package struct Unsealer: ~Copyable {
  private let temporary: String
  /// What was made, to be removed where not everything can be.
  private var made: [String] = []
  private var isDone = false

  private init(beside folder: String) throws(Diagnostic) {
    temporary = folder + ".unsealing-\(UInt32.random(in: 0...UInt32.max))"
  }

  deinit {
    guard !isDone else { return }
    for path in made.reversed() where unlink(path) != 0 { rmdir(path) }
  }

  /// Errors: E505 where there is something at `folder`, E404 for what the system refuses.
  package static func write(_ archive: SealedArchive, to folder: String) throws(Diagnostic) {
    let folder = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    guard access(folder, F_OK) != 0 else {
      throw Diagnostic(.fileExists, "'\(folder)' is already there", help: ["name a folder that is not there yet"])
    }
    var unsealer = try Unsealer(beside: folder)
    try unsealer.write(archive)
    guard rename(unsealer.temporary, folder) == 0 else { throw Self.failure(folder) }
    unsealer.isDone = true
  }

  private mutating func write(_ archive: SealedArchive) throws(Diagnostic) {
    try makeFolder(temporary)
    for file in archive.files {
      let parts = file.name.split(separator: "/", omittingEmptySubsequences: false)
      guard !parts.contains(where: { ["", ".", ".."].contains($0) }) else {
        throw Diagnostic(
          .sealedFileChanged, "the file '\(file.name)' in it leads out of the folder, and is not written")
      }
      for depth in 1..<max(parts.count, 1) {
        let path = temporary + "/" + parts[..<depth].joined(separator: "/")
        if !made.contains(path) { try makeFolder(path) }
      }
      let path = temporary + "/" + file.name
      var written = try AtomicFile(path: path, replacing: false, isPrivate: true)
      written.sink.buffer += file.bytes
      try written.commit()
      made.append(path)
    }
  }

  private mutating func makeFolder(_ path: String) throws(Diagnostic) {
    guard mkdir(path, 0o700) == 0 else { throw Self.failure(path) }
    made.append(path)
  }

  private static func failure(_ path: String) -> Diagnostic {
    Diagnostic(.outputFailed, "can't write '\(path)': \(String(cString: strerror(errno)))")
  }
}
