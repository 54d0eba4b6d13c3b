import Columns
import Diagnostics

/// Finds the records in a JSON text: where they are, and how they are laid out. Of an array only the beginning is looked at; an
/// object is walked through.
struct JSONShape {
  let file: DataFile
  /// The member that holds the records, as the descriptor's `dialect.property` says.
  let property: String?
  let scanner: JSONScanner

  init(_ file: DataFile, property: String?) {
    self.file = file
    self.property = property
    scanner = JSONScanner(file)
  }

  /// Of the text from its first byte that is no blank.
  func shape(_ start: Bytes, _ end: Bytes) throws(JSONFault) -> FileShape {
    switch start.pointee {
    case UInt8(ascii: "[") where property == nil:
      if let list = try second(start, end) { return .records(list) }
      return .records(try array(start, end))
    case UInt8(ascii: "{"):
      if property == nil, file.isLines { return .records(source(.sequence, start, first: start, end)) }
      let object = try JSONMembers(scanner, start)
      if let property { return .records(try source(object, property, start)) }
      let isAlone = scanner.skipSpace(object.end) >= end
      if isAlone, !object.isFeature, let shape = try shape(of: object) { return shape }
      var whole = RecordSource(file: file, layout: .sequence, start: start, end: end)
      if object.isFeature { whole.lifted = "properties" }
      return .records(whole)
    default:
      if let property {
        throw JSONFault(.dataShape, at: start - scanner.base, "expected an object with the list '\(property)'")
      }
      return .records(RecordSource(file: file, layout: .sequence, start: start, end: end))
    }
  }

  // MARK: Arrays

  /// The elements of the array at `start`, which ends before `end`.
  private func array(_ start: Bytes, _ end: Bytes) throws(JSONFault) -> RecordSource {
    let first = scanner.skipSpace(start + 1)
    if first.pointee == UInt8(ascii: "["), let (names, next) = header(first) {
      var source = RecordSource(file: file, layout: .tuples(names: names), start: next, end: end)
      if let row = tagRow(next, count: names.count) {
        for (name, tag) in zip(names, row.tags) where !tag.isEmpty { source.tags[name] = tag }
        source.start = row.next
      }
      return source
    }
    return source(.array, start + 1, first: first, end)
  }

  /// Of records of which the first is at `first`: GeoJSON's features say what they are.
  private func source(_ layout: RecordSource.Layout, _ start: Bytes, first: Bytes, _ end: Bytes) -> RecordSource {
    var source = RecordSource(file: file, layout: layout, start: start, end: end)
    if first.pointee == UInt8(ascii: "{"), let object = try? JSONMembers(scanner, first), object.isFeature {
      source.lifted = "properties"
    }
    return source
  }

  /// The names in the array at `start`, where it is the header of rows: several different texts, after which comes a row of as many
  /// values.
  private func header(_ start: Bytes) -> (names: [String], next: Bytes)? {
    guard let header = try? JSONElements(scanner, start), header.count > 1, let names = header.texts,
      Set(names).count == names.count, !names.contains("")
    else { return nil }
    var next = scanner.skipSpace(header.end)
    guard next.pointee == UInt8(ascii: ",") else { return nil }
    next = scanner.skipSpace(next + 1)
    guard next.pointee == UInt8(ascii: "["), let row = try? JSONElements(scanner, next), row.count == names.count else {
      return nil
    }
    return (names, next)
  }

  /// HXL's tags in the array at `start`, and where the rows after it begin.
  private func tagRow(_ start: Bytes, count: Int) -> (tags: [String], next: Bytes)? {
    guard let row = try? JSONElements(scanner, start), let texts = row.texts,
      let tags = HXLTags.tags(texts, count: count)
    else { return nil }
    let after = scanner.skipSpace(row.end)
    return (tags, after.pointee == UInt8(ascii: ",") ? scanner.skipSpace(after + 1) : after)
  }

  /// The second of two elements, where the first is an object about it and it is an array of objects, as the World Bank answers.
  private func second(_ start: Bytes, _ end: Bytes) throws(JSONFault) -> RecordSource? {
    let first = scanner.skipSpace(start + 1)
    guard first.pointee == UInt8(ascii: "{") else { return nil }
    guard let after = try? scanner.skipValue(first, depth: 1) else { return nil }
    let comma = scanner.skipSpace(after)
    guard comma.pointee == UInt8(ascii: ",") else { return nil }
    let list = scanner.skipSpace(comma + 1)
    guard list.pointee == UInt8(ascii: "["), scanner.skipSpace(list + 1).pointee == UInt8(ascii: "{") else {
      return nil
    }
    let listEnd = try scanner.skipValue(list, depth: 1)
    let close = scanner.skipSpace(listEnd)
    guard close.pointee == UInt8(ascii: "]"), scanner.skipSpace(close + 1) >= end else { return nil }
    return try array(list, listEnd)
  }

