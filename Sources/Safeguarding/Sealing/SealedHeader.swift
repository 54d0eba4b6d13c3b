import Crypto
import CryptoExtras
import Diagnostics

/// The beginning of a sealed dataset, in the clear: how the key is made from the passphrase.
///
/// | bytes | what |
/// |---|---|
/// | 16 | `almoner sealed 1` |
/// | 1, 1, 1, 1 | scrypt's cost: the binary logarithm of N, r, p; a zero |
/// | 32 | salt, random for each file |
/// | 32 | HMAC-SHA256 of all before, which tells a wrong passphrase from a changed file |
///
/// scrypt (RFC 7914) of passphrase and salt gives 64 bytes: the key of the HMAC, then the key of the chunks. As the salt is never the
/// same twice, neither is a key, so that chunks may be numbered from 0 in each file.
struct SealedHeader {
  static let size = 84
  static let magic = Array("almoner sealed 1".utf8)
  private static let authenticated = 52

  let bytes: [UInt8]
  let chunkKey: SymmetricKey

  /// The binary logarithm of N that OWASP's Password Storage Cheat Sheet gives for scrypt with r 8 and p 1: 128 MB, about 0.3 s.
  static let usualCost: UInt8 = 17

  /// For a new file, with a random salt.
  init(newFor passphrase: Passphrase, cost: UInt8) throws(Diagnostic) {
    var generator = SystemRandomNumberGenerator()
    var bytes = Self.magic + [cost, 8, 1, 0]
    for _ in 0..<32 { bytes.append(UInt8.random(in: 0...255, using: &generator)) }
    let keys = try Self.keys(bytes, passphrase)
    self.bytes = bytes + HMAC<SHA256>.authenticationCode(for: bytes, using: keys.header)
    chunkKey = keys.chunks
  }

  /// Errors: S302 for what is no sealed dataset or has a changed header, S301 for a wrong passphrase.
  init(reading bytes: [UInt8], name: String, passphrase: Passphrase) throws(Diagnostic) {
    guard bytes.count == Self.size, bytes.starts(with: Self.magic) else {
      throw Diagnostic(.sealedFileChanged, "\(name) is not a sealed dataset, or its beginning was changed")
    }
    // Bounds, so that a forged header cannot take the machine's memory or an hour.
    guard (10...20).contains(bytes[16]), (1...16).contains(bytes[17]), (1...4).contains(bytes[18]), bytes[19] == 0
    else {
      throw Diagnostic(.sealedFileChanged, "\(name): the beginning was changed, or a newer version wrote it")
    }
    let signed = Array(bytes[..<Self.authenticated])
    let keys = try Self.keys(signed, passphrase)
    let code = bytes[Self.authenticated...]
    guard HMAC<SHA256>.isValidAuthenticationCode(Array(code), authenticating: signed, using: keys.header) else {
      throw Diagnostic(
        .wrongPassphrase, "\(name) does not open with this passphrase",
        help: ["type it again, as it was typed when the dataset was sealed", "or the file's beginning was changed"])
    }
    self.bytes = bytes
    chunkKey = keys.chunks
  }

  private static func keys(
    _ header: [UInt8], _ passphrase: Passphrase
  ) throws(Diagnostic) -> (header: SymmetricKey, chunks: SymmetricKey) {
    do {
      let key = try KDF.Scrypt.deriveKey(
        from: passphrase.bytes, salt: header[20..<52], outputByteCount: 64, rounds: 1 << Int(header[16]),
        blockSize: Int(header[17]), parallelism: Int(header[18]), maxMemory: 1 << 32)
      return key.withUnsafeBytes { bytes in (SymmetricKey(data: bytes[..<32]), SymmetricKey(data: bytes[32...])) }
    } catch {
      throw Diagnostic(
        .outOfMemory, "the key could not be made from the passphrase: it takes 128 MB of memory",
        help: ["close other programs, and try again"])
    }
  }
}
