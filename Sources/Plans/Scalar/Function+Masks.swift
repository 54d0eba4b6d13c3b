import Columns

/// What is shown in the place of a value that must not be.
extension Function {
  func mask(_ arguments: [Value], _ zone: Int) -> String {
    let text = arguments[0].plainText(zoneMinutes: zone)
    switch self {
    case .pseudonym: return Self.pseudonym(of: text, secret: arguments[1].string)
    case .initials: return Self.initials(of: text)
    case .lastTwo:
      return "…" + text.unicodeScalars.filter { $0.properties.numericType != nil }.suffix(2).map(String.init).joined()
    default: return "***"
    }
  }

  /// 50 bits of a keyed hash in letters and digits that are not taken for each other (Crockford's alphabet).
  private static func pseudonym(of text: String, secret: String) -> String {
    let hash = KeyedHash.hmac(Array(text.utf8), key: Array(secret.utf8))
    let bits = hash.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    return "P-" + String((0..<10).map { alphabet[Int(bits >> UInt64(59 - 5 * $0) & 31)] })
  }

  /// The first letter of each part of a name.
  private static func initials(of name: String) -> String {
    name.split { !($0.isLetter || $0 == "-" || $0 == "'") }.compactMap(\.first).map { "\($0)." }.joined(separator: " ")
  }
}
