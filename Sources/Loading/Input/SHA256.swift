import CLibmd

/// SHA-256 (FIPS 180-4), by which a report names the bytes that it was made of.
package enum SHA256 {
  /// 64 hexadecimal digits in lower case, as `sha256sum` prints them.
  package static func hex(of bytes: UnsafeBufferPointer<UInt8>) -> String {
    var context = SHA2_CTX()
    SHA256Init(&context)
    SHA256Update(&context, bytes.baseAddress, bytes.count)
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    SHA256Final(&digest, &context)
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  package static func hex(of bytes: [UInt8]) -> String { bytes.withUnsafeBufferPointer { hex(of: $0) } }
}
