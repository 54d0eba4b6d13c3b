import Columns
import Diagnostics

/// Finds the collections of a dataset and reads those that are asked for.
package final class DatasetReader {
  private let paths: [String]
  let location: DatasetLocation
  private let options: LoadingOptions
  /// The relations of the collections that were read: each collection's own, then those of its lists of objects.
  private var loaded: [String: [RelationID]] = [:]
  /// What should be said about the data, in the order in which it was found; references that were left out are said each time.
  package var warnings: [Diagnostic] { location.warnings + collectionWarnings + referenceWarnings }
  private var collectionWarnings: [Diagnostic] = []
  private var referenceWarnings: [Diagnostic] = []
  /// Told how far reading is.
  package var progress: Progress?
  /// Whether something was read without some of its fields.
  package private(set) var leftFieldsOut = false

  /// Which fields of a collection are read.
  package enum Fields: Sendable {
    case all
    /// Those whose name is mentioned. Keys, what the descriptor declares, and nested objects and lists are read always, so that
    /// references, errors and warnings are those of the whole; only the fields themselves are missing.
    case named
  }

  /// Whether the datetimes read so far settled the dataset's zone.
  private var hasZone = false
  /// Whether the SHA-256 of each file is taken when it is read.
  package var hashesFiles = false
  private var hashes: [FileHash] = []
  /// The large files that columns may still point into.
  private var files: [DataFile] = []

  /// Finds what there is at each of the paths, which together are the dataset: a `datapackage.json` or a folder with one, a folder of
  /// files (a collection each), one file of JSON or of separated values (an object of arrays: a collection each; otherwise one
  /// collection by the file's name), or `-` for standard input. Reads descriptors, and of single files their outline, but no rows.
  package init(
    paths: [String], in files: RecordFiles = RecordFiles(), options: LoadingOptions = LoadingOptions()
  ) throws(Diagnostic) {
    self.paths = paths
    self.options = options
    location = try DatasetLocation(paths, in: files)
  }

  package convenience init(path: String, options: LoadingOptions = LoadingOptions()) throws(Diagnostic) {
    try self.init(paths: [path], options: options)
  }

  /// What to say where a file is no longer what was read, and results are not to be relied on.
  package var change: Diagnostic? { files.lazy.compactMap(\.change).first }

  /// In the order of the descriptor or file, or by name.
  package var collectionNames: [String] { location.outlines.map(\.name) }

  /// The files that the dataset is made of.
  package var filePaths: [String] { location.files.found.map(\.path) }

  /// A dataset without relations yet.
  package var emptyDataset: Dataset {
    let others = paths.count > 1 ? " and \(paths.count - 1) more" : ""
    var dataset = Dataset(name: (paths.first ?? "") + others, relations: [], references: [])
    dataset.collectionNames = collectionNames
    dataset.title = location.package?.title
    dataset.questions = location.package?.questions ?? []
    dataset.zoneMinutes = declaredZone ?? 0
    dataset.roles = location.package?.roles ?? []
    dataset.secret = location.package?.secret ?? ""
    return dataset
  }

  /// `almoner:timezone`.
  private var declaredZone: Int? { location.package?.zoneMinutes }

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
    announce(wanted)
    try withoutActuallyEscaping(shouldStop) { (shouldStop) throws(Diagnostic) in
      let stop = StopSignal(shouldStop)
      for outline in wanted {
        read.append((outline.name, try self.read(outline, fields == .named ? names : nil, .refused, stop)))
      }
    }
    append(read, to: &dataset)
    leftFieldsOut = leftFieldsOut || fields == .named && names != nil
    findReferences(&dataset)
  }

  private func append(_ read: [(name: String, contents: CollectionContents)], to dataset: inout Dataset) {
    for (name, contents) in read { append(contents, of: name, to: &dataset) }
    useStatedZone(read.flatMap(\.contents.relations), &dataset)
  }

  /// Where no zone is declared, and all datetimes that were read together state one, it is the dataset's from then on.
  private func useStatedZone(_ drafts: [RelationDraft], _ dataset: inout Dataset) {
    let zones = drafts.reduce(into: Set<Int?>()) { $0.formUnion($1.zones) }
    guard declaredZone == nil, !zones.isEmpty else { return }
    if zones.contains(nil) { dataset.assumesZone = true }
    guard !hasZone else { return }
    hasZone = true
    if zones.count == 1, let stated = zones.first, let zone = stated { dataset.zoneMinutes = zone }
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
      let wanted = location.outlines.filter { loaded[$0.name] == nil }
      announce(wanted)
      for outline in wanted {
        do throws(Diagnostic) { read.append((outline.name, try self.read(outline, nil, misfits, stop))) } catch {
          if error.code == .interrupted { throw error }
          failures.append(error)
        }
      }
    }
    append(read, to: &dataset)
    for (_, contents) in read { found += contents.misfits }
    if !read.isEmpty { findReferences(&dataset) }
    return (failures, found)
  }

  /// As if nothing had been read yet; to be called together with beginning a dataset anew.
  package func forget() {
    loaded = [:]
    (collectionWarnings, referenceWarnings, files, hashes) = ([], [], [], [])
    hasZone = false
    leftFieldsOut = false
  }

  private func announce(_ outlines: [CollectionOutline]) {
    if outlines.isEmpty { return }
    progress?.begin("reading")
    for outline in outlines { progress?.expect(outline.byteCount) }
  }

  /// With `names`, of the plain fields only these.
  private func read(
    _ outline: CollectionOutline, _ names: Set<String>?, _ misfits: Misfits, _ stop: StopSignal
  ) throws(Diagnostic) -> CollectionContents {
    progress?.rename("reading \(outline.name)")
    let zone = declaredZone ?? 0
    var rules = outline.resource?.rules(zoneMinutes: zone) ?? FieldRules(zoneMinutes: zone)
    rules.assumesZone = declaredZone == nil
    rules.names = names?.union(keys(of: outline.name))
    switch misfits {
    case .refused: break
    case .collected: rules.collectsMisfits = true
    }
    let sources = try outline.sources()
    rules.valuesAreCells = try Self.areCells(sources, of: outline.name)
    var reader = RecordReader(
      name: outline.name, sources: sources, rules: rules, options: options, stop: stop, progress: progress)
    var contents: CollectionContents
    do throws(Diagnostic) { contents = try reader.read() } catch {
      throw sources.lazy.compactMap(\.file.change).first ?? error
    }
    if hashesFiles { hash(sources, of: outline) }
    contents.files = sources.map(\.file).filter(\.isMapped)
    if let change = contents.files.lazy.compactMap(\.change).first { throw change }
    for source in sources { contents.relations[0].tag(source.tags) }
    if let lifted = sources.lazy.compactMap(\.lifted).first { contents.relations.lift(lifted) }
    contents.relations.useDots(except: Set(outline.resource?.fields.map(\.name) ?? []))
    if let resource = outline.resource {
      let odd = contents.relations[0].arrange(
        by: resource, lists: contents.relations.dropFirst(), areCells: rules.valuesAreCells, zoneMinutes: zone)
      contents.warnings += odd.map { Diagnostic(.dataWarning, "\(outline.name): \($0)") }
      if let package = location.package, !package.roles.isEmpty {
        resource.label(&contents.relations, personKeys: package.personKeys(of: resource))
      }
    }
    contents.warnings = sources.flatMap(\.warnings) + contents.warnings
    return contents
  }

  /// A file that was read, as messages name it, with the SHA-256 of its bytes; of a compressed one, of what it holds.
  package struct FileHash: Sendable {
    package var name: String
    package var sha256: String

    init(_ file: DataFile) { (name, sha256) = (file.name, SHA256.hex(of: file.bytes)) }
  }

  /// The descriptors and the files that were read, where they are hashed.
  package var fileHashes: [FileHash] { hashesFiles ? location.packageFiles.map(FileHash.init) + hashes : [] }

  private func hash(_ sources: [RecordSource], of outline: CollectionOutline) {
    for file in sources.map(\.file) {
      // A file of several collections is read for each of them.
      if case .records = outline.content, hashes.contains(where: { $0.name == file.name }) { continue }
      hashes.append(FileHash(file))
    }
  }

  private static func areCells(_ sources: [RecordSource], of collection: String) throws(Diagnostic) -> Bool {
    let areCells = sources.contains(where: \.isDelimited)
    guard !areCells || sources.allSatisfy(\.isDelimited) else {
      throw Diagnostic(
        .dataDescriptor, "the files of '\(collection)' are not of one kind: some are JSON, some separated values",
        help: ["name them in resources of their own, and put them together with union"])
    }
    return areCells
  }

  private func append(_ contents: CollectionContents, of collection: String, to dataset: inout Dataset) {
    let base = dataset.relations.count
    let resource = location.package?.resources.first { $0.name == collection }
    collectionWarnings += contents.warnings
    files += contents.files
    for draft in contents.relations {
      var schema = RelationSchema(name: draft.name, fields: draft.fields)
      if let parent = draft.parent {
        schema.parent = RelationSchema.Parent(relation: RelationID(base + parent.draft), path: parent.path)
      } else {
        let keys = DeclaredKeys(schema, resource)
        (schema.primaryKey, schema.isKeyDeclared, schema.uniqueKeys) =
          (keys.primaryKey, keys.isDeclared, keys.uniqueKeys)
        collectionWarnings += keys.warnings
        schema.subject = (resource?.subjectKey ?? []).compactMap { schema.index(ofField: $0) }
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
        keys.formUnion(
          resource.primaryKey + resource.uniqueKeys.joined() + resource.fields.map(\.name) + resource.subjectKey)
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
