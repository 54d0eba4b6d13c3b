import Columns
import Diagnostics

/// What stands at the top of a JSON text.
enum FileShape {
  /// The records of one collection.
  case records(RecordSource)
  /// An object whose members are arrays of objects: a collection each. Other members are left out.
  case collections([(name: String, source: RecordSource)], leftOut: [String])

  /// `property` names the member that holds the records, as the descriptor's `dialect.property`.
  init(_ file: DataFile, property: String? = nil) throws(Diagnostic) {
    let scanner = JSONScanner(file)
    let start = scanner.skipSpace(try TextEncoding.textStart(file))
    guard start < scanner.end else {
      throw Diagnostic(.dataShape, "\(file.name) is empty", help: ["a collection without rows is written []"])
    }
    do throws(JSONFault) {
      self = try Self.shape(file, scanner, start, scanner.end, property)
    } catch { throw file.diagnostic(error) }
  }

  /// Of a value inside a file, such as a descriptor's inline data.
  init(_ file: DataFile, _ range: Range<Int>, property: String?) throws(Diagnostic) {
    do throws(JSONFault) {
      self = try Self.shape(
        file, JSONScanner(file), file.start + range.lowerBound, file.start + range.upperBound, property)
    } catch { throw file.diagnostic(error) }
  }

  private static func shape(
    _ file: DataFile, _ scanner: JSONScanner, _ start: Bytes, _ end: Bytes, _ property: String?
  ) throws(JSONFault) -> FileShape {
    let whole = RecordSource(file: file, layout: .sequence, start: start, end: end)
    switch start.pointee {
    case UInt8(ascii: "[") where property == nil:
      return .records(RecordSource(file: file, layout: .array, start: start + 1, end: end))
    case UInt8(ascii: "{"):
      if property == nil, file.isLines { return .records(whole) }
      let members = try members(file, scanner, start)
      if let property {
        guard let member = members.list.last(where: { $0.name == property }), let source = member.source else {
          throw JSONFault(
            .dataShape, at: start - scanner.base,
            "the object here has no list '\(property)', which the descriptor names")
        }
        return .records(source)
      }
      guard scanner.skipSpace(members.end) >= end else { return .records(whole) }
      return collections(members.list) ?? .records(whole)
    default:
      if let property {
        throw JSONFault(.dataShape, at: start - scanner.base, "expected an object with the list '\(property)'")
      }
      return .records(whole)
    }
  }

  private struct Member {
    var name: String
    /// Of an array.
    var source: RecordSource?
    var holdsObjects = false
    var isEmpty = false
  }

  private static func members(
    _ file: DataFile, _ scanner: JSONScanner, _ start: Bytes
  ) throws(JSONFault) -> (list: [Member], end: Bytes) {
    var members: [Member] = []
    let store = ByteArena()
    let end = try scanner.eachMember(start) { (name, p) throws(JSONFault) in
      var member = Member(name: scanner.decoded(name, in: store).string)
      let end = try scanner.skipValue(p, depth: 1)
      if p.pointee == UInt8(ascii: "[") {
        let first = scanner.skipSpace(p + 1)
        member.source = RecordSource(file: file, layout: .array, start: p + 1, end: end)
        member.holdsObjects = first.pointee == UInt8(ascii: "{")
        member.isEmpty = first.pointee == UInt8(ascii: "]")
      }
      members.append(member)
      return end
    }
    return (members, end)
  }

  /// Nil where the object is a record itself.
  private static func collections(_ members: [Member]) -> FileShape? {
    let allAreLists = !members.isEmpty && members.allSatisfy { $0.holdsObjects || $0.isEmpty }
    guard allAreLists || members.contains(where: \.holdsObjects) else { return nil }
    var found: [(name: String, source: RecordSource)] = []
    var leftOut: [String] = []
    var last: [String: Int] = [:]
    for (index, member) in members.enumerated() { last[member.name] = index }
    for (index, member) in members.enumerated() where last[member.name] == index {
      if member.holdsObjects || member.isEmpty, let source = member.source {
        found.append((member.name, source))
      } else {
        leftOut.append(member.name)
      }
    }
    return .collections(found, leftOut: leftOut)
  }
}

extension DataFile {
  /// By its name, a file of which every line is a record, be it one.
  var isLines: Bool { name.hasSuffix(".ndjson") || name.hasSuffix(".jsonl") }
}
