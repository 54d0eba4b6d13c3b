import Glibc

/// Files of this program's own.
package enum OwnFile {
  /// In the folder that a variable of the XDG Base Directory Specification names, or in its usual place; nil for a user without a home.
  package static func path(_ name: String, in variable: String, else usual: String) -> String? {
    if let folder = getenv(variable).map({ String(cString: $0) }), folder.hasPrefix("/") {
      return "\(folder)/almoner/\(name)"
    }
    guard let home = getenv("HOME").map({ String(cString: $0) }), !home.isEmpty else { return nil }
    return "\(home)/\(usual)/almoner/\(name)"
  }

  /// Makes the folders that a path leads through, for the user alone. What cannot be made, writing the file says.
  package static func makeFolders(of path: String) {
    for place in path.utf8.indices.dropFirst() where path.utf8[place] == UInt8(ascii: "/") {
      mkdir(String(path[..<place]), 0o700)
    }
  }
}
