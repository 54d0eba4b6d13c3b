import Columns
import Diagnostics
import Execution
import Glibc
import Loading

extension Session {
  /// How many rows hold a key that leads to no row; of a key that the role may not see none are told.
  package func danglingCount(_ reference: Reference) throws(Diagnostic) -> Int {
    guard reference.fields.allSatisfy({ mayTell(reference.from, field: $0) }) else { return 0 }
    return try executor(notes: NoteCollector()).dangling(reference).count
  }

  /// The Frictionless descriptor of the records, with what was inferred of them; to be asked of records that are read.
  package func descriptor() throws(Diagnostic) -> String {
    guard let reader else { throw Diagnostic(.noDataset, "no records are open") }
    if let role, role.show < .severe {
      throw Diagnostic(
        .labelShown, "a descriptor may hold records, and what their pseudonyms are made with (rule 1)",
        help: [
          "roles that may see it: " + dataset.roles.filter { $0.show == .severe }.map(\.name).joined(separator: ", ")
        ])
    }
    try audit(everythingFor: "schema --json")
    return try reader.descriptor(of: dataset)
  }

  /// Whether a file to be written is one of the records that are open, or would be read as one: it has their ending, and lies in
  /// their folder.
  package func isAmongRecords(_ path: String) -> Bool { paths.contains { isAmong($0, path) } }

  private func isAmong(_ records: String, _ path: String) -> Bool {
    guard FileEnding.isOfRecords(path), let records = Self.resolved(records) else { return false }
    if let target = Self.resolved(path), reader?.filePaths.contains(where: { Self.resolved($0) == target }) ?? false {
      return true
    }
    // What is not there yet has no real path of its own; its folder has.
    let target = Self.resolved(path) ?? Self.resolved(Self.folder(of: path)).map { $0 + "/new" }
    guard let target else { return false }
    let isPackage = records.hasSuffix("/datapackage.json")
    let folder = Self.isFolder(records) ? records : isPackage ? Self.folder(of: records) : nil
    guard let folder else { return target == records }
    // Beside a descriptor, which names its files, tables of results do no harm.
    let isTable = [".csv", ".tsv", ".tab"].contains(where: path.hasSuffix)
    if isTable, isPackage || access(folder + "/datapackage.json", F_OK) == 0 { return false }
    return target.hasPrefix(folder == "/" ? folder : folder + "/")
  }

  /// Of whatever spelling, the one path without links and dots; nil for what is not there.
  static func resolved(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
