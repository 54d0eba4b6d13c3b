import Crypto

/// SHA-256 (FIPS 180-4) as 64 hexadecimal digits.
package enum SHA256Text {
  package static let length = 64

  package static func of(_ bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).reduce(into: "") { $0 += ($1 < 16 ? "0" : "") + String($1, radix: 16) }
  }
}
