import Columns
import Diagnostics
import Glibc

/// `MADV_POPULATE_READ` of Linux 5.14, which older headers lack.
private let populateForReading: Int32 = 22

/// The bytes of a data file, in memory of its own for as long as a column's texts point into it. At least `padding` zero bytes follow
/// the last, so that the reader may look ahead without asking where the end is: no JSON text holds a zero byte.
final class DataFile: @unchecked Sendable {
  static let padding = 64

  /// How messages name it.
  let name: String
  let start: UnsafePointer<UInt8>
  let count: Int
  private let mappedSize: Int
  /// Of a file of which every page can be read again.
  private let isMapped: Bool

  private init(name: String, start: UnsafePointer<UInt8>, count: Int, mappedSize: Int, isMapped: Bool = false) {
    self.name = name
    self.isMapped = isMapped
    self.start = start
    self.count = count
    self.mappedSize = mappedSize
  }

  deinit { munmap(UnsafeMutableRawPointer(mutating: start), mappedSize) }

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

  /// Says that a part will be read now, so that its pages come all at once.
  func expect(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) { advise(start, end, populateForReading) }

  /// Says that a part is hardly read any more: its pages need no memory until somebody does.
  func release(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) { advise(start, end, MADV_DONTNEED) }

  /// Whether the system takes the advice matters to speed alone.
  private func advise(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ advice: Int32) {
    guard isMapped else { return }
    let first = (start - self.start) & ~4095
    _ = madvise(UnsafeMutableRawPointer(mutating: self.start + first), end - self.start - first, advice)
  }

  /// Reads a file, or standard input where `path` is `-`.
  static func open(_ path: String, name: String) throws(Diagnostic) -> DataFile {
    if path == "-" { return try readToEnd(STDIN_FILENO, name: name) }
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw unreadable(path) }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw Diagnostic(.dataCannotBeRead, "\(name) is a folder, not a file")
    case S_IFREG where status.st_size > 0: return try map(descriptor, size: Int(status.st_size), name: name)
    default: return try readToEnd(descriptor, name: name)
    }
  }

  /// The file is mapped over reserved zero pages, which stay where it ends.
  private static func map(_ descriptor: Int32, size: Int, name: String) throws(Diagnostic) -> DataFile {
    let total = size + padding
    guard let memory = reserve(total),
      let mapped = mmap(memory, size, PROT_READ, MAP_PRIVATE | MAP_FIXED, descriptor, 0),
      mapped == memory
    else { throw unreadable(name) }
    return DataFile(
      name: name, start: UnsafePointer(memory.assumingMemoryBound(to: UInt8.self)), count: size, mappedSize: total,
      isMapped: true)
  }

  private static func readToEnd(_ descriptor: Int32, name: String) throws(Diagnostic) -> DataFile {
    var (size, count) = (1 << 20, 0)
    guard var memory = reserve(size) else { throw unreadable(name) }
    while true {
      let received = read(descriptor, memory + count, size - padding - count)
      if received == 0 { break }
      if received < 0 {
        if errno == EINTR { continue }
        let failure = unreadable(name)
        munmap(memory, size)
        throw failure
      }
      count += received
      if count == size - padding {
        guard let larger = reserve(size * 2) else { throw unreadable(name) }
        memcpy(larger, memory, count)
        munmap(memory, size)
        memory = larger
        size *= 2
      }
    }
    return DataFile(
      name: name, start: UnsafePointer(memory.assumingMemoryBound(to: UInt8.self)), count: count, mappedSize: size)
  }

  /// Zeros.
  private static func reserve(_ size: Int) -> UnsafeMutableRawPointer? {
    let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    return memory == MAP_FAILED ? nil : memory
  }

  /// What the system says of the last failure, in its own words.
  private static func unreadable(_ name: String) -> Diagnostic {
    let reason = errno
    let help = reason == ENOENT ? ["check the name, and the folder it is looked for in"] : []
    return Diagnostic(.dataCannotBeRead, "\(name) cannot be read: \(String(cString: strerror(reason)))", help: help)
  }
}
