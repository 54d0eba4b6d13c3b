import Diagnostics
import Glibc

/// What there is at the paths of a dataset. No rows are read.
struct DatasetLocation {
  private(set) var outlines: [CollectionOutline] = []
  private(set) var package: PackageDescriptor?
  private(set) var packageFiles: [DataFile] = []
  private(set) var warnings: [Diagnostic] = []

  static let descriptorName = "datapackage.json"

  init(_ paths: [String]) throws(Diagnostic) {
    for path in paths { try add(path) }
  }

  private mutating func add(_ path: String) throws(Diagnostic) {
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
      let name = Self.lastPart(path)
      try addFile(path, name: name, collection: FileEnding.stem(name) ?? name)
    }
  }

  private mutating func append(_ outline: CollectionOutline, from place: String) throws(Diagnostic) {
    guard !outlines.contains(where: { $0.name == outline.name }) else {
      throw Diagnostic(
        .dataShape, "\(place) has a second collection '\(outline.name)'",
        help: ["give one of the two files another name, or open it by itself"])
    }
    outlines.append(outline)
  }

  // MARK: Files

  private mutating func addFile(_ path: String, name: String, collection: String) throws(Diagnostic) {
    if name.hasSuffix(".dsl") {
      throw Diagnostic(
        .dataShape, "\(name) is a script, not records",
        help: ["to run it: almoner run \(path), or .run \(path) at the prompt"])
    }
    let file = try DataFile.open(path, name: name)
    switch try FileShape(file) {
    case .records(let source):
      try append(CollectionOutline(name: collection, content: .records([source])), from: name)
    case .collections(let collections, let leftOut):
      for found in collections {
        let content = CollectionOutline.Content.records([found.source])
        try append(CollectionOutline(name: found.name, content: content, member: found.name), from: name)
      }
      guard !leftOut.isEmpty else { break }
      let names = leftOut.prefix(4).map { "'\($0)'" }.joined(separator: ", ") + (leftOut.count > 4 ? ", …" : "")
      warnings.append(Diagnostic(.dataWarning, "\(name): \(names) left out, as only lists of objects are collections"))
    }
  }

  private mutating func addFolder(_ path: String) throws(Diagnostic) {
    let names = try Self.files(in: path)
    for name in names {
      let collection = FileEnding.stem(name) ?? name
      try append(CollectionOutline(name: collection, content: .files([(Self.joined(path, name), name)])), from: path)
    }
    guard names.isEmpty else { return }
    throw Diagnostic(
      .dataCannotBeRead, "there is no data in \(path)",
      help: ["a dataset is a folder of .json, .ndjson or .csv files, or one such file"])
  }

  private static func files(in folder: String) throws(Diagnostic) -> [String] {
    guard let directory = opendir(folder) else {
      throw Diagnostic(.dataCannotBeRead, "\(folder) cannot be read: \(String(cString: strerror(errno)))")
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if !name.hasPrefix("."), FileEnding.stem(name) != nil, !isFolder(joined(folder, name)) {
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
        let shape = try FileShape(file, range, property: resource.dialect.property)
        content = .records([try CollectionOutline.source(shape, "the data of '\(resource.name)'")])
      case .paths(let paths):
        var files: [(path: String, name: String)] = []
        for path in paths { files.append((try PackagePath.resolve(path, in: folder), path)) }
        content = .files(files)
      }
      try append(CollectionOutline(name: resource.name, content: content, resource: resource), from: path)
    }
    packageFiles.append(file)
    if self.package == nil {
      self.package = package
    } else {
      self.package?.resources += package.resources
    }
  }

  // MARK: Paths

  static func joined(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  private static func lastPart(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
