import Loading

/// A line of an audit log: `{"seq":7, …,"previous":"<hash of line 6>","hash":"<hash of all before>"}`.
///
/// The hash is SHA-256 over the line's bytes up to `,"hash"`, the hash of the line before among them: a chain, in which a changed line no
/// longer fits its own hash, and a removed, inserted or moved one not its neighbours'.
struct AuditLine {
  let head: AuditHead
  /// The hash of the line before.
  let previous: String
  let bytes: [UInt8]

  private static let opening = Array("{\"seq\":".utf8)
  private static let beforePrevious = Array(",\"previous\":\"".utf8)
  private static let beforeHash = Array("\",\"hash\":\"".utf8)
  private static let closing = Array("\"}".utf8)

  init(_ entry: AuditEntry, after last: AuditHead) {
    let number = last.number + 1
    let hashed =
      Self.opening + Array(String(number).utf8) + entry.members + Self.beforePrevious + Array(last.hash.utf8)
      + [UInt8(ascii: "\"")]
    let hash = SHA256.hex(of: hashed)
    head = AuditHead(number: number, hash: hash)
    previous = last.hash
    bytes = hashed + Self.beforeHash.dropFirst() + Array(hash.utf8) + Self.closing
  }

  /// Nil for what is no whole line of a log, or does not fit its own hash.
  init?(_ bytes: ArraySlice<UInt8>) {
    let number = bytes.dropFirst(Self.opening.count).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    var rest = bytes
    guard bytes.starts(with: Self.opening), let number = Int(String(decoding: number, as: UTF8.self)),
      Self.cut(Self.closing, from: &rest), let hash = Self.cutHash(from: &rest), Self.cut(Self.beforeHash, from: &rest)
    else { return nil }
    let hashed = Array(rest) + [UInt8(ascii: "\"")]
    guard SHA256.hex(of: hashed) == hash, let previous = Self.cutHash(from: &rest),
      Self.cut(Self.beforePrevious, from: &rest)
    else { return nil }
    head = AuditHead(number: number, hash: hash)
    self.previous = previous
    self.bytes = Array(bytes)
  }

  private static func cut(_ text: [UInt8], from rest: inout ArraySlice<UInt8>) -> Bool {
    guard rest.suffix(text.count).elementsEqual(text) else { return false }
    rest = rest.dropLast(text.count)
    return true
  }

  private static func cutHash(from rest: inout ArraySlice<UInt8>) -> String? {
    guard rest.count >= AuditHead.hashLength else { return nil }
    defer { rest = rest.dropLast(AuditHead.hashLength) }
    return String(decoding: rest.suffix(AuditHead.hashLength), as: UTF8.self)
  }
}

/// The last line of a log: its number, from 1, and its hash.
package struct AuditHead: Equatable, Sendable {
  package var number: Int
  package var hash: String

  static let hashLength = 64

  /// Of a log without lines; what the first one names as the line before it.
  static let origin = AuditHead(number: 0, hash: String(repeating: "0", count: AuditHead.hashLength))

  /// `7 <hash>`, as a line.
  package var text: String { "\(number) \(hash)\n" }

  init(number: Int, hash: String) {
    self.number = number
    self.hash = hash
  }

  /// Of what `text` gives; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(whereSeparator: \.isWhitespace)
    guard parts.count == 2, let number = Int(parts[0]), parts[1].utf8.count == AuditHead.hashLength else { return nil }
    self.init(number: number, hash: String(parts[1]))
  }
}
