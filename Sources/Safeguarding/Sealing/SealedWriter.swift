import Crypto
import Diagnostics
import Rendering

/// Writes files into a sealed dataset: an archive (see `SealedArchive`), cut into encrypted chunks. The file appears whole or not at all,
/// readable to its owner alone; no plain text is written anywhere.
package struct SealedWriter: ~Copyable {
  private var file: AtomicFile
  private let key: SymmetricKey
  /// Plain bytes of the chunk that is being filled.
  private var pending: [UInt8] = []
  private var chunks = 0

  package init(
    path: String, replacing: Bool, passphrase: Passphrase, isInterrupted: @escaping @Sendable () -> Bool
  ) throws(Diagnostic) {
    try self.init(
      path: path, replacing: replacing, passphrase: passphrase, cost: SealedHeader.usualCost,
      isInterrupted: isInterrupted)
  }

  /// `cost` as in `SealedHeader.usualCost`; less is for tests.
  init(
    path: String, replacing: Bool, passphrase: Passphrase, cost: UInt8, isInterrupted: @escaping @Sendable () -> Bool
  ) throws(Diagnostic) {
    let header = try SealedHeader(newFor: passphrase, cost: cost)
    var file = try AtomicFile(path: path, replacing: replacing, isPrivate: true, isInterrupted: isInterrupted)
    file.sink.buffer += header.bytes
    self.file = file
    key = header.chunkKey
    pending.reserveCapacity(SealedChunk.size)
  }

  package mutating func append(_ bytes: some Collection<UInt8>) throws(Diagnostic) {
    var rest = bytes[...]
    while !rest.isEmpty {
      // A full chunk waits for what follows it, since the last one is marked.
      if pending.count == SealedChunk.size { try sealPending(isLast: false) }
      let part = rest.prefix(SealedChunk.size - pending.count)
      pending += part
      rest = rest.dropFirst(part.count)
    }
  }

  package consuming func commit() throws(Diagnostic) {
    try sealPending(isLast: true)
    try file.commit()
  }

  private mutating func sealPending(isLast: Bool) throws(Diagnostic) {
    do {
      let box = try SealedChunk.seal(pending[...], number: chunks, isLast: isLast, key: key)
      file.sink.buffer += box.ciphertext
      file.sink.buffer += box.tag
    } catch {
      throw Diagnostic(.outputFailed, "the records could not be encrypted: \(error)")
    }
    try file.sink.endPiece()
    chunks += 1
    pending.removeAll(keepingCapacity: true)
  }
}
