import Diagnostics
import Glibc

/// The names of files that may go on a path that is being typed.
enum FileNames {
  static let data = [".json", ".ndjson", ".jsonl", ".geojson", ".csv", ".tsv", ".tab", ".gz", ".dsl"]
  static let scripts = [".dsl"]
  static let results = [".csv", ".tsv", ".json", ".ndjson", ".md", ".txt"]

  private static let limit = 1000

  /// With the home folder in the place of a leading `~`.
  static func expanded(_ path: String) -> String {
    guard path == "~" || path.hasPrefix("~/"), let home = getenv("HOME") else { return path }
    return String(cString: home) + path.dropFirst()
  }

  /// What is typed after the last slash.
  static func name(in path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return path }
    return String(path[path.index(after: slash)...])
  }

  /// Folders, and files of these endings (nil: of all). Hidden ones where the name begins with a dot.
  static func candidates(for path: String, endings: [String]?) -> [LineEditor.Candidate] {
    let name = name(in: path)
    let folder = expanded(String(path.dropLast(name.count)))
    var found: [LineEditor.Candidate] = []
    let isHidden = name.hasPrefix(".")
    for entry in entries(
      of: folder.isEmpty ? "." : folder, where: { $0.hasPrefix(name) && $0.hasPrefix(".") == isHidden })
    {
      if isFolder(folder + entry) {
        found.append(LineEditor.Candidate(insertion: entry + "/", display: entry + "/", explanation: "folder"))
      } else if endings.map({ $0.contains { entry.hasSuffix($0) } }) ?? true {
        found.append(LineEditor.Candidate(insertion: entry, display: entry, explanation: ""))
      }
    }
    return found
  }

  /// What is there instead of a path that is not: nearly of its name, in the same folder.
  static func nearest(to path: String) -> String? {
    let trimmed = path.hasSuffix("/") ? String(path.dropLast()) : path
    let name = name(in: trimmed)
    let folder = String(trimmed.dropLast(name.count))
    guard access(expanded(path), F_OK) != 0 else { return nil }
    let names = entries(of: folder.isEmpty ? "." : expanded(folder)) { !$0.hasPrefix(".") }
    return Suggestions.nearest(to: name, among: names, limit: 1).first.map { folder + $0 }
  }

  private static func entries(of folder: String, where isWanted: (String) -> Bool) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while names.count < limit, let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != "..", isWanted(name) { names.append(name) }
    }
    return names.sorted()
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}

extension Diagnostic {
  /// For a path that is not there: with one of nearly that name.
  package func mended(_ path: String) -> Diagnostic {
    guard [.dataCannotBeRead, .fileCannotBeRead].contains(code), span == nil, let nearest = FileNames.nearest(to: path)
    else { return self }
    var result = self
    result.help = ["did you mean \(nearest)?"]
    return result
  }
}
