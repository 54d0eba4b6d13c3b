import Diagnostics
import Glibc

/// Memory of its own for the bytes of a file, which grows; zeros follow the bytes, `DataFile.padding` of them at least.
struct FileMemory: ~Copyable {
  private(set) var start: UnsafeMutableRawPointer
  private(set) var capacity: Int
  private(set) var count = 0

  /// Three quarters of the computer's memory; nothing larger is read into it.
  static let limit = Int(sysconf(Int32(_SC_PHYS_PAGES))) * Int(sysconf(Int32(_SC_PAGESIZE))) / 4 * 3

  init(capacity: Int, name: String) throws(Diagnostic) {
    let size = max(1 << 16, capacity + DataFile.padding)
    guard let memory = Self.reserve(size) else { throw Self.tooLarge(name) }
    start = memory
    self.capacity = size
  }

  deinit { munmap(start, capacity) }

  /// Reads to the end of a file or stream of probably so many bytes.
  static func reading(_ descriptor: Int32, sizeHint: Int, name: String) throws(Diagnostic) -> FileMemory {
    var memory = try FileMemory(capacity: sizeHint + 1, name: name)
    while true {
      let received = read(descriptor, memory.room.baseAddress, memory.room.count)
      if received == 0 { return memory }
      guard received > 0 else { throw DataFile.unreadable(name) }
      try memory.commit(received, name: name)
    }
  }

  /// Where more bytes are to be put.
  var room: UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(start: start + count, count: capacity - DataFile.padding - count)
  }

  /// Counts bytes that were put there, and makes room for more.
  mutating func commit(_ added: Int, name: String) throws(Diagnostic) {
    count += added
    guard count == capacity - DataFile.padding else { return }
    guard count <= Self.limit, let larger = Self.reserve(capacity * 2) else { throw Self.tooLarge(name) }
    memcpy(larger, start, count)
    munmap(start, capacity)
    start = larger
    capacity *= 2
  }

  /// Hands the memory over.
  consuming func take() -> (start: UnsafeMutableRawPointer, capacity: Int, count: Int) {
    let taken = (start, capacity, count)
    discard self
    return taken
  }

  /// Zeros.
  static func reserve(_ size: Int) -> UnsafeMutableRawPointer? {
    let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    return memory == MAP_FAILED ? nil : memory
  }

  private static func tooLarge(_ name: String) -> Diagnostic {
    Diagnostic(
      .dataTooLarge, "\(name) holds more than this computer's memory does",
      help: ["unpack and divide it, or use a larger computer"])
  }
}
