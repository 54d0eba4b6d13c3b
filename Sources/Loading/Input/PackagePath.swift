import Diagnostics
import Glibc

/// Paths in a descriptor lead to files of the package and nowhere else (Data Package v2, "Path").
enum PackagePath {
  static func resolve(_ path: String, in folder: String, onDisk: Bool) throws(Diagnostic) -> String {
    if path.contains("://") {
      throw refused(path, "is an address on the network", "download the file into the package's folder")
    }
    if path.hasPrefix("/") || path.hasPrefix("~") {
      throw refused(path, "is absolute", "write it relative to the descriptor")
    }
    if path.isEmpty || path.utf8.contains(0) || path.split(separator: "/").contains("..") {
      throw refused(path, "leads out of the package", "write a path below the descriptor's folder")
    }
    let full = RecordFiles.joined(folder, path)
    guard onDisk else { return full }
    // Where it does not exist, opening it says so.
    guard let real = realPath(full), let root = realPath(folder) else { return full }
    guard real.hasPrefix(root == "/" ? root : root + "/") else {
      throw refused(path, "is a link that leads out of the package", "copy the file into the package's folder")
    }
    return full
  }

  private static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func refused(_ path: String, _ what: String, _ help: String) -> Diagnostic {
    Diagnostic(.dataPathRefused, "the descriptor's path '\(path)' \(what), and is not opened", help: [help])
  }
}
