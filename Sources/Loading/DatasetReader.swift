import Columns
import Diagnostics

/// Finds the collections of a dataset and reads those that are asked for.
package final class DatasetReader {
  private let path: String
  let location: DatasetLocation
  private let options: LoadingOptions
  /// The relations of the collections that were read: each collection's own, then those of its lists of objects.
  private var loaded: [String: [RelationID]] = [:]
  /// What should be said about the data, in the order in which it was found; references that were left out are said each time.
  package var warnings: [Diagnostic] { location.warnings + collectionWarnings + referenceWarnings }
  private var collectionWarnings: [Diagnostic] = []
  private var referenceWarnings: [Diagnostic] = []
  /// Whether something was read without some of its fields.
  package private(set) var leftFieldsOut = false

  /// Which fields of a collection are read.
  package enum Fields: Sendable {
    case all
    /// Those whose name is mentioned. Keys, what the descriptor declares, and nested objects and lists are read always, so that
    /// references, errors and warnings are those of the whole; only the fields themselves are missing.
    case named
  }

  /// Finds what there is at `path`: a `datapackage.json` or a folder with one, a folder of `.json`, `.ndjson` or `.jsonl` files (a
  /// collection each), one such file (an object of arrays: a collection each; otherwise one collection by the file's name), or `-`
  /// for standard input. Reads descriptors, and of a single file its outline, but no rows.
  package init(path: String, options: LoadingOptions = LoadingOptions()) throws(Diagnostic) {
    self.path = path
    self.options = options
    location = try DatasetLocation(path)
  }

  /// In the order of the descriptor or file, or by name.
  package var collectionNames: [String] { location.outlines.map(\.name) }

  /// A dataset without relations yet.
  package var emptyDataset: Dataset {
    var dataset = Dataset(name: path, relations: [], references: [])
    dataset.title = location.package?.title
    dataset.zoneMinutes = location.package?.zoneMinutes ?? 0
    return dataset
  }

  /// Reads the collections to which `names`, all that a script mentions, can lead and that are not read yet: named themselves, by a
  /// reference to them, or by an inverse; nil reads all. Relations are appended, so that numbers stay good, and the references
  /// between all that is read are found anew. After an error nothing is changed.
  package func load(
    mentionedIn names: Set<String>?, fields: Fields = .all, into dataset: inout Dataset,
    shouldStop: () -> Bool = { false }
  ) throws(Diagnostic) {
    let wanted = location.outlines.filter { outline in
      loaded[outline.name] == nil && names.map { mentions(outline.name, $0) } ?? true
    }
    guard !wanted.isEmpty else { return }
    var read: [(name: String, contents: CollectionContents)] = []
    try withoutActuallyEscaping(shouldStop) { (shouldStop) throws(Diagnostic) in
      let stop = StopSignal(shouldStop)
      for (outline, result) in zip(wanted, self.read(wanted, fields == .named ? names : nil, .refused, stop)) {
        read.append((outline.name, try result.get()))
      }
    }
    for (name, contents) in read { append(contents, of: name, to: &dataset) }
    leftFieldsOut = leftFieldsOut || fields == .named && names != nil
    findReferences(&dataset)
  }

  /// What is done with values that are not of the type which the descriptor declares.
  package enum Misfits: Sendable {
    /// The collection cannot be read.
    case refused
    /// They are taken for missing, and noted.
    case collected
  }

  /// Reads all collections that can be read and are not read yet, so that one which cannot hides no other. Gives what is wrong with the
  /// others, and the misfits where they are collected; throws an interruption alone.
  package func loadAll(
    _ misfits: Misfits = .refused, into dataset: inout Dataset, shouldStop: () -> Bool = { false }
  ) throws(Diagnostic) -> (failures: [Diagnostic], misfits: [RecordMisfit]) {
    var (failures, found): ([Diagnostic], [RecordMisfit]) = ([], [])
    var read: [(name: String, contents: CollectionContents)] = []
    try withoutActuallyEscaping(shouldStop) { (shouldStop) throws(Diagnostic) in
      let stop = StopSignal(shouldStop)
      let unread = location.outlines.filter { loaded[$0.name] == nil }
      for (outline, result) in zip(unread, self.read(unread, nil, misfits, stop)) {
        do throws(Diagnostic) { read.append((outline.name, try result.get())) } catch {
          if error.code == .interrupted { throw error }
          failures.append(error)
        }
      }
    }
    for (name, contents) in read {
      append(contents, of: name, to: &dataset)
      found += contents.misfits
    }
    if !read.isEmpty { findReferences(&dataset) }
    return (failures, found)
  }

  /// As if nothing had been read yet; to be called together with beginning a dataset anew.
  package func forget() {
    loaded = [:]
    (collectionWarnings, referenceWarnings) = ([], [])
    leftFieldsOut = false
  }

  /// With `names`, of the plain fields only these. What is wrong with a collection's files is its result.
  private func read(
    _ outlines: [CollectionOutline], _ names: Set<String>?, _ misfits: Misfits, _ stop: StopSignal
  ) -> [Result<CollectionContents, Diagnostic>] {
    let readers = outlines.map { outline in
      Result { () throws(Diagnostic) in try reader(outline, names, misfits, stop) }
    }
    var contents = RecordReader.read(readers.compactMap { try? $0.get() }, options)[...]
    return zip(outlines, readers).map { outline, reader in
      reader.flatMap { _ in contents.removeFirst().map { arranged($0, outline) } }
    }
  }

  private func reader(
    _ outline: CollectionOutline, _ names: Set<String>?, _ misfits: Misfits, _ stop: StopSignal
  ) throws(Diagnostic) -> RecordReader {
    let zone = location.package?.zoneMinutes ?? 0
    var rules = outline.resource?.rules(zoneMinutes: zone) ?? FieldRules(zoneMinutes: zone)
    rules.names = names?.union(keys(of: outline.name))
    switch misfits {
    case .refused: break
    case .collected: rules.collectsMisfits = true
    }
    return RecordReader(
      name: outline.name, sources: try outline.sources(), rules: rules, options: options, stop: stop)
  }

  /// As the descriptor says.
  private func arranged(_ contents: CollectionContents, _ outline: CollectionOutline) -> CollectionContents {
    guard let resource = outline.resource else { return contents }
    var contents = contents
    let odd = contents.relations[0].arrange(
      by: resource, lists: contents.relations.dropFirst(), zoneMinutes: location.package?.zoneMinutes ?? 0)
    contents.warnings += odd.map { Diagnostic(.dataWarning, "\(outline.name): \($0)") }
    return contents
  }

  private func append(_ contents: CollectionContents, of collection: String, to dataset: inout Dataset) {
    let base = dataset.relations.count
    let resource = location.package?.resources.first { $0.name == collection }
    collectionWarnings += contents.warnings
    for draft in contents.relations {
      var schema = RelationSchema(name: draft.name, fields: draft.fields)
      if let parent = draft.parent {
        schema.parent = RelationSchema.Parent(relation: RelationID(base + parent.draft), path: parent.path)
      } else {
        let keys = DeclaredKeys(schema, resource)
        (schema.primaryKey, schema.isKeyDeclared, schema.uniqueKeys) =
          (keys.primaryKey, keys.isDeclared, keys.uniqueKeys)
        collectionWarnings += keys.warnings
      }
      dataset.relations.append(
        Relation(schema: schema, count: draft.count, columns: draft.columns, parentOffsets: draft.parent?.offsets))
    }
    loaded[collection] = (0..<contents.relations.count).map { RelationID(base + $0) }
  }

  /// The fields that the descriptor speaks of.
  private func keys(of collection: String) -> Set<String> {
    var keys: Set<String> = []
    for resource in location.package?.resources ?? [] {
      if resource.name == collection {
        keys.formUnion(resource.primaryKey + resource.uniqueKeys.joined() + resource.fields.map(\.name))
      }
      for key in resource.foreignKeys {
        if resource.name == collection { keys.formUnion(key.fields) }
        if key.resource == collection { keys.formUnion(key.referenced) }
      }
    }
    return keys
  }

  private func findReferences(_ dataset: inout Dataset) {
    let relations = location.outlines.flatMap { outline in
      (loaded[outline.name] ?? []).map { (name: dataset[$0].schema.name, id: $0) }
    }
    var finder = ReferenceFinder(relations: relations, resources: location.package?.resources ?? [])
    finder.find(in: &dataset)
    dataset.references = finder.references
    referenceWarnings = finder.warnings
  }

  // MARK: What names lead to

  private func mentions(_ collection: String, _ names: Set<String>) -> Bool {
    if names.contains(collection) { return true }
    // An inverse such as `transfers_from_school`.
    if names.contains(where: { $0.hasPrefix(collection + "_") }) { return true }
    let resources = location.package?.resources ?? []
    let keys = resources.flatMap { resource in resource.foreignKeys.map { (from: resource.name, key: $0) } }
    if keys.isEmpty {
      return names.contains { ReferenceNames.collections(of: $0).contains(collection) }
    }
    return keys.contains { from, key in
      (key.resource == collection && names.contains(key.name))
        || (from == collection && key.inverse.map(names.contains) ?? false)
    }
  }
}
