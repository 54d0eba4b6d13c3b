import Columns
import Crypto
import Diagnostics
import Glibc
import Synchronization

/// The files of a sealed dataset, in memory only for as long as this lives.
///
/// The archive: the number of files (4 bytes, as all numbers big-endian); for each the length of its name (2 bytes), its name in UTF-8
/// and its size (8 bytes); then for each its bytes and 64 zeros, over which a reader may look ahead.
package final class SealedArchive: @unchecked Sendable {
  package struct File: Sendable {
    /// Relative to the dataset's folder; of a dataset that is one file, its name.
    package var name: String
    package var size: Int

    package init(name: String, size: Int) {
      self.name = name
      self.size = size
    }
  }

  package static let padding = 64
  package private(set) var files: [(name: String, bytes: UnsafeRawBufferPointer)] = []
  private let memory: UnsafeMutableRawBufferPointer

  /// What stands before the files' bytes.
  package static func table(of files: [File]) -> [UInt8] {
    var table = bigEndian(files.count, size: 4)
    for file in files {
      table += bigEndian(file.name.utf8.count, size: 2) + Array(file.name.utf8) + bigEndian(file.size, size: 8)
    }
    return table
  }

  /// Whether a file begins as sealed datasets do.
  package static func isSealed(_ path: String) -> Bool {
    // A pipe is not opened: whoever writes into it would see it end.
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var beginning = [UInt8](repeating: 0, count: SealedHeader.magic.count)
    return pread(descriptor, &beginning, beginning.count, 0) == beginning.count && beginning == SealedHeader.magic
  }

  /// Errors: D001 where the file cannot be read, S301 for a wrong passphrase, S302 where a byte of it was changed, added, exchanged or
  /// is missing.
  package init(path: String, name: String, passphrase: Passphrase, threads: Int) throws(Diagnostic) {
    let sealed = try SealedBytes(path, name: name)
    let header = try SealedHeader(
      reading: sealed.read(0..<min(SealedHeader.size, sealed.count)) ?? [], name: name, passphrase: passphrase)
    guard let chunks = SealedChunk.count(sealedBytes: sealed.count - SealedHeader.size) else { throw Self.cut(name) }
    let size = sealed.count - SealedHeader.size - chunks * SealedChunk.tagSize
    let region = mmap(nil, size + Self.padding, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let region, region != MAP_FAILED else {
      throw Diagnostic(.outOfMemory, "\(name) needs \(size >> 20) MB of memory, and there is not as much")
    }
    // The plain text does not go into a core file.
    madvise(region, size + Self.padding, MADV_DONTDUMP)
    memory = UnsafeMutableRawBufferPointer(start: region, count: size + Self.padding)
    try open(sealed, chunks, header.chunkKey, name: name, threads: threads)
    try readTable(size: size, name: name)
  }

  deinit { munmap(memory.baseAddress, memory.count) }

  private func open(
    _ sealed: SealedBytes, _ chunks: Int, _ key: SymmetricKey, name: String, threads: Int
  ) throws(Diagnostic) {
    let firstBad = Atomic<Int>(Int.max)
    parallel(chunks, threads: threads) { number in
      let start = SealedHeader.size + number * SealedChunk.sealedSize
      let end = min(start + SealedChunk.sealedSize, sealed.count)
      let place = number * SealedChunk.size
      do {
        // Each chunk has a part of the memory to itself.
        try SealedChunk.open(
          sealed.read(start..<end) ?? [], number: number, isLast: number == chunks - 1, key: key,
          into: UnsafeMutableRawBufferPointer(rebasing: memory[place...]))
      } catch {
        firstBad.min(number, ordering: .relaxed)
      }
    }
    let bad = firstBad.load(ordering: .relaxed)
    if bad == chunks - 1 { throw Self.cut(name) }
    if bad < chunks {
      throw Diagnostic(
        .sealedFileChanged, "\(name) was changed after it was sealed, in its megabyte \(bad + 1) of \(chunks)",
        help: ["take an earlier copy of it"])
    }
  }

  private static func cut(_ name: String) -> Diagnostic {
    Diagnostic(
      .sealedFileChanged, "\(name) was cut off, added to or changed at its end after it was sealed",
      help: ["take an earlier copy of it"])
  }

  /// The chunks are what was sealed; a table that does not fit them was written by no version of this program.
  private func readTable(size: Int, name: String) throws(Diagnostic) {
    var table = BigEndianReader(UnsafeRawBufferPointer(rebasing: memory[..<size]))
    var entries: [File] = []
    guard let count = table.number(4) else { throw Self.cut(name) }
    for _ in 0..<count {
      guard let length = table.number(2), let text = table.bytes(length), let size = table.number(8) else {
        throw Self.cut(name)
      }
      entries.append(File(name: String(decoding: text, as: UTF8.self), size: size))
    }
    for entry in entries {
      guard let bytes = table.bytes(entry.size), table.bytes(Self.padding) != nil else { throw Self.cut(name) }
      files.append((entry.name, bytes))
    }
  }

  private static func bigEndian(_ number: Int, size: Int) -> [UInt8] {
    stride(from: (size - 1) * 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}

/// The file as it lies on the disk. It is read and not mapped, so that a file which somebody cuts meanwhile is an error.
private final class SealedBytes: Sendable {
  let count: Int
  private let descriptor: Int32

  init(_ path: String, name: String) throws(Diagnostic) {
    descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
      let reason = String(cString: strerror(errno))
      if descriptor >= 0 { close(descriptor) }
      throw Diagnostic(.dataCannotBeRead, "\(name) cannot be read: \(reason)")
    }
    count = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Nil where the file ends before.
  func read(_ range: Range<Int>) -> [UInt8]? {
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
      while filled < range.count {
        let count = pread(
          descriptor, buffer.baseAddress.map { $0 + filled }, range.count - filled, range.lowerBound + filled)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return }
        filled += count
      }
    }
    return bytes.count == range.count ? bytes : nil
  }
}

private struct BigEndianReader {
  private var rest: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) { rest = bytes }

  /// Nil beyond the end.
  mutating func bytes(_ count: Int) -> UnsafeRawBufferPointer? {
    guard count >= 0, count <= rest.count else { return nil }
    defer { rest = UnsafeRawBufferPointer(rebasing: rest[count...]) }
    return UnsafeRawBufferPointer(rebasing: rest[..<count])
  }

  mutating func number(_ size: Int) -> Int? { bytes(size)?.reduce(0) { $0 << 8 | Int($1) } }
}
