import Columns
import Diagnostics
import Execution
import Glibc

extension Session {
  /// How many rows hold a key that leads to no row.
  package func danglingCount(_ reference: Reference) throws(Diagnostic) -> Int {
    try executor(notes: NoteCollector()).dangling(reference).count
  }

  /// The Frictionless descriptor of the records, with what was inferred of them; to be asked of records that are read.
  package func descriptor() throws(Diagnostic) -> String {
    guard let reader else { throw Diagnostic(.noDataset, "no records are open") }
    return try reader.descriptor(of: dataset)
  }

  /// Whether a file to be written is one of the records that are open, or would be read as one: it has their ending, and lies in
  /// their folder.
  func isAmongRecords(_ path: String) -> Bool {
    guard reader != nil, [".json", ".ndjson", ".jsonl"].contains(where: path.hasSuffix),
      let records = Self.resolved(dataset.name)
    else { return false }
    // What is not there yet has no real path of its own; its folder has.
    let target = Self.resolved(path) ?? Self.resolved(Self.folder(of: path)).map { $0 + "/new" }
    guard let target else { return false }
    let folder =
      Self.isFolder(records) ? records : records.hasSuffix("/datapackage.json") ? Self.folder(of: records) : nil
    return folder.map { target.hasPrefix($0 == "/" ? $0 : $0 + "/") } ?? (target == records)
  }

  private static func resolved(_ path: String) -> String? {
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
