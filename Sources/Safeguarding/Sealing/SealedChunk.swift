import Crypto

/// What follows the header of a sealed dataset: the archive's bytes in chunks of one size, the last one shorter, each encrypted by
/// AES-256-GCM with its tag of 16 bytes behind it.
///
/// The nonce is the chunk's number and whether it is the last, so that chunks cannot be exchanged, left out, doubled or cut off: the
/// STREAM construction (Hoang, Reyhanitabar, Rogaway and Vizár, "Online Authenticated-Encryption and its Nonce-Reuse
/// Misuse-Resistance", CRYPTO 2015).
enum SealedChunk {
  static let size = 1 << 20
  static let tagSize = 16
  static let sealedSize = size + tagSize

  /// How many chunks there are for so many bytes in the file behind the header, at least one; nil where no sealing gives that.
  static func count(sealedBytes: Int) -> Int? {
    let (whole, rest) = sealedBytes.quotientAndRemainder(dividingBy: sealedSize)
    if rest == 0 { return whole > 0 ? whole : nil }
    return rest > tagSize ? whole + 1 : nil
  }

  static func seal(_ plain: ArraySlice<UInt8>, number: Int, isLast: Bool, key: SymmetricKey) throws -> AES.GCM.SealedBox
  {
    try AES.GCM.seal(plain, using: key, nonce: try nonce(number, isLast))
  }

  /// Throws where the bytes are not what was sealed as this chunk.
  static func open(
    _ sealed: [UInt8], number: Int, isLast: Bool, key: SymmetricKey, into plain: UnsafeMutableRawBufferPointer
  ) throws {
    let border = max(sealed.count - tagSize, 0)
    let box = try AES.GCM.SealedBox(
      nonce: try nonce(number, isLast), ciphertext: sealed[..<border], tag: sealed[border...])
    try AES.GCM.open(box, using: key).withUnsafeBytes { plain.copyMemory(from: $0) }
  }

  /// Three zeros, whether it is the last, and the number in eight bytes.
  private static func nonce(_ number: Int, _ isLast: Bool) throws -> AES.GCM.Nonce {
    var bytes: [UInt8] = [0, 0, 0, isLast ? 1 : 0]
    for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
    return try AES.GCM.Nonce(data: bytes)
  }
}
