import Glibc

/// The way from one folder to a file or folder elsewhere.
enum RelativePath {
  /// Both as the working directory sees them. As it was written where either is not there.
  static func text(to target: String, from folder: String) -> String {
    guard !target.hasPrefix("/"), let to = resolved(target), let from = resolved(folder.isEmpty ? "." : folder) else {
      return target
    }
    let shared = zip(to, from).prefix { $0 == $1 }.count
    let parts = Array(repeating: "..", count: from.count - shared) + to[shared...]
    return parts.isEmpty ? "." : parts.joined(separator: "/")
  }

  /// The parts of a path without links.
  private static func resolved(_ path: String) -> [String]? {
    guard let whole = realpath(path, nil) else { return nil }
    defer { free(whole) }
    return String(cString: whole).split(separator: "/").map(String.init)
  }
}
