import Columns
import Diagnostics

/// A relation before it has a number.
struct RelationDraft {
  var name: String
  var fields: [FieldSchema] = []
  var columns: [Column] = []
  var count: Int
  /// For the elements of a list of objects: whose they are, by position among the collection's drafts, and the list's path there.
  var parent: (draft: Int, path: String, offsets: Vector<Int32>)?
  /// The offsets from UTC that its datetimes state, in minutes; nil among them where one states none.
  var zones: Set<Int?> = []

  /// Gives HXL's tags to the fields of these names.
  mutating func tag(_ tags: [String: String]) {
    guard !tags.isEmpty else { return }
    for index in fields.indices { fields[index].tag = tags[fields[index].name] ?? fields[index].tag }
  }
}

/// Makes relations of the fields that were read: nested objects become dotted fields, lists of objects relations of their own.
struct RelationBuilder {
  let collection: String
  let arena: Arena
  let chunks: [RecordChunk]
  let threads: Int
  private(set) var relations: [RelationDraft] = []
  private(set) var warnings: [Diagnostic] = []

  /// Those taken in each draft: `{"a.b": 1, "a": {"b": 2}}` has two fields of one name.
  private var names: [Int: Set<String>] = [:]
  /// The fields that become columns, in the order of these.
  private var fields: [(field: FieldMerge, name: String, draft: Int)] = []

  init(collection: String, arena: Arena, chunks: [RecordChunk], threads: Int) {
    self.collection = collection
    self.arena = arena
    self.chunks = chunks
    self.threads = threads
  }

  /// `root` are the collection's rows, read from so many `bytes`.
  mutating func build(_ root: FieldMerge, bytes: Int) throws(JSONFault) {
    try checkSize(root, bytes)
    relations.append(RelationDraft(name: collection, count: root.count))
    switch root.kind {
    case .record: for member in root.members { add(member, named: member.name, to: 0) }
    case .unknown: break
    case .boolean, .integer, .decimal, .float, .date, .datetime, .month, .text, .list, .mixed:
      add(root, named: "value", to: 0)
    }
    finish()
  }

  private mutating func add(_ field: FieldMerge, named name: String, to draft: Int) {
    switch field.kind {
    case .record:
      append(field, named: name, to: draft)
      for member in field.members { add(member, named: name + "." + member.name, to: draft) }
    case .list where field.elements?.kind == .record:
      guard let elements = field.elements else { return }
      relations.append(
        RelationDraft(
          name: relations[draft].name + "." + name, count: elements.count, parent: (draft, name, field.takeOffsets())))
      let own = relations.count - 1
      for member in elements.members { add(member, named: member.name, to: own) }
    case .unknown, .boolean, .integer, .decimal, .float, .date, .datetime, .month, .text, .list, .mixed:
      append(field, named: name, to: draft)
    }
  }

  private mutating func append(_ field: FieldMerge, named name: String, to draft: Int) {
    var unique = name
    while !names[draft, default: []].insert(unique).inserted { unique += "_" }
    fields.append((field, unique, draft))
  }

  /// Puts the columns of all fields together, several at a time, and looks at them.
  private mutating func finish() {
    let (merged, arena) = (fields.map(\.field), arena)
    parallel(merged.count, threads: threads) { merged[$0].build(arena) }
    for (field, name, draft) in fields {
      guard var column = field.column else { continue }
      var schema = FieldSchema(name, field.type)
      schema.isMixed = field.holdsMixed
      var report = FieldReport(
        path: relations[draft].name + "." + name, chunks: chunks,
        assumesZone: field.parts[0].pointee.context.rules.assumesZone)
      report.describe(field, &column, &schema)
      let zones = field.kind == .text && schema.type == .datetime ? [nil] : field.zones
      report.describe(zones, &schema)
      warnings += report.warnings
      relations[draft].fields.append(schema)
      relations[draft].columns.append(column)
      relations[draft].zones.formUnion(zones)
    }
  }

  /// Refuses texts whose names are data, of which the columns would be far larger than the text.
  private func checkSize(_ root: FieldMerge, _ bytes: Int) throws(JSONFault) {
    guard root.cells > BuildContext.maximumCells(bytes: bytes) else { return }
    throw BuildContext.overfull(
      "\(collection) has \(root.fieldCount) fields, most of them missing in most of its \(root.count) rows")
  }
}

extension FieldMerge {
  /// Its values, or the elements of its lists, are of several kinds.
  fileprivate var holdsMixed: Bool { kind == .mixed || elements?.holdsMixed == true }
  /// Rows times fields, nested ones included.
  fileprivate var cells: Int { count + members.reduce(0) { $0 + $1.cells } + (elements?.cells ?? 0) }
  fileprivate var fieldCount: Int { 1 + members.reduce(0) { $0 + $1.fieldCount } + (elements?.fieldCount ?? 0) }
}
