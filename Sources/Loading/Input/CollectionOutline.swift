import Columns
import Diagnostics
import Glibc

/// A collection that was found and not yet read.
struct CollectionOutline {
  enum Content {
    /// Files as they are opened, which together are the collection.
    case files([(path: String, name: String)], in: RecordFiles)
    case records([RecordSource])
  }

  let name: String
  let content: Content
  /// What the descriptor says.
  var resource: ResourceDescriptor?
  /// The member of its file's object that holds the records, where it is one of several.
  var member: String?

  /// What there is to read; 0 for what cannot be known before.
  var byteCount: Int {
    switch content {
    case .records(let sources): return sources.reduce(0) { $0 + ($1.end - $1.start) }
    case .files(let files, let store):
      return files.reduce(0) { $0 + store.size(of: $1.path) }
    }
  }

  /// Opens the files.
  func sources() throws(Diagnostic) -> [RecordSource] {
    switch content {
    case .records(let sources): return sources
    case .files(let files, let store):
      var sources: [RecordSource] = []
      for file in files {
        let opened = try store.open(file.path, name: file.name)
        sources.append(try Self.source(try FileShape(opened, dialect: resource?.dialect ?? Dialect()), opened.name))
      }
      return sources
    }
  }

  /// The records of a file that is one collection: itself, or the only list of records in it.
  static func source(_ shape: FileShape, _ name: String) throws(Diagnostic) -> RecordSource {
    switch shape {
    case .records(let source): return source
    case .collections(let collections, _):
      guard let only = collections.first, collections.count == 1 else {
        throw Diagnostic(
          .dataShape, "\(name) holds several lists of records: " + collections.map(\.name).joined(separator: ", "),
          help: ["open it by itself for a collection each", "or name one in the descriptor, with dialect.property"])
      }
      return only.source
    }
  }
}
