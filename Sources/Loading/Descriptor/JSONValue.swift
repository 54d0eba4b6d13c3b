import Columns
import Diagnostics

/// A small JSON text as a tree: for descriptors, never for records.
package enum JSONValue: Sendable {
  case null
  case boolean(Bool)
  /// As it is written.
  case number(String)
  case string(String)
  case array([JSONValue])
  /// In the order of the text; of a name that occurs twice, the last.
  case object([(name: String, value: JSONValue)])
  /// A value that was checked but not read, such as inline data: a range of bytes in its file.
  case unread(Range<Int>)

  package subscript(_ name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.name == name }?.value
  }
}

/// Reads a `JSONValue`; of members named `unread` only the place is kept.
struct JSONValueParser {
  private let scanner: JSONScanner
  private let unread: String?
  private let store = ByteArena()

  static func parse(_ file: DataFile, leaving unread: String?) throws(Diagnostic) -> JSONValue {
    let parser = JSONValueParser(scanner: JSONScanner(file), unread: unread)
    let start = try TextEncoding.textStart(file)
    do throws(JSONFault) {
      let (value, end) = try parser.value(parser.scanner.skipSpace(start), depth: 0)
      let rest = parser.scanner.skipSpace(end)
      guard rest >= parser.scanner.end else { throw parser.scanner.expected("the end of the file", rest) }
      return value
    } catch { throw file.diagnostic(error) }
  }

  private func value(_ p: Bytes, depth: Int) throws(JSONFault) -> (JSONValue, Bytes) {
    switch p.pointee {
    case UInt8(ascii: "\""):
      let span = try scanner.string(p)
      return (.string(text(span)), span.close + 1)
    case UInt8(ascii: "["): return try array(p, depth: depth)
    case UInt8(ascii: "{"): return try object(p, depth: depth)
    default:
      let end = try scanner.skipValue(p, depth: depth)
      switch p.pointee {
      case UInt8(ascii: "t"): return (.boolean(true), end)
      case UInt8(ascii: "f"): return (.boolean(false), end)
      case UInt8(ascii: "n"): return (.null, end)
      default: return (.number(TextView(start: p, count: end - p).string), end)
      }
    }
  }

  private func text(_ span: JSONScanner.StringSpan) -> String { scanner.decoded(span, in: store).string }

  private func array(_ start: Bytes, depth: Int) throws(JSONFault) -> (JSONValue, Bytes) {
    guard depth < JSONScanner.maximumDepth else { throw scanner.tooDeep(start) }
    var elements: [JSONValue] = []
    var p = scanner.skipSpace(start + 1)
    if p.pointee == UInt8(ascii: "]") { return (.array([]), p + 1) }
    while true {
      let (element, end) = try value(p, depth: depth + 1)
      elements.append(element)
      p = scanner.skipSpace(end)
      if p.pointee == UInt8(ascii: "]") { return (.array(elements), p + 1) }
      guard p.pointee == UInt8(ascii: ",") else { throw scanner.expected("',' or ']' after an element", p) }
      p = scanner.skipSpace(p + 1)
    }
  }

  private func object(_ start: Bytes, depth: Int) throws(JSONFault) -> (JSONValue, Bytes) {
    guard depth < JSONScanner.maximumDepth else { throw scanner.tooDeep(start) }
    var members: [(name: String, value: JSONValue)] = []
    let end = try scanner.eachMember(start) { (span, p) throws(JSONFault) in
      let name = text(span)
      if name == unread {
        let end = try scanner.skipValue(p, depth: depth + 1)
        members.append((name, .unread((p - scanner.base)..<(end - scanner.base))))
        return end
      }
      let (member, end) = try value(p, depth: depth + 1)
      members.append((name, member))
      return end
    }
    return (.object(members), end)
  }
}
