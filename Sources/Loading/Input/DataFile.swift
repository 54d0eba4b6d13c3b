import Columns
import Diagnostics
import Glibc

/// `MADV_POPULATE_READ` of Linux 5.14, which older headers lack.
private let populateForReading: Int32 = 22

/// The bytes of a data file for as long as a column's texts point into them. At least `padding` zero bytes follow the last, so that
/// the reader may look ahead without asking where the end is: no JSON text holds a zero byte.
///
/// Small files, streams and what was compressed are read into memory of their own. Large files are mapped, as a copy takes longer
/// than all other reading; they might change while they are in use, which `change` tells and `TruncationGuard` survives.
final class DataFile: @unchecked Sendable {
  static let padding = 64
  /// Smaller files are copied.
  private static let mappedFrom = 1 << 20

  /// How messages name it.
  let name: String
  let start: UnsafePointer<UInt8>
  let count: Int
  private let mappedSize: Int
  /// Whose memory it is, where it is not its own.
  private let owner: AnyObject?
  /// Of a mapped file: it, open, as it was when it was opened.
  private let original: (descriptor: Int32, status: stat, coveredPages: Int)?

  private init(memory: UnsafeMutableRawPointer, mappedSize: Int, count: Int, name: String, original: Int32? = nil) {
    self.name = name
    start = UnsafePointer(memory.assumingMemoryBound(to: UInt8.self))
    self.count = count
    self.mappedSize = mappedSize
    owner = nil
    self.original = original.map { descriptor in
      var status = stat()
      fstat(descriptor, &status)
      return (descriptor, status, TruncationGuard.coveredPages)
    }
  }

  private init(start: UnsafePointer<UInt8>, count: Int, owner: AnyObject, name: String) {
    self.name = name
    self.start = start
    self.count = count
    self.owner = owner
    mappedSize = 0
    original = nil
  }

  /// Takes over what was read into memory.
  convenience init(_ memory: consuming FileMemory, name: String) {
    let (start, capacity, count) = memory.take()
    self.init(memory: start, mappedSize: capacity, count: count, name: name)
  }

  deinit {
    if owner == nil { munmap(UnsafeMutableRawPointer(mutating: start), mappedSize) }
    if let original { close(original.descriptor) }
  }

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

  /// Whether it is the file itself that is read, not a copy.
  var isMapped: Bool { original != nil }

  /// What to say where a mapped file is no longer what it was when it was opened, as then its bytes are not to be relied on.
  var change: Diagnostic? {
    guard let original else { return nil }
    var now = stat()
    let before = original.status
    let isSame =
      fstat(original.descriptor, &now) == 0 && now.st_size == before.st_size
      && now.st_mtim.tv_sec == before.st_mtim.tv_sec && now.st_mtim.tv_nsec == before.st_mtim.tv_nsec
    if isSame, TruncationGuard.coveredPages == original.coveredPages { return nil }
    let what = now.st_size < before.st_size ? "was cut short" : isSame ? "could not be read to its end" : "has changed"
    return Diagnostic(
      .dataCannotBeRead, "\(name) \(what) since it was opened", help: ["open it again: what is there now will be read"])
  }

  /// Says that a part will be read now, so that its pages come all at once.
  func expect(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) { advise(start, end, populateForReading) }

  /// Says that a part is hardly read any more: its pages need no memory until somebody does.
  func release(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) { advise(start, end, MADV_DONTNEED) }

  /// Whether the system takes the advice matters to speed alone.
  private func advise(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ advice: Int32) {
    guard original != nil else { return }
    let first = (start - self.start) & ~4095
    _ = madvise(UnsafeMutableRawPointer(mutating: self.start + first), end - self.start - first, advice)
  }

  /// Reads a file, or standard input where `path` is `-`; what is compressed by gzip is read as what it holds.
  static func open(_ path: String, name: String) throws(Diagnostic) -> DataFile {
    try unpacked(try openAsItIs(path, name: name))
  }

  /// The same of a file that is in memory.
  static func reading(_ file: RecordFiles.InMemory, name: String) throws(Diagnostic) -> DataFile {
    guard let start = file.bytes.baseAddress else {
      return DataFile(try FileMemory(capacity: 0, name: name), name: name)
    }
    return try unpacked(DataFile(start: start, count: file.bytes.count, owner: file.owner, name: name))
  }

  private static func unpacked(_ file: DataFile) throws(Diagnostic) -> DataFile {
    let name = file.name
    if Gzip.isGzip(file) { return try Gzip.inflated(file) }
    if file.count >= 4, file.start[0] == 0x50, file.start[1] == 0x4B, file.start[2] == 3, file.start[3] == 4 {
      let isBook = name.hasSuffix(".xlsx") || name.hasSuffix(".ods")
      throw Diagnostic(
        .dataShape, "\(name) is \(isBook ? "a spreadsheet" : "a zip archive"), not text",
        help: [isBook ? "save each of its sheets as CSV, with the encoding UTF-8" : "unpack it first"])
    }
    return file
  }

  /// Compressed or not.
  static func openAsItIs(_ path: String, name: String) throws(Diagnostic) -> DataFile {
    if path == "-" { return DataFile(try FileMemory.reading(STDIN_FILENO, sizeHint: 0, name: name), name: name) }
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(path) }
    var status = stat()
    let isKnown = fstat(descriptor, &status) == 0
    if isKnown, status.st_mode & S_IFMT == S_IFREG, status.st_size >= mappedFrom,
      let file = map(descriptor, size: Int(status.st_size), name: name)
    {
      return file
    }
    defer { close(descriptor) }
    guard isKnown else { throw unreadable(path) }
    if status.st_mode & S_IFMT == S_IFDIR { throw Diagnostic(.dataCannotBeRead, "\(name) is a folder, not a file") }
    return DataFile(
      try FileMemory.reading(descriptor, sizeHint: Int(status.st_size), name: name), name: name)
  }

  /// The file is mapped over reserved zero pages, which stay where it ends. Nil where it cannot be mapped.
  private static func map(_ descriptor: Int32, size: Int, name: String) -> DataFile? {
    let total = size + padding
    guard let memory = FileMemory.reserve(total) else { return nil }
    guard mmap(memory, size, PROT_READ, MAP_PRIVATE | MAP_FIXED, descriptor, 0) == memory else {
      munmap(memory, total)
      return nil
    }
    TruncationGuard.install()
    return DataFile(memory: memory, mappedSize: total, count: size, name: name, original: descriptor)
  }

  /// What the system says of the last failure, in its own words.
  static func unreadable(_ name: String) -> Diagnostic {
    let reason = errno
    // Only what wants the program to stop interrupts a call; see `Interrupt`.
    if reason == EINTR { return Diagnostic(.interrupted, "interrupted while reading \(name)") }
    let help = reason == ENOENT ? ["check the name, and the folder it is looked for in"] : []
    return Diagnostic(.dataCannotBeRead, "\(name) cannot be read: \(String(cString: strerror(reason)))", help: help)
  }
}
