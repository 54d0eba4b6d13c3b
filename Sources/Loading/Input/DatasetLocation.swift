import Diagnostics
import Glibc

/// What there is at the paths of a dataset. No rows are read.
struct DatasetLocation {
  let files: RecordFiles
  private(set) var outlines: [CollectionOutline] = []
  private(set) var package: PackageDescriptor?
  private(set) var packageFiles: [DataFile] = []
  private(set) var warnings: [Diagnostic] = []

  static let descriptorName = "datapackage.json"

  init(_ paths: [String], in files: RecordFiles) throws(Diagnostic) {
    self.files = files
    for path in paths { try add(path) }
  }

  private mutating func add(_ path: String) throws(Diagnostic) {
    if path.contains("://"), !files.exists(path) {
      throw Diagnostic(
        .dataPathRefused, "'\(path)' is an address on the network, and only files are opened",
        help: ["download the file first"])
    }
    if path == "-" {
      try addFile(path, name: "standard input", collection: "stdin")
    } else if files.isFolder(path) {
      let descriptor = RecordFiles.joined(path, Self.descriptorName)
      if files.exists(descriptor) {
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
      try addFile(path, name: name, collection: FileEnding.stemOfAny(name))
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
    let file = try files.open(path, name: name)
    files.find(path, name: name)
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
    let names = try files.names(in: path).filter { FileEnding.stem($0) != nil }
    for name in names {
      let file = (path: RecordFiles.joined(path, name), name: name)
      files.find(file.path, name: name)
      let outline = CollectionOutline(name: FileEnding.stem(name) ?? name, content: .files([file], in: files))
      try append(outline, from: path)
    }
    guard names.isEmpty else { return }
    throw Diagnostic(
      .dataCannotBeRead, "there is no data in \(path)",
      help: ["a dataset is a folder of .json, .ndjson or .csv files, or one such file"])
  }

  // MARK: Packages

  private mutating func addPackage(_ path: String, folder: String) throws(Diagnostic) {
    let file = try files.open(path, name: Self.descriptorName)
    let package = try PackageDescriptor(file, folder: folder, files: files)
    files.find(path, name: Self.descriptorName)
    for resource in package.resources {
      if resource.isDocument {
        for document in resource.paths { _ = try files.resolve(document, in: folder) }
        continue
      }
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
        var named: [(path: String, name: String)] = []
        for path in paths { named.append((try files.resolve(path, in: folder), path)) }
        content = .files(named, in: files)
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

  private static func lastPart(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }
}
