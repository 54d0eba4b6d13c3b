import Columns

/// The members of an object as its outline needs them: names, places, and what they roughly are.
struct JSONMembers {
  enum Kind {
    case emptyList
    /// A list whose first element is an object, an array, or something else.
    case objects, lists, values
    case object
    /// Neither a list nor an object.
    case plain
  }

  struct Member {
    var name: String
    /// The opening quote of the name.
    var nameStart: Bytes
    /// Of the value.
    var start: Bytes
    var end: Bytes
    var kind: Kind

    var isList: Bool {
      switch kind {
      case .emptyList, .objects, .lists, .values: true
      case .object, .plain: false
      }
    }
  }

  private(set) var list: [Member] = []
  /// After the closing brace.
  private(set) var end: Bytes

  /// Checks the object at `start` whole.
  init(_ scanner: JSONScanner, _ start: Bytes) throws(JSONFault) {
    var list: [Member] = []
    let store = ByteArena()
    end = try scanner.eachMember(start) { (name, p) throws(JSONFault) in
      let end = try scanner.skipValue(p, depth: 1)
      list.append(
        Member(
          name: scanner.decoded(name, in: store).string, nameStart: name.start - 1, start: p, end: end,
          kind: Self.kind(p, scanner)))
      return end
    }
    self.list = list
  }

  private static func kind(_ p: Bytes, _ scanner: JSONScanner) -> Kind {
    switch p.pointee {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["):
      switch scanner.skipSpace(p + 1).pointee {
      case UInt8(ascii: "]"): return .emptyList
      case UInt8(ascii: "{"): return .objects
      case UInt8(ascii: "["): return .lists
      default: return .values
      }
    default: return .plain
    }
  }

  /// The features of a GeoJSON FeatureCollection (RFC 7946 §3.3).
  var features: Member? {
    guard isOfType("FeatureCollection"), let features = list.last(where: { $0.name == "features" }), features.isList
    else { return nil }
    return features
  }

  /// A GeoJSON feature by itself (RFC 7946 §3.2), as lines of them have it.
  var isFeature: Bool { isOfType("Feature") && list.contains { $0.name == "geometry" } }

  private func isOfType(_ name: String) -> Bool {
    guard let type = list.last(where: { $0.name == "type" }), type.kind == .plain else { return false }
    return TextView(start: type.start, count: type.end - type.start).string == "\"\(name)\""
  }
}

/// The elements of a short array, such as a header.
struct JSONElements {
  /// More are no header.
  private static let limit = 4096
  private var values: [(start: Bytes, end: Bytes)] = []
  /// After the closing bracket.
  private(set) var end: Bytes
  private let scanner: JSONScanner

  /// Checks the array at `start`, up to its end or to where it is too long.
  init(_ scanner: JSONScanner, _ start: Bytes) throws(JSONFault) {
    self.scanner = scanner
    guard start.pointee == UInt8(ascii: "[") else { throw scanner.expected("a list", start) }
    var p = scanner.skipSpace(start + 1)
    while p.pointee != UInt8(ascii: "]") {
      guard values.count < Self.limit else { throw scanner.expected("a header", p) }
      let next = try scanner.skipValue(p, depth: 2)
      values.append((p, next))
      p = scanner.skipSpace(next)
      if p.pointee == UInt8(ascii: "]") { break }
      guard p.pointee == UInt8(ascii: ",") else { throw scanner.expected("',' or ']' after an element", p) }
      p = scanner.skipSpace(p + 1)
    }
    end = p + 1
  }

  var count: Int { values.count }

  /// Nil where some element is no text.
  var texts: [String]? {
    let store = ByteArena()
    var texts: [String] = []
    for value in values {
      guard value.start.pointee == UInt8(ascii: "\""), let span = try? scanner.string(value.start) else { return nil }
      texts.append(scanner.decoded(span, in: store).string)
    }
    return texts
  }

  /// The texts, or of objects what they have as `name`; nil where something has none.
  var names: [String]? {
    if let texts { return texts }
    var names: [String] = []
    for value in values {
      guard value.start.pointee == UInt8(ascii: "{"), let members = try? JSONMembers(scanner, value.start),
        let name = members.list.last(where: { $0.name == "name" }), name.start.pointee == UInt8(ascii: "\""),
        let span = try? scanner.string(name.start)
      else { return nil }
      names.append(scanner.decoded(span, in: ByteArena()).string)
    }
    return names
  }
}