  // MARK: Objects

  private func source(_ object: JSONMembers, _ property: String, _ start: Bytes) throws(JSONFault) -> RecordSource {
    if let member = object.list.last(where: { $0.name == property }), member.isList {
      return try array(member.start, member.end)
    }
    // A path into nested objects.
    if let point = property.firstIndex(of: "."),
      let member = object.list.last(where: { $0.name == property[..<point] && $0.kind == .object })
    {
      let rest = String(property[property.index(after: point)...])
      return try source(try JSONMembers(scanner, member.start), rest, member.start)
    }
    if let found = try list(named: property, in: object, depth: 1) { return found }
    throw JSONFault(
      .dataShape, at: start - scanner.base, "the object here has no list '\(property)', which the descriptor names")
  }

  /// In nested objects, where `shape` would find it without a descriptor.
  private func list(named name: String, in object: JSONMembers, depth: Int) throws(JSONFault) -> RecordSource? {
    guard depth <= Self.deepest else { return nil }
    for member in object.list where member.kind == .object {
      let inner = try JSONMembers(scanner, member.start)
      if let list = inner.list.last(where: { $0.name == name && $0.isList }) { return try array(list.start, list.end) }
      if let found = try self.list(named: name, in: inner, depth: depth + 1) { return found }
    }
    return nil
  }

  /// So many objects may lie about the records.
  private static let deepest = 4

  /// Nil where the object is a record itself.
  private func shape(of object: JSONMembers) throws(JSONFault) -> FileShape? {
    if let features = object.features {
      var source = RecordSource(file: file, layout: .array, start: features.start + 1, end: features.end)
      source.lifted = "properties"
      return .records(source)
    }
    if let table = try table(object) { return .records(table) }
    if let collections = collections(object.list) { return collections }
    if let key = try keyName(object) {
      return .records(
        RecordSource(file: file, layout: .members(key: key), start: object.list[0].nameStart, end: object.end))
    }
    return try nested(object, depth: 1)
  }

  private func collections(_ members: [JSONMembers.Member]) -> FileShape? {
    let allAreLists = !members.isEmpty && members.allSatisfy { $0.kind == .objects || $0.kind == .emptyList }
    guard allAreLists || members.contains(where: { $0.kind == .objects }) else { return nil }
    var found: [(name: String, source: RecordSource)] = []
    var leftOut: [String] = []
    var last: [String: Int] = [:]
    for (index, member) in members.enumerated() { last[member.name] = index }
    for (index, member) in members.enumerated() where last[member.name] == index {
      if member.kind == .objects || member.kind == .emptyList {
        found.append(
          (member.name, RecordSource(file: file, layout: .array, start: member.start + 1, end: member.end)))
      } else {
        leftOut.append(member.name)
      }
    }
    return .collections(found, leftOut: leftOut)
  }

  /// A list of names, or of objects that have one, beside the only list of rows of as many values, as DHIS2 answers.
  private func table(_ object: JSONMembers) throws(JSONFault) -> RecordSource? {
    let rows = object.list.filter { $0.kind == .lists }
    guard rows.count == 1, let row = try? JSONElements(scanner, scanner.skipSpace(rows[0].start + 1)) else {
      return nil
    }
    for member in object.list where member.kind == .objects || member.kind == .values {
      guard let header = try? JSONElements(scanner, member.start), header.count == row.count,
        let names = header.names, Set(names).count == names.count
      else { continue }
      return RecordSource(file: file, layout: .tuples(names: names), start: rows[0].start + 1, end: rows[0].end)
    }
    return nil
  }

  /// Where the object's members are records, several objects that have most names in common: what the field of their names is called.
  private func keyName(_ object: JSONMembers) throws(JSONFault) -> String? {
    guard object.list.count > 1, object.list.allSatisfy({ $0.kind == .object }) else { return nil }
    let first = Set(try JSONMembers(scanner, object.list[0].start).list.map(\.name))
    var taken = first.contains("key")
    for member in object.list.dropFirst() {
      let names = Set(try JSONMembers(scanner, member.start).list.map(\.name))
      guard !names.isEmpty, names.intersection(first).count * 2 >= max(names.count, first.count) else { return nil }
      taken = taken || names.contains("key")
    }
    return taken ? "key_" : "key"
  }

  /// The only list of records in nested objects, as in answers of services: `{"data": {"items": […]}}`.
  private func nested(_ object: JSONMembers, depth: Int) throws(JSONFault) -> FileShape? {
    guard depth <= Self.deepest else { return nil }
    var found: FileShape?
    for member in object.list where member.kind == .object {
      let inner = try JSONMembers(scanner, member.start)
      var shape = collections(inner.list)
      if shape == nil { shape = try nested(inner, depth: depth + 1) }
      guard shape != nil else { continue }
      guard found == nil else { return nil }
      found = shape
    }
    return found
  }
}
