import CZlib
import Diagnostics
import Glibc

/// Files that gzip compressed (RFC 1952), of one member or of several that follow each other.
enum Gzip {
  static func isGzip(_ file: DataFile) -> Bool { file.count >= 2 && file.start[0] == 0x1F && file.start[1] == 0x8B }

  /// What the file holds, in memory. Fails on anything that gzip itself did not write whole.
  static func inflated(_ file: DataFile) throws(Diagnostic) -> DataFile {
    var memory = try FileMemory(capacity: expectedSize(file), name: file.name)
    var stream = z_stream()
    // 16 above the window's 15 bits asks for gzip's header.
    guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw damaged(file, "can't be unpacked: zlib does not start")
    }
    defer { inflateEnd(&stream) }
    var position = 0
    while true {
      let piece = min(file.count - position, 1 << 30)
      stream.next_in = UnsafeMutablePointer(mutating: file.start + position)
      stream.avail_in = UInt32(piece)
      let room = memory.room
      let size = min(room.count, 1 << 30)
      stream.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.avail_out = UInt32(size)
      let status = inflate(&stream, Z_NO_FLUSH)
      position += piece - Int(stream.avail_in)
      try memory.commit(size - Int(stream.avail_out), name: file.name)
      switch status {
      case Z_OK: break
      case Z_STREAM_END:
        if isRestBlank(file, from: position) { return DataFile(memory, name: file.name) }
        guard inflateReset(&stream) == Z_OK else { throw damaged(file, "can't be unpacked") }
      case Z_BUF_ERROR where position == file.count:
        throw damaged(file, "is cut short: what it holds ends before it should")
      case Z_BUF_ERROR: break
      case Z_MEM_ERROR: throw Diagnostic(.dataTooLarge, "\(file.name): there is no memory to unpack it")
      default: throw damaged(file, "is damaged: it can't be unpacked from byte \(position) on")
      }
    }
  }

  /// As the last four bytes say, unless that is more than deflate can pack into the file.
  private static func expectedSize(_ file: DataFile) -> Int {
    guard file.count >= 18 else { return 0 }
    let last = UnsafeRawPointer(file.start + file.count - 4).loadUnaligned(as: UInt32.self)
    let size = Int(UInt32(littleEndian: last))
    return size <= file.count.multipliedReportingOverflow(by: 1032).partialValue ? size + 1 : 0
  }

  /// Some writers fill blocks up with zeros.
  private static func isRestBlank(_ file: DataFile, from position: Int) -> Bool {
    file.bytes[position...].allSatisfy { $0 == 0 }
  }

  private static func damaged(_ file: DataFile, _ what: String) -> Diagnostic {
    Diagnostic(.dataCannotBeRead, "\(file.name) \(what)", help: ["get it again from where it came from"])
  }
}
