import Diagnostics
import Glibc

/// What there is at the path of a dataset. No rows are read.
struct DatasetLocation {
  private(set) var outlines: [CollectionOutline] = []
  private(set) var package: PackageDescriptor?
  private(set) var warnings: [Diagnostic] = []

  static let descriptorName = "datapackage.json"
  private static let endings = [".json", ".ndjson", ".jsonl"]

  init(_ path: String) throws(Diagnostic) {
    if path == "-" {
      try addFile(path, name: "standard input", collection: "stdin")
    } else if Self.isFolder(path) {
      let descriptor = Self.joined(path, Self.descriptorName)
      if access(descriptor, F_OK) == 0 {
        try addPackage(descriptor, folder: path)
      } else {
        try addFolder(path)
      }
    } else if Self.lastPart(path) == Self.descriptorName {
      let folder =
        path.utf8.count > Self.descriptorName.utf8.count ? String(path.dropLast(Self.descriptorName.count)) : "."
      try addPackage(path, folder: folder)
    } else {
      try addFile(path, name: Self.lastPart(path), collection: Self.stem(Self.lastPart(path)))
    }
  }

  // MARK: Files

  private mutating func addFile(_ path: String, name: String, collection: String) throws(Diagnostic) {
    if let other = [".csv", ".tsv", ".xlsx", ".gz"].first(where: { name.hasSuffix($0) }) {
      throw Diagnostic(
        .dataShape, "\(name): this version does not read \(other) files yet",
        help: ["save it as JSON, an array of records"])
    }
    let file = try DataFile.open(path, name: name)
    switch try FileShape(file) {
    case .records(let source): outlines = [CollectionOutline(name: collection, content: .records([source]))]
    case .collections(let collections, let leftOut):
      outlines = collections.map {
        CollectionOutline(name: $0.name, content: .records([$0.source]), member: $0.name)
      }
      guard !leftOut.isEmpty else { break }
      let names = leftOut.prefix(4).map { "'\($0)'" }.joined(separator: ", ") + (leftOut.count > 4 ? ", …" : "")
      warnings.append(Diagnostic(.dataWarning, "\(name): \(names) left out, as only lists of objects are collections"))
    }
  }

  private mutating func addFolder(_ path: String) throws(Diagnostic) {
    for name in try Self.files(in: path) {
      let collection = Self.stem(name)
      if let other = outlines.first(where: { $0.name == collection }) {
        throw Diagnostic(
          .dataShape, "the folder has two files for the collection '\(other.name)'", help: ["take one of them away"])
      }
      outlines.append(CollectionOutline(name: collection, content: .files([(Self.joined(path, name), name)])))
    }
    guard outlines.isEmpty else { return }
    throw Diagnostic(
      .dataCannotBeRead, "there is no data in \(path)",
      help: ["a dataset is a folder of .json or .ndjson files, or one such file"])
  }

  private static func files(in folder: String) throws(Diagnostic) -> [String] {
    guard let directory = opendir(folder) else {
      throw Diagnostic(.dataCannotBeRead, "\(folder) cannot be read: \(String(cString: strerror(errno)))")
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if !name.hasPrefix("."), endings.contains(where: name.hasSuffix), !isFolder(joined(folder, name)) {
        names.append(name)
      }
    }
    return names.sorted()
  }

  // MARK: Packages

  private mutating func addPackage(_ path: String, folder: String) throws(Diagnostic) {
    let file = try DataFile.open(path, name: Self.descriptorName)
    let package = try PackageDescriptor(file, folder: folder)
    for resource in package.resources where !resource.isDocument {
      let content: CollectionOutline.Content
      switch resource.content {
      case .inline(let range):
        if file.start[range.lowerBound] == UInt8(ascii: "\"") {
          throw Diagnostic(
            .dataDescriptor, "\(Self.descriptorName): the data of '\(resource.name)' is a text",
            help: ["put it into a file beside the descriptor, and name that as its path"])
        }
        let shape = try FileShape(file, range, property: resource.property)
        content = .records([try CollectionOutline.source(shape, "the data of '\(resource.name)'")])
      case .paths(let paths):
        var files: [(path: String, name: String)] = []
        for path in paths { files.append((try PackagePath.resolve(path, in: folder), path)) }
        content = .files(files)
      }
      outlines.append(CollectionOutline(name: resource.name, content: content, resource: resource))
    }
    self.package = package
  }

  // MARK: Paths

  static func joined(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  private static func lastPart(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  private static func stem(_ name: String) -> String {
    guard let ending = endings.first(where: name.hasSuffix), ending.count < name.count else { return name }
    return String(name.dropLast(ending.count))
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
