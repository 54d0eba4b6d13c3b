import Diagnostics
import Glibc

/// The files that a dataset may be made of: those on the disk, and over them folders that are in memory only, such as what was sealed.
/// Nothing else of `Loading` asks where a file is.
package final class RecordFiles {
  /// Bytes that are in memory, with 64 zeros behind them, for as long as `owner` lives.
  package struct InMemory {
    var bytes: UnsafeBufferPointer<UInt8>
    var owner: AnyObject
  }

  private var inMemory: [String: InMemory] = [:]
  private var folders: [String: [String]] = [:]
  /// All that was found, with their names relative to the dataset's folder.
  private(set) var found: [(path: String, name: String)] = []

  package init() {}

  /// Puts files, whose names are relative, into a folder at `path`, which hides what is there on the disk.
  package func mount(_ files: [(name: String, bytes: UnsafeRawBufferPointer)], at path: String, owner: AnyObject) {
    folders[path] = files.map(\.name)
    for file in files {
      inMemory[Self.joined(path, file.name)] = InMemory(
        bytes: file.bytes.assumingMemoryBound(to: UInt8.self), owner: owner)
    }
  }

  func isFolder(_ path: String) -> Bool {
    if folders[path] != nil { return true }
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  func exists(_ path: String) -> Bool { inMemory[path] != nil || access(path, F_OK) == 0 }

  /// The names of the files in a folder, hidden ones and those by which office programs lock others left out, in alphabetical order.
  func names(in folder: String) throws(Diagnostic) -> [String] {
    if let names = folders[folder] { return names.sorted() }
    guard let directory = opendir(folder) else {
      throw Diagnostic(.dataCannotBeRead, "\(folder) cannot be read: \(String(cString: strerror(errno)))")
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if !name.hasPrefix("."), !name.hasPrefix("~$"), !isFolder(Self.joined(folder, name)) { names.append(name) }
    }
    return names.sorted()
  }

  /// 0 where it cannot be known before reading.
  func size(of path: String) -> Int {
    if let file = inMemory[path] { return file.bytes.count }
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  func open(_ path: String, name: String) throws(Diagnostic) -> DataFile {
    if let file = inMemory[path] { return try DataFile.reading(file, name: name) }
    return try DataFile.open(path, name: name)
  }

  /// The path of a file that a descriptor in `folder` names; a sealed folder holds files of its own alone.
  func resolve(_ path: String, in folder: String) throws(Diagnostic) -> String {
    let resolved = try PackagePath.resolve(path, in: folder, onDisk: folders[folder] == nil)
    find(resolved, name: path)
    return resolved
  }

  func find(_ path: String, name: String) {
    if !found.contains(where: { $0.path == path }) { found.append((path, name)) }
  }

  static func joined(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }
}
