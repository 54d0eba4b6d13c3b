import CZlib
import Diagnostics
import Glibc

/// Writes a ZIP archive of deflated files in one pass (PKWARE's APPNOTE 6.3, sections 4.3.7 to 4.3.16): sizes and checksums follow each
/// file, as the sink cannot be gone back in. Files and the whole are at most 4 GiB.
struct ZipArchive: ~Copyable {
  private struct Entry {
    var name: [UInt8]
    var offset: Int
    var checksum: UInt32 = 0
    var size = 0
    var deflatedSize = 0
  }

  private var entries: [Entry] = []
  private var deflater: Deflater
  /// Bytes written so far.
  private var position = 0
  /// What was not deflated yet of the file that is open.
  private var pending: [UInt8] = []
  private static let pieceSize = 1 << 16
  /// The names are UTF-8, and sizes follow.
  private static let flags: UInt16 = 0x0808
  /// 1980-01-01, so that the same content gives the same bytes.
  private static let date: UInt16 = 0x21

  init() throws(Diagnostic) { deflater = try Deflater() }

  mutating func begin(_ name: String, to sink: inout ByteSink) throws(Diagnostic) {
    guard entries.count < UInt16.max else { throw Self.tooMuch }
    entries.append(Entry(name: Array(name.utf8), offset: position))
    var header: [UInt8] = []
    header.append(little: UInt32(0x0403_4B50))
    header.append(little: UInt16(20))
    header.appendCommon(Self.flags, Self.date)
    for _ in 0..<3 { header.append(little: UInt32(0)) }
    header.append(little: UInt16(name.utf8.count))
    header.append(little: UInt16(0))
    try put(header + Array(name.utf8), to: &sink)
  }

  mutating func write(_ text: String, to sink: inout ByteSink) throws(Diagnostic) {
    pending.append(contentsOf: text.utf8)
    if pending.count >= Self.pieceSize { try deflate(isLast: false, to: &sink) }
  }

  /// Ends the file that is open.
  mutating func end(to sink: inout ByteSink) throws(Diagnostic) {
    try deflate(isLast: true, to: &sink)
    deflater = try Deflater()
    let entry = entries[entries.count - 1]
    guard entry.size <= UInt32.max, position <= UInt32.max else { throw Self.tooMuch }
    var descriptor: [UInt8] = []
    descriptor.append(little: UInt32(0x0807_4B50))
    descriptor.append(little: entry.checksum)
    descriptor.append(little: UInt32(entry.deflatedSize))
    descriptor.append(little: UInt32(entry.size))
    try put(descriptor, to: &sink)
  }

  private static var tooMuch: Diagnostic {
    Diagnostic(
      .outputFailed, "this is too much for one workbook",
      help: ["save the large tables as CSV: | save \"rows.csv\""])
  }

  /// The whole of a file.
  mutating func add(_ name: String, _ text: String, to sink: inout ByteSink) throws(Diagnostic) {
    try begin(name, to: &sink)
    try write(text, to: &sink)
    try end(to: &sink)
  }

  /// The directory, which ends the archive.
  mutating func finish(to sink: inout ByteSink) throws(Diagnostic) {
    let start = position
    for entry in entries {
      var header: [UInt8] = []
      header.append(little: UInt32(0x0201_4B50))
      header.append(little: UInt16(20))
      header.append(little: UInt16(20))
      header.appendCommon(Self.flags, Self.date)
      header.append(little: entry.checksum)
      header.append(little: UInt32(entry.deflatedSize))
      header.append(little: UInt32(entry.size))
      header.append(little: UInt16(entry.name.count))
      // No extra field, comment, disk or attributes.
      for _ in 0..<4 { header.append(little: UInt16(0)) }
      header.append(little: UInt32(0))
      header.append(little: UInt32(entry.offset))
      try put(header + entry.name, to: &sink)
    }
    var end: [UInt8] = []
    end.append(little: UInt32(0x0605_4B50))
    end.append(little: UInt32(0))
    for _ in 0..<2 { end.append(little: UInt16(entries.count)) }
    end.append(little: UInt32(position - start))
    end.append(little: UInt32(start))
    end.append(little: UInt16(0))
    try put(end, to: &sink)
  }

  private mutating func deflate(isLast: Bool, to sink: inout ByteSink) throws(Diagnostic) {
    let last = entries.count - 1
    var deflated: [UInt8] = []
    entries[last].checksum = UInt32(
      truncatingIfNeeded: crc32(uLong(entries[last].checksum), pending, uInt(pending.count)))
    entries[last].size += pending.count
    deflater.deflate(pending, isLast: isLast, to: &deflated)
    entries[last].deflatedSize += deflated.count
    pending.removeAll(keepingCapacity: true)
    try put(deflated, to: &sink)
  }

  private mutating func put(_ bytes: [UInt8], to sink: inout ByteSink) throws(Diagnostic) {
    position += bytes.count
    sink.buffer.append(contentsOf: bytes)
    try sink.endPiece()
  }
}

/// One raw deflate stream (RFC 1951). The state stays in its place, as zlib wants.
private final class Deflater {
  private let stream: UnsafeMutablePointer<z_stream>

  init() throws(Diagnostic) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = deflateInit2_(
      stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw Diagnostic(.outOfMemory, "there is not enough memory to compress a workbook") }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  func deflate(_ bytes: [UInt8], isLast: Bool, to target: inout [UInt8]) {
    bytes.withUnsafeBufferPointer { source in
      stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
      stream.pointee.avail_in = uInt(source.count)
      repeat {
        let room = 1 << 15
        target.append(addingCapacity: room) { output in
          output.withUnsafeMutableBufferPointer { buffer, initialized in
            stream.pointee.next_out = buffer.baseAddress.map { $0 + initialized }
            stream.pointee.avail_out = uInt(room)
            _ = CZlib.deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
            initialized += room - Int(stream.pointee.avail_out)
          }
        }
      } while stream.pointee.avail_out == 0
    }
  }
}

extension [UInt8] {
  fileprivate mutating func append(little value: some FixedWidthInteger) {
    for shift in stride(from: 0, to: value.bitWidth, by: 8) { append(UInt8(truncatingIfNeeded: value >> shift)) }
  }

  /// Flags, the method "deflated", time and date.
  fileprivate mutating func appendCommon(_ flags: UInt16, _ date: UInt16) {
    append(little: flags)
    append(little: UInt16(8))
    append(little: UInt16(0))
    append(little: date)
  }
}
