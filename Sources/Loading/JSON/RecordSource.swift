import Columns
import Diagnostics
import Glibc

/// Where the records of a collection stand: a part of a file.
struct RecordSource {
  enum Layout {
    /// Elements of an array, up to its closing bracket.
    case array
    /// Values that follow each other, as in NDJSON.
    case sequence
    /// Members of an object, up to its closing brace; their names are the field `key`.
    case members(key: String)
    /// Elements of an array that are arrays themselves, their elements by position those of the names.
    case tuples(names: [String])
    /// Lines of separated values.
    case delimited(DelimitedForm)
  }

  let file: DataFile
  var layout: Layout
  /// From the first record on; of an array to after its closing bracket and what follows it, which must be blank.
  var start: Bytes
  let end: Bytes
  /// The member of each record whose own members are to be the record's, as the `properties` of GeoJSON.
  var lifted: String?
  /// HXL's, of columns.
  var tags: [String: String] = [:]
  /// What is to be said of how the file is written.
  var warnings: [Diagnostic] = []

  init(file: DataFile, layout: Layout, start: Bytes, end: Bytes) {
    self.file = file
    self.layout = layout
    self.start = start
    self.end = end
  }

  var isDelimited: Bool { if case .delimited = layout { true } else { false } }

  /// All of it in one.
  var whole: RecordChunk { RecordChunk(source: self, start: start, end: nil) }

  /// Divides the source into chunks of about `size` bytes, each of which begins where probably a record does: the reader of
  /// the chunk before finds out. How it is divided depends on the text and `size` alone.
  func chunks(of size: Int) -> [RecordChunk] {
    var chunks: [RecordChunk] = []
    var chunkStart = start
    let signature = if case .array = layout { firstSignature() } else { [UInt8]() }
    while end - chunkStart > size + size / 2, let boundary = boundary(after: chunkStart + size, signature) {
      chunks.append(RecordChunk(source: self, start: chunkStart, end: boundary.end))
      chunkStart = boundary.next
    }
    chunks.append(RecordChunk(source: self, start: chunkStart, end: nil))
    return chunks
  }

  /// The end of one chunk, which for an array is a comma, and the start of the next.
  private func boundary(after p: Bytes, _ signature: [UInt8]) -> (end: Bytes, next: Bytes)? {
    switch layout {
    case .members, .tuples: return nil
    case .sequence, .delimited:
      guard let newline = memchr(p, 0x0A, end - p) else { return nil }
      let next = Bytes(newline.assumingMemoryBound(to: UInt8.self)) + 1
      return next < end ? (next, next) : nil
    case .array:
      let scanner = JSONScanner(file)
      var from = p
      while !signature.isEmpty, from < end, let found = memchr(from, Int32(UInt8(ascii: "{")), end - from) {
        let record = Bytes(found.assumingMemoryBound(to: UInt8.self))
        from = record + 1
        guard end - record > signature.count, memcmp(record, signature, signature.count) == 0 else { continue }
        var comma = record - 1
        while comma > p, scanner.isSpace(comma.pointee) { comma -= 1 }
        if comma > p, comma.pointee == UInt8(ascii: ",") { return (comma, record) }
      }
      return nil
    }
  }

  /// How the first record begins, up to its first member's name: most probably the others do as well, and nothing else does.
  private func firstSignature() -> [UInt8] {
    let scanner = JSONScanner(file)
    let record = scanner.skipSpace(start)
    guard record.pointee == UInt8(ascii: "{") else { return [] }
    let name = scanner.skipSpace(record + 1)
    guard name.pointee == UInt8(ascii: "\""), let span = try? scanner.string(name), span.close - record < 256
    else { return [] }
    return Array(UnsafeBufferPointer(start: record, count: span.close + 1 - record))
  }
}
