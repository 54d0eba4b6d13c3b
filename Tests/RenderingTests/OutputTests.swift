import Columns
import Diagnostics
import Glibc
import Rendering
import Testing

/// Serialised, as SIGPIPE and the limit of file sizes belong to the process.
@Suite(.serialized) final class OutputTests {
  private let folder: String
  private let table = ResultTable("n", .integer, .integers([1, 2]))

  init() {
    var template = Array("/tmp/almoner-output-XXXXXX".utf8CString)
    folder = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } ?? "/nonexistent"
    }
    signal(SIGPIPE, SIG_IGN)
  }

  deinit {
    for name in names() { unlink("\(folder)/\(name)") }
    rmdir(folder)
  }

  private func names() -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  private func contents(_ name: String) -> String {
    let descriptor = open("\(folder)/\(name)", O_RDONLY)
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(descriptor, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
  }

  private func permissions(_ name: String) -> UInt32 {
    var status = stat()
    stat("\(folder)/\(name)", &status)
    return status.st_mode & 0o777
  }

  private func save(_ name: String, replacing: Bool = false, isPrivate: Bool = false) throws(Diagnostic) {
    try Renderer.save(table, as: .csv, to: "\(folder)/\(name)", replacing: replacing, isPrivate: isPrivate)
  }

  @Test func savesWhole() throws {
    try save("x.csv")
    #expect(contents("x.csv") == "n\n1\n2\n")
    try save("private.csv", isPrivate: true)
    #expect(permissions("private.csv") == 0o600)
    #expect(names() == ["private.csv", "x.csv"])
  }

  @Test func existingFilesStayUnlessReplaced() throws {
    #expect(symlink("x.csv", "\(folder)/link.csv") == 0)
    try save("x.csv", isPrivate: true)
    let error = #expect(throws: Diagnostic.self) { try self.save("x.csv") }
    #expect(error?.code == .fileExists)
    #expect(error?.message == "'\(folder)/x.csv' is already there")
    // Through a link, and no more readable than before.
    try Renderer.save(table, as: .ndjson, to: "\(folder)/link.csv", replacing: true)
    #expect(contents("x.csv") == "{\"n\":1}\n{\"n\":2}\n")
    #expect(permissions("x.csv") == 0o600)
    #expect(names() == ["link.csv", "x.csv"])
  }

  /// A file that appears while ours is being written is not overwritten either.
  @Test func existingAtCommit() throws {
    let error = #expect(throws: Diagnostic.self) {
      let file = try AtomicFile(path: "\(self.folder)/x.csv", replacing: false)
      try self.save("x.csv")
      try file.commit()
    }
    #expect(error?.code == .fileExists)
    #expect(names() == ["x.csv"])
  }

  @Test func droppedFilesLeaveNothing() throws {
    do {
      var file = try AtomicFile(path: "\(folder)/x.csv", replacing: false)
      try file.sink.write("half")
    }
    #expect(names() == [])
    let error = #expect(throws: Diagnostic.self) {
      try Renderer.save(
        self.table, as: .csv, to: "\(self.folder)/x.csv", replacing: false, isInterrupted: { true })
    }
    #expect(error?.code == .interrupted)
    #expect(names() == [])
  }

  @Test func refusals() {
    func message(_ path: String) -> String? {
      let error = #expect(throws: Diagnostic.self) {
        try Renderer.save(self.table, as: .csv, to: path, replacing: true)
      }
      #expect(error?.code == .outputFailed)
      return error?.message
    }
    #expect(message("\(folder)/no/x.csv") == "can't write '\(folder)/no/x.csv': there is no folder '\(folder)/no'")
    #expect(message(folder) == "'\(folder)' is a folder")
    #expect(message("") == "'' is not a file name")
    #expect(message("a\0b") == "'a' is not a file name")
    #expect(message("/dev/full") == "can't write '/dev/full': No space left on device")
    let long = "\(folder)/" + String(repeating: "x", count: 300)
    #expect(message(long)?.contains("File name too long") == true)
    #expect(names() == [])
  }

  @Test func fullDiskInTheMiddle() {
    signal(SIGXFSZ, SIG_IGN)
    var before = rlimit()
    getrlimit(__rlimit_resource_t(1), &before)  // RLIMIT_FSIZE, an enumeration that is not imported by name.
    var limit = rlimit(rlim_cur: 100_000, rlim_max: before.rlim_max)
    setrlimit(__rlimit_resource_t(1), &limit)
    defer { setrlimit(__rlimit_resource_t(1), &before) }
    let large = ResultTable("n", .integer, .integers((0..<100_000).map { Int64($0) }))
    let error = #expect(throws: Diagnostic.self) {
      try Renderer.save(large, as: .csv, to: "\(self.folder)/x.csv", replacing: false)
    }
    #expect(error?.message == "can't write '\(folder)/x.csv': File too large")
    #expect(names() == [])
  }

  @Test func closedPipeIsNoError() throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    close(ends[0])
    defer { close(ends[1]) }
    var sink = ByteSink(descriptor: ends[1], name: "standard output")
    let large = ResultTable("n", .integer, .integers((0..<100_000).map { Int64($0) }))
    for format in OutputFormat.allCases where format != .svg { try Renderer.render(large, as: format, to: &sink) }
    try sink.flush()
    let isClosed = sink.isClosed
    #expect(isClosed)
  }

  /// A pipe that takes only a little at a time and does not block.
  @Test func slowReader() async throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    let (input, output) = (ends[0], ends[1])
    _ = fcntl(output, F_SETFL, O_NONBLOCK)
    async let received: Int = {
      var bytes = [UInt8](repeating: 0, count: 10_000)
      var total = 0
      while case let count = read(input, &bytes, bytes.count), count > 0 { total += count }
      return total
    }()
    var sink = ByteSink(descriptor: output, name: "standard output")
    for _ in 0..<1000 { try sink.write(String(repeating: "x", count: 1000)) }
    try sink.flush()
    close(output)
    #expect(await received == 1_000_000)
    close(input)
  }
}
