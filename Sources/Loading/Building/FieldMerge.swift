import Columns

/// The same field in all chunks of a text, brought to one kind; the chunks follow each other. One thread uses it at a time.
final class FieldMerge: @unchecked Sendable {
  typealias Part = UnsafeMutablePointer<FieldBuilder>

  let parts: [Part]
  /// The rows of each part.
  let rows: [Int]
  /// Decimals may yet turn to floats, when the columns are put together.
  var kind: FieldKind
  /// Nobody asks for it, and there is no column.
  private(set) var isLeftOut = false
  /// Of a record, in the order in which they first appear.
  private(set) var members: [FieldMerge] = []
  /// Of a list.
  private(set) var elements: FieldMerge?
  /// Once it is built.
  private(set) var column: Column?

  /// Fields that must be read again, with the kind that holds all of their values, go to `conflicts`, by path.
  init(_ parts: [Part], rows: [Int], inNestedList: Bool = false, conflicts: inout [String: FieldKind]) {
    self.parts = parts
    self.rows = rows
    var kind = parts.reduce(FieldKind.unknown) { $0.unified($1.pointee.unifiedKind) }
    // Objects in lists of lists have no relation; they are kept as their text.
    if inNestedList, kind == .record { kind = .mixed }
    if kind == .mixed, parts.contains(where: { $0.pointee.context.rules.valuesAreCells }) { kind = .text }
    self.kind = kind
    if kind == .text || kind == .unknown, parts.contains(where: { $0.pointee.hasEarlyEmptyTexts }) {
      conflicts[parts[0].pointee.path] = .text
      return
    }
    if kind != .mixed, parts.allSatisfy({ $0.pointee.isLeftOut && !$0.pointee.isConflicted }) {
      isLeftOut = true
      return
    }
    // There is something to be said of its values, or another part keeps them.
    if parts.contains(where: { $0.pointee.isLeftOut && $0.pointee.unifiedKind != .unknown }) {
      conflicts[parts[0].pointee.path] = .unknown
      return
    }
    guard !parts.contains(where: { $0.pointee.isConflicted || !$0.pointee.kind.converts(to: kind) }) else {
      conflicts[parts[0].pointee.path] = kind
      return
    }
    if kind == .float, Self.areRatherDecimals(parts) {
      conflicts[parts[0].pointee.path] = .decimal
      return
    }
    for part in parts { part.pointee.become(kind) }
    switch kind {
    case .record: mergeMembers(&conflicts)
    case .list:
      elements = FieldMerge(
        parts.compactMap { $0.pointee.elements }, rows: parts.map { $0.pointee.elementCount },
        inNestedList: inNestedList || isElement || parts[0].pointee.path.isEmpty, conflicts: &conflicts)
    case .unknown, .boolean, .integer, .decimal, .float, .date, .datetime, .month, .text, .mixed: break
    }
  }

  /// Where a few numbers with an exponent made floats of the others, all may be decimals: reading them again tells.
  private static func areRatherDecimals(_ parts: [Part]) -> Bool {
    let written = parts.reduce(0) { $0 + $1.pointee.inexact.count }
    guard written > 0, !parts.contains(where: { $0.pointee.isDeclared || $0.pointee.readsExponents }) else {
      return false
    }
    return written * 2 < parts.reduce(0) { $0 + $1.pointee.presentCount }
  }

  var name: String { parts[0].pointee.name.text }
  var path: String { parts[0].pointee.path }
  private var isElement: Bool { name.isEmpty && path.hasSuffix("[]") }
  var count: Int { rows.reduce(0, +) }
  var isDeclared: Bool { parts[0].pointee.isDeclared }
  /// Of datetimes, or of a list of them.
  var zones: Set<Int?> {
    if kind == .list { return elements?.zones ?? [] }
    return kind == .datetime ? parts.reduce(into: []) { $0.formUnion($1.pointee.zones) } : []
  }

  /// Builds the column; `arena` keeps its texts.
  func build(_ arena: Arena) { column = takeColumn(arena) }

  private func mergeMembers(_ conflicts: inout [String: FieldKind]) {
    let objects = parts.compactMap { $0.pointee.object }
    var names = TextTable()
    for object in objects {
      for index in 0..<object.pointee.count { _ = names.insert(object.pointee.fields[index].name.view) }
    }
    // Every name gets a field in every chunk before any is pointed to.
    var indices: [[Int]] = []
    for object in objects {
      var own: [Int] = []
      for name in 0..<names.count { own.append(object.pointee.field(ofOtherChunk: names.entries[name])) }
      indices.append(own)
    }
    for name in 0..<names.count {
      let parts = objects.indices.map { objects[$0].pointee.fields + indices[$0][name] }
      let member = FieldMerge(parts, rows: rows, conflicts: &conflicts)
      if !member.isLeftOut { members.append(member) }
    }
  }
}
